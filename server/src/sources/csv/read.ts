import { problem } from '../../../../shared/codes/texts';
import type { CsvFormat } from '../../../../shared/profile/csv';
import { columnName } from '../../../../shared/text';
import { SourceError } from '../../utils/errors';
import type { RowFix, SourceContent, SourceRow } from '../types';
import { keptSecret, letteredColumns, readColumns } from './columns';
import { decode, type Reading, skipLines } from './decode';
import { type ResolvedFormat, resolveFormat } from './detect';
import { decodeCell, isOwn, unguarding } from './exporters';
import { isRule, repeatsHeader, TrailingLines } from './extra-lines';
import { openingIssues, RowSummary } from './file-issues';
import type { Columns } from './header';
import {
  type CsvRecord,
  isBlank,
  newlineOf,
  parseRecords,
  sampleRecords,
  unwrapOne,
} from './records';
import { buildRow, droppedCells, type FixedRow, groupFixes, RowCheck, type RowShape } from './rows';
import { checkSeparators } from './separators';

type CsvContent = Omit<SourceContent, 'validators'>;

/** At least so many rows are looked at before the first one goes out, to find a wrong delimiter early. */
const ROWS_AHEAD = 100;

/** The records of a file from its header on, without blank lines. */
export async function* readRecords(
  file: string,
  { encoding, layout }: ResolvedFormat,
  reading: Reading
): AsyncGenerator<CsvRecord[]> {
  const newline = newlineOf(layout);
  const text = skipLines(decode(file, encoding, newline, reading), layout.firstLine - 1, newline);
  for await (const records of parseRecords(text, layout)) {
    yield records.filter((record) => !isBlank(record));
  }
}

const readHeader = async (
  file: string,
  resolved: ResolvedFormat,
  reading: Reading
): Promise<CsvRecord> => {
  for await (const [header] of readRecords(file, resolved, reading)) if (header) return header;
  throw new SourceError(problem('no-header', { line: resolved.layout.firstLine }));
};

/** The line of a record that is too short and that no line end follows, as where a file is cut off. */
const cutOffLine = (record: CsvRecord | undefined, row: SourceRow | undefined): number | null => {
  if (!record || record.terminated || !row || row.skip === 'no-record') return null;
  return row.issues.some(({ code }) => code === 'too-few-fields') ? record.line : null;
};

const truncated = (line: number): SourceError =>
  new SourceError(problem('file-truncated', { line }));

const noRows = (line: number): SourceError => new SourceError(problem('no-rows/csv', { line }));

/** What a file's records become rows with. */
interface Table extends RowShape {
  columns: Columns;
  resolved: ResolvedFormat;
  summary: RowSummary;
  /** Columns that hold secrets though their names do not say so. */
  secret: string[];
}

/** The row of each record, but for those that are skipped. */
const rowMaker = (
  { columns, resolved, summary, ...shape }: Table,
  fixed: ReadonlyMap<number, FixedRow>
) => {
  const unguard = unguarding(columns.names);
  return (found: CsvRecord): SourceRow[] => {
    const record = resolved.layout.wrapped
      ? found
      : unwrapOne(found, resolved.layout, columns.names.length);
    if (record !== found) summary.unwrapped.add(record.line);
    if (repeatsHeader(record, columns)) {
      summary.repeatedHeaders.add(record.line);
      return [];
    }
    if (isRule(record, columns)) {
      summary.rules.add(record.line);
      return [];
    }
    const row = buildRow(unguard(record), shape, fixed.get(record.line));
    if (row.missingCells && !row.skip) summary.endsEarly(row.number, row.missingCells);
    return [row];
  };
};

