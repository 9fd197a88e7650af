import type { CsvFormat } from '../../../../shared/contracts/profiles';
import type { Issue } from '../../../../shared/contracts/issues';
import type { RunError } from '../../../../shared/contracts/runs';
import type { Detection } from '../../../../shared/contracts/sources';
import { SourceError } from '../../utils/errors';
import { resolveFormat, type ResolvedFormat } from './detect';
import type { CsvRecord } from './parse';
import { readCsv, readRecords } from './read';

const ROWS = 20;

const problemOf = (error: unknown): RunError => {
  if (error instanceof SourceError) return { code: error.code, message: error.message };
  throw error;
};

/** As many of the first records as can be read. */
const firstRecords = async (file: string, resolved: ResolvedFormat): Promise<CsvRecord[]> => {
  const records: CsvRecord[] = [];
  try {
    for await (const found of readRecords(file, resolved, {})) {
      records.push(...found);
      if (records.length > ROWS) break;
    }
  } catch (error) {
    // What is damaged further down is found below as well, and named there.
    problemOf(error);
  }
  return records.slice(0, ROWS + 1);
};

/** What speaks against importing the file, as far as its beginning tells; a short file is read to its end. */
const findProblems = async (
  file: string,
  format: CsvFormat
): Promise<Pick<Detection, 'issues' | 'problem'>> => {
  const issues: Issue[] = [];
  try {
    const { rows } = await readCsv(file, format);
    let count = 0;
    for await (const row of rows) {
      issues.push(...row.issues);
      count += 1;
      if (count === ROWS) break;
    }
    return { issues, problem: null };
  } catch (error) {
    return { issues, problem: problemOf(error) };
  }
};

/**
 * Detects the format of a CSV file and shows its first rows, damaged ones too. A file that cannot
 * be used is no exception here but the detection's `problem`.
 */
export const detectCsv = async (file: string, format: CsvFormat): Promise<Detection> => {
  let resolved: ResolvedFormat;
  try {
    resolved = await resolveFormat(file, format);
  } catch (error) {
    return { format, columns: [], rows: [], issues: [], problem: problemOf(error) };
  }
  const { encoding, lineSeparator } = resolved;
  const { delimiter, enclosure } = resolved.layout;
  const [header, ...rows] = await firstRecords(file, resolved);
  return {
    format: { ...format, encoding, lineSeparator, delimiter, enclosure },
    columns: header?.fields.map((field) => field.trim()) ?? [],
    rows: rows.map(({ line, fields }) => ({ number: line, cells: fields })),
    ...(await findProblems(file, format)),
  };
};
