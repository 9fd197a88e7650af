import { PassThrough, Readable } from 'node:stream';

import { createSuperAdmin, type AdminClient } from '../support/admin';
import {
  describeOnSqlite,
  describeWithDatabases,
  startDatabaseServer,
  type DatabaseKind,
  type DatabaseServer,
} from '../support/databases';
import {
  clear,
  createProfile,
  NOTHING_GENERATED,
  people,
  profilesOf,
  runsOf,
  runText,
  uploadsOf,
} from '../support/runs';
import { createTestApp, type TestApp } from '../support/strapi';

const BASE = '/directory-connector/profiles';
const URL_SOURCE = {
  type: 'csv',
  delivery: 'url',
  url: 'https://hr.example.com/users.csv',
  auth: { type: 'basic', username: 'reader', password: 'S3cret-of-first' },
};

const tests = (kind: DatabaseKind | null): void => {
  let server: DatabaseServer | null = null;
  let app: TestApp;
  let admin: AdminClient;

  beforeAll(async () => {
    if (kind) server = await startDatabaseServer(kind);
    app = await createTestApp({ database: await server?.createDatabase() });
    admin = await createSuperAdmin(app);
  });
  afterEach(() => clear(app.strapi));
  afterAll(async () => {
    await app?.close();
    await server?.stop();
  });

  const open = async (id: string) => {
    const { body } = await admin.get(`${BASE}/${id}`).expect(200);
    const { version, problems: _p, createdAt: _c, updatedAt: _u, id: _i, ...view } = body.data;
    const { mailFailedAt: _m, ...file } = view;
    return { version: Number(version), file };
  };
  const save = (id: string, { version, file }: { version?: number; file: object }) =>
    admin.put(`${BASE}/${id}`).send({ ...file, version });

  it.each([
    ['a comment', { comment: 'by the other one' }, ['comment']],
    [
      'a limit and a mode',
      { limits: { removePercent: 5 }, mode: 'create-only' },
      ['mode', 'limits.removePercent'],
    ],
    [
      'the schedule',
      { schedule: { enabled: true, cron: '0 5 * * *' } },
      ['schedule.enabled', 'schedule.cron'],
    ],
    ['the template', { template: '{"identity":[]}' }, ['template']],
    [
      'a password',
      { source: { ...URL_SOURCE, auth: { ...URL_SOURCE.auth, password: 'S3cret-of-second' } } },
      ['source.password'],
    ],
  ])('refuses to undo %s that somebody else changed', async (_name, change, settings) => {
    const id = await createProfile(app.strapi, { source: URL_SOURCE });
    const mine = await open(id);
    const theirs = await open(id);
    await save(id, { ...theirs, file: { ...theirs.file, ...change } }).expect(200);

    const { body, text } = await save(id, {
      ...mine,
      file: { ...mine.file, preFilter: 'true' },
    }).expect(409);
    expect(body.error.details).toEqual({
      code: 'profile-changed',
      params: expect.any(Object),
      version: mine.version + 1,
      changes: [
        { version: mine.version + 1, at: expect.any(String), by: 'ada@example.com', settings },
      ],
    });
    expect(text).not.toContain('S3cret-of-second');
    const stored = await open(id);
    expect(stored).toMatchObject({ version: mine.version + 1, file: { preFilter: '' } });

    const over = { version: stored.version, file: { ...mine.file, preFilter: 'true' } };
    await save(id, over).expect(200);
    expect((await open(id)).file).toMatchObject({ preFilter: 'true', comment: mine.file.comment });
  });

  it('lets one of several win who save at the same time', async () => {
    const id = await createProfile(app.strapi);
    const { version, file } = await open(id);
    const saves = ['a', 'b', 'c', 'd'].map((comment) =>
      save(id, { version, file: { ...file, comment } })
    );
    const statuses = (await Promise.all(saves)).map(({ status }) => status);
    expect(statuses.toSorted()).toEqual([200, 409, 409, 409]);
    expect((await open(id)).version).toBe(version + 1);
  });

  it('counts no version where nothing was changed', async () => {
    const id = await createProfile(app.strapi);
    const read = await open(id);
    await save(id, read).expect(200);
    await save(id, { file: read.file }).expect(200);
    expect((await open(id)).version).toBe(read.version);
  });

  it('switches the schedule and nothing else', async () => {
    const id = await createProfile(app.strapi);
    const listed = await open(id);
    const changed = { ...listed.file, comment: 'later', preFilter: 'true' };
    await save(id, { ...listed, file: changed }).expect(200);
    const { body } = await admin.put(`${BASE}/${id}/schedule`).send({ enabled: true }).expect(200);
    expect(body.data).toMatchObject({
      comment: 'later',
      preFilter: 'true',
      schedule: { enabled: true },
    });
    const { body: refused } = await save(id, { version: listed.version + 1, file: changed }).expect(
      409
    );
    expect(refused.error.details.changes).toMatchObject([{ settings: ['schedule.enabled'] }]);
    await admin.put(`${BASE}/${id}/schedule`).send({ enabled: 'yes' }).expect(400);
    await admin.put(`${BASE}/${id}/schedule`).send({ enabled: false, comment: 'x' }).expect(400);
  });

  it('imports over what is stored, unless it is of another version', async () => {
    const id = await createProfile(app.strapi, { name: 'Portable' });
    const profiles = profilesOf(app.strapi);
    const file = await profiles.exportFile(id);
    expect(Object.keys(file)).not.toEqual(expect.arrayContaining(['version']));
    expect(file).not.toHaveProperty('changes');
    const first = await profiles.importFile({ ...file, comment: '1' }, { version: 1 });
    expect(first.profile).toMatchObject({ comment: '1', version: 2 });
    await expect(
      profiles.importFile({ ...file, comment: '2' }, { version: 1 })
    ).rejects.toMatchObject({ code: 'profile-changed', details: { version: 2 } });
    await expect(
      profiles.importFile({ ...file, name: 'Nobody' }, { version: 1 })
    ).rejects.toMatchObject({ code: 'profile-changed' });
    const last = await profiles.importFile({ ...file, comment: '3' });
    expect(last.profile).toMatchObject({ comment: '3', version: 3 });
  });

  describe('takes one of two files that are uploaded at the same time', () => {
    /** Begins an upload that ends when it is told to. */
    const begin = async (profile: string, name: string) => {
      const stream = new PassThrough();
      const done = uploadsOf(app.strapi).store(profile, name, stream);
      const table = app.strapi.db.connection('directory_connector_uploads');
      while ((await table.clone().where({ name })).length === 0);
      return async () => {
        stream.end(people(2));
        return done;
      };
    };

    it.each([
      ['first', ['a.csv', 'b.csv']],
      ['last', ['b.csv', 'a.csv']],
    ])(
      'whichever came to its end first, even begun %s',
      async (_name, [winner = '', loser = '']) => {
        const id = await createProfile(app.strapi);
        const endOf = { 'a.csv': await begin(id, 'a.csv'), 'b.csv': await begin(id, 'b.csv') };
        expect((await endOf[winner as 'a.csv']()).name).toBe(winner);
        await expect(endOf[loser as 'a.csv']()).rejects.toMatchObject({
          code: 'upload-superseded',
          message: expect.stringContaining(winner),
        });
        expect((await uploadsOf(app.strapi).current(id))?.name).toBe(winner);
        expect(await app.strapi.db.connection('directory_connector_uploads')).toHaveLength(1);
        await (
          await begin(id, 'c.csv')
        )();
        expect((await uploadsOf(app.strapi).current(id))?.name).toBe('c.csv');
      }
    );

    it('and none whose profile is deleted meanwhile', async () => {
      const id = await createProfile(app.strapi);
      const end = await begin(id, 'late.csv');
      await profilesOf(app.strapi).remove(id);
      await expect(end()).rejects.toThrow('There is no');
      expect(await app.strapi.db.connection('directory_connector_uploads')).toEqual([]);
    });
  });

  it('deletes a profile or starts its run, but never both', async () => {
    for (let round = 0; round < 8; round += 1) {
      const id = await createProfile(app.strapi, NOTHING_GENERATED);
      await uploadsOf(app.strapi).store(id, 'a.csv', Readable.from([people(2)]));
      const remove = () => profilesOf(app.strapi).remove(id);
      const start = () =>
        runsOf(app.strapi).start({ profileId: id, kind: 'run', trigger: 'manual' });
      const [first, second] = round % 2 === 0 ? [start, remove] : [remove, start];
      const [one, other] = await Promise.allSettled([first(), second()]);
      const [started, removed] = round % 2 === 0 ? [one, other] : [other, one];
      expect([started.status, removed.status].toSorted()).toEqual(['fulfilled', 'rejected']);
      if (started.status === 'fulfilled') {
        const run = started.value as Awaited<ReturnType<typeof start>>;
        expect(await run.done).toMatchObject({ status: 'succeeded' });
        expect(removed).toMatchObject({ reason: { code: 'run-active' } });
        await remove();
      } else {
        expect(started.reason).toMatchObject({ name: 'NotFoundError' });
      }
      expect(await app.strapi.db.connection('directory_connector_runs')).toEqual([]);
    }
  });

  describe('lists a profile that does not fit any more as broken', () => {
    const spoil = (id: string, columns: Record<string, unknown>) =>
      app.strapi.db
        .connection('directory_connector_profiles')
        .where({ document_id: id })
        .update(columns);

    it.each([
      ['mode', { mode: 'sideways' }],
      ['source', { source: JSON.stringify({ type: 'carrier-pigeon' }) }],
      ['limits', { limits: JSON.stringify({ removePercent: 'many' }) }],
      ['match', { match: JSON.stringify(['username']) }],
      [
        'schedule',
        { schedule: JSON.stringify({ enabled: true, cron: 'now and then', timezone: 'UTC' }) },
      ],
      ['variables', { variables: JSON.stringify([{ name: 'x' }]) }],
    ])('for its %s, and goes on with the others', async (setting, columns) => {
      const id = await createProfile(app.strapi, { comment: 'kept' });
      const whole = await createProfile(app.strapi, { schedule: { enabled: true } });
      await spoil(id, columns);

      const { body } = await admin.get(BASE).expect(200);
      const broken = body.data.find((profile: { id: string }) => profile.id === id);
      expect(broken).toMatchObject({ comment: 'kept', nextRunAt: null });
      expect(broken.problems[0].path[0]).toBe(setting);
      const other = body.data.find((profile: { id: string }) => profile.id === whole);
      expect(other).toMatchObject({ problems: [], nextRunAt: expect.any(String) });
      expect(await profilesOf(app.strapi).enabledSchedules()).toMatchObject([{ id: whole }]);

      for (const action of ['run', 'test']) {
        const { body: refused } = await admin.post(`${BASE}/${id}/${action}`).expect(409);
        expect(refused.error).toMatchObject({
          message: expect.stringContaining(setting),
          details: { code: 'profile-broken' },
        });
      }
      await admin.post(`${BASE}/${id}/clone`).expect(409);
      await admin.get(`${BASE}/${id}/export`).expect(409);
      expect(await runText(app.strapi, whole, people(1))).toMatchObject({ status: 'succeeded' });

      const { version, file } = await open(id);
      const mended = { ...file, schedule: { enabled: false } };
      await save(id, { version, file: mended }).expect(200);
      expect((await profilesOf(app.strapi).find(id)).problems).toEqual([]);
      await spoil(id, columns);
      await profilesOf(app.strapi).importFile(mended);
      expect((await profilesOf(app.strapi).find(id)).problems).toEqual([]);
      await spoil(id, columns);
      await admin.delete(`${BASE}/${id}`).expect(204);
    });

    it('when Strapi starts', async () => {
      const id = await createProfile(app.strapi, { name: 'Spoilt' });
      await spoil(id, { mode: 'sideways', generate: JSON.stringify(7) });
      await app.restart();
      const [listed] = await profilesOf(app.strapi).list();
      expect(listed).toMatchObject({ name: 'Spoilt', mode: 'create-update-remove' });
      expect(listed?.problems.map(({ path }) => path.join('.'))).toEqual(['mode', 'generate']);
    });
  });
};

describeOnSqlite('profiles that several people work on', () => tests(null));
describeWithDatabases('profiles that several people work on', tests, 'long');
