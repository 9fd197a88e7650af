import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import type { Core } from '@strapi/strapi';

import type { Answer } from '../../server/src/cli/output';
import {
  anotherDatabase,
  dropping,
  sqliteFileIn,
  takeOver,
  useDatabase,
  useSqlite,
} from './app-databases';
import type { DatabaseSettings } from './databases';
import { chosen, type ChosenServer } from './databases/chosen';
import { endingOf } from './endings';
import type * as shared from './outside';
import { listenTo } from './secrets/listen';
import { tellStored } from './secrets/stored';
import { tell, tellingOf } from './secrets/told';

declare global {
  const outside: typeof shared;
}

/** The jobs that the apps of this process have. */
export const cronTasks = (): ReturnType<typeof outside.cron.getTasks> => outside.cron.getTasks();

/** Calls the built program in this process, in a folder; it loads the app that it is told and ends it. */
export const callProgram: typeof outside.callProgram = async (words, folder) => {
  const result = await outside.callProgram(words, folder);
  tell(`what "${words.join(' ')}" printed`, `${result.stdout}\n${result.stderr}`);
  return result;
};

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
  /** A file of SQLite; the app begins with a copy of it. Without one, its database has all tables and no records. */
  sqliteFile?: string;
  /** True for a database without tables: the app is started for the first time. */
  isNew?: boolean;
  /** A database that is not SQLite, of a server of the test's own. */
  database?: DatabaseSettings;
  /** The folder of an app that has ended: this one goes on with its database. */
  databaseOf?: string;
}

const pluginsFile = (options: Record<string, unknown>, others: Record<string, unknown>): string => `
module.exports = {
  graphql: { enabled: false },
  ...${JSON.stringify(others)},
  'users-permissions': { config: { jwtSecret: 'S3cret-of-jwt' } },
  'directory-connector': {
    enabled: true,
    resolve: ${JSON.stringify(ROOT)},
    config: ${JSON.stringify(options)},
  },
};
`;

/** What comes with a request goes to the folder that is the temporary one now, not when Strapi was loaded. */
const MIDDLEWARES_FILE = `
const names = require(${JSON.stringify(path.join(ROOT, 'playground', 'config', 'middlewares.js'))});
const body = { formidable: { uploadDir: require('node:os').tmpdir() } };
module.exports = names.map((name) => (name === 'strapi::body' ? { name, config: body } : name));
`;

/** A new app's database after its first start. */
const newSqlite = async (): Promise<Buffer> => {
  const folder = await makeAppFolder({ isNew: true });
  await (await loadStrapi(folder)).destroy();
  const content = await readFile(sqliteFileIn(folder));
  await removeAppFolder(folder);
  return content;
};

/** The name of such a database of a server. */
const newTemplate = async (server: ChosenServer): Promise<string> => {
  const database = await anotherDatabase(server);
  const folder = await makeAppFolder({ database });
  await (await loadStrapi(folder)).destroy();
  await removeAppFolder(folder);
  return database.connection.database;
};

/** What ends the database of the app in a folder, if it is on the chosen server. */
const drops = new Map<string, () => Promise<void>>();

/** What tells of a folder what its app has stored. */
const tells = new Map<string, () => Promise<void>>();

/** Gives the folder's app its database. */
const prepareDatabase = async (
  folder: string,
  { database, sqliteFile, databaseOf, isNew = false }: TestAppOptions
): Promise<void> => {
  if (database) return useDatabase(folder, database);
  if (databaseOf) return takeOver(folder, databaseOf);
  if (sqliteFile) return useSqlite(folder, await readFile(sqliteFile));
  if (!chosen) {
    return useSqlite(folder, isNew ? undefined : await (outside.newDatabase ??= newSqlite()));
  }
  const template = isNew ? undefined : await (outside.template ??= newTemplate(chosen));
  const settings = await anotherDatabase(chosen, template);
  drops.set(folder, dropping(chosen, settings));
  return useDatabase(folder, settings);
};

/**
 * A folder with a Strapi app that uses the built plugin, and a database of its own: SQLite unless
 * told otherwise, by the test or for the whole test run.
 */
export const makeAppFolder = async (options: TestAppOptions = {}): Promise<string> => {
  const { plugin = {}, others = {} } = options;
  const folder = await mkdtemp(path.join(tmpdir(), 'directory-connector-'));
  tells.set(
    folder,
    tellingOf(() => tellStored(folder))
  );
  for (const part of ['config', 'src', 'public', 'favicon.png', 'package.json']) {
    await cp(path.join(ROOT, 'playground', part), path.join(folder, part), { recursive: true });
  }
  await writeFile(path.join(folder, 'config', 'plugins.js'), pluginsFile(plugin, others));
  await writeFile(path.join(folder, 'config', 'logger.js'), "module.exports = { level: 'error' };");
  await writeFile(path.join(folder, 'config', 'middlewares.js'), MIDDLEWARES_FILE);
  await prepareDatabase(folder, options);
  return folder;
};

/** The folder and what is in it, and the app's database; what links point to stays. */
export const removeAppFolder = async (folder: string): Promise<void> => {
  await tells.get(folder)?.();
  await drops.get(folder)?.();
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
};

/** A Strapi on the app in this folder, to be loaded; it is ended with the test file at the latest. */
export const makeStrapi = (folder: string, serveAdminPanel = false): Core.Strapi => {
  const strapi = outside.createStrapi({
    appDir: folder,
    distDir: folder,
    serveAdminPanel,
    autoReload: false,
  });
  strapi.destroy = endingOf(strapi.destroy.bind(strapi));
  listenTo(strapi);
  return strapi;
};

/** Starts a Strapi that takes HTTP requests in this process, as if it listened on a port, and without an admin panel. */
export const loadStrapi = async (folder: string): Promise<Core.Strapi> => {
  const strapi = makeStrapi(folder);
  await strapi.load();
  strapi.server.mount();
  await strapi.plugin('directory-connector').service('background').begin();
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
