import { SourceError } from '../../utils/errors';
import type { CsvRecord } from './parse';

export interface Columns {
  names: string[];
  line: number;
  /** Columns at the end that have no name; harmless as long as no row has a value there. */
  unnamed: number;
}

const HINT = 'if the column names stand in another line, set the header row to it';

const list = (numbers: number[]): string =>
  numbers.length === 1
    ? `column ${numbers[0]}`
    : `columns ${numbers.slice(0, -1).join(', ')} and ${numbers.at(-1)}`;

const duplicates = (names: string[]): string[] => {
  const places = new Map<string, number[]>();
  names.forEach((name, index) => places.set(name, [...(places.get(name) ?? []), index + 1]));
  return [...places]
    .filter(([, numbers]) => numbers.length > 1)
    .map(([name, numbers]) => `"${name}" (${list(numbers)})`);
};

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
  const all = fields.map((field) => field.trim());
  const names = all.slice(0, all.findLastIndex((name) => name !== '') + 1);
  const empty = names.flatMap((name, index) => (name === '' ? [index + 1] : []));
  if (empty.length > 0) {
    throw new SourceError(
      'empty-header',
      `line ${line}: ${list(empty)} of ${names.length} without a name: name every column; ${HINT}`
    );
  }
  const twice = duplicates(names);
  if (twice.length > 0) {
    throw new SourceError(
      'duplicate-header',
      `line ${line}: column names have to differ, but some occur more than once: ${twice.join(', ')}. Rename or remove them; ${HINT}`
    );
  }
  return { names, line, unnamed: all.length - names.length };
};
