import type { PhpText, PhpValue } from '../../values';
import {
  badValue,
  bool,
  define,
  int,
  nullable,
  type PhpFunction,
  type PhpFunctions,
  text,
} from '../define';
import { asIs, lower, occurrences, outside } from './bytes';

const SEARCHED = [text('haystack'), text('needle')] as const;

const placeOrFalse = (place: number): bigint | false => place >= 0 && BigInt(place);

const first = (name: string, folded: (string: PhpText) => PhpText): PhpFunction =>
  define([...SEARCHED, int('offset', 0n)], (haystack, needle, offset) => {
    const start = Number(offset) + (offset < 0n ? haystack.length : 0);
    if (start < 0 || start > haystack.length) throw outside(name);
    return placeOrFalse(folded(haystack).indexOf(folded(needle), start));
  });

/** With a negative offset the search begins that many bytes before the end, and goes on towards the start. */
const last = (name: string, folded: (string: PhpText) => PhpText): PhpFunction =>
  define([...SEARCHED, int('offset', 0n)], (haystack, needle, offset) => {
    const length = haystack.length;
    const by = Number(offset);
    if (Math.abs(by) > length) throw outside(name);
    const latest = by >= 0 || -by < needle.length ? length - needle.length : length + by;
    const place = latest < 0 ? -1 : folded(haystack).lastIndexOf(folded(needle), latest);
    return placeOrFalse(place < Math.max(by, 0) ? -1 : place);
  });

/** The rest of the text from what is found, or what stands before it. */
const around = (folded: (string: PhpText) => PhpText): PhpFunction =>
  define([...SEARCHED, bool('before_needle', false)], (haystack, needle, isBefore) => {
    const place = folded(haystack).indexOf(folded(needle));
    if (place < 0) return false;
    return isBefore ? haystack.slice(0, place) : haystack.slice(place);
  });

const lastByte = (haystack: PhpText, needle: PhpText): PhpValue => {
  const place = haystack.lastIndexOf(needle.slice(0, 1) || '\0');
  return place >= 0 && haystack.slice(place);
};

const COUNT = 'substr_count';

/** The part of a text that is searched: from where, up to where. */
function boundsOf(haystack: PhpText, offset: bigint, length: bigint | null): [number, number] {
  const from = Number(offset) + (offset < 0n ? haystack.length : 0);
  if (from < 0 || from > haystack.length) throw outside(COUNT);
  if (length === null) return [from, haystack.length];
  const size = Number(length) + (length < 0n ? haystack.length - from : 0);
  if (size < 0 || size > haystack.length - from) {
    throw outside(COUNT, 4, 'length');
  }
  return [from, from + size];
}

const substr_count = define(
  [...SEARCHED, int('offset', 0n), nullable(int('length'), null)],
  (haystack, needle, offset, length, run) => {
    if (needle === '') throw badValue(COUNT, 2, 'needle', 'cannot be empty');
    return occurrences(haystack, needle, boundsOf(haystack, offset, length), run);
  }
);

/** How many bytes from the offset on are, or are not, among the characters. */
const span = (isAmong: boolean): PhpFunction =>
  define(
    [text('string'), text('characters'), int('offset', 0n), nullable(int('length'), null)],
    (string, characters, offset, length) => {
      // To PHP no characters at all are the end of a text in C, a NUL.
      const among = new Set(characters === '' && !isAmong ? '\0' : characters);
      const from = Math.min(
        offset < 0n ? Math.max(string.length + Number(offset), 0) : Number(offset),
        string.length
      );
      const size = Number(length ?? string.length);
      const to = Math.min(size < 0 ? string.length + size : from + size, string.length);
      let place = from;
      while (place < to && among.has(string.charAt(place)) === isAmong) place += 1;
      return BigInt(place - from);
    }
  );

const strpbrk = define([text('string'), text('characters')], (string, characters) => {
  if (characters === '') throw badValue('strpbrk', 2, 'characters', 'must be a non-empty string');
  const among = new Set(characters);
  for (let place = 0; place < string.length; place++) {
    if (among.has(string.charAt(place))) return string.slice(place);
  }
  return false;
});

/** What stands in a text, and where. */
export const SEARCH: PhpFunctions = {
  strlen: define([text('string')], (string) => BigInt(string.length)),
  strpos: first('strpos', asIs),
  stripos: first('stripos', lower),
  strrpos: last('strrpos', asIs),
  strripos: last('strripos', lower),
  strstr: around(asIs),
  strchr: around(asIs),
  stristr: around(lower),
  strrchr: define(SEARCHED, lastByte),
  str_contains: define(SEARCHED, (haystack, needle) => haystack.includes(needle)),
  str_starts_with: define(SEARCHED, (haystack, needle) => haystack.startsWith(needle)),
  str_ends_with: define(SEARCHED, (haystack, needle) => haystack.endsWith(needle)),
  substr_count,
  strspn: span(true),
  strcspn: span(false),
  strpbrk,
};
