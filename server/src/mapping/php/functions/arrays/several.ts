import { PhpArray } from '../../array';
import { toText } from '../../conversions';
import type { Run } from '../../run';
import { isArray, type PhpKey, type PhpValue } from '../../values';
import { array, define, type PhpFunction, type PhpFunctions, rest } from '../define';

/** Puts what an array has into another: keys that are texts replace theirs, others are counted on. */
function mergeInto(result: PhpArray, array: PhpArray, run: Run): void {
  run.elements(result.size + array.size, array.size);
  for (const [key, value] of array.entries()) {
    if (typeof key === 'bigint') result.push(value);
    else result.set(key, value);
  }
}

/** As `mergeInto`, but what is under the same text becomes one array. */
function mergeAll(result: PhpArray, array: PhpArray, run: Run): void {
  run.elements(result.size + array.size, array.size);
  for (const [key, value] of array.entries()) {
    const before = typeof key === 'string' ? result.get(key) : undefined;
    if (typeof key === 'bigint') result.push(value);
    else if (before === undefined) result.set(key, value);
    else
      result.hold(
        key,
        run.within(() => merged(before, value, run))
      );
  }
}

function merged(before: PhpValue, value: PhpValue, run: Run): PhpArray {
  const result = asList(before, run);
  if (isArray(value)) mergeAll(result, value, run);
  else result.push(value);
  return result;
}

/** A new array with the elements of an array, or with another value alone. */
function asList(value: PhpValue, run: Run): PhpArray {
  if (!isArray(value)) return PhpArray.list([value]);
  run.elements(value.size);
  return value.copy();
}

function replaceInto(result: PhpArray, array: PhpArray, run: Run): void {
  run.elements(result.size + array.size, array.size);
  for (const [key, value] of array.entries()) result.set(key, value);
}

function replaceAll(result: PhpArray, array: PhpArray, run: Run): void {
  run.elements(result.size + array.size, array.size);
  for (const [key, value] of array.entries()) {
    const before = result.get(key);
    if (!isArray(value) || before === undefined || !isArray(before)) result.set(key, value);
    else
      result.hold(
        key,
        run.within(() => replaced(before, [value], run))
      );
  }
}

function replaced(array: PhpArray, replacements: readonly PhpArray[], run: Run): PhpArray {
  const result = asList(array, run);
  for (const replacement of replacements) replaceAll(result, replacement, run);
  return result;
}

const merge = (into: typeof mergeInto) =>
  define([rest(array('arrays'))], (arrays, run) => {
    const result = new PhpArray();
    for (const array of arrays) into(result, array, run);
    return result;
  });

/** Arrays that are merged. */
const MERGING: PhpFunctions = {
  array_merge: merge(mergeInto),
  array_merge_recursive: merge(mergeAll),
  array_replace: define([array('array'), rest(array('replacements'))], (array, others, run) => {
    const result = asList(array, run);
    for (const other of others) replaceInto(result, other, run);
    return result;
  }),
  array_replace_recursive: define([array('array'), rest(array('replacements'))], replaced),
};

/** Says of an element whether an array has it; made once for each array. */
type Membership = (array: PhpArray) => (key: PhpKey, value: PhpValue) => boolean;

const isSameText = (one: PhpValue, other: PhpValue): boolean => toText(one) === toText(other);

const BY_VALUE: Membership = (array) => {
  const texts = new Set(array.values().map(toText));
  return (_key, value) => texts.has(toText(value));
};

const BY_KEY: Membership = (array) => (key) => array.has(key);

const BY_BOTH: Membership = (array) => (key, value) => {
  const counterpart = array.get(key);
  return counterpart !== undefined && isSameText(value, counterpart);
};

/** The elements of an array for which it holds that each of the others has them, or that none has. */
function select(
  array: PhpArray,
  others: readonly PhpArray[],
  membership: Membership,
  run: Run,
  isWanted: (tests: readonly boolean[]) => boolean
): PhpArray {
  const size = others.reduce((sum, other) => sum + other.size, array.size);
  run.step(size + array.size * others.length);
  run.elements(array.size);
  const tests = others.map(membership);
  return PhpArray.of(
    array.entries().filter(([key, value]) => isWanted(tests.map((has) => has(key, value))))
  );
}

const intersection = (membership: Membership): PhpFunction =>
  define([array('array'), rest(array('arrays'))], (array, others, run) =>
    select(array, others, membership, run, (found) => found.every(Boolean))
  );

const difference = (membership: Membership): PhpFunction =>
  define([array('array'), rest(array('arrays'))], (array, others, run) =>
    select(array, others, membership, run, (found) => !found.some(Boolean))
  );

/** What arrays have in common, and what only the first has; values are compared as texts. */
const SETS: PhpFunctions = {
  array_intersect: define([array('array'), rest(array('arrays'))], (array, others, run) => {
    const common = select(array, others, BY_VALUE, run, (found) => found.every(Boolean));
    // PHP takes away from a copy what is not common; what is appended gets the number after the last of all.
    const result = array.copy();
    for (const key of array.keys()) if (!common.has(key)) result.delete(key);
    return result;
  }),
  array_intersect_key: intersection(BY_KEY),
  array_intersect_assoc: intersection(BY_BOTH),
  array_diff: difference(BY_VALUE),
  array_diff_key: difference(BY_KEY),
  array_diff_assoc: difference(BY_BOTH),
};

/** Arrays that are made of several. */
export const ARRAYS_OF_SEVERAL: PhpFunctions = { ...MERGING, ...SETS };
