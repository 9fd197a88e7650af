import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import type { Core } from '@strapi/strapi';

import type { Answer } from '../../server/src/cli/output';
import type { DatabaseSettings } from './databases';
import { endingOf } from './endings';
import type * as shared from './outside';

declare global {
  const outside: typeof shared;
}

/** The jobs that the apps of this process have. */
export const cronTasks = (): ReturnType<typeof outside.cron.getTasks> => outside.cron.getTasks();

/** Calls the built program in this process, in a folder; it loads the app that it is told and ends it. */
export const callProgram: typeof outside.callProgram = (...call) => outside.callProgram(...call);

/** What a command of the built program answers in an app that is loaded. */
export const answerOf = async (strapi: Core.Strapi, words: string[]): Promise<Answer> => {
  const { COMMANDS, readArguments } = outside.program;
  const parsed = readArguments(words);
  if (parsed.print !== null) throw new Error('not a command');
  return COMMANDS[parsed.arguments.command]({ strapi, arguments: parsed.arguments });
};

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
  /** Other plugins of the app, in the same way; that of GraphQL takes a fifth of the start and is off. */
  others?: Record<string, unknown>;
  /** A file of SQLite; the app begins with a copy of it. Otherwise its database has all tables and no records. */
  sqliteFile?: string;
  /** True for a database without tables: the app is started for the first time. */
  isNew?: boolean;
  /** A database that is not SQLite. */
  database?: DatabaseSettings;
}

const pluginsFile = (options: Record<string, unknown>, others: Record<string, unknown>): string => `
module.exports = {
  graphql: { enabled: false },
  ...${JSON.stringify(others)},
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

/** What comes with a request goes to the folder that is the temporary one now, not when Strapi was loaded. */
const MIDDLEWARES_FILE = `
const names = require(${JSON.stringify(path.join(ROOT, 'playground', 'config', 'middlewares.js'))});
const body = { formidable: { uploadDir: require('node:os').tmpdir() } };
module.exports = names.map((name) => (name === 'strapi::body' ? { name, config: body } : name));
`;

/** Nothing of a test has to outlast a loss of power, so SQLite need not wait for the disk. */
const SQLITE_FILE = `
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

/** A new app's database after its first start, made once for all apps of this process. */
const newDatabase = async (): Promise<Buffer> => {
  const folder = await makeAppFolder({ isNew: true });
  await (await loadStrapi(folder)).destroy();
  const content = await readFile(path.join(folder, '.tmp', 'data.db'));
  await removeAppFolder(folder);
  return content;
};

/** A folder with a Strapi app that uses the built plugin, and a database of its own: SQLite unless told otherwise. */
export const makeAppFolder = async ({
  plugin = {},
  others = {},
  sqliteFile,
  isNew = false,
  database,
}: TestAppOptions = {}): Promise<string> => {
  const folder = await mkdtemp(path.join(tmpdir(), 'directory-connector-'));
  for (const part of ['config', 'src', 'public', 'favicon.png', 'package.json']) {
    await cp(path.join(ROOT, 'playground', part), path.join(folder, part), { recursive: true });
  }
  await writeFile(path.join(folder, 'config', 'plugins.js'), pluginsFile(plugin, others));
  await writeFile(path.join(folder, 'config', 'logger.js'), "module.exports = { level: 'error' };");
  await writeFile(path.join(folder, 'config', 'middlewares.js'), MIDDLEWARES_FILE);
  const settings = database ? databaseFile(database) : SQLITE_FILE;
  await writeFile(path.join(folder, 'config', 'database.js'), settings);
  if (!isNew && !database) {
    await mkdir(path.join(folder, '.tmp'));
    const content = sqliteFile
      ? await readFile(sqliteFile)
      : await (outside.newDatabase ??= newDatabase());
    await writeFile(path.join(folder, '.tmp', 'data.db'), content);
  }
  return folder;
};

/** The folder and what is in it; what links point to stays. */
export const removeAppFolder = (folder: string): Promise<void> =>
  rm(folder, { recursive: true, force: true, maxRetries: 5 });

/** A Strapi on the app in this folder, to be loaded; it is ended with the test file at the latest. */
export const makeStrapi = (folder: string, serveAdminPanel = false): Core.Strapi => {
  const strapi = outside.createStrapi({
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
