import { shownAddress } from '../../../../shared/address';
import { hasTrait } from '../../../../shared/codes/catalogue';
import type { Problem } from '../../../../shared/codes/kinds';
import { problem } from '../../../../shared/codes/problems';
import type { ConnectionStepName } from '../../../../shared/contracts/ldap';
import type { LdapSource } from '../../../../shared/profile/ldap';
import { hiding } from '../hide';
import type { NetworkOptions } from '../types';
import { isDowngrade, parseServerUrl, type ServerAddress } from './address';
import { LdapConnection, type Search } from './connection';
import { LdapError, resultError, SUCCESS } from './errors';
import { ANY_ENTRY } from './filter';
import { encrypt, type Encrypted, openSocket, resolveName } from './transport';

/** Follows the steps by which a connection comes about. */
export interface Observer {
  enter(step: ConnectionStepName): void;
  /** The step came to its end. `warning`: what is to be done about what was found. */
  done(found: Problem, warning?: Problem | null): void;
}

const UNOBSERVED: Observer = { enter: () => undefined, done: () => undefined };

const addressOf = (url: string): ServerAddress => {
  const address = parseServerUrl(url);
  if (address) return address;
  throw new LdapError(problem('invalid-address/directory', { address: shownAddress(url) }));
};

const downgrade = ({ url }: ServerAddress): LdapError =>
  new LdapError(problem('fallback-not-encrypted', { server: url }));

/**
 * The servers of a source, in the order in which they are tried. A stored profile may be older than
 * the rule that none of them is less protected than the first.
 * @throws LdapError `invalid-address`, `fallback-not-encrypted`
 */
export const serverAddresses = ({ url, fallbackUrls, startTls }: LdapSource): ServerAddress[] => {
  const servers = [url, ...fallbackUrls].map(addressOf);
  const [first = null] = servers;
  const inClear = servers.find((server) => isDowngrade(first, server, startTls));
  if (inClear) throw downgrade(inClear);
  return servers;
};

const startTls = async (
  connection: LdapConnection,
  server: ServerAddress,
  source: LdapSource,
  network: NetworkOptions
): Promise<Encrypted> => {
  const encrypted: Encrypted[] = [];
  const result = await connection.startTls(async (socket) => {
    const found = await encrypt(socket, server, source, network);
    encrypted.push(found);
    return found.socket;
  });
  const [found] = encrypted;
  if (found) return found;
  throw resultError(problem('ldap-doing/start-tls', { server: server.url }), result);
};

const secureConnection = async (
  server: ServerAddress,
  source: LdapSource,
  network: NetworkOptions,
  observer: Observer
): Promise<LdapConnection> => {
  const limits = { timeoutSeconds: source.timeoutSeconds, maxBytes: network.maxBytes };
  observer.enter('tcp');
  const socket = await openSocket(server, network);
  observer.done(problem('ldap-step/connected', { port: server.port }));
  observer.enter('tls');
  if (server.secure) {
    const encrypted = await encrypt(socket, server, source, network);
    observer.done(
      problem('ldap-step/encrypted', { startTls: false, certificate: encrypted.certificate }),
      encrypted.warning
    );
    return new LdapConnection(server.url, encrypted.socket, limits);
  }
  const connection = new LdapConnection(server.url, socket, limits);
  if (!source.startTls) {
    observer.done(problem('ldap-step/in-clear'), problem('ldap-warning/in-clear'));
    return connection;
  }
  try {
    const { certificate, warning } = await startTls(connection, server, source, network);
    observer.done(problem('ldap-step/encrypted', { startTls: true, certificate }), warning);
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
};

/** The root DSE, none of it. */
const ROOT: Search = {
  baseDn: '',
  scope: 'base',
  filter: ANY_ENTRY,
  attributes: ['1.1'],
  page: null,
};

/**
 * Logs in as the source says.
 * @throws LdapError `empty-password`, `bind-refused` …
 */
const bind = async (connection: LdapConnection, source: LdapSource): Promise<Problem> => {
  if (source.bind === 'anonymous') {
    // Whatever it answers: it does answer, and speaks LDAP.
    await connection.search(ROOT);
    return problem('ldap-step/anonymous');
  }
  if (source.bind === 'certificate') {
    const result = await connection.bind({ mechanism: 'EXTERNAL' });
    if (result.code !== SUCCESS) {
      throw resultError(problem('ldap-doing/bind-by-certificate'), result);
    }
    return problem('ldap-step/by-certificate');
  }
  const { bindDn: dn, bindPassword: password } = source;
  if (!dn || !password) {
    // RFC 4513 § 5.1.2: the server would answer "success" and treat us as nobody.
    throw new LdapError(problem('empty-password'));
  }
  const result = await connection.bind({ dn, password });
  if (result.code !== SUCCESS) {
    // There are servers that quote what they were sent.
    const hide = hiding([password]);
    const shown = { message: hide(result.message), matchedDn: hide(result.matchedDn) };
    throw resultError(problem('ldap-doing/bind', { dn }), { ...result, ...shown });
  }
  return problem('ldap-step/logged-in', { dn });
};

/**
 * Connects to one server: its name, TCP, encryption, bind. Nothing is sent in clear that was to be
 * encrypted.
 * @throws LdapError
 */
export const connectTo = async (
  server: ServerAddress,
  source: LdapSource,
  network: NetworkOptions,
  observer: Observer = UNOBSERVED
): Promise<LdapConnection> => {
  observer.enter('name');
  await resolveName(server);
  // Not its addresses: those of a network that may not be reached are nobody's business.
  observer.done(problem('ldap-step/name', { host: server.host }));
  const connection = await secureConnection(server, source, network, observer);
  try {
    observer.enter('bind');
    observer.done(await bind(connection, source));
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
};

const isWorthAnotherServer = (error: unknown): error is LdapError =>
  error instanceof LdapError && (error.transient || hasTrait(error.code, 'ofServer'));

const noneReached = (errors: LdapError[]): LdapError =>
  new LdapError(
    problem('connection-failed/servers', {
      count: errors.length,
      reasons: errors.map((error) => error.problem),
    })
  );

/**
 * Connects to the first server that can be used. A refused bind is not tried elsewhere, or else a
 * wrong password would lock the user out sooner.
 * @throws LdapError
 */
export const connect = async (
  source: LdapSource,
  network: NetworkOptions
): Promise<LdapConnection> => {
  const errors: LdapError[] = [];
  for (const server of serverAddresses(source)) {
    try {
      return await connectTo(server, source, network);
    } catch (error) {
      if (!isWorthAnotherServer(error)) throw error;
      errors.push(error);
    }
  }
  const [only] = errors;
  throw errors.length === 1 && only ? only : noneReached(errors);
};
