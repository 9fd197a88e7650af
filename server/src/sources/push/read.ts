import { createReadStream } from 'node:fs';

import { problem } from '../../../../shared/codes/problems';
import type { Issue } from '../../../../shared/contracts/issues';
import { ofWholeRun } from '../../../../shared/contracts/issues';
import { MOST_PUSHED_COLUMNS, type PushSource } from '../../../../shared/profile/push';
import { columnName } from '../../../../shared/text';
import { SourceError } from '../../utils/errors';
import { rowValue } from '../row-values';
import { linesOf } from '../spool';
import type { OpenSource, RowValue, SourceContext, SourceReader, SourceRow } from '../types';
import { FORGOTTEN_ROW, type PushedHead } from './lines';

/** How many characters a value has at most. */
const MOST_CHARACTERS = 100_000;

type Values = Record<string, RowValue>;
type Why = 'row' | 'value' | 'long' | 'twice' | 'columns';
type Read = { values: Values; wrong: null } | { wrong: { why: Why; column: string | null } };

const wrong = (why: Why, column: string | null = null): Read => ({ wrong: { why, column } });

const isLong = (value: RowValue): boolean =>
  [value].flat().reduce((sum, { length }) => sum + length, 0) > MOST_CHARACTERS;

/** The cells of a row as it was sent: values, or lists of them, and nothing deeper. */
const readRow = (given: unknown): Read => {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return wrong('row');
  const entries = Object.entries(given);
  if (entries.length > MOST_PUSHED_COLUMNS) return wrong('columns');
  const values: Values = {};
  for (const [key, cell] of entries) {
    const column = columnName(key);
    const value = rowValue(cell);
    // What is named like the prototype would be something else in a row.
    if (value === null || column === '__proto__') return wrong('value', column);
    if (isLong(value)) return wrong('long', column);
    if (Object.hasOwn(values, column)) return wrong('twice', column);
    values[column] = value;
  }
  return { values, wrong: null };
};

const issueOf = (row: number, { why, column }: { why: Why; column: string | null }): Issue => ({
  row,
  column,
  value: null,
  severity: 'error',
  ...problem('pushed-row-invalid', { row, why, column, most: MOST_CHARACTERS }),
});

/** What is kept was written here, or is another source's from before. @throws SourceError `nothing-pushed` */
const readHead = (line: string | undefined): PushedHead => {
  try {
    const head: unknown = JSON.parse(line ?? '');
    if (typeof head === 'object' && head !== null && 'complete' in head) return head as PushedHead;
  } catch {
    // A file of another kind.
  }
  throw new SourceError(problem('nothing-pushed'));
};

const lines = (file: string): AsyncIterable<string> =>
  linesOf(createReadStream(file, 'utf8') as AsyncIterable<string>);

interface Survey {
  head: PushedHead;
  count: number;
  /** How many rows are no more, since somebody was forgotten. */
  forgotten: number;
  columns: Set<string>;
}

/** Goes through all rows once: only then their columns are known, and whether they are all there. */
const surveyOf = async (file: string, named: readonly string[]): Promise<Survey> => {
  let head: PushedHead | null = null;
  let count = 0;
  let forgotten = 0;
  const columns = new Set(named);
  for await (const line of lines(file)) {
    if (head === null) {
      head = readHead(line);
      continue;
    }
    if (line === FORGOTTEN_ROW) {
      forgotten += 1;
      continue;
    }
    count += 1;
    const read = readRow(JSON.parse(line));
    if (read.wrong) continue;
    const more = Object.keys(read.values).filter((column) => !columns.has(column));
    if (columns.size + more.length <= MOST_PUSHED_COLUMNS) more.forEach((one) => columns.add(one));
  }
  return { head: head ?? readHead(undefined), count, forgotten, columns };
};

/** @throws SourceError when something of the whole set is missing */
const assertWhole = ({ head, count, forgotten }: Survey): void => {
  if (count === 0) throw new SourceError(problem('no-rows/pushed'));
  if (head.complete && head.count !== count + forgotten) {
    throw new SourceError(problem('pushed-count-differs', { said: head.count ?? 0, found: count }));
  }
};

/** A column that a row leaves out is not known, which is something else than an empty one. */
async function* rowsOf(file: string, columns: ReadonlySet<string>): AsyncGenerator<SourceRow> {
  let number = -1;
  for await (const line of lines(file)) {
    number += 1;
    if (number === 0 || line === FORGOTTEN_ROW) continue;
    const read = readRow(JSON.parse(line));
    if (read.wrong) {
      yield { number, values: {}, issues: [issueOf(number, read.wrong)] };
      continue;
    }
    const { values } = read;
    const isKnown = Object.keys(values).every((column) => columns.has(column));
    const missingCells = [...columns].filter((column) => !Object.hasOwn(values, column));
    const issues = isKnown ? [] : [issueOf(number, { why: 'columns', column: null })];
    yield { number, values, issues, ...(missingCells.length > 0 && { missingCells }) };
  }
}

async function* noRows(): AsyncGenerator<SourceRow> {
  // Nothing was sent so far.
}

/** The source `push`: rows that another program has sent, as they are kept. */
export const pushReader: SourceReader<PushSource> = {
  async open(settings: PushSource, { file }: SourceContext): Promise<OpenSource> {
    const named = settings.columns.map(columnName);
    const common = { notModified: false, validators: null } as const;
    if (file === null) return { ...common, columns: named, isPartial: true, rows: noRows() };
    const survey = await surveyOf(file, named);
    assertWhole(survey);
    const { head, columns } = survey;
    const issues = head.complete ? [] : [ofWholeRun(problem('single-people'), 'info')];
    return {
      ...common,
      columns: [...columns],
      isPartial: !head.complete,
      issues,
      rows: rowsOf(file, columns),
    };
  },
};
