import { problem } from '../../../../shared/codes/problems';
import type { RowLine } from '../../../../shared/contracts/uploads';
import { columnName } from '../../../../shared/text';
import { SourceError } from '../../utils/errors';
import type { RowFix, SourceContent, SourceRow } from '../types';
import { keptSecret, letteredColumns, readColumns } from './columns';
import { decodeCell, isOwn, unguarding } from './exporters';
import { isRule, repeatsHeader, TrailingLines } from './extra-lines';
import { openingIssues, RowSummary } from './findings';
import {
  type FoundLine,
  findLines,
  fixesOfLines,
  lineCells,
  lineDigest,
  type LineFixes,
  outdatedLines,
  reshaped,
} from './lines';
import { buildRow, droppedCells, type FixedRow, groupFixes, RowCheck, type RowShape } from './rows';
import type { Columns, FoundTable, TableRecord } from './types';

/** At least so many rows are looked at before the first one goes out, to find a wrong delimiter early. */
const ROWS_AHEAD = 100;

/** A record as it is meant in a table of so many columns. */
export type AsMeant = (record: TableRecord, width: number) => TableRecord;

/** What a file's records become rows with. */
export interface Table extends RowShape {
  columns: Columns;
  found: FoundTable;
  /** The record of the column names; null where there is none. */
  header: TableRecord | null;
  asMeant: AsMeant;
  /** Columns that hold secrets though their names do not say so. */
  secret: string[];
}

const asWritten = (_column: string, cell: string): string => cell;

/**
 * The columns of a file, and what is to be known of its first rows.
 * @param header the record of the column names; null where there is none
 * @param records the first ones below it
 * @param known columns that hold secrets, besides those that their names tell
 * @throws SourceError `malformed-quote`, `empty-header`, `duplicate-header`
 */
export const tableOf = (
  header: TableRecord | null,
  records: TableRecord[],
  found: FoundTable,
  { known, asMeant }: { known: string[]; asMeant: AsMeant }
): Table => {
  const lettered = header === null ? letteredColumns(records) : null;
  const { names: kept, secret } = keptSecret(lettered?.names ?? header!.fields, found, known);
  const columns = lettered ?? readColumns({ ...header!, fields: kept });
  const { names } = columns;
  const endsEarly = droppedCells(records, columns.names.length);
  const decode = header !== null && isOwn(names) ? asWritten : decodeCell;
  return { found, columns, header, asMeant, names, secret, endsEarly, decode };
};

/** The line of a record that is too short and that no line end follows, as where a file is cut off. */
const cutOffLine = (record: TableRecord | undefined, row: SourceRow | undefined): number | null => {
  if (!record || record.terminated || !row || row.skip === 'no-record') return null;
  return row.issues.some(({ code }) => code === 'too-few-fields') ? record.line : null;
};

const truncated = (line: number): SourceError =>
  new SourceError(problem('file-truncated', { line }));

const noRows = (line: number): SourceError => new SourceError(problem('no-rows/csv', { line }));

/** The row of each record, but for those that are skipped. */
const rowMaker = (
  { columns, asMeant, found, ...shape }: Table,
  fixed: ReadonlyMap<number, FixedRow>,
  summary: RowSummary
) => {
  const unguard = unguarding(columns.names);
  return (given: TableRecord): SourceRow[] => {
    const record = asMeant(given, columns.names.length);
    if (record.unwrapped) summary.unwrapped.add(record.line);
    if (repeatsHeader(record, columns)) {
      summary.repeatedHeaders.add(record.line);
      return [];
    }
    if (isRule(record, columns)) {
      summary.rules.add(record.line);
      return [];
    }
    const fix = fixed.get(record.line);
    const meant = reshaped(record, fix?.steps ?? [], found.delimiter);
    const row = buildRow(unguard(meant), shape, fix);
    if (record.isHidden) summary.hidden.add(record.line);
    if (row.missingCells && !record.unread && !row.skip) {
      summary.endsEarly(row.number, row.missingCells);
    }
    return [row];
  };
};

