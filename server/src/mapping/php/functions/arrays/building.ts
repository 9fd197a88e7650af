import { keyOf, PhpArray } from '../../array';
import { toText } from '../../conversions';
import type { Run } from '../../run';
import { MAX_INT, isArray, PhpError, type PhpKey, type PhpValue } from '../../values';
import { array, badValue, define, int, mixed, type Parameter, type PhpFunctions } from '../define';
import { offsetOf, readKey } from './parameters';

/** More elements than PHP can have in an array; it says so before it tries. */
const TOO_MANY = 2n ** 30n;

function fill(start: bigint, count: bigint, value: PhpValue, run: Run): PhpArray {
  if (count < 0n) throw badValue('array_fill', 2, 'count', 'must be greater than or equal to 0');
  if (count >= TOO_MANY) throw badValue('array_fill', 2, 'count', 'is too large');
  run.elements(Number(count));
  if (start + count - 1n > MAX_INT) {
    throw new PhpError(
      'Error',
      'Cannot add element to the array as the next element is already occupied'
    );
  }
  return PhpArray.of(
    Array.from({ length: Number(count) }, (_, index) => [start + BigInt(index), value])
  );
}

/** What `array_pad` adds at most. */
const PADDED_AT_ONCE = 1_048_576n;

function pad(array: PhpArray, length: bigint, value: PhpValue, run: Run): PhpArray {
  const missing = (length < 0n ? -length : length) - BigInt(array.size);
  if (missing > PADDED_AT_ONCE) {
    throw badValue('array_pad', 2, 'length', `must be less than or equal to ${PADDED_AT_ONCE}`);
  }
  if (missing <= 0n) return array;
  run.elements(array.size + Number(missing));
  const padding = new Array<PhpValue>(Number(missing)).fill(value);
  const result = PhpArray.list(length < 0n ? padding : []);
  append(result, array);
  if (length > 0n) for (const element of padding) result.push(element);
  return result;
}

/** Adds what an array has: under keys that are texts as it is, else under the next numbers. */
function append(result: PhpArray, array: PhpArray): void {
  for (const [key, value] of array.entries()) {
    if (typeof key === 'bigint') result.push(value);
    else result.set(key, value);
  }
}

/** A value that is an element of an array as a key of another. */
const keyFrom = (value: PhpValue): PhpKey =>
  typeof value === 'bigint' ? value : keyOf(toText(value));

function combine(keys: PhpArray, values: PhpArray, run: Run): PhpArray {
  if (keys.size !== values.size) {
    throw new PhpError(
      'ValueError',
      'array_combine(): Argument #1 ($keys) and argument #2 ($values) must have the same number of elements'
    );
  }
  run.elements(keys.size);
  const given = values.values();
  return PhpArray.of(keys.values().map((key, place) => [keyFrom(key), given[place] ?? null]));
}

function flip(array: PhpArray, run: Run): PhpArray {
  run.elements(array.size);
  const result = new PhpArray();
  for (const [key, value] of array.entries()) {
    if (typeof value === 'bigint' || typeof value === 'string') result.set(keyFrom(value), key);
  }
  return result;
}

/** `string|int|null`: a column, by the key that it has in each row. */
const columnKey = (name: string, ...fallback: [] | [null]): Parameter<PhpKey | null> => ({
  name,
  type: 'string|int|null',
  read: (given) => {
    if (given === null) return { value: null };
    const key = readKey(given);
    return key && { value: typeof key.value === 'string' ? keyOf(key.value) : key.value };
  },
  ...(fallback.length > 0 ? { fallback: null } : {}),
});

function column(array: PhpArray, column: PhpKey | null, index: PhpKey | null, run: Run): PhpArray {
  run.elements(array.size);
  const result = new PhpArray();
  for (const row of array.values()) {
    const cells = isArray(row) ? row : null;
    const value = column === null ? row : cells?.get(column);
    if (value === undefined) continue;
    const key = index === null ? undefined : cells?.get(index);
    if (key === undefined) result.push(value);
    else putUnder(result, offsetOf(key), value);
  }
  return result;
}

const putUnder = (result: PhpArray, key: PhpKey, value: PhpValue): void =>
  result.set(typeof key === 'string' ? keyOf(key) : key, value);

function changeCase(array: PhpArray, isUpper: bigint, run: Run): PhpArray {
  run.elements(array.size);
  const changed = (key: string): string =>
    isUpper === 0n
      ? key.replace(/[A-Z]/g, (letter) => letter.toLowerCase())
      : key.replace(/[a-z]/g, (letter) => letter.toUpperCase());
  return PhpArray.of(
    array.entries().map(([key, value]) => [typeof key === 'string' ? changed(key) : key, value])
  );
}

/** Arrays that are made of other values. */
export const ARRAY_BUILDING: PhpFunctions = {
  array_fill: define([int('start_index'), int('count'), mixed('value')], fill),
  array_fill_keys: define([array('keys'), mixed('value')], (keys, value, run) => {
    run.elements(keys.size);
    return PhpArray.of(keys.values().map((key) => [keyFrom(key), value]));
  }),
  array_pad: define([array('array'), int('length'), mixed('value')], pad),
  array_combine: define([array('keys'), array('values')], combine),
  array_flip: define([array('array')], flip),
  array_column: define(
    [array('array'), columnKey('column_key'), columnKey('index_key', null)],
    column
  ),
  array_change_key_case: define([array('array'), int('case', 0n)], changeCase),
};

export const ARRAY_BUILDING_CONSTANTS: Readonly<Record<string, PhpValue>> = {
  CASE_LOWER: 0n,
  CASE_UPPER: 1n,
};
