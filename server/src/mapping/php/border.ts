import { problem } from '../../../../shared/codes/problems';
import type { RowValue } from '../../sources/types';
import { ConnectorError } from '../../utils/errors';
import { keyOf, PhpArray } from './array';
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
 * @param most how many values it may consist of: arrays that have the same one many times over are small in PHP alone
 */
export function plainOf(value: PhpValue, most: number): unknown {
  let left = most;
  const convert = (item: PhpValue): unknown => {
    left -= 1;
    if (left < 0) throw new ConnectorError(problem('value-too-long/expression', { most }));
    if (!isArray(item)) return plainScalar(item);
    if (item.isList()) return item.values().map((part) => convert(part) ?? null);
    const entries = item.entries();
    return Object.fromEntries(
      entries.map(([key, part]) => [textOf(String(key)), convert(part) ?? null] as const)
    );
  };
  return convert(value);
}

function plainScalar(value: Exclude<PhpValue, PhpArray>): unknown {
  if (value === null) return undefined;
  if (typeof value === 'string') return textOf(value);
  if (isClosure(value)) throw new PhpError('TypeError', 'The result is a function');
  if (typeof value !== 'bigint') return value;
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value.toString();
}

/** Whether a result is an array with numbers for keys that is no list, as `array_filter` and `preg_grep` leave one. */
export const isGapped = (value: PhpValue): boolean =>
  isArray(value) && !value.isList() && value.keys().every((key) => typeof key === 'bigint');
