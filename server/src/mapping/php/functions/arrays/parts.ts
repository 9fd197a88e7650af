import { PhpArray } from '../../array';
import { toArray } from '../../conversions';
import type { Run } from '../../run';
import { PhpError, type PhpKey, type PhpValue, type Reference } from '../../values';
import {
  array,
  badValue,
  bool,
  define,
  int,
  mixed,
  nullable,
  type PhpFunctions,
  reference,
  rest,
} from '../define';
import { arrayIn, passOver } from './parameters';

type Entry = [PhpKey, PhpValue];

/** An array of entries: keys that are numbers are given anew unless they are kept. */
function arrayOf(entries: Iterable<Entry>, keepsKeys: boolean): PhpArray {
  const result = new PhpArray();
  for (const [key, value] of entries) {
    if (keepsKeys || typeof key === 'string') result.set(key, value);
    else result.push(value);
  }
  return result;
}

/** Where a part of so many elements begins and ends; what is negative counts from the end. */
function boundsOf(size: number, offset: bigint, length: bigint | null): [number, number] {
  const all = BigInt(size);
  const wanted = offset < 0n ? all + offset : offset;
  const start = wanted < 0n ? 0n : wanted > all ? all : wanted;
  const end = length === null ? all : length < 0n ? all + length : start + length;
  return [Number(start), Number(end < start ? start : end > all ? all : end)];
}

function slice(
  array: PhpArray,
  offset: bigint,
  length: bigint | null,
  keepsKeys: boolean,
  run: Run
): PhpArray {
  const [start, end] = boundsOf(array.size, offset, length);
  run.step(array.size);
  run.elements(end - start);
  return arrayOf(array.entries().slice(start, end), keepsKeys);
}

/** Takes over elements of an array that is given up; keys that are numbers are given anew. */
function takeAll(result: PhpArray, array: PhpArray, keys: readonly PhpKey[]): PhpArray {
  for (const key of keys) result.takeOver(array, key, typeof key === 'string' ? key : null);
  return result;
}

function splice(
  variable: Reference,
  offset: bigint,
  length: bigint | null,
  replacement: PhpValue,
  run: Run
): PhpArray {
  const array = arrayIn(variable, 'array_splice', run);
  const put = toArray(replacement).values();
  const [start, end] = boundsOf(array.size, offset, length);
  run.elements(array.size + put.length);
  const keys = array.keys();
  const result = takeAll(new PhpArray(), array, keys.slice(0, start));
  for (const value of put) result.push(value);
  variable.value = takeAll(result, array, keys.slice(end));
  return takeAll(new PhpArray(), array, keys.slice(start, end));
}

function chunk(array: PhpArray, length: bigint, keepsKeys: boolean, run: Run): PhpArray {
  if (length < 1n) {
    throw badValue('array_chunk', 2, 'length', 'must be greater than 0');
  }
  run.elements(array.size, array.size * 2);
  const entries = array.entries();
  const size = length > BigInt(entries.length) ? Math.max(entries.length, 1) : Number(length);
  const result = new PhpArray();
  for (let start = 0; start < entries.length; start += size) {
    const part = entries.slice(start, start + size);
    result.push(keepsKeys ? PhpArray.of(part) : PhpArray.list(part.map(([, value]) => value)));
  }
  return result;
}

function push(variable: Reference, values: readonly PhpValue[], run: Run): bigint {
  const array = arrayIn(variable, 'array_push', run);
  run.elements(array.size + values.length, values.length);
  for (const value of values) {
    if (!array.push(value)) {
      throw new PhpError(
        'Error',
        'Cannot add element to the array as the next element is already occupied'
      );
    }
  }
  return BigInt(array.size);
}

function shift(variable: Reference, run: Run): PhpValue {
  const array = arrayIn(variable, 'array_shift', run);
  passOver(array, run);
  const [first, ...others] = array.keys();
  if (first === undefined) return null;
  variable.value = takeAll(new PhpArray(), array, others);
  return array.get(first) ?? null;
}

function unshift(variable: Reference, values: readonly PhpValue[], run: Run): bigint {
  const array = arrayIn(variable, 'array_unshift', run);
  run.elements(array.size + values.length);
  const result = takeAll(PhpArray.list(values), array, array.keys());
  variable.value = result;
  return BigInt(result.size);
}

/** Parts of arrays, and arrays that lose or gain some. */
export const ARRAY_PARTS: PhpFunctions = {
  array_slice: define(
    [array('array'), int('offset'), nullable(int('length'), null), bool('preserve_keys', false)],
    slice
  ),
  array_splice: define(
    [
      reference('array'),
      int('offset'),
      nullable(int('length'), null),
      mixed('replacement', PhpArray.list([])),
    ],
    splice
  ),
  array_chunk: define([array('array'), int('length'), bool('preserve_keys', false)], chunk),
  array_push: define([reference('array'), rest(mixed('values'))], push),
  array_pop: define([reference('array')], (variable, run) => {
    const array = arrayIn(variable, 'array_pop', run);
    passOver(array, run);
    return array.pop();
  }),
  array_shift: define([reference('array')], shift),
  array_unshift: define([reference('array'), rest(mixed('values'))], unshift),
  array_reverse: define([array('array'), bool('preserve_keys', false)], (array, keepsKeys, run) => {
    run.elements(array.size);
    return arrayOf(array.entries().reverse(), keepsKeys);
  }),
};
