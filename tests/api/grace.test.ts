import { createSuperAdmin, type AdminClient } from '../support/admin';
import {
  clear,
  createProfile,
  NOTHING_GENERATED,
  reportOf,
  runsOf,
  runStored,
  runText,
} from '../support/runs';
import { createTestApp, type TestApp } from '../support/strapi';
import { rowsOf, type Cells } from '../support/tables';
import { until } from '../support/until';
import { serve, stopServers } from '../unit/sources/server';

const BASE = '/directory-connector';
const CONTENT = '/content-manager/collection-types/plugin::directory-connector.user';
const DAY_MS = 86_400_000;
const csv = (...names: string[]): string =>
  ['username,displayname', ...names.map((name) => `${name},${name} Doe`), ''].join('\n');

describe('what becomes of people whom the source no longer has', () => {
  let app: TestApp;
  let admin: AdminClient;
  let address: string;
  let text = '';

  beforeAll(async () => {
    app = await createTestApp({ plugin: { network: { allowedHosts: ['127.0.0.1'] } } });
    admin = await createSuperAdmin(app);
    address = await serve((request, response) => {
      const etag = `"${text.length}"`;
      const isKnown = request.headers['if-none-match'] === etag;
      response.writeHead(isKnown ? 304 : 200, { etag }).end(isKnown ? undefined : text);
    });
  });
  afterEach(() => clear(app.strapi));
  afterAll(async () => {
    await stopServers();
    await app.close();
  });

  const profileWith = (settings: Record<string, unknown>) =>
    createProfile(app.strapi, { ...NOTHING_GENERATED, ...settings });
  const run = (profile: string, ...names: string[]) => runText(app.strapi, profile, csv(...names));
  const bob = async (): Promise<Cells | undefined> =>
    (await rowsOf(app.strapi, 'directory_users')).find(({ username }) => username === 'bob');
  const originOf = async (record: Cells | undefined) => {
    const { body } = await admin
      .get(`${BASE}/records/user/${String(record?.document_id)}/origin`)
      .expect(200);
    return body.data;
  };
  const edit = async (record: Cells | undefined, data: object) =>
    admin
      .put(`${CONTENT}/${String(record?.document_id)}`)
      .send(data)
      .expect(200);

  /** As if whoever is disabled had been so for longer, and the profile were as old. */
  const pass = async (days: number): Promise<void> => {
    const { connection } = app.strapi.db;
    const earlier = (column: string) => connection.raw('?? - ?', [column, days * DAY_MS]);
    await connection('directory_users')
      .whereNotNull('connector_missing_since_ms')
      .update({ connector_missing_since_ms: earlier('connector_missing_since_ms') });
    await connection('directory_connector_profiles').update({
      created_at_ms: earlier('created_at_ms'),
      saved_at_ms: earlier('saved_at_ms'),
    });
  };

  it('is read from a file as older versions wrote it, and written in one form', async () => {
    const file = { source: { type: 'csv', delivery: 'upload' }, missing: 'disable' };
    const { body } = await admin
      .post(`${BASE}/profiles`)
      .send({ name: 'Older', ...file })
      .expect(201);
    const whole = { do: 'disable', removeAfterDays: null, afterRuns: 1 };
    expect(body.data.missing).toEqual(whole);
    const exported = await admin.get(`${BASE}/profiles/${body.data.id}/export`).expect(200);
    expect((exported.body.data ?? exported.body).missing).toEqual(whole);
    await app.strapi.db
      .connection('directory_connector_profiles')
      .update({ missing: 'disable', version: 1 });
    const stored = await admin.get(`${BASE}/profiles/${body.data.id}`).expect(200);
    expect(stored.body.data).toMatchObject({ missing: whole, problems: [] });
  });

  it('has days only where they are disabled', async () => {
    const { body } = await admin
      .post(`${BASE}/profiles`)
      .send({
        name: 'Wrong',
        source: { type: 'csv', delivery: 'upload' },
        missing: { do: 'remove', removeAfterDays: 30 },
      })
      .expect(400);
    expect(body.error.details.errors).toMatchObject([
      { path: ['missing', 'removeAfterDays'], code: 'invalid-value' },
    ]);
  });

  it('is nothing before they were missing in as many runs, also of a file that does not change', async () => {
    text = csv('ann', 'bob');
    const profile = await profileWith({
      source: { type: 'csv', delivery: 'url', url: `${address}/people.csv` },
      missing: { do: 'remove', afterRuns: 3 },
    });
    await runStored(app.strapi, profile);
    expect(await runStored(app.strapi, profile)).toMatchObject({ notModified: true });
    text = csv('ann');
    const test = await runStored(app.strapi, profile, 'test');
    expect(test).toMatchObject({ user: { update: 1, remove: 0 } });
    expect((await originOf(await bob())).missingRuns).toBeNull();
    for (const found of [1, 2]) {
      expect(await runStored(app.strapi, profile)).toMatchObject({
        status: 'succeeded',
        notModified: false,
        user: { update: 1, remove: 0 },
      });
      expect((await originOf(await bob())).missingRuns).toEqual({ found, needed: 3 });
    }
    expect(await runStored(app.strapi, profile)).toMatchObject({ user: { remove: 1 } });
    expect(await bob()).toBeUndefined();
    expect(await runStored(app.strapi, profile)).toMatchObject({ notModified: true });
  });

  it('is no matter of runs of one person, after which a file is read again', async () => {
    text = csv('ann', 'bob', 'cyd');
    const profile = await profileWith({
      source: { type: 'csv', delivery: 'url', url: `${address}/people.csv` },
      missing: { do: 'remove', afterRuns: 2 },
      limits: { removePercent: null },
    });
    const sync = async (value: string) => {
      const person = { type: null, by: null, value };
      const request = { profileId: profile, kind: 'run', trigger: 'manual', person } as const;
      const { id, done } = await runsOf(app.strapi).start(request);
      await done;
      return reportOf(app.strapi, id);
    };
    await runStored(app.strapi, profile);
    expect(await sync('ann')).toMatchObject({ notModified: false, user: { unchanged: 1 } });
    expect(await runStored(app.strapi, profile)).toMatchObject({ notModified: false });
    expect(await runStored(app.strapi, profile)).toMatchObject({ notModified: true });
    text = csv('ann');
    await runStored(app.strapi, profile);
    expect(await sync('ann')).toMatchObject({ status: 'succeeded', user: { update: 0 } });
    expect(await sync('bob')).toMatchObject({ error: { code: 'person-not-found' } });
    expect((await originOf(await bob())).missingRuns).toEqual({ found: 1, needed: 2 });
    text = csv('ann', 'bob', 'x');
    expect(await sync('bob')).toMatchObject({ user: { update: 1 } });
    expect((await originOf(await bob())).missingRuns).toBeNull();
    text = csv('ann', 'x');
    expect(await runStored(app.strapi, profile)).toMatchObject({ user: { remove: 1 } });
    expect((await originOf(await bob())).missingRuns).toEqual({ found: 1, needed: 2 });
  });

  it('is that they are disabled, and removed when their days are over', async () => {
    const profile = await profileWith({ missing: { do: 'disable', removeAfterDays: 30 } });
    await run(profile, 'ann', 'bob');
    expect(await run(profile, 'ann')).toMatchObject({ user: { update: 1, remove: 0 } });
    const { missingSince, removedAt } = await originOf(await bob());
    expect(Date.parse(removedAt) - Date.parse(missingSince)).toBe(30 * DAY_MS);
    await pass(29);
    expect(await run(profile, 'ann')).toMatchObject({ user: { update: 0, remove: 0 } });
    await pass(1);
    expect(await run(profile, 'ann')).toMatchObject({ status: 'succeeded', user: { remove: 1 } });
  });

  it('is that they stay, with what is theirs, where a person enables them before a held removal is approved', async () => {
    const profile = await profileWith({
      missing: { do: 'disable', removeAfterDays: 30 },
      limits: { removeCount: 1 },
    });
    await run(profile, 'ann', 'bob', 'cid');
    await runText(app.strapi, profile, csv('ann'), { approve: true });
    await pass(31);
    const held = await run(profile, 'ann');
    expect(held.status).toBe('held');
    await edit(await bob(), { enabled: true });
    await admin.post(`${BASE}/runs/${held.id}/approve`).send({ confirm: held.profile }).expect(202);
    await until(async () => (await reportOf(app.strapi, held.id)).status !== 'running');
    expect(await reportOf(app.strapi, held.id)).toMatchObject({
      status: 'succeeded-with-errors',
      user: { remove: 1 },
      issues: expect.arrayContaining([expect.objectContaining({ code: 'changed-meanwhile' })]),
    });
    expect(await bob()).toMatchObject({ enabled: 1 });
    const entries = await rowsOf(app.strapi, 'directory_phonebook_entries');
    expect(entries.map((row) => row.display_name)).toEqual(['ann Doe', 'bob Doe']);
  });

  it('is not that they are removed at once because the days were set later', async () => {
    const profile = await profileWith({ missing: 'disable' });
    await run(profile, 'ann', 'bob');
    await run(profile, 'ann');
    await pass(100);
    const { body } = await admin.get(`${BASE}/profiles/${profile}/export`).expect(200);
    const missing = { do: 'disable', removeAfterDays: 30, afterRuns: 1 };
    await admin
      .put(`${BASE}/profiles/${profile}`)
      .send({ ...(body.data ?? body), missing })
      .expect(200);
    expect(await run(profile, 'ann')).toMatchObject({ user: { update: 0, remove: 0 } });
    const { removedAt } = await originOf(await bob());
    expect(Date.parse(removedAt) - Date.now()).toBeGreaterThan(29 * DAY_MS);
  });

  it('leaves disabled whom a person has disabled meanwhile, when they return', async () => {
    const profile = await profileWith({ missing: 'disable' });
    await run(profile, 'ann', 'bob');
    await run(profile, 'ann');
    await edit(await bob(), { enabled: true });
    expect(await run(profile, 'ann')).toMatchObject({ user: { update: 0 } });
    await edit(await bob(), { enabled: false });
    expect(await run(profile, 'ann', 'bob')).toMatchObject({ status: 'succeeded' });
    expect(await bob()).toMatchObject({ enabled: 0, connector_missing_since_ms: null });
    await edit(await bob(), { enabled: true });
    await run(profile, 'ann');
    await run(profile, 'ann', 'bob');
    expect(await bob()).toMatchObject({ enabled: 1 });
  });

  it('is counted from when a person disabled them last, and nothing for who is protected', async () => {
    const profile = await profileWith({ missing: { do: 'disable', removeAfterDays: 30 } });
    await run(profile, 'ann', 'bob');
    await run(profile, 'ann');
    await edit(await bob(), { enabled: true });
    await pass(100);
    await edit(await bob(), { enabled: false });
    expect(await run(profile, 'ann')).toMatchObject({ user: { update: 0, remove: 0 } });
    const { removedAt } = await originOf(await bob());
    expect(Date.parse(removedAt) - Date.now()).toBeGreaterThan(29 * DAY_MS);
    await edit(await bob(), { protected: true });
    expect((await originOf(await bob())).removedAt).toBeNull();
  });

  it('is nothing where they are kept, or where the profile only updates', async () => {
    const profile = await profileWith({ missing: { do: 'keep' } });
    await run(profile, 'ann', 'bob');
    expect(await run(profile, 'ann')).toMatchObject({ user: { update: 0, remove: 0 } });
    const updating = await profileWith({ mode: 'update-only', ownedByOthers: 'update' });
    const report = await run(updating, 'cid', 'bob');
    expect(report).toMatchObject({
      status: 'succeeded',
      user: { create: 0, remove: 0 },
      issues: [{ code: 'nobody-new', severity: 'info' }],
    });
    expect(await rowsOf(app.strapi, 'directory_users')).toHaveLength(2);
  });
});
