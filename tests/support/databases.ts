import { execFile } from 'node:child_process';
import { chown, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

import knex from 'knex';

import { mariadb } from './databases/mariadb';
import { postgresql } from './databases/postgresql';
import {
  ADMIN,
  type DatabaseOptions,
  type DatabaseProgram,
  type DatabaseServer,
  type DatabaseSettings,
} from './databases/types';
import { isLong } from './rounds';
import { asUser, freePort, isRoot, launchServer } from './server-process';
import { systemProgram } from './system-program';

export type { DatabaseServer, DatabaseSettings } from './databases/types';

const run = promisify(execFile);

const PROGRAMS = { postgresql, mariadb };
export type DatabaseKind = keyof typeof PROGRAMS;

const pathOf = ({ debianPackage, programs, folders }: DatabaseProgram): string | null =>
  systemProgram(debianPackage, programs, folders);

/**
 * `describe` once for PostgreSQL and once for MariaDB, where they are installed; else those tests
 * are skipped, saying why.
 * @param round 'long' for what only `npm run test:long` tests
 */
export const describeWithDatabases = (
  name: string,
  tests: (kind: DatabaseKind) => void,
  round: 'always' | 'long' = 'always'
): void => {
  for (const kind of Object.keys(PROGRAMS) as DatabaseKind[]) {
    const program = PROGRAMS[kind];
    const title = `${name}, on ${program.name}`;
    if (round === 'long' && !isLong) {
      describe.skip(`${title} (in npm run test:long)`, () => tests(kind));
    } else if (pathOf(program)) {
      describe(title, () => tests(kind));
    } else {
      const advice = `needs ${program.name}: apt-get install ${program.debianPackage}`;
      describe.skip(`${title} (${advice})`, () => tests(kind));
    }
  }
};

/** Runs statements as the administrator of a server. */
export const executeOn = async (
  { client, connection }: DatabaseSettings,
  ...statements: string[]
): Promise<void> => {
  const database = knex({
    client: client === 'mysql' ? 'mysql2' : 'pg',
    // It hides the password of the settings that it is given.
    connection: { ...connection },
    pool: { min: 0, max: 1 },
  });
  try {
    for (const statement of statements) await database.raw(statement);
  } finally {
    await database.destroy();
  }
};

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
  { timezone = 'UTC' }: DatabaseOptions
) =>
  launchServer(async () => {
    const { name, client, user, signal, maintenance } = program;
    const port = await freePort();
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
  program: DatabaseProgram,
  file: string,
  folder: string,
  options: DatabaseOptions
): Promise<DatabaseServer> => {
  const [command = '', ...args] = asUser(program.user, program.prepare(file, folder));
  await run(command, args, { cwd: folder, env: { ...process.env, TMPDIR: folder } });
  const { pid, kill, settings } = await launch(program, file, folder, options);
  let made = 0;
  return {
    pid,
    folder,
    async createDatabase(databaseOptions) {
      made += 1;
      const database = `strapi_${made}`;
      await executeOn(settings, program.createDatabase(database, databaseOptions));
      return { ...settings, connection: { ...settings.connection, database } };
    },
    async stop() {
      await kill();
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
    return await startIn(program, file, folder, options);
  } catch (error) {
    await rm(folder, { recursive: true });
    throw error;
  }
};
