import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';

import { createRestrictedAdmin, createSuperAdmin, type AdminClient } from '../support/admin';
import {
  clear,
  createProfile,
  ENDLESS_FILTER,
  ENDLESS_ROW,
  NOTHING_GENERATED,
  people,
  profilesOf,
  reportOf,
  runsOf,
  runText,
} from '../support/runs';
import { createTestApp, type TestApp } from '../support/strapi';

const USERS = 'plugin::directory-connector.user';
const PROFILES = '/directory-connector/profiles';
const RUNS = '/directory-connector/runs';
const NO_LIMITS = { ...NOTHING_GENERATED, limits: { removePercent: null } };
const action = (name: string) => `plugin::directory-connector.${name}`;

describe('a profile that is deleted with its people', () => {
  let app: TestApp;
  let admin: AdminClient;

  beforeAll(async () => {
    app = await createTestApp({ plugin: { limits: { rowSeconds: 3600 } } });
    admin = await createSuperAdmin(app);
  });
  afterEach(() => clear(app.strapi));
  afterAll(() => app.close());

  const usernames = async (): Promise<string[]> => {
    const users: { username: string }[] = await app.strapi.db
      .query(USERS)
      .findMany({ orderBy: { username: 'asc' } });
    return users.map(({ username }) => username);
  };

  const withPeople = async (csv: string, settings: object = NO_LIMITS): Promise<string> => {
    const id = await createProfile(app.strapi, { ...settings });
    expect(await runText(app.strapi, id, csv)).toMatchObject({ status: 'succeeded' });
    return id;
  };

  const nameOf = async (id: string): Promise<string> =>
    (await profilesOf(app.strapi).find(id)).name;

  const request = (profileId: string) => ({ profileId, trigger: 'manual' as const });

  const remove = async (profileId: string) => {
    const run = await profilesOf(app.strapi).removeWithPeople(request(profileId));
    return { id: run.id, report: await run.done };
  };

  const isThere = async (id: string): Promise<boolean> =>
    (await profilesOf(app.strapi).list()).some((profile) => profile.id === id);

  const untilOver = async (run: string): Promise<void> => {
    while ((await runsOf(app.strapi).progress(run)) !== null) await nextTurn();
  };

  const untilGone = async (profile: string): Promise<void> => {
    while (await isThere(profile)) await nextTurn();
  };

  it('asks for every right that it takes', async () => {
    const id = await withPeople(people(12), NOTHING_GENERATED);
    const confirm = await nameOf(id);
    const held = await remove(id);
    const rita = await createRestrictedAdmin(app);
    const test = () => rita.client.post(`${PROFILES}/${id}/removal/test`);
    const real = () => rita.client.post(`${PROFILES}/${id}/removal`).send({ confirm });
    const approve = () => rita.client.post(`${RUNS}/${held.id}/approve`).send({ confirm });
    await rita.allow(['profiles.read', 'profiles.edit'].map(action));
    await test().expect(403);
    await real().expect(403);
    await rita.allow(['profiles.read', 'runs.test', 'runs.execute', 'runs.approve'].map(action));
    await test().expect(403);
    await real().expect(403);
    await approve().expect(403);
    expect([await usernames(), await isThere(id)]).toEqual([expect.any(Array), true]);
    await rita.allow(['profiles.edit', 'runs.approve'].map(action));
    await approve().expect(202);
    await untilGone(id);
    expect(await usernames()).toEqual([]);
  });

  it('is tested first, over REST, which writes nothing', async () => {
    const id = await withPeople(people(3));
    const { body } = await admin.post(`${PROFILES}/${id}/removal/test`).expect(202);
    await untilOver(body.data.id);
    const report = await reportOf(app.strapi, body.data.id);
    expect(report).toMatchObject({ kind: 'test', status: 'succeeded', user: { remove: 3 } });
    expect(await usernames()).toEqual(['u1', 'u2', 'u3']);
    const run = await admin.get(`${RUNS}/${body.data.id}`).expect(200);
    expect(run.body.data).toMatchObject({ purpose: 'removal', profileId: id });
  });

  it('goes with them, its runs and its schedule, and leaves those of others and those made by hand', async () => {
    await app.strapi.documents(USERS).create({ data: { username: 'hand' } });
    await withPeople(people(2, 50));
    const schedule = { enabled: true, cron: '0 2 * * *', timezone: 'UTC' };
    const id = await withPeople(people(3), { ...NO_LIMITS, schedule });
    await admin.post(`${PROFILES}/${id}/removal`).send({ confirm: 'other' }).expect(400);
    const { report } = await remove(id);
    expect(report).toMatchObject({ status: 'succeeded', user: { remove: 3 } });
    expect(await usernames()).toEqual(['hand', 'u50', 'u51']);
    expect(await isThere(id)).toBe(false);
    const { results } = await runsOf(app.strapi).find({ page: 1, pageSize: 10, profileId: id });
    expect(results).toEqual([]);
  });

  it('takes the name that is typed', async () => {
    const id = await withPeople(people(1));
    const confirm = await nameOf(id);
    await admin.post(`${PROFILES}/${id}/removal`).send({ confirm }).expect(202);
    await untilGone(id);
    expect(await usernames()).toEqual([]);
  });

  it('stays above its limits, with its schedule ended, until somebody approves', async () => {
    const schedule = { enabled: true, cron: '0 2 * * *', timezone: 'UTC' };
    const id = await withPeople(people(12), { ...NOTHING_GENERATED, schedule });
    const held = await remove(id);
    expect(held.report).toMatchObject({ status: 'held', user: { remove: 12 } });
    expect(await usernames()).toHaveLength(12);
    expect((await profilesOf(app.strapi).find(id)).schedule.enabled).toBe(false);
    const { done } = await profilesOf(app.strapi).approveRemoval(
      { id: held.id, profileId: id },
      'Ada'
    );
    expect(await done).toMatchObject({ status: 'succeeded' });
    expect([await usernames(), await isThere(id)]).toEqual([[], false]);
  });

  it('stays when not all of it could be written', async () => {
    const id = await withPeople(people(12), NOTHING_GENERATED);
    const held = await remove(id);
    await app.strapi.db
      .query(USERS)
      .update({ where: { username: 'u5' }, data: { protected: true } });
    const { done } = await profilesOf(app.strapi).approveRemoval(
      { id: held.id, profileId: id },
      null
    );
    expect(await done).toMatchObject({ status: 'succeeded-with-errors', user: { remove: 11 } });
    expect([await usernames(), await isThere(id)]).toEqual([['u5'], true]);
    // Once more, nothing is left to be removed: whom somebody protects stays, and belongs to nobody.
    expect((await remove(id)).report).toMatchObject({ status: 'succeeded', user: { remove: 0 } });
    expect([await usernames(), await isThere(id)]).toEqual([['u5'], false]);
  });

  it('waits for no run that is going on', async () => {
    const id = await withPeople(people(3));
    const settings = await profilesOf(app.strapi).exportFile(id);
    await profilesOf(app.strapi).update(id, { ...settings, preFilter: ENDLESS_FILTER });
    const file = path.join(app.folder, 'stuck.csv');
    await writeFile(file, ENDLESS_ROW);
    const first = await runsOf(app.strapi).start({ ...request(id), kind: 'run', file });
    await expect(remove(id)).rejects.toMatchObject({ code: 'already-running' });
    await runsOf(app.strapi).cancel(first.id);
    expect(await first.done).toMatchObject({ status: 'canceled' });
    expect(await usernames()).toHaveLength(3);
  });
});
