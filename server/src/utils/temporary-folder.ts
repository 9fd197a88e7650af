import { createHash } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { readdir, rm, stat, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { diskError, explainDisk } from './errors';
import { HERE, isProcessAlive, type Place } from './process';

const PREFIX = 'directory-connector-';
/** Prefix, place, process id and what makes it unlike others. */
const OURS = /^directory-connector-.+-\d+-[^-]{6}$/;
/** A folder of a process that cannot be asked is given up when nothing in it changed for so long. */
const IDLE_MS = 24 * 60 * 60_000;

/** Followed by the id of the process that made it: only where process ids mean the same. */
export const folderPrefix = ({ host, boot, pidNamespace }: Place): string => {
  const place = createHash('sha256').update(`${host} ${boot} ${pidNamespace}`).digest('hex');
  return `${PREFIX}${place.slice(0, 12)}-`;
};

const OWN_PREFIX = folderPrefix(HERE);

/** The folders that this process works in; another one may have had the same id before. */
const inUse = new Set<string>();

const remove = (folder: string): Promise<void> => rm(folder, { recursive: true, force: true });

export interface TemporaryFolder {
  path: string;
  /** Removes it with all its files. */
  remove(): Promise<void>;
}

/**
 * Makes an empty folder that only this user can read.
 * @throws SourceError `disk-error`
 */
export const makeTemporaryFolder = (): TemporaryFolder => {
  const folder = create();
  inUse.add(folder);
  return {
    path: folder,
    async remove() {
      await remove(folder);
      inUse.delete(folder);
    },
  };
};

const create = (): string => {
  try {
    return mkdtempSync(path.join(tmpdir(), `${OWN_PREFIX}${process.pid}-`));
  } catch (error) {
    throw diskError(error);
  }
};

/** Gives `work` such a folder, and removes it afterwards. */
export const withTemporaryFolder = async <T>(work: (folder: string) => Promise<T>): Promise<T> => {
  const folder = makeTemporaryFolder();
  try {
    return await work(folder.path);
  } catch (error) {
    throw explainDisk(error);
  } finally {
    await folder.remove();
  }
};

/** Shows other machines that share the folder for temporary files that this process is at work. */
export const touchFolders = async (): Promise<void> => {
  const now = new Date();
  await Promise.allSettled([...inUse].map((folder) => utimes(folder, now, now)));
};

/** When something was last written into a folder, or the folder touched. */
const lastChange = async (folder: string): Promise<number> => {
  const names = await readdir(folder, { recursive: true });
  const all = [folder, ...names.map((name) => path.join(folder, name))];
  return Math.max(...(await Promise.all(all.map(async (one) => (await stat(one)).mtimeMs))));
};

const isLeft = async (name: string): Promise<boolean> => {
  const folder = path.join(tmpdir(), name);
  if (!name.startsWith(OWN_PREFIX)) return Date.now() - (await lastChange(folder)) > IDLE_MS;
  const pid = Number(name.slice(OWN_PREFIX.length).split('-')[0]);
  return pid === process.pid ? !inUse.has(folder) : !isProcessAlive(pid);
};

/**
 * Removes the folders of processes that were killed: they may hold files with passwords. Those of
 * other machines and containers go when nothing in them was written or touched for a day.
 */
export const removeLeftFolders = async (): Promise<void> => {
  // Without a folder for temporary files nothing is left in it; whoever needs one is told.
  const all = await readdir(tmpdir()).catch(() => []);
  const names = all.filter((name) => OURS.test(name));
  // Those of another user, and those that vanish meanwhile, stay or are gone.
  await Promise.allSettled(
    names.map(async (name) => {
      if (await isLeft(name)) await remove(path.join(tmpdir(), name));
    })
  );
};
