import { lookup as resolve, type LookupAddress, type LookupOptions } from 'node:dns';
import type { Agent } from 'node:http';
import { BlockList, isIP, Socket } from 'node:net';
import { rootCertificates } from 'node:tls';
import { domainToASCII } from 'node:url';
import { backOff } from 'exponential-backoff';
import { problem } from '../../../shared/codes/problems';
import { ConnectorError, errorCode, SourceError } from '../utils/errors';
import type { NetworkOptions } from './types';

const NAME = /^(?:[a-z0-9_-]+\.)*[a-z0-9_-]+\.?$/;

const isAscii = (text: string): boolean => [...text].every((character) => character <= '\x7f');

/**
 * The host of an address as it is connected to: in lower case, an IPv6 address without its brackets,
 * a name of other letters in the form that the DNS has of it.
 * @returns null for what cannot be a host's name, such as one with a slash in it
 */
export const hostOf = (text: string): string | null => {
  const [, bracketed] = /^\[(.*)\]$/.exec(text) ?? [];
  if (bracketed !== undefined) {
    // A zone such as %eth0 means something on this machine only.
    return isIP(bracketed) === 6 && !bracketed.includes('%') ? bracketed.toLowerCase() : null;
  }
  const name = isAscii(text) ? text.toLowerCase() : domainToASCII(text);
  return NAME.test(name) ? name : null;
};

/** Which hosts may be reached although their addresses are not public. */
export interface AllowedHosts {
  names: Set<string>;
  addresses: BlockList;
}

/** Azure's service address for virtual machines; it lies in a public range, unlike those of other clouds. */
const METADATA = ['168.63.129.16'];

const family = (address: string): 'ipv4' | 'ipv6' => (isIP(address) === 6 ? 'ipv6' : 'ipv4');

/** A host as it is compared: without the root's dot. */
const plainHost = (host: string): string => host.replace(/\.$/, '');

const addRange = (addresses: BlockList, entry: string): void => {
  const [, address = '', bits = ''] = /^([^/]+)\/(\d+)$/.exec(entry) ?? [];
  try {
    addresses.addSubnet(address, Number(bits), family(address));
  } catch {
    throw new ConnectorError(problem('invalid-allowed-host', { entry }));
  }
};

/** Whether it can name a host, or be an address or a range of them. */
export const isHostOrRange = (entry: string): boolean => {
  try {
    parseAllowedHosts([entry]);
  } catch {
    return false;
  }
  return entry.includes('/') || isIP(entry) !== 0 || hostOf(entry) !== null;
};

/**
 * Reads the setting `network.allowedHosts`: host names, addresses and CIDR ranges.
 * @throws ConnectorError `invalid-allowed-host`
 */
export const parseAllowedHosts = (entries: string[]): AllowedHosts => {
  const names = new Set<string>();
  const addresses = new BlockList();
  for (const text of entries.map((entry) => entry.trim().toLowerCase())) {
    const host = text.includes('/') || isIP(text) ? text : plainHost(hostOf(text) ?? text);
    if (host.includes('/')) addRange(addresses, host);
    else if (isIP(host)) addresses.addAddress(host, family(host));
    else names.add(host);
  }
  return { names, addresses };
};

/** Ends a connection that does not come about in time. */
const limitConnecting = (socket: unknown, milliseconds: number): void => {
  if (!(socket instanceof Socket) || !socket.connecting) return;
  const timer = setTimeout(() => {
    const error = new Error('connecting took too long');
    socket.destroy(Object.assign(error, { code: 'ETIMEDOUT' }));
  }, milliseconds);
  const stop = () => clearTimeout(timer);
  socket.once('close', stop);
  socket.once('encrypted' in socket ? 'secureConnect' : 'connect', stop);
};

