import type { CsvRecord, Layout } from './record';
import { sampleRecords } from './sample';

const SAMPLE_RECORDS = 200;
export const DELIMITERS = [',', ';', '\t', '|', ':'];

/** Which of the first records has the column names. */
export type HeaderFinder = (records: CsvRecord[]) => number;

export const firstRecord: HeaderFinder = () => 0;

/** What becomes of a text when it is divided at a delimiter. */
export interface Trial {
  delimiter: string;
  /** The record with the column names; undefined where there is none at all. */
  header: CsvRecord | undefined;
  /** How many fields the header has. */
  fields: number;
  /** The share of the rows that have as many, from 0 to 1. */
  consistent: number;
}

const countFields = ({ fields }: CsvRecord, expected: number): number => {
  let count = fields.length;
  while (count > expected && fields[count - 1]?.trim() === '') count -= 1;
  return count;
};

export const tryDelimiter = async (
  sample: string,
  layout: Layout,
  findHeader: HeaderFinder
): Promise<Trial> => {
  const records = await sampleRecords(sample, layout, SAMPLE_RECORDS);
  const index = findHeader(records);
  const header = records[index];
  const rows = records.slice(index + 1);
  const { delimiter } = layout;
  if (!header || header.malformed !== null) {
    return { delimiter, header, fields: 1, consistent: 0 };
  }
  const fields = countFields(header, 1);
  const alike = rows.filter((row) => row.malformed === null && countFields(row, fields) === fields);
  const consistent = rows.length ? alike.length / rows.length : 1;
  return { delimiter, header, fields, consistent };
};

const score = ({ delimiter, fields, consistent }: Trial): number => {
  // Times and addresses hold colons; as the delimiter it has to be right throughout, and nothing else.
  const likely = delimiter === ':' ? Number(consistent > 0.9) / 10 : 1;
  return (fields - 1) * (consistent + 0.01) * likely;
};

/**
 * The delimiter that divides the header into columns and the rows alike. A text of a single column
 * gets one that does not occur in it, as far as there is one.
 */
export const tryDelimiters = async (
  sample: string,
  layout: Omit<Layout, 'delimiter'>,
  findHeader: HeaderFinder = firstRecord
): Promise<Trial> => {
  const trials: Trial[] = [];
  for (const delimiter of DELIMITERS) {
    trials.push(await tryDelimiter(sample, { ...layout, delimiter }, findHeader));
  }
  const best = trials.reduce((one, other) => (score(other) > score(one) ? other : one));
  if (score(best) > 0) return best;
  return trials.reduce((one, other) => (other.consistent > one.consistent ? other : one));
};
