import { PhpArray } from '../../array';
import { compare, orderOfTexts } from '../../comparison';
import type { Run } from '../../run';
import type { PhpKey, PhpValue, Reference } from '../../values';
import {
  array,
  callable,
  define,
  int,
  type PhpFunction,
  type PhpFunctions,
  reference,
} from '../define';
import {
  comparisonBy,
  comparisonOf,
  reversed,
  SORT_ASC,
  SORT_DESC,
  SORT_FLAG_CASE,
  SORT_LOCALE_STRING,
  SORT_NATURAL,
  SORT_NUMERIC,
  SORT_REGULAR,
  SORT_STRING,
  type Comparison,
} from './comparing';
import { sortAsPhp } from './order';
import { arrayIn } from './parameters';

/** An element, and where it was: of two that are alike, the first stays the first. */
interface Item {
  key: PhpKey;
  value: PhpValue;
  place: number;
}

type Order = (one: Item, other: Item) => number;

const orderOfPlaces: Order = (one, other) => one.place - other.place;

/** The elements of a variable's array in another order. */
function sort(
  variable: Reference,
  name: string,
  order: Order,
  { keepsKeys }: { keepsKeys: boolean },
  run: Run
): true {
  const array = arrayIn(variable, name, run);
  run.elements(array.size);
  const items = array.entries().map(([key, value], place) => ({ key, value, place }));
  sortAsPhp(items, (one, other) => {
    run.step();
    return order(one, other) || orderOfPlaces(one, other);
  });
  const sorted = new PhpArray();
  for (const { key } of items) sorted.takeOver(array, key, keepsKeys ? key : null);
  variable.value = sorted;
  return true;
}

const KEEPING = { keepsKeys: true };
const RENUMBERING = { keepsKeys: false };

/** `sort` and those like it: by their values, with flags. */
const byValue = (name: string, keeping: { keepsKeys: boolean }, isReverse: boolean): PhpFunction =>
  define([reference('array'), int('flags', SORT_REGULAR)], (variable, flags, run) => {
    const comparison = isReverse ? reversed(comparisonOf(flags)) : comparisonOf(flags);
    return sort(variable, name, (one, other) => comparison(one.value, other.value), keeping, run);
  });

/** Keys that are texts are compared as such, others as values are. */
const regularOrderOfKeys: Comparison = (one, other) =>
  typeof one === 'string' && typeof other === 'string'
    ? orderOfTexts(one, other)
    : compare(one, other);

function comparisonOfKeys(flags: bigint): Comparison {
  const comparison = comparisonOf(flags);
  return comparison === compare ? regularOrderOfKeys : comparison;
}

const byKey = (name: string, isReverse: boolean): PhpFunction =>
  define([reference('array'), int('flags', SORT_REGULAR)], (variable, flags, run) => {
    const comparison = isReverse ? reversed(comparisonOfKeys(flags)) : comparisonOfKeys(flags);
    return sort(variable, name, (one, other) => comparison(one.key, other.key), KEEPING, run);
  });

const byCallback = (name: string, keeping: { keepsKeys: boolean }): PhpFunction =>
  define([reference('array'), callable('callback')], (variable, callback, run) => {
    const comparison = comparisonBy(callback, run);
    return sort(variable, name, (one, other) => comparison(one.value, other.value), keeping, run);
  });

const naturally = (name: string, flags: bigint): PhpFunction =>
  define([reference('array')], (variable, run) => {
    const comparison = comparisonOf(flags);
    return sort(variable, name, (one, other) => comparison(one.value, other.value), KEEPING, run);
  });

/** Of values that are alike the first; of texts those with the same bytes are. */
function unique(array: PhpArray, flags: bigint, run: Run): PhpArray {
  run.elements(array.size);
  const items = array.entries().map(([key, value], place) => ({ key, value, place }));
  const comparison = comparisonOf(flags);
  const order: Order = (one, other) => comparison(one.value, other.value);
  const sorted = [...items];
  sortAsPhp(sorted, (one, other) => {
    run.step();
    return order(one, other) || (flags === SORT_STRING ? orderOfPlaces(one, other) : 0);
  });
  const removed = new Set(repetitions(sorted, order));
  return PhpArray.of(
    items.filter((item) => !removed.has(item)).map(({ key, value }) => [key, value])
  );
}

/** Of items side by side that are alike, all but the one that was the first. */
function* repetitions(sorted: readonly Item[], order: Order): Generator<Item> {
  let kept: Item | undefined;
  for (const item of sorted) {
    if (!kept || order(kept, item) !== 0) {
      kept = item;
    } else if (kept.place > item.place) {
      yield kept;
      kept = item;
    } else {
      yield item;
    }
  }
}

/** Arrays in another order. */
export const SORTING: PhpFunctions = {
  sort: byValue('sort', RENUMBERING, false),
  rsort: byValue('rsort', RENUMBERING, true),
  asort: byValue('asort', KEEPING, false),
  arsort: byValue('arsort', KEEPING, true),
  ksort: byKey('ksort', false),
  krsort: byKey('krsort', true),
  usort: byCallback('usort', RENUMBERING),
  uasort: byCallback('uasort', KEEPING),
  uksort: define([reference('array'), callable('callback')], (variable, callback, run) => {
    const comparison = comparisonBy(callback, run);
    return sort(variable, 'uksort', (one, other) => comparison(one.key, other.key), KEEPING, run);
  }),
  natsort: naturally('natsort', SORT_NATURAL),
  natcasesort: naturally('natcasesort', SORT_NATURAL | SORT_FLAG_CASE),
  array_unique: define([array('array'), int('flags', SORT_STRING)], unique),
};

export const SORTING_CONSTANTS: Readonly<Record<string, PhpValue>> = {
  SORT_ASC,
  SORT_DESC,
  SORT_FLAG_CASE,
  SORT_LOCALE_STRING,
  SORT_NATURAL,
  SORT_NUMERIC,
  SORT_REGULAR,
  SORT_STRING,
};
