import { symlink } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';

import type { RunEntity } from '../../server/src/storage/runs/run-entities';
import { createSuperAdmin, type AdminClient } from '../support/admin';
import { describeWithRedis, startRedis, type RedisServer } from '../support/redis';
import { rounds } from '../support/rounds';
import {
  createProfile,
  deliver,
  NOTHING_GENERATED,
  people,
  profilesOf,
  runsOf,
} from '../support/runs';
import { loadStrapi, makeAppFolder, removeAppFolder } from '../support/strapi';
import { until } from '../support/until';
import { startWork, type WorkProcess } from '../support/work-process';

const ROOT = path.resolve(__dirname, '..', '..');
const RUN = 'plugin::directory-connector.connector-run';
const PROFILE = 'plugin::directory-connector.connector-profile';

const WORKERS = 3;
/** How many people each profile brings: enough to be killed in the middle of. */
const COUNT = rounds(1000, 4000);
const PROFILES = rounds(3, 8);

type App = { strapi: Awaited<ReturnType<typeof loadStrapi>> };

/** A process that surely is no more, on a machine that nobody knows. */
const DEAD = { owner: 'elsewhere:1:boot:namespace:id', heartbeatAtMs: 0 };
/** For so many people, on a busy machine. */
const PATIENCE_MS = rounds(300_000, 1_800_000);

