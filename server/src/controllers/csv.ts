import { Readable } from 'node:stream';

import { stringify } from 'csv-stringify';

import { guardFormulas } from '../utils/formulas';

/**
 * Records as CSV text, a stream: UTF-8 with a byte order mark, which is how Excel knows the
 * encoding. What a spreadsheet would take for a formula gets an apostrophe in front, so that data from
 * outside cannot run anything.
 */
export const csvOf = (
  columns: readonly string[],
  batches: AsyncIterable<unknown[][]> | Iterable<unknown[][]>
): Readable => {
  const text = stringify({
    header: true,
    columns: [...columns],
    bom: true,
    record_delimiter: 'windows',
    // What reads them leaves out blanks that no quotation marks enclose.
    quoted_match: /[\r\n]|^\s|\s$/,
    cast: {
      boolean: String,
      string: guardFormulas,
      object: (value) => guardFormulas(JSON.stringify(value)),
    },
  });
  const records = Readable.from(batches).flatMap((batch: unknown[][]) => batch);
  records.on('error', (error) => text.destroy(error));
  return records.pipe(text);
};
