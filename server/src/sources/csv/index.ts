import type { Problem } from '../../../../shared/codes/kinds';
import { problem } from '../../../../shared/codes/texts';
import type { Issue } from '../../../../shared/contracts/issues';
import type { Detection } from '../../../../shared/contracts/sources';
import type { CsvFormat, CsvSource, CsvUrlSource, UrlAuth } from '../../../../shared/profile/csv';
import { hiddenCells } from '../../../../shared/secret-names';
import { columnName, MASK } from '../../../../shared/text';
import { problemOf, SourceError } from '../../utils/errors';
import { download } from '../download';
import type { Target } from '../request';
import type { OpenSource, SourceContext, SourceReader, Validators } from '../types';
import { keptSecret, letteredColumns, withLetters } from './columns';
import { type ResolvedFormat, resolveFormat } from './detect';
import { unguarding } from './exporters';
import { readCsv, readRecords } from './read';
import { type CsvRecord, unwrapOne } from './records';

const authorization = (auth: UrlAuth): string => {
  if (auth.type === 'bearer') return `Bearer ${auth.token}`;
  return `Basic ${Buffer.from(`${auth.username}:${auth.password}`).toString('base64')}`;
};

const targetOf = ({ url, auth, ca }: CsvUrlSource): Target => ({
  url,
  accept: 'text/csv, text/plain;q=0.9, */*;q=0.8',
  headers: auth ? { Authorization: authorization(auth) } : {},
  ca,
});

type Delivered =
  { notModified: true } | { notModified: false; file: string; validators: Validators | null };

/** The file of an upload, or the one that an address delivers. @throws SourceError */
export const deliverCsv = async (
  settings: CsvSource,
  context: SourceContext
): Promise<Delivered> => {
  if (settings.delivery === 'url') return download(targetOf(settings), context);
  if (context.file === null) {
    throw new SourceError(problem('no-file'));
  }
  return { notModified: false, file: context.file, validators: null };
};

/** The source `csv`: a file that was uploaded, or that an address delivers. */
export const csvSource: SourceReader<CsvSource> = {
  async open(settings: CsvSource, context: SourceContext): Promise<OpenSource> {
    const delivered = await deliverCsv(settings, context);
    if (delivered.notModified) return delivered;
    const { fixes, secret, signal } = context;
    const content = await readCsv(delivered.file, settings, { fixes, secret, signal });
    return { notModified: false, validators: delivered.validators, ...content };
  },
};

const ROWS = 20;

const reasonOf = (error: unknown): Problem => {
  if (error instanceof SourceError) return problemOf(error);
  throw error;
};

/** The first records, as many as can be read. */
const firstRecords = async (file: string, resolved: ResolvedFormat): Promise<CsvRecord[]> => {
  const records: CsvRecord[] = [];
  try {
    for await (const found of readRecords(file, resolved, {})) {
      records.push(...found);
      if (records.length > ROWS) break;
    }
  } catch (error) {
    // What is damaged further down is found below as well, and named there.
    reasonOf(error);
  }
  return records.slice(0, ROWS + 1);
};

/** What speaks against importing the file, as far as its beginning tells; a short file is read to its end. */
const findProblems = async (
  file: string,
  format: CsvFormat,
  found: ResolvedFormat,
  secret: string[]
): Promise<Pick<Detection, 'issues' | 'problem'>> => {
  const issues: Issue[] = [];
  try {
    const content = await readCsv(file, format, { secret, found });
    issues.push(...(content.issues ?? []));
    const { rows } = content;
    let count = 0;
    for await (const row of rows) {
      issues.push(...row.issues);
      count += 1;
      if (count === ROWS) break;
    }
    issues.push(...(content.closing?.() ?? []));
    return { issues, problem: null };
  } catch (error) {
    return { issues, problem: reasonOf(error) };
  }
};

/**
 * Detects the format of a CSV file and shows its first rows, damaged ones too. A file that cannot
 * be used is no exception here but the detection's `problem`.
 * @param secret columns whose cells no issue may quote; in the rows only those are masked that the
 *   file itself calls secret and this format does not
 */
export const detectCsv = async (
  file: string,
  format: CsvFormat,
  secret: string[] = []
): Promise<Detection> => {
  let resolved: ResolvedFormat;
  try {
    resolved = await resolveFormat(file, format);
  } catch (error) {
    return { format, columns: [], rows: [], issues: [], problem: reasonOf(error) };
  }
  const { encoding, lineSeparator, headerRow } = resolved;
  const { delimiter, enclosure } = resolved.layout;
  const records = await firstRecords(file, resolved);
  const given = headerRow === 0 ? letteredColumns(records).names : (records[0]?.fields ?? []);
  const { names, secret: kept } = keptSecret(given, resolved, secret);
  const columns = withLetters(names.map(columnName));
  const hides = hiddenCells(names.map((name) => kept.includes(name)));
  const rows = records.slice(headerRow === 0 ? 0 : 1, ROWS + 1);
  return {
    format: { ...format, encoding, lineSeparator, delimiter, enclosure, headerRow },
    columns,
    rows: rows
      .map((record) => unwrapOne(record, resolved.layout, columns.length))
      .map(unguarding(columns))
      .map(({ line, fields }) => ({
        number: line,
        cells: fields.map((cell, index) => (cell !== '' && hides(fields, index) ? MASK : cell)),
      })),
    ...(await findProblems(file, format, resolved, secret)),
  };
};
