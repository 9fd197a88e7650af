import { randomUUID } from 'node:crypto';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { dropDatabase, makeDatabase, type DatabaseSettings } from './databases';
import type { ChosenServer } from './databases/chosen';
import { endingOf } from './endings';

/** MariaDB ends a transaction at each change of a table; that it is said each time helps nobody. */
const serverConfig = (settings: DatabaseSettings): string => `
module.exports = { connection: { ...${JSON.stringify(settings)}, log: { warn() {} } } };
`;

/** Nothing of a test has to outlast a loss of power, so SQLite need not wait for the disk. */
const SQLITE_CONFIG = `
const path = require('node:path');
const filename = path.join(__dirname, '..', '.tmp', 'data.db');
const afterCreate = (connection, done) => {
  connection.pragma('synchronous = off');
  done(null, connection);
};
module.exports = {
  connection: { client: 'sqlite', connection: { filename }, useNullAsDefault: true, pool: { afterCreate } },
};
`;

/** Where an app in this folder has its database, if that is SQLite's. */
export const sqliteFileIn = (folder: string): string => path.join(folder, '.tmp', 'data.db');

/** Where an app is told what its database is. */
export const configIn = (folder: string): string => path.join(folder, 'config', 'database.js');

/** The server's database that the folder's app is on, if it is on one. */
export const settingsIn = (folder: string): DatabaseSettings | null => {
  const { connection } = jest.requireActual<{
    connection: DatabaseSettings | { client: 'sqlite' };
  }>(configIn(folder));
  return connection.client === 'sqlite' ? null : connection;
};

/** The folder's app is on this database of a server. */
export const useDatabase = (folder: string, settings: DatabaseSettings): Promise<void> =>
  writeFile(configIn(folder), serverConfig(settings));

/** The folder's app is on a file of SQLite that has this content; without, it is made when the app starts. */
export const useSqlite = async (folder: string, content?: Buffer): Promise<void> => {
  await writeFile(configIn(folder), SQLITE_CONFIG);
  if (!content) return;
  await mkdir(path.dirname(sqliteFileIn(folder)));
  await writeFile(sqliteFileIn(folder), content);
};

/** The folder's app goes on with the database of another one, which has ended. */
export const takeOver = async (folder: string, other: string): Promise<void> => {
  await cp(configIn(other), configIn(folder));
  const content = await readFile(sqliteFileIn(other)).catch(() => null);
  if (content) await useSqlite(folder, content);
};

/** A database of a name that no other process of this test run has: empty, or as the template is. */
export const anotherDatabase = (
  { kind, settings }: ChosenServer,
  template?: string
): Promise<DatabaseSettings> => {
  const name = `app_${randomUUID().replaceAll('-', '')}`;
  return makeDatabase(kind, settings, name, { template });
};

/** What removes it, at the latest when the test file ends. */
export const dropping = (
  { kind, settings }: ChosenServer,
  { connection }: DatabaseSettings
): (() => Promise<void>) => endingOf(() => dropDatabase(kind, settings, connection.database));
