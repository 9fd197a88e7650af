import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import type { Core } from '@strapi/strapi';

import {
  describeWithDatabases,
  startDatabaseServer,
  type DatabaseKind,
  type DatabaseServer,
} from '../support/databases';
import { testKills } from '../support/kill-rounds';
import { startProgram } from '../support/program-process';
import { isLong } from '../support/rounds';
import {
  createProfile,
  ENDLESS_FILTER,
  ENDLESS_ROW,
  NOTHING_GENERATED,
  people,
  profilesOf,
  runsOf,
  runText,
} from '../support/runs';
import { startSecondInstance } from '../support/second-instance';
import { createTestApp, type TestApp } from '../support/strapi';

const ROOT = path.resolve(__dirname, '..', '..');

const COUNT = 2500;
/** Two starts of Strapi and three imports, on a busy machine. */
const PATIENCE_MS = 240_000;

const count = async (table: string, strapi: Core.Strapi): Promise<number> => {
  const [row] = await strapi.db.connection(table).count({ count: '*' });
  return Number(row?.count);
};

describe('a process that is killed while it writes', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await createTestApp();
    await symlink(path.join(ROOT, 'node_modules'), path.join(app.folder, 'node_modules'));
  });
  afterAll(() => app.close());

  const PARTS = {
    users: ['username', 'display_name', 'extension', 'connector_key'],
    entries: ['display_name', 'phone', 'connector_key'],
  };
  const state = async (strapi: Core.Strapi) => ({
    users: await strapi.db
      .connection('directory_users')
      .select(PARTS.users)
      .orderBy('connector_key'),
    entries: await strapi.db
      .connection('directory_phonebook_entries')
      .select(PARTS.entries)
      .orderBy('connector_key'),
    links: await strapi.db
      .connection('directory_phonebook_entries_user_lnk as link')
      .join('directory_users as user', 'user.id', 'link.user_id')
      .join('directory_phonebook_entries as entry', 'entry.id', 'link.phonebook_entry_id')
      .select('user.username', 'entry.connector_key')
      .orderBy('user.username'),
  });

  it(
    'leaves a run that says "interrupted" and a database that the next run brings to the end',
    async () => {
      const settings = { name: 'Staff', ...NOTHING_GENERATED };
      const csv = people(COUNT);
      const file = path.join(app.folder, 'staff.csv');
      await writeFile(file, csv);
      const profile = await createProfile(app.strapi, settings);

      const args = ['run', 'Staff', '--app', app.folder, '--file', file, '--json'];
      const { child } = startProgram(args);
      const ended = new Promise<NodeJS.Signals | null>((resolve) => {
        child.once('exit', (_code, signal) => resolve(signal));
      });
      while (child.exitCode === null && (await count('directory_users', app.strapi)) < 500) {
        await new Promise((resolve) => setImmediate(resolve));
      }
      child.kill('SIGKILL');
      expect(await ended).toBe('SIGKILL');
      const written = await count('directory_users', app.strapi);
      expect(written).toBeGreaterThanOrEqual(500);
      expect(await count('directory_phonebook_entries', app.strapi)).toBeLessThan(COUNT);

      await app.restart();
      const { results } = await runsOf(app.strapi).find({ page: 1, pageSize: 5 });
      expect(results).toMatchObject([
        { status: 'interrupted', user: { create: written, remove: 0 } },
      ]);

      const report = await runText(app.strapi, profile, csv);
      expect(report).toMatchObject({
        status: 'succeeded',
        user: { unchanged: written, create: COUNT - written },
      });
      const broken = await state(app.strapi);

      await profilesOf(app.strapi).remove(profile);
      for (const table of ['directory_phonebook_entries', 'directory_users']) {
        await app.strapi.db.connection(table).delete();
      }
      await runText(app.strapi, await createProfile(app.strapi, settings), csv);
      expect(broken).toEqual(await state(app.strapi));
      expect(broken.links).toHaveLength(COUNT);
    },
    PATIENCE_MS
  );
});

const killTests = (kind: DatabaseKind | null): void => {
  const kills = kind === 'mariadb' ? 20 : 40;
  let server: DatabaseServer | null = null;
  let app: TestApp;
  beforeAll(async () => {
    if (kind) server = await startDatabaseServer(kind);
    app = await createTestApp({ database: await server?.createDatabase() });
  });
  afterAll(async () => {
    await app?.close();
    await server?.stop();
  });
  testKills({ appOf: () => app, kills, rows: 5000 });
};

