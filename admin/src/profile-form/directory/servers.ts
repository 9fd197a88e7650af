import type { LdapInput } from '../../../../shared/profile/ldap';

export type Encryption = 'ldaps' | 'starttls' | 'none';

/** A server as people know it. */
export interface Server {
  host: string;
  /** Digits, or nothing while it is being entered. */
  port: string;
  /** TLS from the first byte on. */
  isSecure: boolean;
}

type Connection = Pick<LdapInput, 'url' | 'fallbackUrls' | 'startTls'>;

const ADDRESS = /^(?<scheme>ldaps?):\/\/(?<host>\[[^\]]*\]|.*?)(?::(?<port>\d*))?\/?$/i;
const IPV6 = /^[\da-f]*:[\da-f]*:[\da-f:.%]*$/i;

/** The standard ports and those of Active Directory's global catalog, without and with TLS. */
const PORT_PAIRS = [
  ['389', '636'],
  ['3268', '3269'],
] as const;

const PORTS = { plain: PORT_PAIRS[0][0], secure: PORT_PAIRS[0][1] };

/** The port that a server has unless it is said otherwise. */
export const defaultPort = (isSecure: boolean): string => (isSecure ? PORTS.secure : PORTS.plain);

/** Takes an address apart, also one that is not complete yet; any other text is taken for a host. */
export const readServer = (url: string): Server => {
  const { scheme, host = '', port } = ADDRESS.exec(url.trim())?.groups ?? {};
  if (scheme === undefined) return { host: url.trim(), port: PORTS.secure, isSecure: true };
  const isSecure = scheme.toLowerCase() === 'ldaps';
  return { host: host.replace(/^\[(.*)\]$/, '$1'), port: port ?? defaultPort(isSecure), isSecure };
};

/** The address of a server; read again, it gives the same. */
export const writeServer = ({ host, port, isSecure }: Server): string => {
  const shown = IPV6.test(host) ? `[${host}]` : host;
  return `${isSecure ? 'ldaps' : 'ldap'}://${shown}:${port}`;
};

/** A server under another host; a whole address in the place of a host is taken apart. */
export const withHost = (server: Server, text: string): Server => {
  const host = text.replace(/\s/g, '');
  return /^ldaps?:\/\//i.test(host) ? readServer(host) : { ...server, host };
};

/** A server whose host was written with its port, as in `host:636`, taken apart. */
export const withoutPort = (server: Server): Server => {
  const { host, port } = /^(?<host>[^:[\]]+):(?<port>\d{1,5})$/.exec(server.host)?.groups ?? {};
  return host === undefined || port === undefined ? server : { ...server, host, port };
};

/** How the connection to the first server is protected. */
export const encryptionOf = ({ url, startTls }: Connection): Encryption => {
  if (readServer(url).isSecure) return 'ldaps';
  return startTls ? 'starttls' : 'none';
};

const movedPort = (port: string, isSecure: boolean): string => {
  const pair = PORT_PAIRS.find((ports) => ports.some((known) => known === port));
  return pair?.[isSecure ? 1 : 0] ?? port;
};

const protectedBy = (url: string, isSecure: boolean): string => {
  const server = readServer(url);
  return writeServer({ ...server, isSecure, port: movedPort(server.port, isSecure) });
};

/** All servers of a source with another encryption; a port that belongs to the old one goes along. */
export const withEncryption = (
  { url, fallbackUrls }: Connection,
  encryption: Encryption
): Connection => {
  const isSecure = encryption === 'ldaps';
  return {
    url: protectedBy(url, isSecure),
    fallbackUrls: fallbackUrls.map((fallback) => protectedBy(fallback, isSecure)),
    startTls: encryption === 'starttls',
  };
};

/** The first server as it is entered; an address with another scheme changes the encryption. */
export const withFirstServer = (source: Connection, server: Server): Connection => {
  const before = readServer(source.url);
  const changed = { ...source, url: writeServer(server) };
  if (server.isSecure === before.isSecure) return changed;
  const { fallbackUrls, startTls } = withEncryption(source, server.isSecure ? 'ldaps' : 'none');
  return { ...changed, fallbackUrls, startTls };
};

/** A further server, empty yet, that is reached as the first one is. */
export const nextServer = ({ url }: Pick<Connection, 'url'>): string => {
  const { isSecure, port } = readServer(url);
  return writeServer({ host: '', port, isSecure });
};
