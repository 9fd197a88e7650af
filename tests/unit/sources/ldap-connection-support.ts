import { once } from 'node:events';
import { type AddressInfo, connect, type Server, type Socket } from 'node:net';
import { parseServerUrl, type ServerAddress } from '../../../server/src/sources/ldap/address';
import {
  type ConnectionLimits,
  LdapConnection,
  type Search,
} from '../../../server/src/sources/ldap/connection';
import { ANY_ENTRY } from '../../../server/src/sources/ldap/filter';
import { type LdapHandlers, type LdapTestServer, startLdapServer } from '../../support/ldap-server';

export const LIMITS: ConnectionLimits = { timeoutSeconds: 30, maxBytes: 10_000_000 };
export const SEARCH: Search = {
  baseDn: 'dc=x',
  scope: 'sub',
  filter: ANY_ENTRY,
  attributes: ['cn'],
  page: null,
};

const closers: (() => void | Promise<void>)[] = [];

/** Has something closed by `closeAll`. */
export const closing = (close: () => void | Promise<void>): void => void closers.push(close);

export const closeAll = async (): Promise<void> => {
  for (const close of closers.splice(0).reverse()) await close();
};

/** A connection to a port of this machine. */
export const connectionTo = async (
  port: number,
  limits: Partial<ConnectionLimits> = {}
): Promise<LdapConnection> => {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  closing(() => void socket.destroy());
  return new LdapConnection('ldap://test:389', socket, { ...LIMITS, ...limits });
};

/** A scripted server and a connection to it. */
export const start = async (
  handlers: LdapHandlers = {},
  limits: Partial<ConnectionLimits> = {}
): Promise<{ server: LdapTestServer; connection: LdapConnection }> => {
  const server = await startLdapServer(handlers);
  closing(() => server.close());
  return { server, connection: await connectionTo(server.port, limits) };
};

/** The same for a server that is only searched. */
export const searching = (search: LdapHandlers['search'], limits?: Partial<ConnectionLimits>) =>
  start({ search }, limits);

export const addressOf = (url: string): ServerAddress => {
  const address = parseServerUrl(url);
  if (!address) throw new Error(`${url} is no address`);
  return address;
};

/** Has a server listen on a free port; `ldaps://` is its address. */
export const listen = async (server: Server): Promise<ServerAddress> => {
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => sockets.add(socket.on('error', () => undefined)));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closing(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return addressOf(`ldaps://127.0.0.1:${(server.address() as AddressInfo).port}`);
};
