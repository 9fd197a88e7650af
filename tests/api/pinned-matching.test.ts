import type { Core } from '@strapi/strapi';

import { clear, createProfile, dump, profilesOf, runsOf, runText } from '../support/runs';
import { answerOf, createTestApp, type TestApp } from '../support/strapi';

const SETTINGS = { generate: { extension: null, password: false, sipPassword: false, pin: false } };
const FIRST = 'username;displayname;phone;phonemac\nanna;Anna;301;000b824f0001\nbert;Bert;302;\n';

const people = (strapi: Core.Strapi) =>
  strapi.db.query('plugin::directory-connector.user').findMany({
    populate: ['phonebookEntries', 'phones'],
    orderBy: { username: 'asc' },
  });

describe('automatic matching after the first real run', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await createTestApp();
  });
  afterEach(() => clear(app.strapi));
  afterAll(() => app.close());

  it('takes no new column and names it', async () => {
    const id = await createProfile(app.strapi, SETTINGS);
    expect((await runText(app.strapi, id, FIRST)).matching?.pinned).toBeUndefined();
    const before = await dump(app.strapi);
    const csv = 'username;displayname;phone;phonemac;E-Mail\nanna;Anna;301;000b824f0001;a@b.de\n';
    const report = await runText(app.strapi, id, `${csv}bert;Bert;302;;b@b.de\n`);
    expect(report).toMatchObject({ status: 'succeeded', matching: { pinned: true } });
    expect(report.issues).toEqual([
      expect.objectContaining({ code: 'column-new', column: 'E-Mail', severity: 'info' }),
    ]);
    expect(await dump(app.strapi)).toEqual(before);

    await profilesOf(app.strapi).matchAnew(id);
    const anew = await runText(app.strapi, id, `${csv}bert;Bert;302;;b@b.de\n`);
    expect([anew.user.update, anew.matching?.pinned]).toEqual([2, undefined]);
    expect((await people(app.strapi)).map(({ email }) => email)).toEqual(['a@b.de', 'b@b.de']);
  });

  it.each([
    ['the number', 'username;displayname;phonemac\nanna;Anna;000b824f0001\nbert;Bert;\n'],
    ['the phone', 'username;displayname;phone\nanna;Anna;301\nbert;Bert;302\n'],
    ['the name', 'username;phone;phonemac\nanna;301;000b824f0001\nbert;302;\n'],
  ])('clears and removes nothing where the column of %s is gone', async (_what, csv) => {
    const id = await createProfile(app.strapi, SETTINGS);
    await runText(app.strapi, id, FIRST);
    const before = await dump(app.strapi);
    const report = await runText(app.strapi, id, csv);
    expect(report.status).toBe('succeeded');
    expect(report.issues.map(({ code }) => code)).toEqual(['pinned-column-missing']);
    expect(await dump(app.strapi)).toEqual(before);
  });

  it('fails where the key column is gone', async () => {
    const id = await createProfile(app.strapi, SETTINGS);
    await runText(app.strapi, id, FIRST);
    const before = await dump(app.strapi);
    const report = await runText(app.strapi, id, FIRST.replace('username', 'login'));
    expect(report).toMatchObject({ status: 'failed', error: { code: 'invalid-mapping' } });
    expect(report.error?.message).toContain('no longer has the column');
    expect(await dump(app.strapi)).toEqual(before);
  });

  it('is pinned by no test run and no held one', async () => {
    const id = await createProfile(app.strapi, {
      ...SETTINGS,
      limits: { removePercent: null, removeCount: 0, updatePercent: null, minimumPopulation: 0 },
    });
    await runText(app.strapi, id, FIRST, { kind: 'test' });
    expect(await profilesOf(app.strapi).pinned(id, 'csv')).toBeNull();
    await runText(app.strapi, id, FIRST);
    await profilesOf(app.strapi).matchAnew(id);
    const held = await runText(app.strapi, id, 'username;displayname\nanna;Anna\n');
    expect([held.status, await profilesOf(app.strapi).pinned(id, 'csv')]).toEqual(['held', null]);
    await (
      await runsOf(app.strapi).approve(held.id, null)
    ).done;
    expect((await profilesOf(app.strapi).pinned(id, 'csv'))?.matched).toHaveLength(3);
  });

  it('is no part of the profile file, and ends with another type of source', async () => {
    const id = await createProfile(app.strapi, SETTINGS);
    await runText(app.strapi, id, FIRST);
    const { fingerprint } = await profilesOf(app.strapi).load(id);
    expect(JSON.stringify(await profilesOf(app.strapi).exportFile(id))).not.toContain('matched');
    expect(JSON.stringify(await profilesOf(app.strapi).find(id))).not.toContain('matched');
    await profilesOf(app.strapi).matchAnew(id);
    expect((await profilesOf(app.strapi).load(id)).fingerprint).toBe(fingerprint);
    await runText(app.strapi, id, FIRST);
    expect(await profilesOf(app.strapi).pinned(id, 'csv')).not.toBeNull();
    expect(await profilesOf(app.strapi).pinned(id, 'ldap')).toEqual({ matched: [], unmatched: [] });
  });

  it('ends on the command line', async () => {
    const id = await createProfile(app.strapi, SETTINGS);
    await runText(app.strapi, id, FIRST);
    const { name } = await profilesOf(app.strapi).find(id);
    expect((await answerOf(app.strapi, ['match-anew', name])).exitCode).toBe(0);
    expect(await profilesOf(app.strapi).pinned(id, 'csv')).toBeNull();
  });

  it('goes on after a restart, and with what version 0.1.0 had matched', async () => {
    const id = await createProfile(app.strapi, SETTINGS);
    await runText(app.strapi, id, FIRST);
    const pinned = await profilesOf(app.strapi).pinned(id, 'csv');
    const anew = await createProfile(app.strapi, SETTINGS);
    await runText(app.strapi, anew, 'username;displayname\ncleo;Cleo\n');
    await profilesOf(app.strapi).matchAnew(anew);
    await app.restart();
    expect(await profilesOf(app.strapi).pinned(id, 'csv')).toEqual(pinned);
    expect(await profilesOf(app.strapi).pinned(anew, 'csv')).toBeNull();

    // Version 0.1.0 kept the matching in the reports of its runs only.
    await profilesOf(app.strapi).matchAnew(id);
    const store = app.strapi.store({ type: 'plugin', name: 'directory-connector' });
    await store.delete({ key: 'matchings-pinned' });
    await app.restart();
    expect(await profilesOf(app.strapi).pinned(id, 'csv')).toEqual(pinned);
  });

  it('takes nobody for contacts after version 0.1.0 whose history has none of its runs left', async () => {
    const id = await createProfile(app.strapi, SETTINGS);
    await runText(app.strapi, id, FIRST);
    const unused = await createProfile(app.strapi, SETTINGS);
    await profilesOf(app.strapi).matchAnew(id);
    await app.strapi.db.query('plugin::directory-connector.connector-run').deleteMany();
    const store = app.strapi.store({ type: 'plugin', name: 'directory-connector' });
    await store.delete({ key: 'matchings-pinned' });
    await app.restart();
    expect(await profilesOf(app.strapi).pinned(unused, 'csv')).toBeNull();

    const before = await dump(app.strapi);
    const contacts = 'display_name,office_number,mobile_number,other_number\nCleo,1,2,3\n';
    const failed = await runText(app.strapi, id, contacts);
    expect(failed).toMatchObject({ status: 'failed', error: { code: 'invalid-mapping' } });
    expect(await dump(app.strapi)).toEqual(before);

    const report = await runText(app.strapi, id, FIRST);
    expect(report).toMatchObject({ status: 'succeeded', user: { unchanged: 2 } });
    expect(await dump(app.strapi)).toEqual(before);
    expect((await profilesOf(app.strapi).pinned(id, 'csv'))?.matched.length).toBeGreaterThan(0);
  });
});
