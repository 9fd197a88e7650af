import type { RowValue } from '../sources/types';
import { cleanText } from './cleaning';
import { definitionOf } from './field-names';
import { damageOf } from './spreadsheet';

/** How many of a source's first rows automatic matching looks at. */
export const SAMPLE_ROWS = 100;

/** The first values of each column. */
export type Samples = ReadonlyMap<string, readonly string[]>;

export function samplesOf(rows: Iterable<Readonly<Record<string, RowValue>>>): Samples {
  const samples = new Map<string, string[]>();
  for (const row of rows) {
    for (const [column, value] of Object.entries(row)) {
      const values = samples.get(column);
      if (values) values.push(...[value].flat());
      else samples.set(column, [value].flat());
    }
  }
  return samples;
}

/** Up to six digits that do not begin as an international number does. */
const EXTENSION = /^(?!00)\d{1,6}$/u;

/**
 * True for a column of numbers that are reached from outside, or of anything else that is no
 * extension. Cells that say nothing say nothing about the column either.
 */
export function holdsNoExtensions(values: readonly string[]): boolean {
  const definition = definitionOf('user', 'extension');
  return values
    .map((value) => cleanText(value, definition, true).replaceAll(' ', ''))
    .some((text) => text !== '' && !damageOf(text, definition, true) && !EXTENSION.test(text));
}
