import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { Core } from '@strapi/strapi';

import { rounds } from '../support/rounds';
import { clear, createProfile, profilesOf, runsOf, scheduleOf } from '../support/runs';
import type { ConnectorError } from '../../server/src/utils/errors';
import { startSecondInstance } from '../support/second-instance';
import { createTestApp, cronTasks, loadStrapi, type TestApp } from '../support/strapi';

const NEVER_SOON = { enabled: true, cron: '0 3 29 2 *', timezone: 'Europe/Berlin' };
const SOURCE = { type: 'csv', delivery: 'url', url: 'https://127.0.0.1:1/x.csv' };
/** How many times of a schedule two instances compete for. */
const SLOTS = rounds(2, 5);

describe('schedules', () => {
  let app: TestApp;
  let strapi: Core.Strapi;

  beforeAll(async () => {
    const network = { retries: 0, allowedHosts: ['127.0.0.1'], timeoutSeconds: 3600 };
    app = await createTestApp({ plugin: { network } });
    strapi = app.strapi;
  });
  afterEach(() => clear(strapi));
  afterAll(async () => {
    await app.close();
    expect(cronTasks().size).toBe(0);
  });

  const tasks = () => [...cronTasks().values()];
  const patterns = () => tasks().map((task) => task.getPattern());
  const scheduled = (schedule: object = NEVER_SOON) =>
    createProfile(strapi, { source: SOURCE, schedule });
  const change = async (id: string, changes: object) => {
    const file = await profilesOf(strapi).exportFile(id);
    await profilesOf(strapi).update(id, { ...file, ...changes });
  };
  const history = async () => (await runsOf(strapi).find({ page: 1, pageSize: 10 })).results;
  const idle = async () => {
    for (;;) {
      const runs = await history();
      if (runs.every(({ status }) => status !== 'running')) return runs;
      await new Promise((resolve) => setImmediate(resolve));
    }
  };

  it('follow their profiles when these are made, changed, disabled and removed', async () => {
    expect(patterns()).toEqual([]);
    const id = await scheduled();
    await createProfile(strapi, { source: SOURCE, schedule: { ...NEVER_SOON, enabled: false } });
    expect(patterns()).toEqual(['0 3 29 2 *']);
    const [first] = tasks();
    await change(id, { comment: 'something else' });
    expect(tasks()).toEqual([first]);
    await change(id, { schedule: { ...NEVER_SOON, cron: '0 4 29 2 *' } });
    expect(patterns()).toEqual(['0 4 29 2 *']);
    await change(id, { schedule: { ...NEVER_SOON, enabled: false } });
    expect(patterns()).toEqual([]);
    await change(id, { schedule: NEVER_SOON });
    expect(patterns()).toEqual(['0 3 29 2 *']);
    await profilesOf(strapi).remove(id);
    expect(patterns()).toEqual([]);
  });

  it('are in the time zone of the profile', async () => {
    await scheduled({ enabled: true, cron: '30 2 * * *', timezone: 'Asia/Kolkata' });
    expect(tasks()[0]?.getNextRun()?.toISOString()).toMatch(/T21:00:00\.000Z$/);
    const { next } = scheduleOf(strapi);
    const times = next({ cron: '30 2 * * *', timezone: 'Asia/Kolkata' }, 2);
    expect(times[0]).toBe(tasks()[0]?.getNextRun()?.toISOString());
    expect(times).toHaveLength(2);
  });

  it('start a run, once for each time', async () => {
    await scheduled();
    const [task] = tasks();
    await Promise.all([task?.execute(), task?.execute()]);
    await task?.execute();
    const runs = await idle();
    const slots = new Set(
      (await strapi.db.query('plugin::directory-connector.connector-run').findMany({})).map(
        ({ slot }: { slot: string }) => slot
      )
    );
    expect(runs.length).toBe(slots.size);
    expect(runs[0]).toMatchObject({
      trigger: 'schedule',
      kind: 'run',
      startedBy: null,
      status: 'failed',
    });
  });

  it('wait for a run that has the profile, and follow it', async () => {
    const silent = createServer(() => undefined);
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    try {
      const url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}/people.csv`;
      const id = await createProfile(strapi, {
        source: { ...SOURCE, url },
        schedule: NEVER_SOON,
      });
      const request = { profileId: id, kind: 'run', trigger: 'manual' } as const;
      const first = await runsOf(strapi).start(request);
      await tasks()[0]?.execute();
      expect(await history()).toHaveLength(1);
      await runsOf(strapi).cancel(first.id);
      while ((await history()).length < 2) await new Promise((resolve) => setTimeout(resolve, 50));
      const [second] = await history();
      expect(second).toMatchObject({ trigger: 'schedule', status: 'running' });
      await runsOf(strapi).cancel(second?.id ?? '');
      await idle();
    } finally {
      silent.closeAllConnections();
      silent.close();
    }
  });

  it('do not start what another instance has disabled or removed meanwhile', async () => {
    const id = await scheduled();
    const [task] = tasks();
    await strapi.db
      .query('plugin::directory-connector.connector-profile')
      .update({ where: { documentId: id }, data: { schedule: { ...NEVER_SOON, enabled: false } } });
    await task?.execute();
    expect(await history()).toEqual([]);
    expect(patterns()).toEqual([]);
  });

  it('run on one of two instances only', async () => {
    const id = await scheduled();
    const second = await startSecondInstance(app.folder);
    try {
      for (let minute = 10; minute < 10 + SLOTS; minute += 1) {
        const slot = `${id}@2026-03-01T02:${minute}Z`;
        const request = { profileId: id, kind: 'run', trigger: 'schedule', slot } as const;
        const here = runsOf(strapi)
          .start(request)
          .then(
            async ({ done }) => (await done).status,
            (error: ConnectorError) => error.code
          );
        const both = await Promise.all([here, second.start(request)]);
        expect(both.sort()).toEqual(['failed', 'slot-taken']);
      }
      expect(await history()).toHaveLength(SLOTS);
    } finally {
      await second.stop();
    }
  });

  it('are gone after the end of Strapi, and back after its start', async () => {
    await scheduled();
    await app.strapi.destroy();
    expect(cronTasks().size).toBe(0);
    app.strapi = await loadStrapi(app.folder);
    strapi = app.strapi;
    expect(patterns()).toEqual(['0 3 29 2 *']);
  });
});

describe('an instance without schedules', () => {
  it('starts no job', async () => {
    const app = await createTestApp({ plugin: { schedules: false } });
    await createProfile(app.strapi, { source: SOURCE, schedule: NEVER_SOON });
    expect(cronTasks().size).toBe(0);
    await app.close();
  });
});
