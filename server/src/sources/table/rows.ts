import type { Problem } from '../../../../shared/codes/kinds';
import { problem } from '../../../../shared/codes/problems';
import { errorInRow, type Issue } from '../../../../shared/contracts/issues';
import type { CellStep } from '../../../../shared/line-cells';
import { columnName } from '../../../../shared/text';
import { SourceError } from '../../utils/errors';
import type { RowFix, Skip, SourceRow } from '../types';
import type { Columns, TableRecord } from './types';

/** What people corrected in one row. */
export interface FixedRow {
  skip: Skip | null;
  steps: CellStep[];
  cells: Map<string, string>;
}

/** The corrections by row number; of several for one cell the last one holds. */
export const groupFixes = (fixes: RowFix[]): Map<number, FixedRow> => {
  const rows = new Map<number, FixedRow>();
  for (const fix of fixes) {
    const row = rows.get(fix.row) ?? { skip: null, steps: [], cells: new Map<string, string>() };
    if ('skip' in fix) row.skip = fix.skip;
    else if ('steps' in fix) row.steps = fix.steps;
    else row.cells.set(columnName(fix.column), fix.value);
    rows.set(fix.row, row);
  }
  return rows;
};

/** Whether a row that ends after so many fields may do so. */
type EndsEarly = (fields: number) => boolean;

/**
 * Whether rows may lack their last cells, as Excel writes those of columns that are empty for a
 * while: where most of the rows that have all cells are empty there too.
 * @param records the first rows of a file
 * @param width how many columns it has
 */
export const droppedCells = (records: TableRecord[], width: number): EndsEarly => {
  const full = records
    .filter(({ fields }) => fields.length >= width)
    .map(({ fields }) => lastFilled(fields));
  return (fields) => full.filter((filled) => filled <= fields).length * 2 > full.length;
};

const lastFilled = (fields: string[]): number =>
  fields.findLastIndex((field) => field.trim() !== '') + 1;

const tooMany = (row: number, found: number, expected: number): Issue =>
  errorInRow(row, null, problem('too-many-fields', { found, expected }));

const tooFew = (row: number, found: number, missing: string[]): Issue =>
  errorInRow(row, missing[0] ?? null, problem('too-few-fields/row', { found, missing }));

const malformedQuote = (row: number, column: string | null): Issue =>
  errorInRow(row, column, problem('malformed-quote'));

const CELL = { enumerable: true, configurable: true, writable: true };

const setCell = (values: Record<string, string>, name: string, value: string): void => {
  // An assignment would set the object's prototype.
  if (name === '__proto__') Object.defineProperty(values, name, { ...CELL, value });
  else values[name] = value;
};

/** The cells whose values cannot be known and that nobody has corrected: read as empty, but what is stored stays. */
const readUnread = (
  { unread = new Map<number, Problem>() }: TableRecord,
  names: string[],
  fixed: FixedRow | undefined
): { column: string; what: Problem }[] =>
  [...unread].flatMap(([index, what]) => {
    const column = names[index];
    return column === undefined || fixed?.cells.has(column) ? [] : [{ column, what }];
  });

/** What rows are made with. */
export interface RowShape {
  names: string[];
  endsEarly: EndsEarly;
  /** The cell of a column as its program means it. */
  decode(column: string, cell: string): string;
}

/**
 * Makes a row of a record, with the corrections that people made to it. A row with another number
 * of fields than the header, or with a field that is not enclosed as it should be, gets an issue.
 */
export const buildRow = (
  record: TableRecord,
  { names, endsEarly, decode }: RowShape,
  fixed?: FixedRow
): SourceRow => {
  const { fields, line } = record;
  const values: Record<string, string> = {};
  names.forEach((name, index) => {
    const value = fixed?.cells.get(name) ?? fields[index];
    if (value !== undefined) setCell(values, name, decode(name, value));
  });
  const issues: Issue[] = [];
  const row: SourceRow = { number: line, values, issues, ...(fixed?.skip && { skip: fixed.skip }) };
  const broken = record.malformed === null ? undefined : (names[record.malformed] ?? null);
  if (broken !== undefined && !(broken !== null && fixed?.cells.has(broken))) {
    issues.push(malformedQuote(line, broken));
  }
  const filled = fields.length > names.length ? lastFilled(fields) : fields.length;
  if (filled > names.length) issues.push(tooMany(line, filled, names.length));
  const unread = readUnread(record, names, fixed);
  for (const { column, what } of unread) {
    setCell(values, column, '');
    issues.push({ ...errorInRow(line, column, what), severity: 'warning' });
  }
  if (unread.length > 0) return { ...row, missingCells: unread.map(({ column }) => column) };
  const missing =
    fields.length < names.length ? names.filter((name) => !Object.hasOwn(values, name)) : [];
  if (missing.length === 0) return row;
  if (!record.terminated || !endsEarly(fields.length)) {
    issues.push(tooFew(line, fields.length, missing));
    return row;
  }
  for (const name of missing) setCell(values, name, '');
  return { ...row, missingCells: missing };
};

/** Counts the rows that do not divide into the header's columns: one of them is that row's problem, most of them are the file's. */
export class RowCheck {
  private rows = 0;
  private wrong = 0;
  private tooMany = 0;
  private readonly examples: number[] = [];

  constructor(
    private readonly columns: Columns,
    /** The line that the column names seem to stand in, where the profile names another one. */
    private readonly otherHeaderRow: number | null
  ) {}

  add({ number, issues, skip }: SourceRow): void {
    if (skip) return;
    this.rows += 1;
    if (issues.every(({ severity }) => severity !== 'error')) return;
    this.wrong += 1;
    if (issues.some(({ code }) => code === 'too-many-fields')) this.tooMany += 1;
    if (this.examples.length < 3) this.examples.push(number);
  }

  /** @throws SourceError `uneven-rows`, `empty-header` when most rows are wrong */
  throwIfMostAreWrong(): void {
    if (this.wrong < 2 || this.wrong * 2 <= this.rows) return;
    const { line, names, unnamed } = this.columns;
    const other = this.otherHeaderRow;
    if (unnamed > 0 && this.tooMany * 2 > this.rows) {
      throw new SourceError(problem('empty-header/last', { line, count: unnamed, other }));
    }
    throw new SourceError(
      problem('uneven-rows', {
        wrong: this.wrong,
        all: this.rows,
        columns: names.length,
        lines: this.examples,
        other,
      })
    );
  }
}
