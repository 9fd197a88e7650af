import { Readable } from 'node:stream';

import { stringify } from 'csv-stringify';

import { asTextCell, guardFormulas } from '../utils/formulas';

interface CsvOptions {
  delimiter?: ',' | ';';
  /** Columns of which spreadsheets are to change nothing. */
  texts?: readonly string[];
}

/**
 * Records as CSV text, a stream: UTF-8 with a byte order mark, which is how Excel knows the
 * encoding. What a spreadsheet would take for a formula gets an apostrophe in front, so that data from
 * outside cannot run anything.
 */
export const csvOf = (
  columns: readonly string[],
  batches: AsyncIterable<unknown[][]> | Iterable<unknown[][]>,
  { delimiter = ',', texts = [] }: CsvOptions = {}
): Readable => {
  const isText = new Set(texts.map((name) => columns.indexOf(name)));
  const text = stringify({
    header: true,
    delimiter,
    columns: [...columns],
    bom: true,
    record_delimiter: 'windows',
    // What reads them leaves out blanks that no quotation marks enclose, and between semicolons may
    // take apostrophes for such marks.
    quoted_match: delimiter === ';' ? /[\r\n']|^\s|\s$/ : /[\r\n]|^\s|\s$/,
    cast: {
      boolean: String,
      string: (value, { header, index }) =>
        !header && isText.has(index) ? asTextCell(value) : guardFormulas(value),
      object: (value) => guardFormulas(JSON.stringify(value)),
    },
  });
  const records = Readable.from(batches).flatMap((batch: unknown[][]) => batch);
  records.on('error', (error) => text.destroy(error));
  return records.pipe(text);
};
