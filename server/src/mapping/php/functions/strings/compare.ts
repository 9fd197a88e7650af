import type { PhpText } from '../../values';
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
import { naturalOrder } from '../natural';
import { asIs, lower, outside } from './bytes';

/** The first bytes that differ tell, by how far; else the lengths. */
function difference(one: PhpText, other: PhpText): bigint {
  const shorter = Math.min(one.length, other.length);
  for (let place = 0; place < shorter; place++) {
    const found = one.charCodeAt(place) - other.charCodeAt(place);
    if (found !== 0) return BigInt(found);
  }
  return BigInt(Math.sign(one.length - other.length));
}

const comparison = (folded: (string: PhpText) => PhpText): PhpFunction =>
  define([text('string1'), text('string2')], (one, other) =>
    difference(folded(one), folded(other))
  );

const beginnings = (name: string, folded: (string: PhpText) => PhpText): PhpFunction =>
  define([text('string1'), text('string2'), int('length')], (one, other, length) => {
    if (length < 0n) throw badValue(name, 3, 'length', 'must be greater than or equal to 0');
    const most = Number(length);
    return difference(folded(one.slice(0, most)), folded(other.slice(0, most)));
  });

const natural = (foldsCase: boolean): PhpFunction =>
  define([text('string1'), text('string2')], (one, other) =>
    BigInt(naturalOrder(one, other, foldsCase))
  );

const COMPARE = 'substr_compare';

const substr_compare = define(
  [
    text('haystack'),
    text('needle'),
    int('offset'),
    nullable(int('length'), null),
    bool('case_insensitive', false),
  ],
  (haystack, needle, offset, length, isCaseless) => {
    if (length === 0n) return 0n;
    if (length !== null && length < 0n) {
      throw badValue(COMPARE, 4, 'length', 'must be greater than or equal to 0');
    }
    const from = offset < 0n ? Math.max(haystack.length + Number(offset), 0) : Number(offset);
    if (from > haystack.length) throw outside(COMPARE);
    const most = length === null ? undefined : Number(length);
    const part = haystack.slice(from, most && from + most);
    const folded = isCaseless ? lower : asIs;
    return difference(folded(part), folded(needle.slice(0, most)));
  }
);

/** The order of texts, byte by byte or as people order numbers in them. */
export const COMPARE_FUNCTIONS: PhpFunctions = {
  strcmp: comparison(asIs),
  strcoll: comparison(asIs),
  strcasecmp: comparison(lower),
  strncmp: beginnings('strncmp', asIs),
  strncasecmp: beginnings('strncasecmp', lower),
  strnatcmp: natural(false),
  strnatcasecmp: natural(true),
  substr_compare,
};
