import { PhpArray } from '../../array';
import type { Run } from '../../run';
import {
  isArray,
  isClosure,
  type PhpClosure,
  PhpError,
  type PhpKey,
  type PhpValue,
} from '../../values';
import {
  array,
  callable,
  define,
  mixed,
  type PhpFunction,
  type PhpFunctions,
  rest,
  wrongArgument,
} from '../define';
import { comparisonBy } from './comparing';
import { sortAsPhp } from './order';

type Entry = readonly [key: PhpKey, value: PhpValue];
type Order = (one: Entry, other: Entry) => number;

/** An array in the order of the comparison, and how far it has been gone through. */
interface Walk {
  entries: readonly Entry[];
  place: number;
}

/** Goes on until an element is not before the wanted one; says how the last looked at compares with it. */
function advance(walk: Walk, wanted: Entry, order: Order, before: number): number {
  let result = before;
  for (; walk.place < walk.entries.length; walk.place++) {
    result = order(wanted, walk.entries[walk.place] as Entry);
    if (result <= 0) break;
  }
  return result;
}

/** The place of the next element that the comparison tells from the one at this place. */
function pastEqual(entries: readonly Entry[], place: number, order: Order): number {
  let next = place + 1;
  while (next < entries.length && order(entries[next - 1] as Entry, entries[next] as Entry) === 0) {
    next += 1;
  }
  return next;
}

/** The keys of what no other array has, found as PHP finds them: each array is sorted, and gone through once. */
function* keysOfDifference(own: readonly Entry[], others: readonly Walk[], order: Order) {
  for (let place = 0; place < own.length;) {
    const isFound = isInSome(own[place] as Entry, others, order);
    const next = pastEqual(own, place, order);
    for (; place < next; place++) if (!isFound) yield (own[place] as Entry)[0];
  }
}

function isInSome(wanted: Entry, others: readonly Walk[], order: Order): boolean {
  let result = 1;
  for (const walk of others) {
    result = advance(walk, wanted, order, result);
    if (result !== 0) continue;
    walk.place = Math.min(walk.place + 1, walk.entries.length);
    return true;
  }
  return false;
}

/** The keys of what all other arrays have, found likewise. */
function* keysOfIntersection(own: readonly Entry[], others: readonly Walk[], order: Order) {
  for (let place = 0; place < own.length;) {
    const missing = missingIn(own[place] as Entry, others, order);
    if (missing === null) {
      const next = pastEqual(own, place, order);
      for (; place < next; place++) yield (own[place] as Entry)[0];
      continue;
    }
    const ahead = missing.entries[missing.place];
    if (!ahead) return;
    do place += 1;
    while (place < own.length && order(own[place] as Entry, ahead) < 0);
  }
}

/** The first of the others that lacks the element; null where all have it. */
function missingIn(wanted: Entry, others: readonly Walk[], order: Order): Walk | null {
  let result = 0;
  for (const walk of others) {
    result = advance(walk, wanted, order, result);
    if (walk.place >= walk.entries.length || result !== 0) return walk;
    walk.place += 1;
  }
  return null;
}

/** The keys of what no other array has a key for. PHP compares each with all of the others, in their order. */
function* keysOfKeyDifference(own: readonly Entry[], others: readonly Walk[], order: Order) {
  for (const entry of own) {
    const has = ({ entries }: Walk): boolean => entries.some((other) => order(entry, other) === 0);
    if (!others.some(has)) yield entry[0];
  }
}

/** The keys of what all other arrays have a key for. */
function* keysOfKeyIntersection(own: readonly Entry[], others: readonly Walk[], order: Order) {
  for (const entry of own) {
    const missing = missingIn(entry, others, order);
    if (missing === null) yield entry[0];
    else if (missing.place >= missing.entries.length) return;
  }
}

type Search = typeof keysOfDifference;

const ARRAY = rest(array('rest'));
const CALLBACK = rest(callable('rest'));

/** The arrays and, behind them, the function that compares. */
function readRest(
  name: string,
  given: readonly PhpValue[]
): { arrays: PhpArray[]; callback: PhpClosure } {
  const callback = given.at(-1);
  if (callback === undefined) {
    throw new PhpError('ArgumentCountError', `${name}() expects at least 2 arguments, 1 given`);
  }
  if (!isClosure(callback)) throw wrongArgument(name, given.length + 1, CALLBACK, callback);
  const arrays = given.slice(0, -1).map((value, index) => {
    if (!isArray(value)) throw wrongArgument(name, index + 2, ARRAY, value);
    return value;
  });
  return { arrays, callback };
}

const selection = (name: string, part: 'key' | 'value', search: Search): PhpFunction =>
  define([array('array'), rest({ ...mixed('rest'), isCallable: true })], (array, given, run) => {
    const { arrays, callback } = readRest(name, given);
    const compare = comparisonBy(callback, run);
    const at = part === 'key' ? 0 : 1;
    const order: Order = (one, other) => compare(one[at], other[at]);
    const [own = [], ...others] = [array, ...arrays].map((each) => sorted(each, order, run));
    const walks = others.map((entries) => ({ entries, place: 0 }));
    const keys = new Set(search(own, walks, order));
    return PhpArray.of(array.entries().filter(([key]) => keys.has(key)));
  });

function sorted(array: PhpArray, order: Order, run: Run): Entry[] {
  run.elements(array.size);
  const entries = array.entries();
  sortAsPhp(entries, order);
  return entries;
}

/** What arrays have in common, and what only the first has, by a comparison of the snippet's own. */
export const ARRAY_CUSTOM_SETS: PhpFunctions = {
  array_udiff: selection('array_udiff', 'value', keysOfDifference),
  array_uintersect: selection('array_uintersect', 'value', keysOfIntersection),
  array_diff_ukey: selection('array_diff_ukey', 'key', keysOfKeyDifference),
  array_intersect_ukey: selection('array_intersect_ukey', 'key', keysOfKeyIntersection),
};
