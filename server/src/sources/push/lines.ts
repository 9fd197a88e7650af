import { Readable } from 'node:stream';

import type { PushedRows } from '../../../../shared/contracts/machines';

/** What rows that were sent are called among files. */
export const PUSHED_NAME = 'rows.json';

/** What stands in the place of a row that was about somebody who is forgotten, so that the others keep their numbers: no row that is sent. */
export const FORGOTTEN_ROW = '';

/** What stands in the first line of what is kept; each further line is a row. */
export interface PushedHead {
  complete: boolean;
  /** How many rows there are to be; null where nobody has said that. */
  count: number | null;
}

/** How many rows are written at a time. */
const ROWS = 100;

/** What is kept of rows that were sent: a line of JSON about all of them, and one for each. */
export const linesOfPushed = ({ rows, complete, count }: PushedRows): Readable => {
  const head: PushedHead = { complete, count: count ?? null };
  function* pieces(): Generator<string> {
    yield `${JSON.stringify(head)}\n`;
    for (let start = 0; start < rows.length; start += ROWS) {
      yield rows
        .slice(start, start + ROWS)
        .map((row) => `${JSON.stringify(row)}\n`)
        .join('');
    }
  }
  return Readable.from(pieces());
};
