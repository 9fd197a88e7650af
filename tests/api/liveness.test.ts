import { symlink } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { hostname } from 'node:os';
import path from 'node:path';

import {
  describeOnSqlite,
  describeWithDatabases,
  startDatabaseServer,
  type DatabaseKind,
  type DatabaseServer,
} from '../support/databases';
import { startProgram } from '../support/program-process';
import { rounds } from '../support/rounds';
import { createProfile, people, profilesOf, runsOf, runText, storageOf } from '../support/runs';
import { startSecondInstance } from '../support/second-instance';
import { createTestApp, type TestApp } from '../support/strapi';

const ROOT = path.resolve(__dirname, '..', '..');
const RUN = 'plugin::directory-connector.connector-run';
const DAY_MS = 86_400_000;

const clockAhead = (milliseconds: number): NodeJS.ProcessEnv => ({
  NODE_OPTIONS: `--require ${path.join(ROOT, 'tests', 'support', 'clock-ahead.js')}`,
  CLOCK_AHEAD_MS: String(milliseconds),
});

/** Surroundings in which another process might take a live run for dead; each is a start of Strapi. */
const OTHERS: [string, NodeJS.ProcessEnv][] = [
  ['further west, by a clock a day behind', { TZ: 'America/Denver', ...clockAhead(-DAY_MS) }],
  ['further east, by a clock two days ahead', { TZ: 'Asia/Tokyo', ...clockAhead(2 * DAY_MS) }],
  ['in a time zone further east', { TZ: 'Asia/Tokyo' }],
  ['by a clock that is 90 seconds ahead', clockAhead(90_000)],
  ['by a clock two days ahead', clockAhead(2 * DAY_MS)],
  ['in Tokyo, by a clock two days behind', { TZ: 'Asia/Tokyo', ...clockAhead(-2 * DAY_MS) }],
];

/** What "list" prints of a profile. */
interface Listed {
  id: string;
  overdue: boolean;
}

