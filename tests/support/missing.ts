import type { AdminClient } from './admin';
import { createProfile, NOTHING_GENERATED, runText } from './runs';
import type { TestApp } from './strapi';
import { rowsOf, type Cells } from './tables';

const BASE = '/directory-connector';
const CONTENT = '/content-manager/collection-types/plugin::directory-connector.user';
export const DAY_MS = 86_400_000;

export const csv = (...names: string[]): string =>
  ['username,displayname', ...names.map((name) => `${name},${name} Doe`), ''].join('\n');

/** What people do about somebody whom the source no longer has. */
export const leaving = (appOf: () => TestApp, adminOf: () => AdminClient) => ({
  profileWith: (settings: Record<string, unknown>) =>
    createProfile(appOf().strapi, { ...NOTHING_GENERATED, ...settings }),
  run: (profile: string, ...names: string[]) => runText(appOf().strapi, profile, csv(...names)),
  bob: async (): Promise<Cells | undefined> =>
    (await rowsOf(appOf().strapi, 'directory_users')).find(({ username }) => username === 'bob'),
  originOf: async (record: Cells | undefined) => {
    const { body } = await adminOf()
      .get(`${BASE}/records/user/${String(record?.document_id)}/origin`)
      .expect(200);
    return body.data;
  },
  edit: async (record: Cells | undefined, data: object) =>
    adminOf()
      .put(`${CONTENT}/${String(record?.document_id)}`)
      .send(data)
      .expect(200),

  /** As if whoever is disabled had been so for longer, and the profile were as old. */
  pass: async (days: number): Promise<void> => {
    const { connection } = appOf().strapi.db;
    const earlier = (column: string) => connection.raw('?? - ?', [column, days * DAY_MS]);
    await connection('directory_users')
      .whereNotNull('connector_missing_since_ms')
      .update({ connector_missing_since_ms: earlier('connector_missing_since_ms') });
    await connection('directory_connector_profiles').update({
      created_at_ms: earlier('created_at_ms'),
      saved_at_ms: earlier('saved_at_ms'),
    });
  },
});

/** What becomes of whom the source no longer has, on whatever database the app has. */
export const testMissing = (appOf: () => TestApp, adminOf: () => AdminClient): void => {
  const { profileWith, run, bob, originOf, edit, pass } = leaving(appOf, adminOf);

  it('is nothing before they were missing in as many runs, of which test runs are none', async () => {
    const profile = await profileWith({ missing: { do: 'remove', afterRuns: 3 } });
    await run(profile, 'ann', 'bob');
    const test = await runText(appOf().strapi, profile, csv('ann'), { kind: 'test' });
    expect(test).toMatchObject({ user: { update: 1, remove: 0 } });
    expect((await originOf(await bob())).missingRuns).toBeNull();
    for (const found of [1, 2]) {
      expect(await run(profile, 'ann')).toMatchObject({
        status: 'succeeded',
        user: { update: 1, remove: 0 },
      });
      expect((await originOf(await bob())).missingRuns).toEqual({ found, needed: 3 });
    }
    expect(await run(profile, 'ann')).toMatchObject({ user: { remove: 1 } });
    expect(await bob()).toBeUndefined();
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
    expect(await rowsOf(appOf().strapi, 'directory_users')).toHaveLength(2);
  });
};
