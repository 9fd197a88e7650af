import { isIPv6 } from 'node:net';
import { columnNames, normalizeName } from '../../../../shared/column-names';
import { ATTRIBUTES, RECORD_TYPES } from '../../../../shared/records';
import { columnName, trimInvisible } from '../../../../shared/text';
import type { TableRecord } from './types';

/** What a cell holds that no column would be called. */
type CellKind = 'number' | 'date' | 'time' | 'mail' | 'address';

const KINDS: [kind: CellKind, form: RegExp][] = [
  ['date', /^(\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}[./-]\d{1,2}[./-]\d{1,2})([ T][\d:.Z+-]+)?$/],
  ['time', /^\d{1,2}:\d{2}(:\d{2})?$/],
  ['number', /^[+-]?[\d(][\d ()./,-]*$/],
  ['mail', /^[^\s@]+@[^\s@]+\.[^\s@]+$/],
  ['address', /^([a-z][a-z+]{1,9}:\/\/|(sips?|tel|mailto):)\S+$/i],
  ['address', /^([\da-f]{2}[:-]){5}[\da-f]{2}$/i],
];

/** Longer texts are none of these. */
const CELL_LENGTH = 320;

/** What a cell is by its form; null for any other text. */
export const cellKindOf = (cell: string): CellKind | null => {
  const text = trimInvisible(cell);
  if (text === '' || text.length > CELL_LENGTH) return null;
  const [kind] = KINDS.find(([, form]) => form.test(text)) ?? [];
  // To Node this is costly at its first call; an IPv4 address is a number above.
  return kind ?? (text.includes(':') && isIPv6(text) ? 'address' : null);
};

/** So far down the line with the column names is looked for. */
const LINES_LOOKED_AT = 30;
/** A column is of a kind when so many of its cells are. */
const MOST = 0.8;

/** What columns are usually called. */
const KNOWN: ReadonlySet<string> = new Set(
  RECORD_TYPES.flatMap((type) =>
    Object.keys(ATTRIBUTES[type]).flatMap((attribute) => [
      normalizeName(attribute),
      ...columnNames(type, attribute),
    ])
  )
);

/** The share of names that are usual ones of columns. */
const shareOfKnown = (names: string[]): number =>
  names.filter((name) => KNOWN.has(normalizeName(name))).length / Math.max(names.length, 1);

/** Whether these are column names as people give them. */
export const areUsualNames = (fields: string[]): boolean =>
  shareOfKnown(fields.map(columnName)) >= 0.5;

/** A record as a possible header. */
interface Line {
  /** How many columns it has, without empty ones at the end. */
  width: number;
  filled: number;
  kinds: (CellKind | null)[];
  hasData: boolean;
  isSound: boolean;
  /** The share of its cells that are usual names of columns. */
  known: number;
}

const lineOf = ({ fields, malformed }: TableRecord): Line => {
  const names = fields.map(columnName);
  const width = names.findLastIndex((name) => name !== '') + 1;
  const cells = names.slice(0, width);
  const kinds = cells.map(cellKindOf);
  const filled = cells.filter((name) => name !== '');
  const known = shareOfKnown(cells);
  return {
    width,
    filled: filled.length,
    kinds,
    hasData: kinds.some((kind) => kind !== null),
    // A column without a name, such as an index, is no reason to doubt the others.
    isSound:
      malformed === null &&
      (filled.length === width || known >= 0.5) &&
      new Set(filled).size === filled.length,
    known,
  };
};

const median = (numbers: number[]): number =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;

/** The kind of each column in which nearly all cells are of one. */
const kindsBelow = (lines: Line[]): Map<number, CellKind> => {
  const kinds = new Map<number, CellKind>();
  const width = Math.max(0, ...lines.map((line) => line.width));
  for (let column = 0; column < width; column += 1) {
    const found = lines.flatMap((line) =>
      line.width > column ? [line.kinds[column] ?? null] : []
    );
    const [kind] = found.filter((one) => one !== null);
    if (!kind) continue;
    if (found.filter((one) => one === kind).length >= found.length * MOST) kinds.set(column, kind);
  }
  return kinds;
};

/** Whether a line is a row of the table below it: then what follows it cannot be the header. */
const isRowOf = (line: Line, kinds: ReadonlyMap<number, CellKind>): boolean =>
  [...kinds].some(([column, kind]) => line.kinds[column] === kind);

/**
 * Whether a line that is not the first one is the header. It has to show that, since the lines above
 * it are lost: by usual names, by columns of numbers and addresses below it that nothing above it
 * has, or by titles of one cell above a table of several columns.
 */
const isHeader = (lines: Line[], index: number): boolean => {
  const line = lines[index];
  if (!line?.isSound || line.hasData) return false;
  const above = lines.slice(0, index);
  const below = lines.slice(index + 1);
  if (line.width < median(below.map(({ width }) => width))) return false;
  const kinds = kindsBelow(below);
  if (above.some((other) => isRowOf(other, kinds) || other.known >= 0.5)) return false;
  if (line.known >= 0.5) return true;
  const isTitle = ({ filled, hasData }: Line) => hasData || filled * 2 <= line.width;
  if (kinds.size > 0 && above.every(isTitle)) return true;
  return line.width > 2 && above.every(({ filled }) => filled === 1);
};

/**
 * Which record has the column names. It is the first one, unless that looks like a title or like
 * data and a later one like the header of what follows.
 * @param records the first ones of a file, none of them blank
 */
export const findHeader = (records: TableRecord[]): number => {
  const lines = records.map(lineOf);
  const [first, ...rest] = lines;
  if (!first || first.known >= 0.5) return 0;
  const isWide = first.width >= median(rest.map(({ width }) => width));
  const looksRight = isWide && !first.hasData && first.filled * 2 >= first.width;
  const later = lines.slice(0, LINES_LOOKED_AT).findIndex((line, index) => {
    if (index === 0) return false;
    return looksRight
      ? first.known === 0 && line.known >= 0.5 && isHeader(lines, index)
      : isHeader(lines, index);
  });
  return Math.max(later, 0);
};
