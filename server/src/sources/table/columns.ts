import type { Problem } from '../../../../shared/codes/kinds';
import { problem } from '../../../../shared/codes/problems';
import { isHiddenColumn, partsOf } from '../../../../shared/secret-names';
import { columnName } from '../../../../shared/text';
import { SourceError } from '../../utils/errors';
import { toldApart } from './exporters';
import { areUsualNames } from './header';
import type { Columns, FoundTable, TableRecord } from './types';

const duplicates = (names: string[]): Problem[] => {
  const places = new Map<string, number[]>();
  names.forEach((name, index) => places.set(name, [...(places.get(name) ?? []), index + 1]));
  return [...places]
    .filter(([, numbers]) => numbers.length > 1)
    .map(([name, columns]) => problem('repeated-column', { name, columns }));
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
export const readColumns = ({ fields, line, malformed }: TableRecord): Columns => {
  if (malformed !== null) {
    throw new SourceError(problem('malformed-quote/header', { line, column: malformed + 1 }));
  }
  const all = fields.map(columnName);
  const given = all.slice(0, all.findLastIndex((name) => name !== '') + 1);
  const empty = given.flatMap((name, index) => (name === '' ? [index + 1] : []));
  if (empty.length * 2 > given.length) {
    throw new SourceError(
      problem('empty-header', { line, columns: empty, count: empty.length, all: given.length })
    );
  }
  const names = withLetters(toldApart(given));
  const twice = duplicates(names);
  if (twice.length > 0) {
    throw new SourceError(problem('duplicate-header', { line, names: twice }));
  }
  return { names, line, lettered: empty, unnamed: all.length - names.length };
};

/** The columns of a file without column names: as many as most of its first records have fields. */
export const letteredColumns = (records: TableRecord[]): Columns => {
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

/** Column names, and which of these columns hold secrets though their names do not say so. */
interface KeptSecret {
  names: string[];
  secret: string[];
}

const plain = (name: string): string => columnName(name).toLowerCase();

/** Whether names hold the lines below them, because lines are said to end otherwise than they do. */
const swallowsLines = (names: string[], own: string[]): boolean =>
  names.some((name) => /[\r\n]/.test(name) && !own.includes(columnName(name)));

/**
 * Keeps secret what a file's own header calls so, where the profile has it read otherwise: with the
 * column names in another line, or in none, and divided at another character. A line of data that is
 * taken for the header does not become a name with what it says there.
 * @param known columns that hold secrets, besides those that their names tell
 */
export const keptSecret = (
  names: string[],
  { byItself, headerRow, delimiter }: FoundTable,
  known: string[]
): KeptSecret => {
  if (!byItself) return { names, secret: [] };
  const isHidden = isHiddenColumn(known);
  const hidden = byItself.names.flatMap(partsOf).filter(isHidden);
  const given = new Set(names.flatMap(partsOf).map(plain));
  const isWhole = !swallowsLines(names, byItself.names);
  const isNamed = areUsualNames(names) || hidden.every((name) => given.has(plain(name)));
  if (hidden.length === 0 || (isWhole && isNamed)) return { names, secret: [] };
  const isDividedAlike =
    isWhole && byItself.names.length === names.length && byItself.delimiter === delimiter;
  const isSecret = (index: number): boolean =>
    !isDividedAlike || isHidden(byItself.names[index] ?? '');
  const nameAt = (name: string, index: number): string => {
    if (headerRow === 0 || !isSecret(index)) return name;
    return isDividedAlike ? (byItself.names[index] ?? name) : letters(index);
  };
  const kept = names.map(nameAt);
  return { names: kept, secret: kept.filter((_name, index) => isSecret(index)) };
};
