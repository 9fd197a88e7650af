import { keyOf, PhpArray } from './array';
import type { RowValue } from '../../sources/types';
import { bytesOf, isArray, isClosure, PhpError, type PhpValue, textOf } from './values';

/** A cell as PHP has it; a list of values as an array. */
export function phpOf(value: RowValue): PhpValue {
  if (!Array.isArray(value)) return bytesOf(value);
  const list = PhpArray.list(value.map(bytesOf));
  list.isCell = true;
  return list;
}

/** A row as pascom's connectors see it: an array by the names of its columns. */
export function phpRow(row: Readonly<Record<string, RowValue>>): PhpArray {
  const array = new PhpArray();
  for (const [column, value] of Object.entries(row)) {
    array.hold(keyOf(bytesOf(column)), phpOf(value));
  }
  return array;
}

/**
 * A result of PHP as plain JSON values: a list as an array, any other array as an object; null is
 * nothing; an integer that a number cannot hold is the text of its digits. Throws a `PhpError` for
 * what is no value of a record.
 */
export function plainOf(value: PhpValue): unknown {
  if (value === null) return undefined;
  if (typeof value === 'string') return textOf(value);
  if (typeof value === 'bigint') {
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : value.toString();
  }
  if (isClosure(value)) throw new PhpError('TypeError', 'The result is a function');
  if (!isArray(value)) return value;
  const plain = (item: PhpValue): unknown => plainOf(item) ?? null;
  if (value.isList()) return value.values().map(plain);
  const entries = value.entries().map(([key, item]) => [textOf(String(key)), plain(item)] as const);
  return Object.fromEntries(entries);
}
