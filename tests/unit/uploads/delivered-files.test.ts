import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { assertWhole, deliveredFiles } from '../../../server/src/uploads/delivered-files';

describe('a delivered file', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'delivered-'));
    writeFileSync(path.join(folder, 'file'), 'username\nann\n');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const delivered = (name: string, size: number) => {
    const files = { filepath: path.join(folder, name), originalFilename: 'users.csv', size };
    const [file] = deliveredFiles({ request: { files: { files } } });
    if (!file) throw new Error('there is no file');
    return file;
  };

  it('is taken when all of it was kept', async () => {
    await expect(assertWhole(delivered('file', 13))).resolves.toBeUndefined();
  });

  it.each([
    ['nothing of it was kept', 'missing', 13, 'ENOENT'],
    ['its end is missing', 'file', 26, '13 of 26 bytes'],
    ['one byte is missing', 'file', 14, '13 of 14 bytes'],
  ])('is refused when %s', async (_what, name, size, said) => {
    await expect(assertWhole(delivered(name, size))).rejects.toMatchObject({
      code: 'disk-error',
      message: expect.stringContaining(said),
    });
  });
});
