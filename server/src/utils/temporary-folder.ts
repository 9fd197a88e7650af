import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';

import { diskError } from '../sources/disk-error';
import { explainDisk } from './disk-error';
import { isProcessAlive } from './process';

/** Followed by the id of the process that made it. */
const PREFIX = `directory-connector-${hostname()}-`;

/** The folders that this process works in; another one may have had the same id before. */
const inUse = new Set<string>();

const remove = (folder: string): Promise<void> => rm(folder, { recursive: true, force: true });

/** Gives `work` an empty folder that only this user can read, and removes it with all its files afterwards. */
export const withTemporaryFolder = async <T>(work: (folder: string) => Promise<T>): Promise<T> => {
  const folder = await mkdtemp(path.join(tmpdir(), `${PREFIX}${process.pid}-`)).catch(
    (error: unknown) => {
      throw diskError(error);
    }
  );
  inUse.add(folder);
  try {
    return await work(folder);
  } catch (error) {
    throw explainDisk(error);
  } finally {
    await remove(folder);
    inUse.delete(folder);
  }
};

const isLeft = (name: string): boolean => {
  const pid = Number(name.slice(PREFIX.length).split('-')[0]);
  return pid === process.pid ? !inUse.has(path.join(tmpdir(), name)) : !isProcessAlive(pid);
};

/** Removes the folders of processes that were killed: they may hold files with passwords. */
export const removeLeftFolders = async (): Promise<void> => {
  const names = (await readdir(tmpdir())).filter((name) => name.startsWith(PREFIX) && isLeft(name));
  // Those of another user stay.
  await Promise.allSettled(names.map((name) => remove(path.join(tmpdir(), name))));
};
