import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';

import { HERE, type Place } from '../../../server/src/utils/process';
import {
  folderPrefix,
  removeLeftFolders,
  touchFolders,
  withTemporaryFolder,
} from '../../../server/src/utils/temporary-folder';

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
  const DAY = 24 * 60 * 60;
  const deadPid = () => spawnSync(process.execPath, ['-e', '']).pid;
  let made = 0;

  /** @param age seconds since the folder and its file were touched */
  const make = (owner: string, age = 0): string => {
    made += 1;
    const folder = path.join(tmpdir(), `${owner}-test${String(made).padStart(2, '0')}`);
    mkdirSync(folder);
    writeFileSync(path.join(folder, 'upload.csv'), 'secret');
    const then = Date.now() / 1000 - age;
    for (const one of [path.join(folder, 'upload.csv'), folder]) utimesSync(one, then, then);
    return folder;
  };

  const expectGone = async (gone: string[], kept: string[]): Promise<void> => {
    await removeLeftFolders();
    expect([gone.map(existsSync), kept.map(existsSync)]).toEqual([
      gone.map(() => false),
      kept.map(() => true),
    ]);
    kept.forEach((folder) => rmSync(folder, { recursive: true }));
  };

  it('removes those of processes that have died, and no other', async () => {
    const here = folderPrefix(HERE);
    await withTemporaryFolder(async (own) => {
      await expectGone(
        [make(`${here}${deadPid()}`), make(`${here}${process.pid}`)],
        [make(`${here}${process.ppid}`, 2 * DAY)]
      );
      expect(existsSync(own)).toBe(true);
    });
  });

  it.each<[string, Partial<Place>]>([
    ['another host', { host: 'elsewhere' }],
    ['a container of the same host name', { pidNamespace: '1' }],
    ['before the machine was started', { boot: 'earlier' }],
  ])('of %s, when nothing was touched in them for a day', async (_where, place) => {
    const there = folderPrefix({ ...HERE, ...place });
    const written = make(`${there}${deadPid()}`, 2 * DAY);
    writeFileSync(path.join(written, 'spool'), 'x');
    const touched = make(`${there}${deadPid()}`, 2 * DAY);
    utimesSync(touched, Date.now() / 1000, Date.now() / 1000);
    await expectGone(
      [make(`${there}${deadPid()}`, 1.1 * DAY), make(`${there}${process.pid}`, 1.1 * DAY)],
      [make(`${there}${deadPid()}`, 0.9 * DAY), written, touched]
    );
  });

  it('of version 0.1.0 too, and nothing that is named otherwise', async () => {
    await expectGone(
      [make(`directory-connector-${hostname()}-${deadPid()}`, 2 * DAY)],
      [make('directory-connector', 2 * DAY), make('directory-connector-app', 2 * DAY)]
    );
  });

  it('spares the folders that a process touches', async () => {
    await withTemporaryFolder(async (folder) => {
      utimesSync(folder, 1, 1);
      await touchFolders();
      expect(statSync(folder).mtimeMs).toBeGreaterThan(Date.now() - 60_000);
    });
  });
});
