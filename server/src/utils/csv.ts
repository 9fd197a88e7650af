import { Readable } from 'node:stream';

import { stringify } from 'csv-stringify';

/**
 * Records as CSV text, a stream: UTF-8 with a byte order mark, which is how Excel knows the
 * encoding. A value that a spreadsheet would take for a formula (it starts with = + - @, a tab or a
 * carriage return) gets an apostrophe in front, so that data from outside cannot run anything.
 */
export const csvOf = (
  columns: string[],
  batches: AsyncIterable<unknown[][]> | Iterable<unknown[][]>
): Readable => {
  const text = stringify({
    header: true,
    columns,
    bom: true,
    escape_formulas: true,
    record_delimiter: 'windows',
    quoted_match: /[\r\n]/,
    cast: { boolean: String, object: (value) => JSON.stringify(value) },
  });
  const records = Readable.from(batches).flatMap((batch: unknown[][]) => batch);
  records.on('error', (error) => text.destroy(error));
  return records.pipe(text);
};
