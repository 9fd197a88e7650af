import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import type { Core } from '@strapi/strapi';
import { createStrapi } from '@strapi/strapi';

import type { DatabaseSettings } from './databases';
import { endingOf } from './endings';

const ROOT = path.resolve(__dirname, '..', '..');

export interface TestApp {
  strapi: Core.Strapi;
  /** The app's folder; the command line takes it as `--app`. */
  folder: string;
  /** Ends this Strapi and starts another on the same folder and database. */
  restart(): Promise<void>;
  /** Ends Strapi and removes the folder. */
  close(): Promise<void>;
}

export interface TestAppOptions {
  /** The plugin's options, as an app's `config/plugins.js` gives them. */
  plugin?: Record<string, unknown>;
  /** A file of SQLite; the app begins with a copy of it. Otherwise its database is empty. */
  sqliteFile?: string;
  /** A database that is not SQLite. */
  database?: DatabaseSettings;
}

const pluginsFile = (options: Record<string, unknown>): string => `
module.exports = {
  'users-permissions': { config: { jwtSecret: 'test-jwt-secret' } },
  'directory-connector': {
    enabled: true,
    resolve: ${JSON.stringify(ROOT)},
    config: ${JSON.stringify(options)},
  },
};
`;

/** MariaDB ends a transaction at each change of a table; that it is said each time helps nobody. */
const databaseFile = (settings: DatabaseSettings): string => `
module.exports = { connection: { ...${JSON.stringify(settings)}, log: { warn() {} } } };
`;

/** A folder with a Strapi app that uses the built plugin, and a database of its own: SQLite unless told otherwise. */
export const makeAppFolder = async ({
  plugin = {},
  sqliteFile,
  database,
}: TestAppOptions = {}): Promise<string> => {
  const folder = await mkdtemp(path.join(tmpdir(), 'directory-connector-'));
  for (const part of ['config', 'src', 'public', 'favicon.png', 'package.json']) {
    await cp(path.join(ROOT, 'playground', part), path.join(folder, part), { recursive: true });
  }
  await writeFile(path.join(folder, 'config', 'plugins.js'), pluginsFile(plugin));
  await writeFile(path.join(folder, 'config', 'logger.js'), "module.exports = { level: 'error' };");
  if (sqliteFile) {
    await mkdir(path.join(folder, '.tmp'));
    await cp(sqliteFile, path.join(folder, '.tmp', 'data.db'));
  }
  if (database) {
    await writeFile(path.join(folder, 'config', 'database.js'), databaseFile(database));
  }
  return folder;
};

/** The folder and what is in it; what links point to stays. */
export const removeAppFolder = (folder: string): Promise<void> =>
  rm(folder, { recursive: true, force: true });

/** A Strapi on the app in this folder, to be loaded; it is ended with the test file at the latest. */
export const makeStrapi = (folder: string, serveAdminPanel = false): Core.Strapi => {
  const strapi = createStrapi({
    appDir: folder,
    distDir: folder,
    serveAdminPanel,
    autoReload: false,
  });
  strapi.destroy = endingOf(strapi.destroy.bind(strapi));
  return strapi;
};

/** Starts a Strapi that takes HTTP requests in this process, without listening on a port and without an admin panel. */
export const loadStrapi = async (folder: string): Promise<Core.Strapi> => {
  const strapi = makeStrapi(folder);
  await strapi.load();
  strapi.server.mount();
  return strapi;
};

export const createTestApp = async (options: TestAppOptions = {}): Promise<TestApp> => {
  const folder = await makeAppFolder(options);
  const app: TestApp = {
    strapi: await loadStrapi(folder),
    folder,
    async restart() {
      await app.strapi.destroy();
      app.strapi = await loadStrapi(folder);
    },
    async close() {
      await app.strapi.destroy();
      await removeAppFolder(folder);
    },
  };
  return app;
};
