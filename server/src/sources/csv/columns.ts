import { SourceError } from '../../utils/errors';
import { columnName, visible } from '../../../../shared/text';
import type { CsvRecord } from './record';

export interface Columns {
  names: string[];
  /** The line of the header; 0 where there is none. */
  line: number;
  /** The numbers of columns that have no name in a header and are called by their letters. */
  lettered: number[];
  /** Columns at the end that have no name; harmless as long as no row has a value there. */
  unnamed: number;
}

const HINT = 'if the column names stand in another line, set the header row to it';

export const listColumns = (numbers: number[]): string =>
  numbers.length === 1
    ? `column ${numbers[0]}`
    : `columns ${numbers.slice(0, -1).join(', ')} and ${numbers.at(-1)}`;

const duplicates = (names: string[]): string[] => {
  const places = new Map<string, number[]>();
  names.forEach((name, index) => places.set(name, [...(places.get(name) ?? []), index + 1]));
  return [...places]
    .filter(([, numbers]) => numbers.length > 1)
    .map(([name, numbers]) => `"${visible(name)}" (${listColumns(numbers)})`);
};

/** `A`, `B`, …, `Z`, `AA`, as spreadsheets call their columns. */
export const letters = (index: number): string => {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : letters(Math.floor(index / 26) - 1) + last;
};

/** The names of a header, a column without one before others called by its letter. */
export const withLetters = (names: string[]): string[] =>
  names.map((name, index) => {
    if (name !== '' || names.slice(index).every((other) => other === '')) return name;
    let letter = letters(index);
    while (names.includes(letter)) letter += letters(index);
    return letter;
  });

/**
 * The column names of a header row.
 * @throws SourceError `malformed-quote`, `empty-header`, `duplicate-header`
 */
export const readColumns = ({ fields, line, malformed }: CsvRecord): Columns => {
  if (malformed !== null) {
    throw new SourceError(
      'malformed-quote',
      `line ${line}: there is text behind the closing quotation mark of column name ${malformed + 1}: check the delimiter and the field enclosure, and write a quotation mark inside a name twice`
    );
  }
  const all = fields.map(columnName);
  const given = all.slice(0, all.findLastIndex((name) => name !== '') + 1);
  const empty = given.flatMap((name, index) => (name === '' ? [index + 1] : []));
  if (empty.length * 2 > given.length) {
    throw new SourceError(
      'empty-header',
      `line ${line}: ${listColumns(empty)} of ${given.length} without a name: name every column; ${HINT}`
    );
  }
  const names = withLetters(given);
  const twice = duplicates(names);
  if (twice.length > 0) {
    throw new SourceError(
      'duplicate-header',
      `line ${line}: column names have to differ, but some occur more than once: ${twice.join(', ')}. Rename or remove them; ${HINT}`
    );
  }
  return { names, line, lettered: empty, unnamed: all.length - names.length };
};

/** The columns of a file without column names: as many as most of its first records have fields. */
export const letteredColumns = (records: CsvRecord[]): Columns => {
  const counts = new Map<number, number>();
  for (const { fields } of records) counts.set(fields.length, (counts.get(fields.length) ?? 0) + 1);
  const [[width] = [1]] = [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0]);
  return {
    names: Array.from({ length: width }, (_, index) => letters(index)),
    line: 0,
    lettered: [],
    unnamed: 0,
  };
};
