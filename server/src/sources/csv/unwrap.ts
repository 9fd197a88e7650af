import type { CsvRecord, Layout } from './record';
import { splitStrictly } from './split';

/** The record that stands inside the quotation marks of one that is a single field. */
export const unwrap = (record: CsvRecord, { delimiter, enclosure }: Layout): CsvRecord => {
  const [content = '', ...others] = record.fields;
  if (others.length > 0 || record.malformed !== null || !content.includes(delimiter)) return record;
  const { fields, broken } = splitStrictly(content, delimiter, enclosure);
  return { ...record, fields, malformed: broken?.field ?? null };
};

/** The same where a row of an ordinary file is so, which its doubled quotation marks and the number of its fields show. */
export const unwrapOne = (record: CsvRecord, layout: Layout, width: number): CsvRecord => {
  const { enclosure } = layout;
  if (width < 2 || !enclosure || !record.fields[0]?.includes(enclosure)) return record;
  const inner = unwrap(record, layout);
  return inner.malformed === null && inner.fields.length === width ? inner : record;
};
