import { keyOf } from './array';
import { numeralIn, numericValue, toInt, truncated } from './conversions';
import type { Run } from './run';
import {
  isArray,
  isClosure,
  PhpError,
  type PhpKey,
  type PhpText,
  type PhpValue,
  typeName,
} from './values';

/** A value as a key of an array. Throws a TypeError for arrays and closures. */
export function arrayKey(value: PhpValue): PhpKey {
  if (typeof value === 'string') return keyOf(value);
  if (value === null) return '';
  if (typeof value === 'bigint') return value;
  if (typeof value === 'number') return truncated(value);
  if (typeof value === 'boolean') return value ? 1n : 0n;
  throw new PhpError('TypeError', 'Illegal offset type');
}

/** `$value[$key]` as it is read: null where there is nothing, and an empty text beyond the end of a text. */
export function elementOf(value: PhpValue, key: PhpValue): PhpValue {
  if (isArray(value)) return value.get(arrayKey(key)) ?? null;
  if (typeof value === 'string') return byteAt(value, textOffset(key)) ?? '';
  if (isClosure(value)) throw new PhpError('Error', 'Cannot use object of type Closure as array');
  return null;
}

/** `isset($value[$key])` */
export function isElementSet(value: PhpValue, key: PhpValue): boolean {
  if (isArray(value)) return (value.get(arrayKey(key)) ?? null) !== null;
  if (typeof value !== 'string') return false;
  const place = typeof key === 'string' ? numericValue(key) : key;
  if (typeof key === 'string' && typeof place !== 'bigint') return false;
  if (typeof place === 'object' && place !== null) return false;
  return byteAt(value, Number(toInt(place))) !== undefined;
}

const byteAt = (text: PhpText, place: number): PhpText | undefined => text.at(place);

/** A key as the place in a text; a negative one counts from the end. */
function textOffset(key: PhpValue): number {
  if (typeof key === 'string') {
    const number = numeralIn(key)?.value;
    if (typeof number !== 'bigint') {
      throw new PhpError('TypeError', 'Cannot access offset of type string on string');
    }
    return Number(number);
  }
  if (typeof key === 'object' && key !== null) {
    throw new PhpError('TypeError', `Cannot access offset of type ${typeName(key)} on string`);
  }
  return Number(toInt(key));
}

/** `$text[$key] = $byte`: only its first byte is taken, blanks fill up what lies between. */
export function withByte(text: PhpText, key: PhpValue, byte: PhpText, run: Run): PhpText {
  const offset = textOffset(key);
  const place = offset < 0 ? text.length + offset : offset;
  if (place < 0) return text;
  if (byte === '') {
    throw new PhpError('Error', 'Cannot assign an empty string to a string offset');
  }
  run.text(Math.max(text.length, place + 1));
  return text.slice(0, place).padEnd(place, ' ') + byte.charAt(0) + text.slice(place + 1);
}
