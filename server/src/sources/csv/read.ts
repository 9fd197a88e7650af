import type { CsvFormat } from '../../../../shared/contracts/profiles';
import { SourceError } from '../../utils/errors';
import type { RowFix, SourceRow } from '../types';
import { readColumns, type Columns } from './columns';
import { decode, skipLines } from './decode';
import { resolveFormat, type ResolvedFormat } from './detect';
import type { Reading } from './file';
import { groupFixes } from './fixes';
import { isBlank, newlineOf, parseRecords, type CsvRecord } from './parse';
import { buildRow, RowCheck } from './rows';
import { checkSeparators } from './separators';

export interface CsvContent {
  columns: string[];
  rows: AsyncIterable<SourceRow>;
}

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
  throw new SourceError(
    'no-header',
    `there is nothing from line ${resolved.layout.firstLine} on, where the column names should stand: check the header row`
  );
};

/** The line of a record that is too short and that no line end follows, as where a file is cut off. */
const cutOffLine = (record: CsvRecord | undefined, row: SourceRow | undefined): number | null => {
  if (!record || record.terminated || !row || row.skip === 'no-record') return null;
  return row.issues.some(({ code }) => code === 'too-few-fields') ? record.line : null;
};

const truncated = (line: number): SourceError =>
  new SourceError(
    'file-truncated',
    `line ${line}, the last one, has too few fields and no line end: the file seems to be cut off. Deliver it again, or complete the line`
  );

const noRows = (line: number): SourceError =>
  new SourceError(
    'no-rows',
    `there are no rows after the column names in line ${line}: check what exports the file, and the header row`
  );

/** The rows of a file's records, the first of which is the header. */
async function* readRows(
  batches: AsyncIterable<CsvRecord[]>,
  columns: Columns,
  fixes: RowFix[],
  check: RowCheck
): AsyncGenerator<SourceRow> {
  const fixed = groupFixes(fixes);
  const toRow = (record: CsvRecord): SourceRow =>
    buildRow(record, columns.names, fixed.get(record.line));
  let ahead: SourceRow[] = [];
  let started = false;
  let seen = 0;
  let cutOff: number | null = null;
  for await (const records of batches) {
    const rows = (seen === 0 ? records.slice(1) : records).map(toRow);
    seen += records.length;
    rows.forEach((row) => check.add(row));
    cutOff = cutOffLine(records.at(-1), rows.at(-1));
    ahead.push(...rows);
    if (!started && ahead.length < ROWS_AHEAD) continue;
    if (!started) check.throwIfMostAreWrong();
    started = true;
    for (const row of ahead) yield row;
    ahead = [];
  }
  if (seen < 2) throw noRows(columns.line);
  check.throwIfMostAreWrong();
  if (cutOff !== null) throw truncated(cutOff);
  for (const row of ahead) yield row;
}

/**
 * Opens a CSV file: its column names, and its rows as they are read. Memory holds the rows of some
 * 64 KiB, however long the file is. Each row's number is the line of the file that it starts on.
 * @throws SourceError when the file as a whole cannot be used; from `rows` also at its end
 */
export const readCsv = async (
  file: string,
  format: CsvFormat,
  { fixes = [], ...reading }: Reading & { fixes?: RowFix[] } = {}
): Promise<CsvContent> => {
  const resolved = await resolveFormat(file, format, reading);
  const header = await readHeader(file, resolved, reading);
  await checkSeparators(format, resolved, header);
  const columns = readColumns(header);
  const check = () => new RowCheck(columns, resolved.layout);
  return {
    columns: columns.names,
    rows: {
      [Symbol.asyncIterator]: () =>
        readRows(readRecords(file, resolved, reading), columns, fixes, check()),
    },
  };
};
