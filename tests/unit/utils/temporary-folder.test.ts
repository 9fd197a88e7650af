import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';

import { removeLeftFolders, withTemporaryFolder } from '../../../server/src/utils/temporary-folder';

describe('withTemporaryFolder', () => {
  it('gives a folder of its own and removes it with its files', async () => {
    const folder = await withTemporaryFolder(async (made) => {
      expect(statSync(made).mode & 0o777).toBe(0o700);
      writeFileSync(path.join(made, 'file'), 'content');
      return made;
    });
    expect(existsSync(folder)).toBe(false);
  });

  it('removes it when the work fails', async () => {
    let folder = '';
    const work = withTemporaryFolder(async (made) => {
      folder = made;
      throw new Error('no');
    });
    await expect(work).rejects.toThrow('no');
    expect(existsSync(folder)).toBe(false);
  });
});

describe('removeLeftFolders', () => {
  const make = (owner: string): string => {
    const folder = path.join(tmpdir(), `directory-connector-${owner}-test${process.pid}`);
    mkdirSync(folder);
    writeFileSync(path.join(folder, 'upload.csv'), 'secret');
    return folder;
  };

  it('removes those of processes that have died, and no other', async () => {
    const deadPid = spawnSync(process.execPath, ['-e', '']).pid;
    const left = [make(`${hostname()}-${deadPid}`), make(`${hostname()}-${process.pid}`)];
    const kept = [make(`${hostname()}-${process.ppid}`), make(`elsewhere-${deadPid}`)];
    await withTemporaryFolder(async (own) => {
      await removeLeftFolders();
      expect(existsSync(own)).toBe(true);
    });
    expect(left.map(existsSync)).toEqual([false, false]);
    expect(kept.map(existsSync)).toEqual([true, true]);
    kept.forEach((folder) => rmSync(folder, { recursive: true }));
  });
});
