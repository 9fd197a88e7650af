import { createSuperAdmin } from '../support/admin';
import { clear, createProfile, runText } from '../support/runs';
import { createTestApp, type TestApp } from '../support/strapi';

const ENTRY_UID = 'plugin::directory-connector.phonebook-entry';

/** Contacts that have no users, told apart by name and company together. */
const CONTACTS = {
  match: { phonebookEntry: ['displayName', 'organisation'] },
  template:
    '{ "phonebook": [{ "displayName": "{{{name}}}", "organisation": "{{{company}}}", "phone": "{{{phone}}}" }] }',
};

const file = (...lines: string[]): string => ['name,company,phone', ...lines, ''].join('\n');

describe('contacts with a compound key', () => {
  let app: TestApp;

  const entries = async (): Promise<string[]> => {
    const found = await app.strapi.db.query(ENTRY_UID).findMany({ orderBy: { id: 'asc' } });
    return found.map(({ displayName, organisation, phone }) =>
      [displayName, organisation, phone].join(' ')
    );
  };

  beforeAll(async () => {
    app = await createTestApp();
  });
  afterEach(() => clear(app.strapi));
  afterAll(() => app.close());

  it('are found again, those with the same name too, and so is what was made by hand', async () => {
    await app.strapi.documents(ENTRY_UID).create({
      data: { displayName: 'Ann', organisation: 'Birke', phone: '9' },
    });
    const profile = await createProfile(app.strapi, CONTACTS);
    const first = await runText(app.strapi, profile, file('Ann,Ahorn,1', 'Ann,Birke,2', 'Ann,,3'));
    expect(first).toMatchObject({
      status: 'succeeded',
      user: { create: 0 },
      phonebookEntry: { create: 2, update: 1 },
    });
    const second = await runText(app.strapi, profile, file('Ann,,3', 'Ann,Birke,2', 'Ann,Ahorn,4'));
    expect(second.phonebookEntry).toMatchObject({ create: 0, update: 1, unchanged: 2, remove: 0 });
    expect(await entries()).toEqual(['Ann Birke 2', 'Ann Ahorn 4', 'Ann  3']);
  });

  it('are made by the fields that the match proposes, without users', async () => {
    const admin = await createSuperAdmin(app);
    const columns = ['Name', 'Company', 'Phone'];
    const request = admin.post('/directory-connector/mapping/match').send({ columns });
    const { fields, match } = (await request.expect(200)).body.data.contacts;
    const profile = await createProfile(app.strapi, { fields, match });
    const text = 'Name,Company,Phone\nAnn,Ahorn,0301\nAnn,Birke,0302\n';
    expect(await runText(app.strapi, profile, text)).toMatchObject({
      status: 'succeeded',
      user: { create: 0 },
      phonebookEntry: { create: 2 },
    });
    expect(await entries()).toEqual(['Ann Ahorn 0301', 'Ann Birke 0302']);
  });

  it('stay as they are where two rows have the same', async () => {
    const profile = await createProfile(app.strapi, CONTACTS);
    await runText(app.strapi, profile, file('Ann,Ahorn,1', 'Bert,Birke,2'));
    const stored = await entries();
    for (const phones of [
      ['1', '7'],
      ['7', '1'],
      ['7', '8'],
    ]) {
      const twice = phones.map((phone) => `Ann,Ahorn,${phone}`);
      const report = await runText(app.strapi, profile, file(...twice, 'Bert,Birke,2'));
      expect([report.status, report.phonebookEntry.error]).toEqual(['succeeded-with-errors', 2]);
      expect(report.issues.map(({ row, code }) => [row, code])).toEqual([
        [2, 'same-key'],
        [3, 'same-key'],
      ]);
      expect(await entries()).toEqual(stored);
    }
  });

  it('are not taken for others where the file has lost a column of the key', async () => {
    const profile = await createProfile(app.strapi, CONTACTS);
    await runText(app.strapi, profile, file('Ann,Ahorn,1'));
    const report = await runText(app.strapi, profile, 'name,phone\nAnn,1\n');
    expect([report.status, report.phonebookEntry.remove]).toEqual(['failed', 0]);
    expect(await entries()).toEqual(['Ann Ahorn 1']);
  });
});
