import { compare } from '../../comparison';
import { toFloat, toInt, toText } from '../../conversions';
import type { Run } from '../../run';
import type { PhpClosure, PhpValue } from '../../values';
import { naturalOrder } from '../natural';

/** Below 0, 0 or above 0, as one value is before, beside or behind the other. */
export type Comparison = (one: PhpValue, other: PhpValue) => number;

/** How values are compared when arrays are sorted: the constants `SORT_…`. */
export const SORT_REGULAR = 0n;
export const SORT_NUMERIC = 1n;
export const SORT_STRING = 2n;
export const SORT_DESC = 3n;
export const SORT_ASC = 4n;
export const SORT_LOCALE_STRING = 5n;
export const SORT_NATURAL = 6n;
export const SORT_FLAG_CASE = 8n;

const order = <Value extends number | string>(one: Value, other: Value): number =>
  one === other ? 0 : one < other ? -1 : 1;

const folded = (text: string): string => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());

/** The comparison that flags stand for. PHP takes those it does not know for `SORT_REGULAR`. */
export function comparisonOf(flags: bigint): Comparison {
  const foldsCase = (flags & SORT_FLAG_CASE) !== 0n;
  switch (flags & ~SORT_FLAG_CASE) {
    case SORT_NUMERIC:
      return (one, other) => order(toFloat(one) - toFloat(other), 0);
    case SORT_STRING:
      return foldsCase
        ? (one, other) => order(folded(toText(one)), folded(toText(other)))
        : (one, other) => order(toText(one), toText(other));
    case SORT_LOCALE_STRING:
      return (one, other) => order(toText(one), toText(other));
    case SORT_NATURAL:
      return (one, other) => naturalOrder(toText(one), toText(other), foldsCase);
    default:
      return compare;
  }
}

/** The other way round. What cannot be compared is behind the other both ways, and then before it. */
export const reversed =
  (comparison: Comparison): Comparison =>
  (one, other) =>
    -comparison(one, other);

/** The comparison that a function of the snippet makes; where it says false, PHP asks the other way round. */
export const comparisonBy =
  (callback: PhpClosure, run: Run): Comparison =>
  (one, other) => {
    const result = run.call(callback, one, other);
    return result === false ? -signOf(run.call(callback, other, one)) : signOf(result);
  };

function signOf(result: PhpValue): number {
  const number = toInt(result);
  return number === 0n ? 0 : number < 0n ? -1 : 1;
}