/** The rows of a file's records, the first of which is the header, where there is one. */
async function* readRows(
  batches: AsyncIterable<TableRecord[]>,
  table: Table,
  fixes: RowFix[],
  summary: RowSummary
): AsyncGenerator<SourceRow> {
  const { columns, found } = table;
  const check = new RowCheck(columns, found.otherHeaderRow);
  const fixed = groupFixes(fixes);
  const toRow = rowMaker(table, fixed, summary);
  const trailing = new TrailingLines(found.delimiter, columns.names.length, (line) =>
    fixed.has(line)
  );
  const above = columns.line === 0 ? 0 : 1;
  let ahead: SourceRow[] = [];
  let started = false;
  let seen = 0;
  let count = 0;
  let cutOff: number | null = null;
  for await (const records of batches) {
    const data = seen === 0 ? records.slice(above) : records;
    const sure = data.flatMap((record) => trailing.next(record));
    const rows = sure.flatMap(toRow);
    seen += records.length;
    count += sure.length;
    rows.forEach((row) => check.add(row));
    cutOff = cutOffLine(sure.at(-1), rows.at(-1));
    ahead.push(...rows);
    if (!started && ahead.length < ROWS_AHEAD) continue;
    if (!started) check.throwIfMostAreWrong();
    started = true;
    for (const row of ahead) yield row;
    ahead = [];
  }
  if (count === 0) throw noRows(columns.line);
  for (const { line } of trailing.end()) summary.trailing.add(line);
  check.throwIfMostAreWrong();
  if (cutOff !== null) throw truncated(cutOff);
  for (const row of ahead) yield row;
}

export type TableContent = Omit<SourceContent, 'validators'>;

/** What people corrected in a file, by row and by the text of lines. */
export interface Corrections {
  fixes?: RowFix[];
  lines?: LineFixes | null;
}

/** Reads a file's records anew; quietly where that says nothing of how far its rows are read. */
export type ReadRecords = (quietly?: boolean) => AsyncIterable<TableRecord[]>;

/** The line of a row as it is divided into cells, before it is corrected; null where there is none. */
const lineAt = async (
  records: ReadRecords,
  row: number,
  { columns, asMeant, found }: Table,
  key: string | null
): Promise<RowLine | null> => {
  for await (const batch of records(true)) {
    const record = batch.find(({ line }) => line === row);
    if (!record) continue;
    const cells = lineCells(asMeant(record, columns.names.length), found.delimiter);
    if (key === null) return { ...cells, digest: null, count: 1 };
    const digest = lineDigest(key, record);
    const [alike] = await findLines(records(true), key, [digest]);
    return { ...cells, digest, count: alike?.count ?? 0 };
  }
  return null;
};

/** A table as a source gives it. Its records, from the header on and without blank ones, are read anew each time. */
export const tableContent = (
  table: Table,
  records: ReadRecords,
  { fixes = [], lines = null }: Corrections = {}
): TableContent & Required<Pick<TableContent, 'issues' | 'closing'>> => {
  const bound = lines?.fixes ?? [];
  let summary = new RowSummary();
  let foundLines: FoundLine[] = [];

  async function* rows(): AsyncGenerator<SourceRow> {
    summary = new RowSummary();
    foundLines = lines
      ? await findLines(
          records(true),
          lines.key,
          bound.map(({ line }) => line)
        )
      : [];
    yield* readRows(records(), table, [...fixes, ...fixesOfLines(bound, foundLines)], summary);
  }

  return {
    columns: table.columns.names,
    secret: table.secret.map(columnName),
    issues: openingIssues(table.found, table.columns, table.header),
    closing: () => [...summary.issues(), ...outdatedLines(bound, foundLines)],
    foundLines: () => foundLines,
    lineAt: (row) => lineAt(records, row, table, lines?.key ?? null),
    rows: { [Symbol.asyncIterator]: rows },
  };
};