const describeLong = isLong ? describe : describe.skip;
describeLong('processes that are killed, on SQLite', () => killTests(null));
describeWithDatabases('processes that are killed', killTests, 'long');

describeLong('processes that are killed while they write document by document', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await createTestApp({ plugin: { writeMode: 'documents' } });
  });
  afterAll(() => app?.close());
  testKills({ appOf: () => app, kills: 10, rows: 200 });
});

describe('a server that is told to end while it writes', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await createTestApp();
  });
  afterAll(() => app.close());

  it(
    'ends what it is writing, says so, and is gone',
    async () => {
      const csv = people(COUNT);
      const file = path.join(app.folder, 'staff.csv');
      await writeFile(file, csv);
      const profile = await createProfile(app.strapi, NOTHING_GENERATED);
      const second = await startSecondInstance(app.folder);
      const request = { profileId: profile, kind: 'run', trigger: 'manual', file } as const;
      const run = second.start(request).catch(() => 'gone');
      while ((await count('directory_users', app.strapi)) < 500) {
        await new Promise((resolve) => setImmediate(resolve));
      }
      expect(await second.terminate()).toBe(0);
      await run;
      const written = await count('directory_users', app.strapi);
      const { results } = await runsOf(app.strapi).find({ page: 1, pageSize: 5 });
      expect(results).toMatchObject([
        {
          status: 'interrupted',
          error: {
            code: 'interrupted',
            message: expect.stringContaining('Strapi was shut down while the run was going on'),
          },
          user: { create: written },
        },
      ]);
      expect(written).toBeLessThan(COUNT);
      expect(await runText(app.strapi, profile, csv)).toMatchObject({
        status: 'succeeded',
        user: { unchanged: written, create: COUNT - written },
      });
    },
    PATIENCE_MS
  );
});

describe('a process that is killed while its worker is stuck', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await createTestApp({ plugin: { limits: { rowSeconds: 3600 } } });
  });
  afterAll(() => app.close());

  const turn = () => new Promise((resolve) => setTimeout(resolve, 50));

  /** The folder of that process's worker, once the worker evaluates the filter. */
  const stuckIn = async (pid: number): Promise<string> => {
    for (;;) {
      const names = readdirSync(tmpdir()).filter((name) =>
        new RegExp(`^directory-connector-[0-9a-f]{12}-${pid}-`).test(name)
      );
      for (const name of names) {
        const evaluation = path.join(tmpdir(), name, 'evaluation');
        if (existsSync(evaluation) && readFileSync(evaluation, 'latin1').includes('preFilter')) {
          return path.join(tmpdir(), name);
        }
      }
      await turn();
    }
  };

  /** Processes that work in a folder. */
  const workingIn = (folder: string): string[] =>
    spawnSync('sh', ['-c', 'for p in /proc/[0-9]*; do readlink "$p/cwd"; done'], {
      encoding: 'utf8',
    })
      .stdout.split('\n')
      .filter((cwd) => cwd.startsWith(folder));

  const test = process.platform === 'linux' ? it : it.skip;
  test(
    'leaves neither the worker nor its files behind',
    async () => {
      const profile = await createProfile(app.strapi, { preFilter: ENDLESS_FILTER });
      const file = path.join(app.folder, 'stuck.csv');
      await writeFile(file, ENDLESS_ROW);
      const second = await startSecondInstance(app.folder);
      const request = { profileId: profile, kind: 'run', trigger: 'cli', file } as const;
      const run = second.start(request).catch(() => 'killed');
      const folder = await stuckIn(second.pid);
      expect(workingIn(folder)).toHaveLength(1);
      await second.kill();
      expect(await run).toBe('killed');
      while (workingIn(folder).length > 0) await turn();
      await app.restart();
      expect(existsSync(folder)).toBe(false);
      const { results } = await runsOf(app.strapi).find({ page: 1, pageSize: 5 });
      expect(results).toMatchObject([{ status: 'interrupted' }]);
    },
    PATIENCE_MS
  );
});
