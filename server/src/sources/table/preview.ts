import type { Problem } from '../../../../shared/codes/kinds';
import type { Issue } from '../../../../shared/contracts/issues';
import type { Detection } from '../../../../shared/contracts/sources';
import { hiddenCells } from '../../../../shared/secret-names';
import { columnName, MASK } from '../../../../shared/text';
import { problemOf, SourceError } from '../../utils/errors';
import { keptSecret, letteredColumns, withLetters } from './columns';
import { unguarding } from './exporters';
import type { AsMeant, TableContent } from './read';
import type { FoundTable, TableRecord } from './types';

/** How many rows of a file are shown. */
const ROWS = 20;

/** What an error says of the file. @throws the error where it is none of the file */
export const reasonOf = (error: unknown): Problem => {
  if (error instanceof SourceError) return problemOf(error);
  throw error;
};

/** The first records, the header and as many as are shown, or as many of them as can be read. */
const firstRecords = async (batches: AsyncIterable<TableRecord[]>): Promise<TableRecord[]> => {
  const records: TableRecord[] = [];
  try {
    for await (const found of batches) {
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
  open: () => Promise<TableContent>
): Promise<Pick<Detection, 'issues' | 'problem'>> => {
  const issues: Issue[] = [];
  try {
    const content = await open();
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

interface Previewed {
  found: FoundTable;
  /** The records from the header on. */
  records: AsyncIterable<TableRecord[]>;
  asMeant: AsMeant;
  /** Columns whose cells no issue may quote. */
  known: string[];
  /** Opens the file as a run does. */
  open: () => Promise<TableContent>;
}

/** The columns and first rows of a file, damaged ones too; masked are those that the file itself calls secret and its format does not. */
export const previewTable = async ({
  found,
  records: batches,
  asMeant,
  known,
  open,
}: Previewed): Promise<Pick<Detection, 'columns' | 'rows' | 'issues' | 'problem'>> => {
  const { headerRow } = found;
  const records = await firstRecords(batches);
  const given = headerRow === 0 ? letteredColumns(records).names : (records[0]?.fields ?? []);
  const { names, secret } = keptSecret(given, found, known);
  const columns = withLetters(names.map(columnName));
  const hides = hiddenCells(names.map((name) => secret.includes(name)));
  const rows = records
    .slice(headerRow === 0 ? 0 : 1, ROWS + 1)
    .map((record) => asMeant(record, columns.length))
    .map(unguarding(columns))
    .map(({ line, fields }) => ({
      number: line,
      cells: fields.map((cell, index) => (cell !== '' && hides(fields, index) ? MASK : cell)),
    }));
  return { columns, rows, ...(await findProblems(open)) };
};
