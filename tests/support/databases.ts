import { execFile } from 'node:child_process';
import { chown, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';

import knex, { type Knex } from 'knex';

import { chosen } from './databases/chosen';
import { mariadb } from './databases/mariadb';
import { postgresql } from './databases/postgresql';
import {
  ADMIN,
  type DatabaseKind,
  type DatabaseOptions,
  type DatabaseProgram,
  type DatabaseServer,
  type DatabaseSettings,
} from './databases/types';
import { isLong } from './rounds';
import { asUser, freePort, isRoot, launchServer } from './server-process';
import { systemProgram } from './system-program';

export type { DatabaseKind, DatabaseServer, DatabaseSettings } from './databases/types';

const run = promisify(execFile);

const PROGRAMS: Record<DatabaseKind, DatabaseProgram> = { postgresql, mariadb };
const KINDS: DatabaseKind[] = chosen ? [chosen.kind] : ['postgresql', 'mariadb'];

const pathOf = ({ debianPackage, programs, folders }: DatabaseProgram): string | null =>
  systemProgram(debianPackage, programs, folders);

/**
 * `describe` once for PostgreSQL and once for MariaDB, where they are installed; else those tests
 * are skipped, saying why. Where all suites are run on one of them, it is for that one only.
 * @param round 'long' for what only `npm run test:long` and `npm run test:databases` test
 */
export const describeWithDatabases = (
  name: string,
  tests: (kind: DatabaseKind) => void,
  round: 'always' | 'long' = 'always'
): void => {
  for (const kind of KINDS) {
    const program = PROGRAMS[kind];
    const title = `${name}, on ${program.name}`;
    if (round === 'long' && !isLong && !chosen) {
      describe.skip(`${title} (in npm run test:long)`, () => tests(kind));
    } else if (pathOf(program)) {
      describe(title, () => tests(kind));
    } else {
      const advice = `needs ${program.name}: apt-get install ${program.debianPackage}`;
      describe.skip(`${title} (${advice})`, () => tests(kind));
    }
  }
};

/** `describe` for what is about SQLite itself; it is skipped where all suites are run on a server. */
export const describeOnSqlite = (name: string, tests: () => void): void => {
  if (chosen) describe.skip(`${name}, on SQLite (not a server)`, tests);
  else describe(`${name}, on SQLite`, tests);
};

/** The same for a single test. */
export const itOnSqlite = (name: string, test: () => Promise<void>): void => {
  if (chosen) it.skip(`${name} (on SQLite, not on a server)`, test);
  else it(name, test);
};

/** One session on a server. */
const connectTo = ({ client, connection }: DatabaseSettings): Knex =>
  knex({
    client: client === 'mysql' ? 'mysql2' : 'pg',
    // It hides the password of the settings that it is given.
    connection: { ...connection },
    pool: { min: 0, max: 1 },
  });

/** What is in a database of a server, table by table; nothing where the server has ended. */
export async function* readTables(
  settings: DatabaseSettings
): AsyncGenerator<[table: string, rows: unknown[]]> {
  const database = connectTo(settings);
  const own = settings.client === 'mysql' ? 'database()' : 'current_schema()';
  try {
    const names: { name: string }[] = await database('information_schema.tables')
      .select({ name: 'table_name' })
      .whereRaw(`table_schema = ${own}`)
      .catch(() => []);
    for (const { name } of names) yield [name, await database(name).select('*')];
  } finally {
    await database.destroy();
  }
}

/** Does something as the administrator of a server, in one session. */
const administer = async (
  settings: DatabaseSettings,
  work: (server: Knex) => Promise<void>
): Promise<void> => {
  const database = connectTo(settings);
  try {
    await work(database);
  } finally {
    await database.destroy();
  }
};

/** Runs statements as the administrator of a server. */
export const executeOn = (settings: DatabaseSettings, ...statements: string[]): Promise<void> =>
  administer(settings, async (server) => {
    for (const statement of statements) await server.raw(statement);
  });

/** The settings of another database of the same server. */
const onDatabase = (
  { client, connection }: DatabaseSettings,
  database: string
): DatabaseSettings => ({
  client,
  connection: { ...connection, database },
});

/** Makes a database: empty, or as another one is which nobody uses meanwhile. */
export const makeDatabase = async (
  kind: DatabaseKind,
  server: DatabaseSettings,
  name: string,
  { options, template }: { options?: string; template?: string } = {}
): Promise<DatabaseSettings> => {
  const program = PROGRAMS[kind];
  if (template) await administer(server, (all) => program.copyDatabase(all, template, name));
  else await executeOn(server, program.createDatabase(name, options));
  return onDatabase(server, name);
};

export const dropDatabase = (kind: DatabaseKind, server: DatabaseSettings, name: string) =>
  executeOn(server, PROGRAMS[kind].dropDatabase(name));

/** An empty folder that the server's user may write to. */
const makeFolder = async ({ client, user }: DatabaseProgram): Promise<string> => {
  const folder = await mkdtemp(path.join(tmpdir(), `${client}-`));
  if (isRoot()) {
    const { stdout } = await run('id', ['-u', user]);
    await chown(folder, Number(stdout), (await stat(folder)).gid);
  }
  return folder;
};

const launch = (
  program: DatabaseProgram,
  file: string,
  folder: string,
  { timezone = 'UTC' }: DatabaseOptions,
  before?: number
) =>
  launchServer(async () => {
    const { name, client, user, signal, maintenance } = program;
    const port = before ?? (await freePort());
    const { command, env } = program.start({ program: file, folder, port, timezone });
    const connection = { host: '127.0.0.1', port, database: maintenance, ...ADMIN };
    const settings: DatabaseSettings = { client, connection };
    const isReady = (): Promise<boolean> =>
      executeOn(settings, 'select 1').then(
        () => true,
        () => false
      );
    const environment = { ...process.env, TMPDIR: folder, ...env };
    return { name, command, user, signal, env: environment, isReady, settings };
  });

const startIn = async (
  kind: DatabaseKind,
  file: string,
  folder: string,
  options: DatabaseOptions
): Promise<DatabaseServer> => {
  const program = PROGRAMS[kind];
  const [command = '', ...args] = asUser(program.user, program.prepare(file, folder));
  await run(command, args, { cwd: folder, env: { ...process.env, TMPDIR: folder } });
  let server = await launch(program, file, folder, options);
  const { settings } = server;
  let made = 0;
  return {
    get pid() {
      return server.pid;
    },
    folder,
    settings,
    async createDatabase(databaseOptions) {
      made += 1;
      return makeDatabase(kind, settings, `strapi_${made}`, { options: databaseOptions });
    },
    async restart(absence = 0) {
      await server.kill(program.shutdown);
      await setTimeout(absence);
      server = await launch(program, file, folder, options, settings.connection.port);
    },
    async stop() {
      await server.kill();
      await rm(folder, { recursive: true, maxRetries: 5 });
    },
  };
};

/** Starts a database server with data of its own; `stop` ends it and removes the data. */
export const startDatabaseServer = async (
  kind: DatabaseKind,
  options: DatabaseOptions = {}
): Promise<DatabaseServer> => {
  const program = PROGRAMS[kind];
  const file = pathOf(program);
  if (!file) throw new Error(`${program.name} is missing: install ${program.debianPackage}.`);
  const folder = await makeFolder(program);
  try {
    return await startIn(kind, file, folder, options);
  } catch (error) {
    await rm(folder, { recursive: true });
    throw error;
  }
};
