import { isArray, type PhpText, type PhpValue } from '../../values';
import { parse_url } from '../urls/parse';

const ATOM = "[!#-'*+\\-/-9=?A-Z^-~]+";
const QUOTED = '"(?:[\\x01-\\x08\\x0b\\x0c\\x0e-\\x1f!#-[\\]-\\x7f]|\\\\[\\0-\\x7f])*"';
const LOCAL = new RegExp(`^(?:${ATOM}|${QUOTED})(?:\\.(?:${ATOM}|${QUOTED}))*$`, 'i');
const LABEL = /^[a-z0-9]+(?:-+[a-z0-9]+)*$/i;
const TOP_LABEL = /^(?:[a-z][a-z0-9]*|xn--[a-z0-9]+)(?:-+[a-z0-9]+)*$/i;

const EMAIL_LENGTH = 320;
const WHOLE_LENGTH = 254;
const LOCAL_LENGTH = 64;
const LABEL_LENGTH = 63;
const MOST_LABELS = 127;

/** The length as it counts: quotes and backslashes do not. */
const counted = (text: PhpText): number =>
  text.replace(/\\([^])/g, '$1').replaceAll('"', '').length;

function isMailDomain(domain: PhpText): boolean {
  const literal = /^\[(?:IPv6:)?([^\]]*)\]$/i.exec(domain);
  if (literal)
    return /^\[IPv6:/i.test(domain) ? isIpv6(literal[1] ?? '') : isIpv4(literal[1] ?? '');
  const labels = domain.split('.');
  const top = labels.pop() ?? '';
  return (
    labels.length >= 1 &&
    labels.length < MOST_LABELS &&
    [...labels, top].every((label) => label.length <= LABEL_LENGTH) &&
    labels.every((label) => LABEL.test(label)) &&
    TOP_LABEL.test(top)
  );
}

export function isEmail(text: PhpText): boolean {
  const at = text.lastIndexOf('@');
  if (text.length > EMAIL_LENGTH || at < 0) return false;
  const local = text.slice(0, at);
  const fits = counted(local) <= LOCAL_LENGTH && counted(text) <= WHOLE_LENGTH;
  return fits && LOCAL.test(local) && isMailDomain(text.slice(at + 1));
}

const OCTET = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const IPV4 = new RegExp(`^${OCTET}(?:\\.${OCTET}){3}$`);

export const isIpv4 = (text: PhpText): boolean => IPV4.test(text);

const GROUPS = 8;

/** The groups of an address, of which one run of zeros may be left out as `::`; null for none. */
function groupsOf(text: PhpText): number[] | null {
  const embedded = /^([^]*:)([^:]*\.[^:]*)$/.exec(text);
  if (embedded) {
    const [, start = '', address = ''] = embedded;
    if (!isIpv4(address)) return null;
    const [a = 0, b = 0, c = 0, d = 0] = address.split('.').map(Number);
    return groupsOf(`${start}${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`);
  }
  const halves = text.split('::');
  if (halves.length > 2) return null;
  const parts = halves.map((half) => (half === '' ? [] : half.split(':')));
  const all = parts.flat();
  if (!all.every((group) => /^[0-9A-Fa-f]{1,4}$/.test(group))) return null;
  const missing = GROUPS - all.length;
  if (halves.length === 1 ? missing !== 0 : missing < 1) return null;
  const [left = [], right = []] = parts;
  const zeros = new Array<string>(missing).fill('0');
  return [...left, ...zeros, ...right].map((group) => Number.parseInt(group, 16));
}

export const isIpv6 = (text: PhpText): boolean => groupsOf(text) !== null;

const PRIVATE_V4 = /^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.)/;
const RESERVED_V4 = /^(?:0\.|127\.|169\.254\.|2[45]\d\.)/;

export const isPrivate = (text: PhpText): boolean =>
  isIpv4(text) ? PRIVATE_V4.test(text) : ((groupsOf(text)?.[0] ?? 0) & 0xfe00) === 0xfc00;

export function isReserved(text: PhpText): boolean {
  if (isIpv4(text)) return RESERVED_V4.test(text);
  const groups = groupsOf(text) ?? [];
  const [first = 0, second = 0] = groups;
  const isLow = groups.slice(0, -1).every((group) => group === 0) && (groups.at(-1) ?? 0) <= 1;
  const isDocumented = first === 0x2001 && second === 0xdb8;
  return isLow || isDocumented || (first & 0xffc0) === 0xfe80 || first === 0x5f00;
}

const HOST_LENGTH = 253;

/** Whether a text is a name of a host; else a domain may have any characters in its labels. */
export function isDomain(text: PhpText, isHost: boolean): boolean {
  const name = text.replace(/\.$/, '');
  if (name === '' || name.length > HOST_LENGTH) return false;
  const labels = name.split('.');
  return labels.every(
    (label) =>
      label !== '' &&
      label.length <= LABEL_LENGTH &&
      (!isHost || /^[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?$/.test(label))
  );
}

const URL_CHARACTERS = /^[A-Za-z0-9$_.+!*'(),{}|\\^~[\]`<>#%";/?:@&=-]*$/;
const USER = /^(?:[A-Za-z0-9._~!$&'()*+,;=:-]|%[0-9A-Fa-f]{2})*$/;
const WITHOUT_HOST = new Set<PhpValue>(['mailto', 'news', 'file']);

/** Whether a text is an address of the web, with the parts that it has to have. */
export function isUrl(text: PhpText, required: readonly string[]): boolean {
  const parts = URL_CHARACTERS.test(text) ? parse_url(text, -1n) : false;
  if (parts === false || !isArray(parts)) return false;
  const part = (name: string): PhpValue => parts.get(name) ?? null;
  const [scheme, host] = [part('scheme'), part('host')];
  if (scheme === 'http' || scheme === 'https') {
    if (typeof host !== 'string') return false;
    const isBracketed = host.startsWith('[') && host.endsWith(']');
    if (!(isBracketed ? isIpv6(host.slice(1, -1)) : isDomain(host, true))) return false;
  }
  const hasHost = host !== null || WITHOUT_HOST.has(scheme);
  const users = [part('user'), part('pass')].every(
    (one) => typeof one !== 'string' || USER.test(one)
  );
  return scheme !== null && hasHost && users && required.every((name) => part(name) !== null);
}
