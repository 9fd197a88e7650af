import { createSuperAdmin, type AdminClient } from '../support/admin';
import { clear, retentionOf } from '../support/runs';
import { createTestApp, type TestApp } from '../support/strapi';
import { rowsOf } from '../support/tables';
import { ANN, BOB, CID, stateOf, testUndo, undoing, type Undoing } from '../support/undo';

const BASE = '/directory-connector';
const CONTENT = '/content-manager/collection-types/plugin::directory-connector';

describe.each(['bulk', 'documents'] as const)('written by %s', (mode) => {
  let app: TestApp;
  let admin: AdminClient;
  beforeAll(async () => {
    app = await createTestApp({ plugin: { writeMode: mode } });
    admin = await createSuperAdmin(app);
  });
  afterAll(() => app.close());

  testUndo(
    () => app,
    () => admin,
    mode === 'bulk' ? { kills: 2, people: 300 } : { kills: 1, people: 30 }
  );
});

describe('undoing', () => {
  let app: TestApp;
  let admin: AdminClient;
  let by: Undoing;

  beforeAll(async () => {
    app = await createTestApp();
    admin = await createSuperAdmin(app);
    by = undoing(app, admin);
  });
  afterEach(async () => {
    await keepFor(7);
    await clear(app.strapi);
  });
  afterAll(() => app.close());

  const refusalOf = async ({ id }: { id: string }) => {
    const { body } = await admin.post(`${BASE}/runs/${id}/undo`).expect(409);
    return body.error as { message: string; details: { code: string } };
  };
  const images = async () =>
    (await rowsOf(app.strapi, 'directory_connector_images')).map(({ payload }) => payload);
  const keepFor = (days: number) =>
    admin.put(`${BASE}/settings`).send({ undo: { days } }).expect(200);

  it('is held by the limits, and goes on once somebody approves it', async () => {
    const profile = await by.profileWith({
      limits: { removePercent: 10, minimumPopulation: 1 },
    });
    const first = await by.run(profile, ANN, BOB, CID);
    const held = await by.undo(first);
    expect(held).toMatchObject({ status: 'held', user: { remove: 3 } });
    expect(await rowsOf(app.strapi, 'directory_users')).toHaveLength(3);
    // Whom somebody changes while it waits is left as well.
    await by.edit('bob', { lastName: 'Hand' });
    const { body } = await admin.get(`${BASE}/profiles/${profile}`).expect(200);
    const confirm = { confirm: body.data.name as string };
    await admin.post(`${BASE}/runs/${held.id}/approve`).send(confirm).expect(202);
    const undone = await by.over(held.id);
    expect(undone).toMatchObject({
      status: 'succeeded-with-errors',
      user: { remove: 2, error: 1 },
    });
    expect(undone.issues).toContainEqual(
      expect.objectContaining({
        code: 'changed-meanwhile',
        message: expect.stringContaining('others have changed or removed it since the plan'),
      })
    );
    const names = (await rowsOf(app.strapi, 'directory_users')).map(({ username }) => username);
    expect(names).toEqual(['bob']);
  });

  it('is possible for as many days as the settings say, and not of test runs', async () => {
    const profile = await by.profileWith();
    const first = await by.run(profile, ANN, BOB);
    const second = await by.run(profile, ANN);
    const { body } = await admin.get(`${BASE}/runs/${second.id}`).expect(200);
    const { finishedAt, undoableUntil } = body.data;
    expect(Date.parse(undoableUntil) - Date.parse(finishedAt)).toBe(7 * 24 * 60 * 60 * 1000);
    expect(await images()).not.toEqual([]);
    const test = await by.testUndo(second);
    expect(await refusalOf(test)).toMatchObject({
      message: expect.stringContaining('it is a test run'),
      details: { code: 'not-undoable' },
    });

    await keepFor(0);
    await retentionOf(app.strapi).tidy();
    expect(await images()).toEqual([]);
    expect((await refusalOf(first)).message).toContain('possible at no time');
    await by.run(profile, BOB);
    expect(await images()).toEqual([]);
  });

  it('keeps secrets encrypted, and forgets them with the run', async () => {
    const profile = await by.profileWith();
    await by.run(profile, ANN, BOB);
    await by.run(profile, ANN.replace('S3cretAnn', 'S3cretNew'));
    const kept = await images();
    expect(kept.length).toBeGreaterThanOrEqual(2);
    for (const payload of kept) expect(payload).toMatch(/^enc:/);
    await admin.delete(`${BASE}/profiles/${profile}`).expect(204);
    expect(await images()).toEqual([]);
  });

  it('leaves people who have something that it does not take, and whose values others have by now', async () => {
    const profile = await by.profileWith();
    await by.run(profile, ANN);
    const second = await by.run(profile, BOB, CID);
    const { id } = await by.user('bob');
    await admin
      .post(`${CONTENT}.phonebook-entry`)
      .send({ displayName: 'By hand', user: { connect: [{ id }] } })
      .expect(201);
    await admin
      .post(`${CONTENT}.user`)
      .send({ username: 'nina', displayName: 'Nina', extension: '201' })
      .expect(201);
    const undone = await by.undo(second);
    expect(undone).toMatchObject({
      status: 'succeeded-with-errors',
      user: { remove: 1, create: 0, error: 2 },
    });
    expect(undone.issues.map(({ message }) => message)).toEqual(
      expect.arrayContaining([
        expect.stringContaining('"Bob Birke" stays: it has entries or phones'),
        expect.stringContaining(
          '"Ann Ahorn" stays: it would get its extension "201" back, which "Nina" has'
        ),
      ])
    );
    const names = (await rowsOf(app.strapi, 'directory_users')).map(({ username }) => username);
    expect(names).toEqual(['bob', 'nina']);
  });

  const byHand = async (kind: 'user' | 'phonebook-entry', values: object) => {
    const { body } = await admin.post(`${CONTENT}.${kind}`).send(values).expect(201);
    return body.data as { id: number; documentId: string };
  };
  /** What undoing does not bring: who in the panel has made the record, and written it last. */
  const stateWithoutPeople = async () =>
    JSON.parse(
      JSON.stringify(await stateOf(app), (name, value: unknown) =>
        /^(created|updated)_by_id$/.test(name) ? undefined : value
      )
    ) as unknown;

  it('brings back what was made by hand, empty values too, and takes it away again', async () => {
    const { id } = await byHand('user', { username: 'hand', authMethod: null });
    await byHand('phonebook-entry', { displayName: 'Hand', user: { connect: [{ id }] } });
    const profile = await by.profileWith({ mode: 'replace' });
    const before = await stateWithoutPeople();
    const run = await by.run(profile, ANN);
    const after = await stateWithoutPeople();
    const undone = await by.undo(run);
    expect(await stateWithoutPeople()).toEqual(before);
    expect(await by.undo(undone)).toMatchObject({ status: 'succeeded', user: { error: 0 } });
    expect(await stateWithoutPeople()).toEqual(after);
  });

  it('takes somebody away again who has an entry that was made by hand and came back to them', async () => {
    const profile = await by.profileWith();
    await by.run(profile, ANN, BOB);
    const { id } = await by.user('bob');
    await byHand('phonebook-entry', { displayName: 'By hand', user: { connect: [{ id }] } });
    const before = await stateOf(app);
    const run = await by.run(profile, ANN);
    const after = await stateOf(app);
    const undone = await by.undo(run);
    expect(await stateOf(app)).toEqual(before);
    await by.undo(undone);
    expect(await stateOf(app)).toEqual(after);
  });

  it('does not bring back what was adopted, given back and then removed by hand', async () => {
    const { documentId } = await byHand('user', { username: 'ann', extension: '201' });
    const profile = await by.profileWith({ ownedByOthers: 'adopt' });
    const undone = await by.undo(await by.run(profile, ANN));
    await admin.delete(`${CONTENT}.user/${documentId}`).expect(200);
    expect(await by.undo(undone)).toMatchObject({ user: { create: 0, error: 1 } });
    expect(await rowsOf(app.strapi, 'directory_users')).toEqual([]);
  });

  it.each([{ mode: 'replace' }, { ownedByOthers: 'adopt' }])(
    'gives nothing back to a profile that is there no more: %j',
    async (settings) => {
      const gone = await by.profileWith();
      await by.run(gone, ANN);
      const profile = await by.profileWith(settings);
      const row = 'mode' in settings ? BOB : ANN.replace('Ann Ahorn', 'Ann Neu');
      const run = await by.run(profile, row);
      await admin.delete(`${BASE}/profiles/${gone}`).expect(204);
      await by.undo(run);
      expect(await by.user('ann')).toMatchObject({
        display_name: 'Ann Ahorn',
        connector_profile: null,
        connector_key: null,
      });
    }
  );

  it('leaves entries that a user has been given or has lost since, by the user', async () => {
    const profile = await by.profileWith();
    const nina = await byHand('user', { username: 'nina' });
    await by.run(profile, ANN, BOB, CID);
    const renamed = [ANN, BOB].map((row) => row.replace(/,(\w+) (\w+),/, ',$1 Neu,'));
    const run = await by.run(profile, ...renamed, CID);
    const entries = await rowsOf(app.strapi, 'directory_phonebook_entries');
    const entryOf = (name: string) =>
      entries.flatMap(({ id, display_name }) => (display_name === name ? { id } : []));
    const given = { phonebookEntries: { connect: entryOf('Ann Neu') } };
    await admin.put(`${CONTENT}.user/${nina.documentId}`).send(given).expect(200);
    await by.edit('bob', { phonebookEntries: { disconnect: entryOf('Bob Neu') } });
    const links = await rowsOf(app.strapi, 'directory_phonebook_entries_user_lnk');
    expect(await by.undo(run)).toMatchObject({ phonebookEntry: { update: 0, error: 2 } });
    expect(await rowsOf(app.strapi, 'directory_phonebook_entries_user_lnk')).toEqual(links);
  });

  it('leaves whoever has got something while it waits, with what is theirs', async () => {
    const profile = await by.profileWith({ limits: { removePercent: 10, minimumPopulation: 1 } });
    const held = await by.undo(await by.run(profile, ANN, BOB));
    const { id } = await by.user('bob');
    await byHand('phonebook-entry', { displayName: 'By hand', user: { connect: [{ id }] } });
    const { body } = await admin.get(`${BASE}/profiles/${profile}`).expect(200);
    const confirm = { confirm: body.data.name as string };
    await admin.post(`${BASE}/runs/${held.id}/approve`).send(confirm).expect(202);
    expect(await by.over(held.id)).toMatchObject({ user: { remove: 1, error: 1 } });
    expect(await rowsOf(app.strapi, 'directory_phonebook_entries_user_lnk')).toHaveLength(1);
  });
});
