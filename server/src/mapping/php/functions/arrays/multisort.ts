import { PhpArray } from '../../array';
import type { Run } from '../../run';
import { isArray, PhpError, type PhpValue, type Reference } from '../../values';
import { define, type PhpFunctions, reference, rest } from '../define';
import {
  type Comparison,
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
} from './comparing';
import { sortAsPhp } from './order';

/** One of the arrays, and how it is to be sorted; null where its flags do not say yet. */
interface Column {
  variable: Reference;
  array: PhpArray;
  direction: bigint | null;
  flags: bigint | null;
}

const DIRECTIONS: readonly bigint[] = [SORT_ASC, SORT_DESC];
const KINDS: readonly bigint[] = [
  SORT_REGULAR,
  SORT_NUMERIC,
  SORT_STRING,
  SORT_NATURAL,
  SORT_LOCALE_STRING,
];

const place = (index: number): string =>
  `array_multisort(): Argument #${index + 1}${index === 0 ? ' ($array)' : ''}`;

/** The arguments are arrays, each with the flags that follow it. */
function columnsIn(variables: readonly Reference[]): Column[] {
  const columns: Column[] = [];
  for (const [index, variable] of variables.entries()) {
    const { value } = variable;
    const column = columns.at(-1);
    if (isArray(value)) columns.push({ variable, array: value, direction: null, flags: null });
    else if (typeof value === 'bigint') setFlag(column, value, index);
    else throw new PhpError('TypeError', `${place(index)} must be an array or a sort flag`);
  }
  return columns;
}

function setFlag(column: Column | undefined, flag: bigint, index: number): void {
  const plain = flag & ~SORT_FLAG_CASE;
  const setting = DIRECTIONS.includes(plain) ? 'direction' : 'flags';
  if (setting === 'flags' && !KINDS.includes(plain)) {
    throw new PhpError('ValueError', `${place(index)} must be a valid sort flag`);
  }
  if (!column || column[setting] !== null) {
    throw new PhpError(
      'TypeError',
      `${place(index)} must be an array or a sort flag that has not already been specified`
    );
  }
  column[setting] = flag;
}

function comparisonIn({ direction, flags }: Column): Comparison {
  const comparison = comparisonOf(flags ?? SORT_REGULAR);
  return direction === SORT_DESC ? reversed(comparison) : comparison;
}

function multisort(variables: readonly Reference[], run: Run): true {
  const columns = columnsIn(variables);
  const size = columns[0]?.array.size ?? 0;
  if (columns.some(({ array }) => array.size !== size)) {
    throw new PhpError('ValueError', 'Array sizes are inconsistent');
  }
  run.elements(size, size * columns.length);
  const values = columns.map(({ array }) => array.values());
  const places = sortedPlaces(size, columns.map(comparisonIn), values, run);
  for (const { variable, array } of columns) variable.value = reordered(array, places);
  return true;
}

/** Where the elements were, in their new order: by the first array, and where that tells nothing by the next. */
function sortedPlaces(
  size: number,
  comparisons: readonly Comparison[],
  values: readonly (readonly PhpValue[])[],
  run: Run
): number[] {
  const places = Array.from({ length: size }, (_, index) => index);
  sortAsPhp(places, (one, other) => {
    run.step(comparisons.length);
    for (const [index, comparison] of comparisons.entries()) {
      const order = comparison(values[index]?.[one] ?? null, values[index]?.[other] ?? null);
      if (order !== 0) return order;
    }
    return one - other;
  });
  return places;
}

function reordered(array: PhpArray, places: readonly number[]): PhpArray {
  const given = array.writable();
  const keys = given.keys();
  const result = new PhpArray();
  for (const index of places) {
    const key = keys[index] ?? 0n;
    result.takeOver(given, key, typeof key === 'string' ? key : null);
  }
  return result;
}

/** Several arrays sorted at once. Its arguments need not be variables. */
export const MULTISORT: PhpFunctions = {
  array_multisort: define([reference('array'), rest(reference('rest'))], (first, others, run) =>
    multisort([first, ...others], run)
  ),
};
