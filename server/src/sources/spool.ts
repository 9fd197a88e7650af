import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import type { Issue } from '../../../shared/contracts/issues';
import { diskError } from '../utils/errors';
import type { SourceRow } from './types';

/** Keeps rows in a file: one line of JSON each, its number being the row's. */
interface Spool {
  /** Returns how many bytes were written. */
  append(rows: SourceRow[]): Promise<number>;
  close(): Promise<void>;
}

type Kept = SourceRow['values'] | [SourceRow['values'], Issue[]];

/** A row as it is written: few have issues. */
const kept = ({ values, issues }: SourceRow): Kept =>
  issues.length === 0 ? values : [values, issues];

/** @throws SourceError `disk-error`, here and while appending */
export const createSpool = async (file: string): Promise<Spool> => {
  const handle = await open(file, 'w').catch((error: unknown) => {
    throw diskError(error);
  });
  return {
    async append(rows) {
      const text = rows.map((row) => `${JSON.stringify(kept(row))}\n`).join('');
      await handle.writeFile(text).catch((error: unknown) => {
        throw diskError(error);
      });
      return Buffer.byteLength(text);
    },
    close: () => handle.close(),
  };
};

/** The lines of a text that comes in chunks. One of many megabytes is put together once, when its end is there. */
export async function* linesOf(chunks: AsyncIterable<string>): AsyncGenerator<string> {
  let pieces: string[] = [];
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf('\n'); end !== -1; end = chunk.indexOf('\n', start)) {
      yield [...pieces, chunk.slice(start, end)].join('');
      pieces = [];
      start = end + 1;
    }
    pieces.push(chunk.slice(start));
  }
}

/** The rows of a spool's file. */
export async function* readSpool(file: string): AsyncGenerator<SourceRow> {
  let number = 0;
  const chunks = createReadStream(file, 'utf8') as AsyncIterable<string>;
  for await (const line of linesOf(chunks)) {
    number += 1;
    const row = JSON.parse(line) as Kept;
    const [values, issues] = Array.isArray(row) ? row : [row, []];
    yield { number, values, issues };
  }
}
