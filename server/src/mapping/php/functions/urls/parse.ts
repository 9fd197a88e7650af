import { keyOf, PhpArray } from '../../array';
import { toInt } from '../../conversions';
import type { Run } from '../../run';
import { isArray, type PhpText, type PhpValue } from '../../values';
import { badValue, define, int, type PhpFunctions, reference, text } from '../define';
import { formDecoded } from './coding';

const MOST_PORT = 65535n;
const DIGITS_OF_PORT = 5;

/** Control characters become `_`. */
const clean = (text: PhpText): PhpText => text.replace(/[^ -~\x80-\xff]/g, () => '_');

type Part = 'scheme' | 'host' | 'port' | 'user' | 'pass' | 'path' | 'query' | 'fragment';

type Parts = Partial<Record<Part, PhpValue>>;

/** Takes the path with what follows `?` and `#`. */
function withPath(parts: Parts, rest: PhpText): Parts {
  const [, path = '', query, fragment] = /^([^?#]*)(?:\?([^#]*))?(?:#([^]*))?$/.exec(rest) ?? [];
  if (path !== '' || rest === '') parts.path = clean(path);
  if (query !== undefined) parts.query = clean(query);
  if (fragment !== undefined) parts.fragment = clean(fragment);
  return parts;
}

/** Takes the user and the password; what is left is the host with its port. */
function withUser(parts: Parts, authority: PhpText): PhpText {
  const at = authority.lastIndexOf('@');
  if (at < 0) return authority;
  const [user = '', ...pass] = authority.slice(0, at).split(':');
  parts.user = clean(user);
  if (pass.length > 0) parts.pass = clean(pass.join(':'));
  return authority.slice(at + 1);
}

/** The port that a text begins with; null for none, or one that is too large. */
function portOf(digits: string): bigint | null {
  if (!/^[ \t\n\r\v\f]*[+-]?\d/.test(digits) || digits.length > DIGITS_OF_PORT) return null;
  const port = toInt(digits);
  return port >= 0n && port <= MOST_PORT ? port : null;
}

/** Takes what stands between `//` and the path; null where that cannot be. */
function withAuthority(parts: Parts, rest: PhpText): Parts | null {
  const end = /[/?#]/.exec(rest)?.index ?? rest.length;
  const place = withUser(parts, rest.slice(0, end));
  const isBracketed = place.startsWith('[') && place.endsWith(']');
  const colon = isBracketed ? -1 : place.lastIndexOf(':');
  const digits = colon < 0 ? '' : place.slice(colon + 1);
  if (digits !== '' && parts.port === undefined) {
    const port = portOf(digits);
    if (port === null) return null;
    parts.port = port;
  }
  const host = colon < 0 ? place : place.slice(0, colon);
  if (host === '') return null;
  parts.host = clean(host);
  return end === rest.length ? parts : withPath(parts, rest.slice(end));
}

/** What has a port after its first colon, as `host:80/path`; without one, a path. */
function withPort(url: PhpText, colon: number): Parts | null {
  const isRelative = url.startsWith('//');
  const rest = isRelative ? url.slice(2) : url;
  const after = url.slice(colon + 1);
  if (after === '') return null;
  const [, digits] = /^(\d{1,5})(?:\/|$)/.exec(after) ?? [];
  if (digits === undefined) return isRelative ? withAuthority({}, rest) : withPath({}, url);
  const port = portOf(digits);
  return port === null ? null : withAuthority({ port }, rest);
}

/** What follows a scheme and its colon. */
function withScheme(scheme: PhpText, rest: PhpText): Parts | null {
  const parts: Parts = { scheme };
  if (rest === '') return parts;
  if (!rest.startsWith('//')) return withPath(parts, rest);
  if (scheme.toLowerCase() !== 'file' || !rest.startsWith('///')) {
    return withAuthority(parts, rest.slice(2));
  }
  const hasDrive = rest.charAt(4) === ':';
  return withPath(parts, rest.slice(hasDrive ? 3 : 2));
}

function partsOf(url: PhpText): Parts | null {
  const colon = url.indexOf(':');
  const start = url.slice(0, Math.max(colon, 0));
  if (/^[A-Za-z0-9+.-]+$/.test(start)) {
    const rest = url.slice(colon + 1);
    return /^\d{1,5}(?:\/|$)/.test(rest) ? withPort(url, colon) : withScheme(start, rest);
  }
  const isPort = colon === 0 || (colon > 0 && colon + 1 < url.length && !/[?#]/.test(start));
  if (isPort) return withPort(url, colon);
  return url.startsWith('//') ? withAuthority({}, url.slice(2)) : withPath({}, url);
}

/** In the order of their numbers, the constants. */
const PARTS: readonly Part[] = [
  'scheme',
  'host',
  'port',
  'user',
  'pass',
  'path',
  'query',
  'fragment',
];

const WHOLE = -1n;

/** `parse_url`: false for what is no address. */
export function parse_url(url: PhpText, component: bigint): PhpValue {
  const parts = partsOf(url);
  if (!parts) return false;
  if (component === WHOLE) {
    const found = PARTS.flatMap((part) => {
      const value = parts[part];
      return value === undefined ? [] : [[part, value] as const];
    });
    return PhpArray.of(found);
  }
  const part = PARTS[Number(component)];
  if (part === undefined) {
    throw badValue('parse_url', 2, 'component', 'must be a valid URL component identifier');
  }
  return parts[part] ?? null;
}

/** Where a pair of a query goes: a name, and the keys in brackets after it; an empty one appends. */
function targetOf(name: PhpText): [PhpText, ...PhpText[]] {
  const [before = ''] = name.split('\0');
  const trimmed = before.replace(/^ +/, '');
  if (trimmed.startsWith('[')) return [''];
  const bracket = trimmed.indexOf('[', 1);
  const closes = bracket > 0 && trimmed.indexOf(']', bracket) > 0;
  const start = closes ? trimmed.slice(0, bracket) : trimmed;
  const keys = closes
    ? [...(/^(?:\[[^\]]*\])+/.exec(trimmed.slice(bracket))?.[0] ?? '').matchAll(/\[([^\]]*)\]/g)]
    : [];
  const plain = start.replace(/[ .]/g, '_');
  const first = closes ? plain : plain.replaceAll('[', '_');
  // A single blank is no key either.
  return [first, ...keys.map(([, key = '']) => key.replace(/^[ \t\n\r\v\f]$/, ''))];
}

function put(array: PhpArray, [key = '', ...rest]: PhpText[], value: PhpText, run: Run): void {
  run.elements(array.size + 1, 1);
  const name = keyOf(key);
  if (rest.length === 0) {
    if (key === '') array.push(value);
    else array.set(name, value);
    return;
  }
  const found = key === '' ? undefined : array.get(name);
  const inner = isArray(found ?? null) ? (found as PhpArray).copy() : new PhpArray();
  run.within(() => put(inner, rest, value, run));
  if (key === '') array.push(inner);
  else array.set(name, inner);
}

const parse_str = define([text('string'), reference('result')], (string, result, run) => {
  const array = new PhpArray();
  // PHP reads it as C does, up to the first NUL.
  const [query = ''] = string.split('\0');
  for (const pair of query.split('&')) {
    if (pair === '') continue;
    const [name = '', ...value] = pair.split('=');
    const target = targetOf(formDecoded(name));
    if (target[0] !== '') put(array, target, formDecoded(value.join('=')), run);
  }
  result.value = array;
  return null;
});

/** The parts of addresses of the web. */
export const URL_PARTS: PhpFunctions = {
  parse_url: define([text('url'), int('component', WHOLE)], parse_url),
  parse_str,
};

export const URL_PART_CONSTANTS: Readonly<Record<string, PhpValue>> = Object.fromEntries(
  PARTS.map((part, number) => [`PHP_URL_${part.toUpperCase()}`, BigInt(number)])
);
