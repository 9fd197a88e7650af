import fs, { statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { encode } from 'iconv-lite';

import { resolveFormat } from '../../../server/src/sources/csv/detect';
import { detectCsv } from '../../../server/src/sources/csv/preview';
import { withTemporaryFolder } from '../../../server/src/utils/temporary-folder';
import { AUTO } from './support';

const LINES = 60_000;

/** How often a file is read, by what is read of it in all. */
const passesOf = (encoding: string, work: (file: string) => Promise<unknown>): Promise<number> =>
  withTemporaryFolder(async (folder) => {
    const file = path.join(folder, 'people.csv');
    const lines = Array.from({ length: LINES }, (_, index) => `u${index};Zoë Müller ${index}\n`);
    writeFileSync(file, encode(['login;name\n', ...lines].join(''), encoding));
    const open = jest.spyOn(fs, 'createReadStream');
    try {
      await work(file);
      const read = open.mock.results.reduce((sum, { value }) => sum + value.bytesRead, 0);
      return read / statSync(file).size;
    } finally {
      open.mockRestore();
    }
  });

/** Whoever looks at the beginning alone reads some hundred kilobytes more. */
const BEGINNINGS = 0.75;

describe.each(['utf-8', 'windows-1252'])('a file in %s', (encoding) => {
  it('is read once to find its format', async () => {
    const passes = await passesOf(encoding, (file) => resolveFormat(file, AUTO));
    expect(passes).toBeLessThan(1 + BEGINNINGS);
  });

  it('is read once for its preview as well', async () => {
    const passes = await passesOf(encoding, (file) => detectCsv(file, AUTO));
    expect(passes).toBeLessThan(1 + BEGINNINGS);
  });
});
