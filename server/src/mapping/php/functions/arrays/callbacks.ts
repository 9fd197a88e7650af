import { PhpArray } from '../../array';
import { toBoolean } from '../../conversions';
import type { Run } from '../../run';
import { isArray, type PhpClosure, type PhpValue, type Reference } from '../../values';
import {
  array,
  callable,
  define,
  int,
  mixed,
  nullable,
  type PhpFunctions,
  reference,
  rest,
} from '../define';
import { arrayIn } from './parameters';

function map(
  callback: PhpClosure | null,
  array: PhpArray,
  others: readonly PhpArray[],
  run: Run
): PhpArray {
  if (others.length > 0) return mapTogether(callback, [array, ...others], run);
  if (!callback) return array;
  run.elements(array.size);
  return PhpArray.of(array.entries().map(([key, value]) => [key, run.call(callback, value)]));
}

/** Element by element of several arrays; null stands for what the shorter ones lack. */
function mapTogether(callback: PhpClosure | null, arrays: readonly PhpArray[], run: Run): PhpArray {
  const size = Math.max(...arrays.map((array) => array.size));
  run.elements(size, size * (arrays.length + 1));
  const columns = arrays.map((array) => array.values());
  const result = new PhpArray();
  for (let place = 0; place < size; place++) {
    const values = columns.map((column) => column[place] ?? null);
    result.push(callback ? run.call(callback, ...values) : PhpArray.list(values));
  }
  return result;
}

const USE_BOTH = 1n;
const USE_KEY = 2n;

function filter(array: PhpArray, callback: PhpClosure | null, mode: bigint, run: Run): PhpArray {
  run.elements(array.size);
  const isKept = (key: PhpValue, value: PhpValue): PhpValue => {
    if (!callback) return value;
    if (mode === USE_KEY) return run.call(callback, key);
    return mode === USE_BOTH ? run.call(callback, value, key) : run.call(callback, value);
  };
  return PhpArray.of(array.entries().filter(([key, value]) => toBoolean(isKept(key, value))));
}

/** Stands for the argument `$arg` where there is none, which null would not. */
const NO_ARGUMENT = PhpArray.list([]);

/** Calls the function with each element, to which it can write. */
function walk(array: PhpArray, call: (element: Reference, key: PhpValue) => void, run: Run): void {
  run.elements(array.size);
  for (const key of array.keys()) if (array.has(key)) call(array.reference(key), key);
}

function walkAll(
  array: PhpArray,
  call: (element: Reference, key: PhpValue) => void,
  run: Run
): void {
  walk(
    array,
    (element, key) => {
      if (!isArray(element.value)) {
        call(element, key);
        return;
      }
      const within = run.writable(element.value);
      element.value = within;
      run.within(() => walkAll(within, call, run));
    },
    run
  );
}

const walker = (name: string, walkThrough: typeof walk) =>
  define(
    [reference('array'), callable('callback'), mixed('arg', NO_ARGUMENT)],
    (variable, callback, argument, run) => {
      const further = argument === NO_ARGUMENT ? [] : [argument];
      walkThrough(
        arrayIn(variable, name, run),
        (element, key) => {
          const isWritten = callback.takesReference(0);
          run.call(callback, isWritten ? element : element.value, key, ...further);
        },
        run
      );
      return true;
    }
  );

/** What calls a function of the snippet's for each element of an array, or with its elements. */
export const ARRAY_CALLBACKS: PhpFunctions = {
  array_map: define([nullable(callable('callback')), array('array'), rest(array('arrays'))], map),
  array_filter: define(
    [array('array'), nullable(callable('callback'), null), int('mode', 0n)],
    filter
  ),
  array_walk: walker('array_walk', walk),
  array_walk_recursive: walker('array_walk_recursive', walkAll),
  array_reduce: define(
    [array('array'), callable('callback'), mixed('initial', null)],
    (array, callback, initial, run) => {
      run.step(array.size);
      return array
        .values()
        .reduce<PhpValue>((carry, item) => run.call(callback, carry, item), initial);
    }
  ),
};

export const ARRAY_CALLBACK_CONSTANTS: Readonly<Record<string, PhpValue>> = {
  ARRAY_FILTER_USE_BOTH: USE_BOTH,
  ARRAY_FILTER_USE_KEY: USE_KEY,
};
