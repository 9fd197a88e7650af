import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { copyGivenFile } from '../../../server/src/runs/input';

const ROWS = 'username;phone\n' + 'anna;301\n'.repeat(100);

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'given-'));
  file = join(folder, 'people.csv');
  writeFileSync(file, ROWS);
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

const target = () => mkdtempSync(join(folder, 'run-'));

const copied = (path: string, { signal } = new AbortController()) =>
  copyGivenFile(path, target(), signal);

describe('a file that a command names', () => {
  it('is read from a copy that only this user can see', async () => {
    const given = await copied(file);
    expect(given.path).not.toBe(file);
    expect(readFileSync(given.path, 'utf8')).toBe(ROWS);
    expect(statSync(given.path).mode & 0o077).toBe(0);
    await expect(given.checkUnchanged()).resolves.toBeUndefined();
  });

  it.each([
    ['is cut at a line end', () => truncateSync(file, 15 + 9 * 10)],
    ['grows', () => appendFileSync(file, 'bert;302\n')],
    ['is written anew at the same size', () => writeFileSync(file, ROWS.replace('301', '999'))],
    [
      'is written anew with its old time',
      () => {
        const { atime, mtime } = statSync(file);
        writeFileSync(file, ROWS.replace('301', '999'));
        utimesSync(file, atime, mtime);
      },
    ],
    [
      'is replaced',
      () => {
        writeFileSync(`${file}.new`, ROWS);
        renameSync(`${file}.new`, file);
      },
    ],
    ['is removed', () => rmSync(file)],
  ])('is found changed when it %s', async (_, change) => {
    const given = await copied(file);
    change();
    await expect(given.checkUnchanged()).rejects.toMatchObject({ code: 'file-changed' });
    expect(readFileSync(given.path, 'utf8')).toBe(ROWS);
  });

  it('is found changed when that happens while it is copied', async () => {
    writeFileSync(file, ROWS.repeat(5000));
    const handle = await open(file, 'r+');
    const copying = copied(file);
    const settled = copying.then(
      () => true,
      () => true
    );
    let done = false;
    void settled.then(() => (done = true));
    for (let size = 4_000_000; !done && size > 0; size -= 1000) await handle.truncate(size);
    await handle.close();
    await expect(copying).rejects.toMatchObject({ code: 'file-changed' });
  });

  it('may be a pipe', async () => {
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    const copying = copied(pipe);
    const handle = await open(pipe, 'w');
    await handle.writeFile(ROWS);
    await handle.close();
    expect(readFileSync((await copying).path, 'utf8')).toBe(ROWS);
  });

  it.each([
    ['is not there', () => join(folder, 'nothing.csv')],
    ['is a folder', () => folder],
  ])('has to be readable: %s', async (_, place) => {
    await expect(copied(place())).rejects.toMatchObject({
      code: 'file-not-readable',
    });
  });
});
