import { problem } from '../../../../shared/codes/problems';
import type { CsvFormat } from '../../../../shared/profile/csv';
import { SourceError } from '../../utils/errors';
import {
  type AsMeant,
  type Corrections,
  type Table,
  tableContent,
  type TableContent,
  tableOf,
} from '../table/read';
import type { FoundTable, TableRecord } from '../table/types';
import { decode, type Reading, skipLines } from './decode';
import { type ResolvedFormat, resolveFormat } from './detect';
import { isBlank, newlineOf, parseRecords, sampleRecords, unwrapOne } from './records';
import { checkSeparators } from './separators';
import { textIssues } from './text-issues';

/** The records of a file from its header on, without blank lines. */
export async function* readRecords(
  file: string,
  { encoding, layout }: ResolvedFormat,
  reading: Reading
): AsyncGenerator<TableRecord[]> {
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
): Promise<TableRecord> => {
  for await (const [header] of readRecords(file, resolved, reading)) if (header) return header;
  throw new SourceError(problem('no-header', { line: resolved.layout.firstLine }));
};

export const foundTable = (resolved: ResolvedFormat): FoundTable => ({
  ...resolved,
  delimiter: resolved.layout.delimiter,
});

/** Takes a record out of quotation marks around its whole line, where no other line has any. */
export const unwrapping =
  ({ layout }: ResolvedFormat): AsMeant =>
  (record, width) =>
    layout.wrapped ? record : unwrapOne(record, layout, width);

/** The columns of a file, and its first records below their names. */
const readTable = async (
  file: string,
  format: CsvFormat,
  resolved: ResolvedFormat,
  known: string[],
  reading: Reading
): Promise<{ table: Table; records: TableRecord[] }> => {
  const records = await sampleRecords(resolved.sample, resolved.layout);
  const found = foundTable(resolved);
  const options = { known, asMeant: unwrapping(resolved) };
  if (resolved.headerRow === 0) {
    return { table: tableOf(null, records, found, options), records };
  }
  const header = await readHeader(file, resolved, reading);
  await checkSeparators(format, resolved, header);
  const below = records.slice(1);
  return { table: tableOf(header, below, found, options), records: below };
};

interface CsvReading extends Reading, Corrections {
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
  { fixes, lines, secret = [], found, onRead, ...reading }: CsvReading = {}
): Promise<TableContent> => {
  const resolved = found ?? (await resolveFormat(file, format, reading));
  const { table, records } = await readTable(file, format, resolved, secret, reading);
  const read = (quietly?: boolean) =>
    readRecords(file, resolved, { ...reading, ...(onRead && !quietly && { onRead }) });
  const content = tableContent(table, read, { fixes, lines });
  const hidden = [...secret, ...table.secret];
  return {
    ...content,
    detected: { encoding: resolved.encoding, headerRow: resolved.headerRow },
    issues: [...textIssues(resolved, table.columns.names, records, hidden), ...content.issues],
  };
};
