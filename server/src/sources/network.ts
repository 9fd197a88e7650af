import { lookup as resolve, type LookupAddress, type LookupOptions } from 'node:dns';
import type { Agent } from 'node:http';
import { BlockList, Socket, isIP } from 'node:net';
import { rootCertificates } from 'node:tls';

import { ConnectorError } from '../utils/errors';
import { hostOf } from './host';

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
    throw new ConnectorError(
      'invalid-allowed-host',
      `the plugin option network.allowedHosts holds "${entry}": expected a host name, an address, or a range such as 10.0.0.0/8`
    );
  }
};

/**
 * Reads the plugin option `network.allowedHosts`: host names, addresses and CIDR ranges.
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
export interface Target {
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
    // It goes to the host that was checked, whatever was made of the address since.
    const socket = connect({ ...lookup, ...target, host }, ...rest);
    limitConnecting(socket, options.connectTimeoutSeconds * 1000);
    return socket;
  };
  return agent;
};
