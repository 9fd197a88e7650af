import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';

import { diskError } from '../disk-error';
import type { SourceRow } from '../types';

/** Keeps rows in a file: one line of JSON each, its number being the row's. */
export interface Spool {
  append(rows: SourceRow[]): Promise<void>;
  close(): Promise<void>;
}

/** @throws SourceError `disk-error`, here and while appending */
export const createSpool = async (file: string): Promise<Spool> => {
  const handle = await open(file, 'w').catch((error: unknown) => {
    throw diskError(error);
  });
  return {
    async append(rows) {
      const text = rows.map(({ values }) => `${JSON.stringify(values)}\n`).join('');
      await handle.writeFile(text).catch((error: unknown) => {
        throw diskError(error);
      });
    },
    close: () => handle.close(),
  };
};

/** The rows of a spool's file. */
export async function* readSpool(file: string): AsyncGenerator<SourceRow> {
  let number = 0;
  let rest = '';
  for await (const chunk of createReadStream(file, 'utf8')) {
    const lines = (rest + String(chunk)).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      number += 1;
      yield { number, values: JSON.parse(line) as SourceRow['values'], issues: [] };
    }
  }
}