describeWithRedis('runs in a queue', () => {
  let redis: RedisServer;
  let folder: string;
  let app: App;
  let admin: AdminClient;
  let workers: WorkProcess[] = [];

  beforeAll(async () => {
    redis = await startRedis();
    const network = { allowedHosts: ['127.0.0.1'] };
    folder = await makeAppFolder({ plugin: { queue: 'bullmq', redisUrl: redis.url, network } });
    await symlink(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'));
    app = { strapi: await loadStrapi(folder) };
    admin = await createSuperAdmin(app);
  });
  afterAll(async () => {
    await Promise.all(workers.map((worker) => worker.kill()));
    await app.strapi.destroy();
    await removeAppFolder(folder);
    await redis.stop();
  });

  const entities = (where: object): Promise<RunEntity[]> =>
    app.strapi.db.query(RUN).findMany({ where, orderBy: { id: 'asc' } });
  const queue = () => app.strapi.plugin('directory-connector').service('queue');

  const users = async (where = {}): Promise<number> => {
    const [row] = await app.strapi.db.connection('directory_users').where(where).count({ n: '*' });
    return Number(row?.n);
  };

  let made = 0;
  /** A profile with a file of people that no other one has. */
  const delivered = async (count = COUNT): Promise<string> => {
    const id = await createProfile(app.strapi, NOTHING_GENERATED);
    await deliver(
      admin,
      id,
      people(count, made + 1)
        .split('\n')
        .slice(0, -1)
    );
    made += count;
    return id;
  };
  const run = async (profile: string): Promise<string> => {
    const { body } = await admin
      .post(`/directory-connector/profiles/${profile}/run`)
      .send({})
      .expect(202);
    return body.data.id as string;
  };
  const shown = async (id: string) =>
    (await admin.get(`/directory-connector/runs/${id}`).expect(200)).body.data;
  const isOver = async (where: object): Promise<boolean> =>
    (await entities({ ...where, job: { $notNull: true } })).length === 0;

  it('wait for a worker, and are canceled without one', async () => {
    const profile = await delivered(3);
    const id = await run(profile);
    expect(await shown(id)).toMatchObject({ status: 'running', progress: { phase: 'waiting' } });
    await runsOf(app.strapi).interruptAbandoned();
    expect((await shown(id)).status).toBe('running');
    await admin.post(`/directory-connector/profiles/${profile}/run`).send({}).expect(409);
    const { body } = await admin.post(`/directory-connector/runs/${id}/cancel`).expect(202);
    expect(body.data).toMatchObject({ status: 'canceled', error: { code: 'canceled' } });
    expect(await entities({ profileId: profile })).toMatchObject([{ lock: null, job: null }]);
  });

  it('keep whom they are about alone sealed, until a worker has done that', async () => {
    const profile = await delivered(5);
    const name = `u${made - 2}`;
    const { body } = await admin
      .post(`/directory-connector/profiles/${profile}/run`)
      .send({ person: { key: name } })
      .expect(202);
    const [waiting] = await entities({ profileId: profile });
    expect(waiting).toMatchObject({ purpose: 'person', job: { person: expect.any(String) } });
    expect(JSON.stringify(waiting)).not.toContain(`"${name}"`);
    const taken = await runsOf(app.strapi).take(body.data.id);
    if (taken.state !== 'begun') throw new Error(taken.state);
    expect(await taken.started.done).toMatchObject({ rows: { read: 1 }, user: { create: 1 } });
    expect(await users({ username: name })).toBe(1);
    expect(await entities({ profileId: profile })).toMatchObject([{ job: null }]);
  });

  it('fail where Redis is down, which leaves the profile free', async () => {
    const profile = await delivered(3);
    await redis.kill();
    const id = await run(profile);
    expect(await shown(id)).toMatchObject({
      status: 'failed',
      error: { code: 'queue-unreachable' },
    });
    expect(await entities({ profileId: profile })).toMatchObject([{ lock: null, job: null }]);
    await redis.start();
    const next = await run(profile);
    expect((await shown(next)).status).toBe('running');
    await admin.post(`/directory-connector/runs/${next}/cancel`).expect(202);
  });

  it('are begun three times at most, each in the place of the one before, with its slot', async () => {
    const profileId = await delivered(3);
    const slot = `${profileId}@2026-03-01T03:00Z`;
    const { id } = await queue().start({ profileId, kind: 'run', trigger: 'schedule', slot });
    const change = (documentId: string, data: object) =>
      app.strapi.db.query(RUN).update({ where: { documentId }, data });
    const [waiting] = await entities({ profileId });
    await change(id, DEAD);

    const taken = await runsOf(app.strapi).take(id);
    if (taken.state !== 'begun') throw new Error(`it was ${taken.state}`);
    expect(await runsOf(app.strapi).take(id)).toEqual({ state: 'busy' });
    expect(await taken.started.done).toMatchObject({ status: 'succeeded', trigger: 'schedule' });
    expect(await entities({ profileId })).toMatchObject([
      { documentId: id, status: 'interrupted', slot: null, job: null, lock: null },
      { documentId: taken.started.id, status: 'succeeded', slot, job: null, retryOf: id },
    ]);
    expect(await runsOf(app.strapi).take(id)).toEqual({ state: 'done' });

    await change(taken.started.id, {
      ...DEAD,
      status: 'running',
      job: { ...waiting?.job, attempt: 3 },
    });
    expect(await runsOf(app.strapi).take(id)).toEqual({ state: 'given-up' });
    const last = await shown(taken.started.id);
    expect(last).toMatchObject({ status: 'interrupted', retriedAs: null });
    expect(last.error.message).toContain('That was run number 3 for the same job');
  });

  it(
    'are done once each, though a worker dies, another one is ended and Redis restarts',
    async () => {
      const profiles: string[] = [];
      const before = { people: await users(), made };
      while (profiles.length < PROFILES) profiles.push(await delivered());
      const slot = `${profiles[0]}@2026-03-01T02:00Z`;
      const { id: first } = await queue().start({
        profileId: profiles[0],
        kind: 'run',
        trigger: 'schedule',
        slot,
      });
      for (const profile of profiles.slice(1)) await run(profile);

      workers = await Promise.all(Array.from({ length: WORKERS }, () => startWork(folder)));
      const workerOf = async (documentId: string): Promise<WorkProcess | undefined> => {
        const [entity] = await entities({ documentId });
        return workers.find(({ pid }) => pid === Number(entity?.owner?.split(':')[1]));
      };
      let victim: WorkProcess | undefined;
      await until(async () => (victim = await workerOf(first)) !== undefined);
      await until(async () => (await users({ username: `u${before.made + 1}` })) > 0);
      await victim?.kill();
      workers = workers.filter((worker) => worker !== victim);
      expect(await workers.shift()?.stop()).toBe(0);
      await redis.kill();
      await redis.start();

      const where = { profileId: { $in: profiles } };
      await until(() => isOver(where));
      const runs = await entities(where);
      const lasting = runs.filter(({ status }) => status !== 'interrupted');
      expect(lasting.map(({ profileId }) => profileId).sort()).toEqual(profiles.toSorted());
      expect(new Set(lasting.map(({ status }) => status))).toEqual(new Set(['succeeded']));
      const again = runs.find(({ retryOf }) => retryOf === first);
      expect(runs.find(({ documentId }) => documentId === first)).toMatchObject({
        status: 'interrupted',
        slot: null,
        lock: null,
      });
      expect(again).toMatchObject({ slot, trigger: 'schedule', lock: null });
      expect(await shown(first)).toMatchObject({ retriedAs: again?.documentId });
      expect(await shown(String(again?.documentId))).toMatchObject({ retryOf: first });
      expect(await users()).toBe(before.people + PROFILES * COUNT);
    },
    PATIENCE_MS
  );

  it('are approved, and people are removed with their profile, by the worker that is left', async () => {
    const id = await delivered(12);
    const [profile] = (await profilesOf(app.strapi).list()).filter((one) => one.id === id);
    const confirm = profile?.name;
    const brought = await run(id);
    await until(async () => (await shown(brought)).status === 'succeeded');
    await deliver(admin, id, people(1, made).split('\n').slice(0, -1));
    const held = await run(id);
    await until(async () => (await shown(held)).status === 'held');
    await admin.post(`/directory-connector/runs/${held}/approve`).send({ confirm }).expect(202);
    await until(async () => (await shown(held)).status === 'succeeded');
    await admin.post(`/directory-connector/profiles/${id}/removal`).send({ confirm }).expect(202);
    const isThere = () => admin.get(`/directory-connector/profiles/${id}`);
    await until(async () => (await isThere()).status === 404);
  });

  it('are handed back by a worker that is told to end, which uses up no attempt and tells nobody', async () => {
    const silent = createServer(() => undefined);
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    try {
      const url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}/people.csv`;
      const profileId = await createProfile(app.strapi, {
        source: { type: 'csv', delivery: 'url', url },
        notify: { emails: ['ops@example.com'] },
      });
      const id = await run(profileId);
      await new Promise((resolve) => silent.once('request', resolve));
      expect(await workers.pop()?.stop()).toBe(0);
      expect(await entities({ profileId })).toMatchObject([
        { status: 'interrupted', error: { params: { variant: 'shut-down' } }, job: { attempt: 1 } },
      ]);

      const taken = await runsOf(app.strapi).take(id);
      if (taken.state !== 'begun') throw new Error(`it was ${taken.state}`);
      expect(await entities({ profileId })).toMatchObject([
        { documentId: id, job: null },
        { retryOf: id, status: 'running', job: { attempt: 1 } },
      ]);
      const profile = { where: { documentId: profileId } };
      expect(await app.strapi.db.query(PROFILE).findOne(profile)).toMatchObject({
        alarms: null,
        mailFailedAtMs: null,
      });
      await runsOf(app.strapi).cancel(taken.started.id);
      await taken.started.done;
    } finally {
      silent.closeAllConnections();
      silent.close();
    }
  });
});

describe('the queue "bullmq"', () => {
  it('keeps an app without its packages from starting, and says what to do', async () => {
    const folder = await makeAppFolder({ plugin: { queue: 'bullmq' } });
    await expect(loadStrapi(folder)).rejects.toMatchObject({
      code: 'queue-package-missing',
      message: expect.stringContaining('npm install bullmq ioredis'),
    });
    await removeAppFolder(folder);
  });
});
