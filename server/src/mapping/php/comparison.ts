import type { PhpArray } from './array';
import { numeralIn, numericValue, toBoolean, toText } from './conversions';
import { isArray, isClosure, type PhpText, type PhpValue } from './values';

/** What `<=>` gives of two values; 1 also for what cannot be compared, such as NAN. */
type Order = -1 | 0 | 1;

const order = <Value extends number | bigint | string | boolean>(
  one: Value,
  other: Value
): Order => (one === other ? 0 : one < other ? -1 : 1);

/** An integer is compared with a float as a float. */
const orderOfNumbers = (one: bigint | number, other: bigint | number): Order =>
  typeof one === 'bigint' && typeof other === 'bigint'
    ? order(one, other)
    : order(Number(one), Number(other));

/** Two numeric texts are compared as numbers, others byte by byte. */
export function orderOfTexts(one: PhpText, other: PhpText): Order {
  const left = numeralIn(one);
  const right = left?.isWhole ? numeralIn(other) : null;
  if (!left || !right?.isWhole) return order(one, other);
  if (left.overflow !== right.overflow) {
    // The float nearest to an integer that is too large may be the other one's.
    if (typeof left.value === 'bigint') return right.overflow > 0 ? -1 : 1;
    if (typeof right.value === 'bigint') return left.overflow > 0 ? 1 : -1;
  }
  const isBeyond = left.overflow !== 0 && left.overflow === right.overflow;
  const isLost = left.value === right.value && (isBeyond || !isFinite(left.value));
  return isLost ? order(one, other) : orderOfNumbers(left.value, right.value);
}

const isFinite = (value: bigint | number): boolean =>
  typeof value === 'bigint' || Number.isFinite(value);

function orderOfNumberAndText(one: bigint | number, other: PhpText): Order {
  if (Number.isNaN(one)) return 1;
  const number = numericValue(other);
  return number === null ? order(toText(one), other) : orderOfNumbers(one, number);
}

const reversed = (result: Order): Order => (result === 0 ? 0 : result === 1 ? -1 : 1);

/**
 * `<=>` and what `<`, `==` and the like go by: PHP 8's table "Comparison with Various Types".
 * A value is smaller than another where this is -1; `a > b` is `b < a`.
 */
export function compare(one: PhpValue, other: PhpValue): Order {
  if (typeof one === 'string' && typeof other === 'string') return orderOfTexts(one, other);
  if (one === null && typeof other === 'string') return order('', other);
  if (other === null && typeof one === 'string') return order(one, '');
  if (isLogical(one) || isLogical(other)) return order(toBoolean(one), toBoolean(other));
  if (isArray(one)) return isArray(other) ? orderOfArrays(one, other) : 1;
  if (isArray(other)) return -1;
  if (isClosure(one)) return one === other ? 0 : 1;
  if (isClosure(other)) return 1;
  if (typeof one === 'string') {
    if (typeof other === 'string') return orderOfTexts(one, other);
    return Number.isNaN(other) ? 1 : reversed(orderOfNumberAndText(other, one));
  }
  return typeof other === 'string' ? orderOfNumberAndText(one, other) : orderOfNumbers(one, other);
}

const isLogical = (value: PhpValue): value is null | boolean =>
  value === null || typeof value === 'boolean';

/** By their sizes, then by what they have under the first one's keys. */
function orderOfArrays(one: PhpArray, other: PhpArray): Order {
  if (one.size !== other.size) return order(one.size, other.size);
  for (const [key, value] of one.entries()) {
    const counterpart = other.get(key);
    if (counterpart === undefined) return 1;
    const result = compare(value, counterpart);
    if (result !== 0) return result;
  }
  return 0;
}

/** `==` */
export const isEqual = (one: PhpValue, other: PhpValue): boolean => compare(one, other) === 0;

/** `===` */
export function isIdentical(one: PhpValue, other: PhpValue): boolean {
  if (!isArray(one) || !isArray(other)) return one === other;
  const right = other.entries();
  return (
    one.size === other.size &&
    one.entries().every(([key, value], place) => {
      const [otherKey, otherValue = null] = right[place] ?? [];
      return key === otherKey && isIdentical(value, otherValue);
    })
  );
}