type LookupCallback = (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void;

/** What the filter lets through: nothing but public addresses, and what the allow-list names. */
const filterOptions = (host: string, { names, addresses }: AllowedHosts) => {
  if (names.has(host)) return { allowPrivateIPAddress: true, allowMetaIPAddress: true };
  const isAllowed = (address: string) => addresses.check(address, family(address));
  const allowed = isIP(host) && isAllowed(host) ? [host] : [];
  return {
    denyIPAddressList: METADATA,
    // The filter looks into this list after each lookup, which adds the addresses that are allowed.
    allowIPAddressList: allowed,
    lookup: (name: string, options: LookupOptions, callback: LookupCallback) =>
      resolve(name, { ...options, all: true }, (error, found) => {
        allowed.push(...(found ?? []).map(({ address }) => address).filter(isAllowed));
        callback(error, found);
      }),
  };
};

/** True for the error of a connection to an address that is not allowed. */
export const isBlocked = (error: unknown): boolean =>
  /^(Error: )?DNS lookup .* is not allowed\. Because/.test(
    String((error as Error | null)?.message)
  );

/** Where requests go. */
interface Target {
  /** As `hostOf` gives it. */
  host: string;
  /** By HTTPS. */
  secure: boolean;
}

/**
 * An agent for requests to one host, and to that host only: it checks each address at the moment of
 * connecting, so that neither a redirect nor a name that changes its address gets past it.
 * @param options.ca PEM of certificate authorities to trust besides the public ones
 */
export const createAgent = async (
  { host, secure }: Target,
  options: { allowed: AllowedHosts; connectTimeoutSeconds: number; ca?: string }
): Promise<Agent> => {
  // An ES module only: `import` reaches it from a CommonJS bundle, too.
  const filtering = await import('request-filtering-agent');
  const settings = filterOptions(plainHost(host), options.allowed);
  const agent = secure
    ? new filtering.RequestFilteringHttpsAgent({
        ...settings,
        ...(options.ca ? { ca: [...rootCertificates, options.ca] } : {}),
      })
    : new filtering.RequestFilteringHttpAgent(settings);
  const connect = agent.createConnection.bind(agent);
  const lookup = 'lookup' in settings ? { lookup: settings.lookup } : {};
  agent.createConnection = (target, ...rest) => {
    // A connection that no request asks for would not have the look-up that knows what is allowed.
    // The connection goes to the host that was checked, whatever was made of the address since.
    const socket = connect({ ...lookup, ...target, host }, ...rest);
    limitConnecting(socket, options.connectTimeoutSeconds * 1000);
    return socket;
  };
  return agent;
};

const CERTIFICATE =
  /^(CERT_|ERR_TLS_CERT|SELF_SIGNED_CERT|DEPTH_ZERO_SELF_SIGNED|UNABLE_TO_(VERIFY|GET_ISSUER))/;

/**
 * What an error of the transport means to people. The original goes no further: it carries the
 * request with its credentials.
 * @param host as the address names it
 * @param asked the host that was asked first; a redirect must not tell what else there is in a network
 */
export const transportError = (error: unknown, host: string, asked = host): SourceError => {
  const code = errorCode(error);
  if (isBlocked(error)) {
    return new SourceError(problem('address-blocked/file', { host: asked }));
  }
  if (CERTIFICATE.test(code)) {
    return new SourceError(problem('untrusted-certificate/file', { host, code }));
  }
  if (code === 'ENOTFOUND') {
    return new SourceError(problem('host-not-found/file', { host }));
  }
  if (code.startsWith('ERR_SSL') || code === 'EPROTO') {
    return new SourceError(problem('connection-failed/tls', { host, code }));
  }
  return new SourceError(problem('connection-failed/file', { host, code: code || null }));
};

const FIRST_DELAY_MS = 250;
const LONGEST_DELAY_MS = 10_000;

/** Tries again, after growing pauses, what failed for a reason that may pass. */
export const withRetries = <Result>(
  attempt: () => Promise<Result>,
  { retries }: Pick<NetworkOptions, 'retries'>,
  mayPass: (error: unknown) => boolean
): Promise<Result> =>
  backOff(attempt, {
    numOfAttempts: retries + 1,
    startingDelay: FIRST_DELAY_MS,
    maxDelay: LONGEST_DELAY_MS,
    jitter: 'full',
    retry: mayPass,
  });

/** What an address of a file on the web can have wrong. */
export type AddressFault = 'noAddress' | 'scheme' | 'credentials' | 'host';

/** What is wrong with an address of a file on the web, which may be relative to another one; null where nothing is. */
export const addressFault = (address: string, base?: string): AddressFault | null => {
  if (!URL.canParse(address, base)) return 'noAddress';
  const { protocol, host, hostname, port, username, password } = new URL(address, base);
  if (host === '') return 'noAddress';
  if (protocol !== 'https:' && protocol !== 'http:') return 'scheme';
  if (username || password) return 'credentials';
  return hostOf(hostname) === null || port === '0' ? 'host' : null;
};
