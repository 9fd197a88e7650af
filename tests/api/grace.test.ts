import { createSuperAdmin, type AdminClient } from '../support/admin';
import { csv, DAY_MS, leaving, testMissing } from '../support/missing';
import { clear, reportOf, runsOf, runStored, runText } from '../support/runs';
import { createTestApp, type TestApp } from '../support/strapi';
import { rowsOf } from '../support/tables';
import { until } from '../support/until';
import { serve, stopServers } from '../unit/sources/server';

const BASE = '/directory-connector';

/** A file at an address, which says whether it has changed. */
const changingFile = () => {
  let address = '';
  let text = '';
  return {
    begin: async (): Promise<void> => {
      address = await serve((request, response) => {
        const etag = `"${text.length}"`;
        const isKnown = request.headers['if-none-match'] === etag;
        response.writeHead(isKnown ? 304 : 200, { etag }).end(isKnown ? undefined : text);
      });
    },
    end: stopServers,
    has: (...names: string[]): void => {
      text = csv(...names);
    },
    source: () => ({ type: 'csv', delivery: 'url', url: `${address}/people.csv` }),
  };
};

describe('what becomes of people whom the source no longer has', () => {
  let app: TestApp;
  let admin: AdminClient;
  const file = changingFile();

  beforeAll(async () => {
    app = await createTestApp({ plugin: { network: { allowedHosts: ['127.0.0.1'] } } });
    admin = await createSuperAdmin(app);
    await file.begin();
  });
  afterEach(() => clear(app.strapi));
  afterAll(async () => {
    await file.end();
    await app.close();
  });

  const { profileWith, run, bob, originOf, edit, pass } = leaving(
    () => app,
    () => admin
  );

  testMissing(
    () => app,
    () => admin
  );

  it('is read from a file as older versions wrote it, and written in one form', async () => {
    const older = { source: { type: 'csv', delivery: 'upload' }, missing: 'disable' };
    const { body } = await admin
      .post(`${BASE}/profiles`)
      .send({ name: 'Older', ...older })
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

  it('is nothing before they were missing in as many runs of a file that does not change', async () => {
    file.has('ann', 'bob');
    const profile = await profileWith({
      source: file.source(),
      missing: { do: 'remove', afterRuns: 2 },
    });
    await runStored(app.strapi, profile);
    expect(await runStored(app.strapi, profile)).toMatchObject({ notModified: true });
    file.has('ann');
    expect(await runStored(app.strapi, profile)).toMatchObject({
      status: 'succeeded',
      notModified: false,
      user: { update: 1, remove: 0 },
    });
    expect(await runStored(app.strapi, profile)).toMatchObject({ user: { remove: 1 } });
    expect(await bob()).toBeUndefined();
    expect(await runStored(app.strapi, profile)).toMatchObject({ notModified: true });
  });

  it('is no matter of runs of one person, after which a file is read again', async () => {
    file.has('ann', 'bob', 'cyd');
    const profile = await profileWith({
      source: file.source(),
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
    file.has('ann');
    await runStored(app.strapi, profile);
    expect(await sync('ann')).toMatchObject({ status: 'succeeded', user: { update: 0 } });
    expect(await sync('bob')).toMatchObject({ error: { code: 'person-not-found' } });
    expect((await originOf(await bob())).missingRuns).toEqual({ found: 1, needed: 2 });
    file.has('ann', 'bob', 'x');
    expect(await sync('bob')).toMatchObject({ user: { update: 1 } });
    expect((await originOf(await bob())).missingRuns).toBeNull();
    file.has('ann', 'x');
    expect(await runStored(app.strapi, profile)).toMatchObject({ user: { remove: 1 } });
    expect((await originOf(await bob())).missingRuns).toEqual({ found: 1, needed: 2 });
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
});
