import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

import { settingsIn, sqliteFileIn } from '../app-databases';
import { readTables } from '../databases';
import { tell, tellBytes } from './told';

/** What a test has put into an app's folder, and what leads out of it. */
const OF_TESTS = new Set(['config', 'src', 'build', 'dist', 'node_modules']);

/** The paths of all files in a folder; links are not followed. */
const filesIn = async (folder: string, without?: Set<string>): Promise<string[]> => {
  const entries = await readdir(folder, { withFileTypes: true });
  const files = entries
    .filter(({ name }) => !without?.has(name))
    .map((entry) => {
      const place = path.join(folder, entry.name);
      if (entry.isDirectory()) return filesIn(place);
      return entry.isFile() ? [place] : [];
    });
  return (await Promise.all(files)).flat();
};

/** Tells what the files in a folder hold. */
export const tellFiles = async (folder: string, without?: Set<string>): Promise<void> => {
  for (const file of await filesIn(folder, without)) {
    tellBytes(`the file ${path.relative(folder, file)}`, await readFile(file));
  }
};

type Tables = AsyncIterable<[table: string, rows: unknown[]]> | Iterable<[string, unknown[]]>;

/** The tables of an app that has ended, by itself or by force. */
const tablesIn = (folder: string): Tables => {
  const file = sqliteFileIn(folder);
  if (existsSync(file)) return outside.sqliteTables(file);
  const settings = settingsIn(folder);
  return settings ? readTables(settings) : [];
};

/** Tells what an app that has ended leaves behind: its files and its database, as a file and as text. */
export const tellStored = async (folder: string): Promise<void> => {
  if (!existsSync(folder)) return;
  await tellFiles(folder, OF_TESTS);
  for await (const [table, rows] of tablesIn(folder)) {
    tell(`the table ${table}`, JSON.stringify(rows));
  }
};
