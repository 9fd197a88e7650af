import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { Core } from '@strapi/strapi';

import { catchLog } from '../support/logs';
import { catchMails } from '../support/mails';
import { rounds } from '../support/rounds';
import {
  alarmsOf,
  clear,
  createProfile,
  people,
  profilesOf,
  runsOf,
  runText,
  scheduleOf,
  storageOf,
} from '../support/runs';
import type { RunEntity } from '../../server/src/storage/runs/run-entities';
import type { ProfileListItem } from '../../shared/contracts/profiles';
import type { ConnectorError } from '../../server/src/utils/errors';
import { startSecondInstance } from '../support/second-instance';
import {
  answerOf,
  createTestApp,
  cronTasks,
  loadStrapi,
  makeStrapi,
  type TestApp,
} from '../support/strapi';
import { until } from '../support/until';

const RUN = 'plugin::directory-connector.connector-run';
const PROFILE = 'plugin::directory-connector.connector-profile';
const DAY_MS = 86_400_000;
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
    await until(async () => (await history()).every(({ status }) => status !== 'running'));
    return history();
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
      await until(async () => (await history()).length >= 2);
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

  describe('after failures', () => {
    const failing = { enabled: true, cron: '0 * * * *', timezone: 'UTC' };
    const notify = { emails: ['ops@example.com'] };
    const fail = async (profileId: string, times: number, from = 0) => {
      for (let hour = from; hour < from + times; hour += 1) {
        const slot = `${profileId}@2026-03-01T${10 + hour}:00Z`;
        const request = { profileId, kind: 'run', trigger: 'schedule', slot } as const;
        await (
          await runsOf(strapi).start(request)
        ).done;
      }
    };
    const listed = async (id: string) => {
      const { json } = await answerOf(strapi, ['list']);
      return (json as ProfileListItem[]).find((profile) => profile.id === id);
    };

    it('leave slots out, then rest, until somebody says that they go on', async () => {
      const post = catchMails(strapi);
      const id = await createProfile(strapi, { source: SOURCE, schedule: failing, notify });
      const [task] = tasks();
      await fail(id, 2);
      expect(await listed(id)).toMatchObject({ failures: 2, pace: 'usual' });
      await fail(id, 3, 2);
      expect(await listed(id)).toMatchObject({ failures: 5, pace: 'stretched' });
      await task?.execute();
      expect((await idle())[0]).toMatchObject({ status: 'failed' });
      expect(await history()).toHaveLength(5);
      await fail(id, 5, 5);
      expect(await listed(id)).toMatchObject({
        failures: 10,
        pace: 'quarantined',
        nextRunAt: null,
      });
      await task?.execute();
      await idle();
      expect(await strapi.db.query(RUN).count()).toBe(10);
      expect(post.subjects()).toEqual(['failed', 'is no longer run by its schedule']);
      await fail(id, 1, 10);
      expect(post.mails).toHaveLength(2);
      post.end();

      await profilesOf(strapi).resume(id, 'ada@example.com');
      expect(await listed(id)).toMatchObject({ failures: 0, pace: 'usual' });
      await task?.execute();
      await idle();
      expect(await strapi.db.query(RUN).count()).toBe(12);
    });

    it('go on once a run by hand succeeds, or the profile is changed', async () => {
      const id = await createProfile(strapi, { schedule: { ...failing, enabled: false } });
      const failed = () => runText(strapi, id, '', { trigger: 'schedule' });
      for (let count = 0; count < 3; count += 1) await failed();
      expect(await listed(id)).toMatchObject({ failures: 3 });
      await runText(strapi, id, '');
      expect(await listed(id)).toMatchObject({ failures: 3 });
      await runText(strapi, id, people(2));
      expect(await listed(id)).toMatchObject({ failures: 0 });
      await failed();
      await change(id, { comment: 'mended' });
      expect(await listed(id)).toMatchObject({ failures: 0 });
    });
  });

  describe('whose runs do not succeed', () => {
    const daily = { enabled: true, cron: '0 2 * * *', timezone: 'UTC' };
    const notify = { emails: ['ops@example.com'], language: 'de' };
    const saveBefore = async (id: string, days: number) => {
      const savedAtMs = (await storageOf(strapi).now()) - days * DAY_MS;
      await strapi.db.query(PROFILE).update({ where: { documentId: id }, data: { savedAtMs } });
    };
    const heard = (name: string) => {
      const events: unknown[] = [];
      const off = strapi.eventHub.on(name, async (event: unknown) => {
        events.push(event);
      }) as () => void;
      return { events, off };
    };

    it('are overdue once, and until one succeeds', async () => {
      const post = catchMails(strapi);
      const overdue = heard('directory-connector.overdue');
      const recovered = heard('directory-connector.recovered');
      const id = await createProfile(strapi, {
        name: 'Late',
        schedule: { ...daily, enabled: false },
        notify,
      });
      const on = { schedule: JSON.stringify(daily) };
      await strapi.db
        .connection('directory_connector_profiles')
        .where({ document_id: id })
        .update(on);
      const look = () => alarmsOf(strapi).lookForOverdue();
      await look();
      expect(post.mails).toEqual([]);
      await saveBefore(id, 3);
      await look();
      await look();
      expect(post.subjects()).toEqual([expect.stringMatching(/überfällig$/)]);
      expect(post.mails[0]?.text).toContain(`/admin/plugins/directory-connector/profiles/${id}`);
      expect(overdue.events).toEqual([{ profile: { id, name: 'Late' }, lastSuccessAt: null }]);
      await runText(strapi, id, people(2));
      await runText(strapi, id, people(2));
      expect(post.mails).toHaveLength(2);
      expect(recovered.events).toMatchObject([{ run: { profileId: id }, over: ['overdue'] }]);
      overdue.off();
      recovered.off();
      post.end();
    });

    it('tell once, of however many that find the same at a time', async () => {
      const post = catchMails(strapi);
      const id = await createProfile(strapi);
      const { id: run } = await runText(strapi, id, '');
      await change(id, { notify });
      const entity: RunEntity = await strapi.db.query(RUN).findOne({ where: { documentId: run } });
      const tell = (status: RunEntity['status']) =>
        Promise.all(Array.from({ length: 8 }, () => alarmsOf(strapi).ended({ ...entity, status })));
      const recovered = heard('directory-connector.recovered');
      await tell('failed');
      expect(post.subjects()).toEqual([expect.stringMatching(/fehlgeschlagen$/)]);
      await tell('succeeded');
      expect(post.mails).toHaveLength(2);
      expect(recovered.events).toHaveLength(1);
      recovered.off();
      post.end();
    });

    it('tell again what could not be sent, and the profile says so until it could', async () => {
      let isDown = true;
      const post = catchMails(strapi, () => isDown);
      const warned = catchLog(strapi, ['warn']);
      const id = await createProfile(strapi, { notify });
      await runText(strapi, id, '');
      expect(await profilesOf(strapi).find(id)).toMatchObject({ mailFailedAt: expect.any(String) });
      const lines = warned.lines.join('\n');
      warned.end();
      expect(lines).toContain('EAUTH');
      expect(lines).not.toMatch(/S3cret|\n\s+at /);
      isDown = false;
      await runText(strapi, id, '');
      await runText(strapi, id, '');
      expect(post.mails).toHaveLength(1);
      expect(await profilesOf(strapi).find(id)).toMatchObject({ mailFailedAt: null });
      post.end();
    });

    it('wait for fourteen days where they are held, and then expire', async () => {
      const events = [heard('directory-connector.started'), heard('directory-connector.held')];
      const id = await createProfile(strapi, { name: 'Held' });
      await runText(strapi, id, people(20));
      const held = await runText(strapi, id, people(2));
      events.forEach(({ off }) => off());
      expect(events.map(({ events: { length } }) => length)).toEqual([2, 1]);
      const { expireHeld } = runsOf(strapi);
      const now = await storageOf(strapi).now();
      const old = { finishedAtMs: now - 15 * DAY_MS };
      await strapi.db.query(RUN).update({ where: { documentId: held.id }, data: old });
      await expireHeld();
      expect(await runsOf(strapi).report(held.id)).toMatchObject({ status: 'held' });
      const store = strapi.store({ type: 'plugin', name: 'directory-connector' });
      await store.set({ key: 'held-runs-expire-since', value: now - 14 * DAY_MS });
      await expireHeld();
      expect(await runsOf(strapi).report(held.id)).toMatchObject({
        status: 'expired',
        error: { code: 'expired', params: { days: 14, held: 'limit-exceeded' } },
      });
      await expect(runsOf(strapi).approve(held.id, null)).rejects.toMatchObject({
        code: 'not-held',
      });
      const plan = await strapi.db.query('plugin::directory-connector.plan-block').findMany({});
      expect(plan.map(({ payload }: { payload: unknown }) => payload)).toEqual(
        plan.map(() => null)
      );
      expect(await strapi.db.query('plugin::directory-connector.user').count()).toBe(20);
    });
  });

  it('are gone after the end of Strapi, and back after its start', async () => {
    await scheduled();
    await app.strapi.destroy();
    expect(cronTasks().size).toBe(0);
    app.strapi = await loadStrapi(app.folder);
    strapi = app.strapi;
    expect(patterns()).toEqual(['0 3 29 2 *']);
  });

  it('are those of servers, not of commands such as "strapi export", which load the app as well', async () => {
    const id = await scheduled();
    await app.strapi.destroy();
    app.strapi = makeStrapi(app.folder);
    strapi = app.strapi;
    await strapi.load();
    expect(cronTasks().size).toBe(0);
    await change(id, { comment: 'what a script of the app does' });
    expect(cronTasks().size).toBe(0);
    strapi.server.listen(0, '127.0.0.1');
    while (cronTasks().size === 0) await new Promise((resolve) => setImmediate(resolve));
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
