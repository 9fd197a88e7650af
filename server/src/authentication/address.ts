import { isIPv6 } from 'node:net';

const GROUPS = 8;
const NETWORK_GROUPS = 4;

const MAPPED = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i;

const groupsOf = (text: string): string[] =>
  text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16).toString(16));

/**
 * Whom an address stands for: an IPv4 address for itself, an IPv6 address for its network of 64
 * bits, in which one machine has as many addresses as it likes (RFC 4291 § 2.5.1).
 */
export const networkOf = (address: string): string => {
  const mapped = MAPPED.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  if (!isIPv6(address)) return address;
  const [head = '', tail = ''] = address.split('::').map((part) => part.replace(/%.*$/, ''));
  const first = groupsOf(head);
  const last = groupsOf(tail);
  const left = Math.max(0, GROUPS - first.length - last.length);
  const groups = [...first, ...Array<string>(left).fill('0'), ...last];
  return groups.slice(0, NETWORK_GROUPS).join(':');
};