/** The rows of a file's records, the first of which is the header, where there is one. */
async function* readRows(
  batches: AsyncIterable<CsvRecord[]>,
  table: Table,
  fixes: RowFix[]
): AsyncGenerator<SourceRow> {
  const { columns, resolved } = table;
  const check = new RowCheck(columns, resolved.otherHeaderRow);
  const fixed = groupFixes(fixes);
  const toRow = rowMaker(table, fixed);
  const trailing = new TrailingLines(resolved.layout.delimiter, columns.names.length, (line) =>
    fixed.has(line)
  );
  const above = columns.line === 0 ? 0 : 1;
  let ahead: SourceRow[] = [];
  let started = false;
  let seen = 0;
  let found = 0;
  let cutOff: number | null = null;
  for await (const records of batches) {
    const data = seen === 0 ? records.slice(above) : records;
    const sure = data.flatMap((record) => trailing.next(record));
    const rows = sure.flatMap(toRow);
    seen += records.length;
    found += sure.length;
    rows.forEach((row) => check.add(row));
    cutOff = cutOffLine(sure.at(-1), rows.at(-1));
    ahead.push(...rows);
    if (!started && ahead.length < ROWS_AHEAD) continue;
    if (!started) check.throwIfMostAreWrong();
    started = true;
    for (const row of ahead) yield row;
    ahead = [];
  }
  if (found === 0) throw noRows(columns.line);
  for (const { line } of trailing.end()) table.summary.trailing.add(line);
  check.throwIfMostAreWrong();
  if (cutOff !== null) throw truncated(cutOff);
  for (const row of ahead) yield row;
}

const asWritten = (_column: string, cell: string): string => cell;

/** The columns of a file and what is to be known of its first rows. */
const readTable = async (
  file: string,
  format: CsvFormat,
  resolved: ResolvedFormat,
  known: string[],
  reading: Reading
): Promise<Omit<Table, 'summary'> & { header: CsvRecord | null; records: CsvRecord[] }> => {
  const records = await sampleRecords(resolved.sample, resolved.layout);
  if (resolved.headerRow === 0) {
    const columns = letteredColumns(records);
    const endsEarly = droppedCells(records, columns.names.length);
    const { names, secret } = keptSecret(columns.names, resolved, known);
    const rest = { names, secret, endsEarly, decode: decodeCell };
    return { resolved, columns, ...rest, header: null, records };
  }
  const header = await readHeader(file, resolved, reading);
  await checkSeparators(format, resolved, header);
  const { names: fields, secret } = keptSecret(header.fields, resolved, known);
  const columns = readColumns({ ...header, fields });
  const { names } = columns;
  const endsEarly = droppedCells(records.slice(1), names.length);
  const decode = isOwn(names) ? asWritten : decodeCell;
  const rest = { names, secret, endsEarly, decode };
  return { resolved, columns, ...rest, header, records: records.slice(1) };
};

interface CsvReading extends Reading {
  fixes?: RowFix[];
  secret?: string[];
  /** What the format was found to be, where somebody has looked already. */
  found?: ResolvedFormat;
}

/**
 * Opens a CSV file: its column names, and its rows as they are read. Memory holds the rows of some
 * 64 KiB, however long the file is. Each row's number is the line of the file that it starts on.
 * @throws SourceError when the file as a whole cannot be used; from `rows` also at its end
 */
export const readCsv = async (
  file: string,
  format: CsvFormat,
  { fixes = [], secret = [], found, ...reading }: CsvReading = {}
): Promise<CsvContent> => {
  const resolved = found ?? (await resolveFormat(file, format, reading));
  const { header, records, ...table } = await readTable(file, format, resolved, secret, reading);
  const { columns } = table;
  let summary = new RowSummary();
  return {
    columns: columns.names,
    secret: table.secret.map(columnName),
    detected: { encoding: resolved.encoding, headerRow: resolved.headerRow },
    issues: openingIssues(resolved, columns, header, records, [...secret, ...table.secret]),
    closing: () => summary.issues(),
    rows: {
      [Symbol.asyncIterator]: () => {
        summary = new RowSummary();
        return readRows(readRecords(file, resolved, reading), { ...table, summary }, fixes);
      },
    },
  };
};
