import { ARITHMETIC } from '../../arithmetic';
import { keyOf, PhpArray, share } from '../../array';
import { isEqual, isIdentical } from '../../comparison';
import { numeralIn } from '../../conversions';
import type { Run } from '../../run';
import { isArray, isClosure, PhpError, type PhpKey, type PhpValue } from '../../values';
import {
  array,
  badValue,
  bool,
  define,
  int,
  mixed,
  type PhpFunction,
  type PhpFunctions,
  reference,
} from '../define';
import { arrayAs, arrayIn, offsetOf, passOver } from './parameters';

const RECURSIVE = 1n;

function count(value: PhpArray, mode: bigint, run: Run): bigint {
  if (mode !== 0n && mode !== RECURSIVE) {
    throw badValue('count', 2, 'mode', 'must be either COUNT_NORMAL or COUNT_RECURSIVE');
  }
  const own = BigInt(value.size);
  return mode === RECURSIVE ? own + countWithin(value, run) : own;
}

function countWithin(value: PhpArray, run: Run): bigint {
  run.step(value.size);
  let elements = 0n;
  for (const element of value.values()) {
    if (isArray(element)) elements += BigInt(element.size) + countWithin(element, run);
  }
  return elements;
}

const COUNT = define([arrayAs('Countable|array', 'value'), int('mode', 0n)], count);

/** The key of the first element that is the value; undefined where there is none. */
function find(
  needle: PhpValue,
  haystack: PhpArray,
  isStrict: boolean,
  run: Run
): PhpKey | undefined {
  run.step(haystack.size);
  const isSame = isStrict ? isIdentical : isEqual;
  return haystack.entries().find(([, value]) => isSame(value, needle))?.[0];
}

/** Stands for the argument `$filter_value` where there is none, which null would not. */
const ANY = PhpArray.list([]);

function keysOf(array: PhpArray, filter: PhpValue, isStrict: boolean, run: Run): PhpArray {
  run.elements(array.size);
  if (filter === ANY) return PhpArray.list(array.keys());
  const isSame = isStrict ? isIdentical : isEqual;
  const found = array.entries().filter(([, value]) => isSame(value, filter));
  return PhpArray.list(found.map(([key]) => key));
}

function countValues(array: PhpArray, run: Run): PhpArray {
  run.elements(array.size);
  const counts = new PhpArray();
  for (const value of array.values()) {
    if (typeof value !== 'string' && typeof value !== 'bigint') continue;
    const key = typeof value === 'string' ? keyOf(value) : value;
    const before = counts.get(key);
    counts.set(key, typeof before === 'bigint' ? before + 1n : 1n);
  }
  return counts;
}

/** A value as a number to calculate with; null for an array, which PHP leaves out. */
function termOf(value: PhpValue): bigint | number | null {
  if (isArray(value) || isClosure(value)) return null;
  if (typeof value === 'string') return numeralIn(value)?.value ?? 0n;
  return typeof value === 'number' || typeof value === 'bigint' ? value : value ? 1n : 0n;
}

/** Calculates with all elements, beginning from a number. */
const total = (operator: '+' | '*', start: bigint) =>
  define([array('array')], (array, run) => {
    run.step(array.size);
    return array.values().reduce<PhpValue>((result, value) => {
      const term = termOf(value);
      return term === null ? result : ARITHMETIC[operator](result, term);
    }, start);
  });

const has = define([mixed('key'), array('array')], (key, array) => {
  if (isArray(key) || isClosure(key)) {
    throw new PhpError(
      'TypeError',
      'array_key_exists(): Argument #1 ($key) must be a valid array offset type'
    );
  }
  const offset = offsetOf(key);
  return array.has(typeof offset === 'string' ? keyOf(offset) : offset);
});

function current(array: PhpArray, run: Run): PhpValue {
  passOver(array, run);
  return array.position < array.size ? share(array.values()[array.position] ?? null) : false;
}

/** Moves to another element, and gives its value. */
const move = (name: string, placeIn: (array: PhpArray) => number): PhpFunction =>
  define([reference('array')], (variable, run) => {
    const array = arrayIn(variable, name, run);
    array.position = placeIn(array);
    return current(array, run);
  });

const CURRENT = define([array('array')], current);

/** The element at which an array stands. */
const POINTER: PhpFunctions = {
  current: CURRENT,
  pos: CURRENT,
  key: define([array('array')], (array, run) => {
    passOver(array, run);
    return array.keys()[array.position] ?? null;
  }),
  next: move('next', ({ position, size }) => Math.min(position + 1, size)),
  // Before the first element there is nothing to stand at, and PHP goes past the last one.
  prev: move('prev', ({ position, size }) =>
    position === 0 || position >= size ? size : position - 1
  ),
  reset: move('reset', () => 0),
  end: move('end', ({ size }) => Math.max(size - 1, 0)),
};

/** What is in arrays, and how much. */
export const ARRAY_CONTENTS: PhpFunctions = {
  count: COUNT,
  sizeof: COUNT,
  in_array: define(
    [mixed('needle'), array('haystack'), bool('strict', false)],
    (needle, haystack, isStrict, run) => find(needle, haystack, isStrict, run) !== undefined
  ),
  array_search: define(
    [mixed('needle'), array('haystack'), bool('strict', false)],
    (needle, haystack, isStrict, run) => find(needle, haystack, isStrict, run) ?? false
  ),
  array_key_exists: has,
  key_exists: has,
  array_key_first: define([array('array')], (array, run) => {
    passOver(array, run);
    return array.keys()[0] ?? null;
  }),
  array_key_last: define([array('array')], (array, run) => {
    passOver(array, run);
    return array.keys().at(-1) ?? null;
  }),
  array_is_list: define([array('array')], (array) => array.isList()),
  array_keys: define([array('array'), mixed('filter_value', ANY), bool('strict', false)], keysOf),
  array_values: define([array('array')], (array, run) => {
    run.elements(array.size);
    return PhpArray.list(array.values());
  }),
  array_count_values: define([array('array')], countValues),
  array_sum: total('+', 0n),
  array_product: total('*', 1n),
  ...POINTER,
};

export const ARRAY_CONTENT_CONSTANTS: Readonly<Record<string, PhpValue>> = {
  COUNT_NORMAL: 0n,
  COUNT_RECURSIVE: RECURSIVE,
};