const tests = (kind: DatabaseKind | null): void => {
  let server: DatabaseServer | null = null;
  let app: TestApp;
  /** Whoever asks it waits, and needs no processor for that. */
  const silent = createServer(() => undefined);

  beforeAll(async () => {
    // Neither this process's zone nor one with whole hours only.
    if (kind) server = await startDatabaseServer(kind, { timezone: 'Asia/Kolkata' });
    const database = await server?.createDatabase();
    const network = { allowedHosts: ['127.0.0.1'], timeoutSeconds: 3600 };
    app = await createTestApp({ database, plugin: { network } });
    await symlink(path.join(ROOT, 'node_modules'), path.join(app.folder, 'node_modules'));
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  });
  afterAll(async () => {
    await app?.close();
    silent.closeAllConnections();
    silent.close();
    await server?.stop();
  });

  const rowOf = (id: string) => app.strapi.db.query(RUN).findOne({ where: { documentId: id } });

  const stuckRequest = async () => {
    const url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}/people.csv`;
    const source = { type: 'csv', delivery: 'url', url };
    const profileId = await createProfile(app.strapi, { source });
    return { profileId, kind: 'run', trigger: 'manual' } as const;
  };

  it('has a clock of its own that all processes agree on', async () => {
    const before = Date.now();
    const now = await storageOf(app.strapi).now();
    expect(now).toBeGreaterThanOrEqual(before - 1);
    expect(now).toBeLessThanOrEqual(Date.now() + 1);
    expect(Number.isInteger(now)).toBe(true);
  });

  const listed = async (env: NodeJS.ProcessEnv): Promise<Listed[]> => {
    const command = ['list', '--app', app.folder, '--json'];
    const { stdout } = await startProgram(command, { env: { ...process.env, ...env } }).result;
    return JSON.parse(stdout);
  };

  it.each(OTHERS.slice(0, rounds(2, OTHERS.length)))(
    'keeps a run that is going on, and says by the clock of the database alone that a schedule is overdue, when "list" is called %s',
    async (_name, env) => {
      const schedule = { enabled: true, cron: '0 2 * * *', timezone: 'UTC' };
      const source = { type: 'csv', delivery: 'url', url: 'https://127.0.0.1:1/' };
      const ids = [
        await createProfile(app.strapi, { schedule, source }),
        await createProfile(app.strapi, { schedule, source }),
      ];
      const savedAtMs = (await storageOf(app.strapi).now()) - 3 * DAY_MS;
      const profiles = app.strapi.db.query('plugin::directory-connector.connector-profile');
      await profiles.update({ where: { documentId: ids[1] }, data: { savedAtMs } });
      const run = await runsOf(app.strapi).start(await stuckRequest());
      try {
        const found = await listed(env);
        expect(found).toContainEqual(
          expect.objectContaining({ lastRun: expect.objectContaining({ status: 'running' }) })
        );
        expect(await rowOf(run.id)).toMatchObject({ status: 'running', lock: expect.any(String) });
        const overdue = ids.map((own) => found.find(({ id }) => id === own)?.overdue);
        expect(overdue).toEqual([false, true]);
      } finally {
        await runsOf(app.strapi).cancel(run.id);
      }
      expect(await run.done).toMatchObject({ status: 'canceled' });
      for (const id of ids) await profilesOf(app.strapi).remove(id);
    }
  );

  it('keeps the times of a profile by that clock', async () => {
    const before = await storageOf(app.strapi).now();
    const id = await createProfile(app.strapi);
    const made = await profilesOf(app.strapi).find(id);
    const {
      id: _id,
      version: _v,
      problems: _p,
      createdAt,
      updatedAt,
      mailFailedAt: _m,
      ...file
    } = made;
    expect(createdAt).toBe(updatedAt);
    expect(Date.parse(createdAt)).toBeGreaterThanOrEqual(before);
    const saved = await profilesOf(app.strapi).update(id, { ...file, comment: 'changed' });
    expect(saved.createdAt).toBe(createdAt);
    expect(Date.parse(saved.updatedAt)).toBeGreaterThanOrEqual(Date.parse(createdAt));
    expect(Date.parse(saved.updatedAt)).toBeLessThanOrEqual(await storageOf(app.strapi).now());
  });

  it('tells of a run whose process was killed when that gave its last sign of life', async () => {
    const request = await stuckRequest();
    const second = await startSecondInstance(app.folder, {
      TZ: 'Asia/Tokyo',
      ...clockAhead(90_000),
    });
    const ended = second.start(request).catch(() => 'killed');
    let row: Awaited<ReturnType<typeof rowOf>> = null;
    while (!row) {
      row = await app.strapi.db.query(RUN).findOne({ where: { profileId: request.profileId } });
    }
    await runsOf(app.strapi).interruptAbandoned();
    expect(await rowOf(row.documentId)).toMatchObject({ status: 'running' });
    await second.kill();
    expect(await ended).toBe('killed');

    const { heartbeatAtMs, startedAtMs } = await rowOf(row.documentId);
    await runsOf(app.strapi).interruptAbandoned();
    const report = await runsOf(app.strapi).findOne(row.documentId);
    const since = new Date(heartbeatAtMs).toISOString();
    expect(report).toMatchObject({
      status: 'interrupted',
      startedAt: new Date(startedAtMs).toISOString(),
      finishedAt: since,
      error: {
        code: 'interrupted',
        message: `Nothing was heard from process ${second.pid} on ${hostname()} since ${since.slice(0, 10)} ${since.slice(11, 19)} UTC: it had ended before the run did. Nothing was written and nothing was removed.`,
      },
    });
    // By the database's clock, not by one that is ahead.
    expect(heartbeatAtMs).toBeLessThanOrEqual(await storageOf(app.strapi).now());
    const next = await runText(app.strapi, await createProfile(app.strapi), people(2));
    expect(next.status).toBe('succeeded');
  });
};

describeOnSqlite('the liveness of runs', () => tests(null));
describeWithDatabases('the liveness of runs', tests, 'long');
