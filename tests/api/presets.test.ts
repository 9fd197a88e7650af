import path from 'node:path';

import { createSuperAdmin } from '../support/admin';
import { clear, createProfile, dump, profilesOf, runFile, runText } from '../support/runs';
import { createTestApp, type TestApp } from '../support/strapi';

const FIXTURES = path.join(__dirname, '../fixtures/presets');
const fixture = (name: string): string => path.join(FIXTURES, name);

const SETTINGS = { generate: { extension: null, password: false, sipPassword: false, pin: false } };

describe('a known export without a mapping', () => {
  let app: TestApp;

  const all = (type: string) =>
    app.strapi.db
      .query(`plugin::directory-connector.${type}`)
      .findMany({ orderBy: { id: 'asc' }, populate: type === 'user' ? ['phonebookEntries'] : [] });

  beforeAll(async () => {
    app = await createTestApp();
  });
  afterEach(() => clear(app.strapi));
  afterAll(() => app.close());

  it('of contacts gives phonebook entries and no users, and a second run writes nothing', async () => {
    const id = await createProfile(app.strapi, SETTINGS);
    const file = fixture('outlook-contacts.de.csv');
    const first = await runFile(app.strapi, id, file);
    expect(first).toMatchObject({
      status: 'succeeded',
      matching: { preset: { id: 'outlook-contacts', name: { de: 'Outlook-Kontakte' } } },
      user: { create: 0 },
    });
    expect(first.issues).toContainEqual(
      expect.objectContaining({
        code: 'preset-recognised',
        severity: 'info',
        message: expect.stringContaining('Recognised as an export: Outlook contacts.'),
      })
    );
    const entries = await all('phonebook-entry');
    expect(entries.length).toBe(first.phonebookEntry.create);
    expect(entries[0]).toMatchObject({
      displayName: expect.stringMatching(/./),
      phone: expect.stringMatching(/\d/),
    });
    expect(await all('user')).toEqual([]);
    expect(await profilesOf(app.strapi).pinned(id, 'csv')).toMatchObject({
      preset: { id: 'outlook-contacts', match: { phonebookEntry: expect.any(Array) } },
    });

    const before = await dump(app.strapi);
    const second = await runFile(app.strapi, id, file);
    expect(second).toMatchObject({
      status: 'succeeded',
      matching: { pinned: true, preset: { id: 'outlook-contacts' } },
      phonebookEntry: { create: 0, update: 0, remove: 0, unchanged: entries.length },
    });
    expect(await dump(app.strapi)).toEqual(before);
  });

  it.each([
    ['active-directory-powershell.csv', 'Enabled'],
    ['active-directory-csvde.csv', 'userAccountControl'],
  ])('of users, %s, gives them with their entries, and who is switched off is so', async (name) => {
    const id = await createProfile(app.strapi, SETTINGS);
    const report = await runFile(app.strapi, id, fixture(name));
    expect(report.status).toBe('succeeded');
    const users = await all('user');
    expect(users.map(({ enabled }) => enabled)).toContain(true);
    expect(users.map(({ enabled }) => enabled)).toContain(false);
    for (const { displayName, phonebookEntries } of users) {
      expect(phonebookEntries).toMatchObject([{ displayName }]);
    }
    const before = await dump(app.strapi);
    const second = await runFile(app.strapi, id, fixture(name));
    expect(second).toMatchObject({ user: { update: 0 }, phonebookEntry: { update: 0 } });
    expect(await dump(app.strapi)).toEqual(before);
  });

  it('is what the panel is told of a profile, and not of one that keeps to the names of its columns', async () => {
    const admin = await createSuperAdmin(app);
    const id = await createProfile(app.strapi, SETTINGS);
    const columns = [
      ...['First Name', 'Middle Name', 'Last Name', 'Company'],
      ...['Business Phone', 'Mobile Phone', 'E-mail Address'],
    ];
    const matchOf = async () => {
      const request = admin.post('/directory-connector/mapping/match');
      return (await request.send({ profile: id, columns }).expect(200)).body.data;
    };
    const text = `${columns.join(',')}\nAnna,,Ahorn,Acme,0301,,anna@example.org\n`;
    const { matching } = await runText(app.strapi, id, text, { kind: 'test' });
    const shown = await matchOf();
    expect(shown.preset).toEqual(matching?.preset);
    expect(shown.fields).toEqual(shown.preset.fields);
    expect(shown.fields.map(({ type }: { type: string }) => type)).toEqual(['phonebookEntry']);

    const file = await profilesOf(app.strapi).exportFile(id);
    await profilesOf(app.strapi).update(id, { ...file, ownedByOthers: 'adopt' });
    expect((await matchOf()).preset).toBeNull();
  });

  it('is not seen in a file that only looks like one', async () => {
    const id = await createProfile(app.strapi, SETTINGS);
    const csv = 'SamAccountName,DisplayName,telephoneNumber,mail\nanna,Anna,301,anna@example.org\n';
    const report = await runText(app.strapi, id, csv);
    expect(report).toMatchObject({ status: 'succeeded', user: { create: 1 } });
    expect(report.matching?.preset).toBeUndefined();
    expect(report.matching?.matched).toContainEqual({
      column: 'SamAccountName',
      type: 'user',
      attribute: 'username',
      reason: 'synonym',
    });
  });

  it.each([{ mode: 'replace' }, { ownedByOthers: 'adopt' }])(
    'is not seen where records of others are touched: %j',
    async (settings) => {
      const id = await createProfile(app.strapi, { ...SETTINGS, ...settings });
      const file = fixture('active-directory-powershell.csv');
      const report = await runFile(app.strapi, id, file, { kind: 'test' });
      expect(report.matching?.preset).toBeUndefined();
      expect(report.matching?.matched.length).toBeGreaterThan(0);
    }
  );

  it('is not seen where a matching by names is pinned, which goes on', async () => {
    const file = fixture('active-directory-powershell.csv');
    const id = await createProfile(app.strapi, { ...SETTINGS, ownedByOthers: 'adopt' });
    await runFile(app.strapi, id, file);
    const before = await dump(app.strapi);
    const { version: _version, id: _id, ...stored } = await profilesOf(app.strapi).find(id);
    const { createdAt: _c, updatedAt: _u, problems: _p, mailFailedAt: _m, ...settings } = stored;
    await profilesOf(app.strapi).update(id, { ...settings, ownedByOthers: 'conflict' });
    const report = await runFile(app.strapi, id, file);
    expect(report).toMatchObject({ matching: { pinned: true }, user: { create: 0, update: 0 } });
    expect(report.matching?.preset).toBeUndefined();
    expect(await dump(app.strapi)).toEqual(before);
    await profilesOf(app.strapi).matchAnew(id);
    const anew = await runFile(app.strapi, id, file, { kind: 'test' });
    expect(anew.matching?.preset?.id).toBe('active-directory-powershell');
  });
});
