import { createSuperAdmin } from '../support/admin';
import { clear, createProfile, profilesOf, runText } from '../support/runs';
import { createTestApp, type TestApp } from '../support/strapi';

const ENTRY_UID = 'plugin::directory-connector.phonebook-entry';
const USER_UID = 'plugin::directory-connector.user';

/** People without an id, told apart by name and e-mail address, each with an entry and a phone. */
const PEOPLE = {
  match: { user: ['firstName', 'lastName', 'email'], phone: ['name', 'ip'] },
  template: `{ "identity": [{ "firstName": "{{{first}}}", "lastName": "{{{last}}}",
    "email": "{{{email}}}", "groupName": "{{{group}}}",
    "post": { "phonebook": [{ "phone": "{{{number}}}" }],
      "ipphone": [{ "name": "Desk", "ip": "{{{ip}}}", "kind": "mobile" }] } }] }`,
  generate: { extension: null, password: false, sipPassword: false, pin: false },
};

const people = (...lines: string[]): string =>
  ['first,last,email,group,number,ip', ...lines, ''].join('\n');

/** Contacts that have no users, told apart by name and company together. */
const CONTACTS = {
  match: { phonebookEntry: ['displayName', 'organisation'] },
  template:
    '{ "phonebook": [{ "displayName": "{{{name}}}", "organisation": "{{{company}}}", "phone": "{{{phone}}}" }] }',
};

const file = (...lines: string[]): string => ['name,company,phone', ...lines, ''].join('\n');

describe('records with a compound key', () => {
  let app: TestApp;

  const entries = async (): Promise<string[]> => {
    const found = await app.strapi.db.query(ENTRY_UID).findMany({ orderBy: { id: 'asc' } });
    return found.map(({ displayName, organisation, phone }) =>
      [displayName, organisation, phone].join(' ')
    );
  };

  const change = async (id: string, settings: Record<string, unknown>): Promise<void> => {
    const profiles = profilesOf(app.strapi);
    // As a person does who edits the file of a profile: what is in a file is also read again.
    await profiles.importFile({ ...(await profiles.exportFile(id)), ...settings });
  };

  beforeAll(async () => {
    app = await createTestApp();
  });
  afterEach(() => clear(app.strapi));
  afterAll(() => app.close());

  it('are contacts that are found again, those with the same name too, and so is what was made by hand', async () => {
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

  it('are contacts that are made by the fields that the match proposes, without users', async () => {
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

  const stored = async () => {
    const found = await app.strapi.db
      .query(USER_UID)
      .findMany({ orderBy: { id: 'asc' }, populate: ['phonebookEntries', 'phones'] });
    return found.map(({ id, firstName, lastName, email, groupName, phonebookEntries, phones }) => ({
      id,
      name: [firstName, lastName, email, groupName].join(' '),
      numbers: phonebookEntries.map(({ phone }: { phone: string }) => phone),
      phones: phones.map(({ ip }: { ip: string | null }) => ip),
    }));
  };

  it('are people who are found again with all that is theirs, without a part of it too', async () => {
    const profile = await createProfile(app.strapi, PEOPLE);
    const lines = [
      'Ann,Ahorn,ann@x.test,Sales,1,10.0.0.1',
      'Ann,Ahorn,,Sales,2,10.0.0.2',
      'Ann|Ahorn,,ann@x.test,Sales,3,10.0.0.3',
      '"Ann\\",|Ahorn,ann@x.test,Sales,4,10.0.0.4',
    ];
    const first = await runText(app.strapi, profile, people(...lines));
    expect(first).toMatchObject({ status: 'succeeded', user: { create: 4 }, phone: { create: 4 } });
    const before = await stored();
    const second = await runText(app.strapi, profile, people(...lines.toReversed()));
    const nothing = { create: 0, update: 0, remove: 0, error: 0 };
    expect(second).toMatchObject({ user: nothing, phonebookEntry: nothing, phone: nothing });
    const third = people(...lines.map((line) => line.replace('Sales,2', 'Support,7')).slice(0, 3));
    const report = await runText(app.strapi, profile, third, { approve: true });
    expect(report.user).toMatchObject({ create: 0, update: 1, remove: 1 });
    const [one, two, three] = before;
    const moved = { ...two, name: 'Ann Ahorn  Support', numbers: ['7'] };
    expect(await stored()).toEqual([one, moved, three]);
  });

  it('are people who stay who they are when the profile gets another key', async () => {
    const single = await createProfile(app.strapi, { ...PEOPLE, match: { user: 'email' } });
    const lines = [
      'Ann,Ahorn,ann@x.test,Sales,1,10.0.0.1',
      'Bert,Birke,bert@x.test,Sales,2,10.0.0.2',
    ];
    await runText(app.strapi, single, people(...lines));
    const before = await stored();
    for (const user of [PEOPLE.match.user, ['lastName', 'firstName'], 'email']) {
      await change(single, { match: { ...PEOPLE.match, user } });
      const report = await runText(app.strapi, single, people(...lines.toReversed()));
      expect(report).toMatchObject({
        status: 'succeeded',
        user: { create: 0, remove: 0, update: 2, error: 0 },
        phonebookEntry: { create: 0, remove: 0, error: 0 },
        phone: { create: 0, remove: 0, error: 0 },
      });
      expect(await stored()).toEqual(before);
    }
  });

  it('are people of whom nothing is written where two rows have the same, in either order', async () => {
    const profile = await createProfile(app.strapi, PEOPLE);
    const bert = 'Bert,Birke,,Sales,9,10.0.0.9';
    await runText(app.strapi, profile, people('Ann,Ahorn,,Sales,1,10.0.0.1', bert));
    const before = await stored();
    const pairs = [
      ['Ann,Ahorn,,Sales,1,10.0.0.1', 'Ann,Ahorn,,Support,2,10.0.0.2'],
      ['Ann,Ahorn,,Sales,2,10.0.0.1', 'Ann,Ahorn,,Sales,1,10.0.0.1'],
    ];
    for (const pair of pairs.flatMap((one) => [one, one.toReversed()])) {
      const report = await runText(app.strapi, profile, people(...pair, bert));
      expect(report.issues.map(({ row, code }) => [row, code])).toEqual([
        [2, 'same-key'],
        [3, 'same-key'],
      ]);
      expect(report.issues[0]?.message).toContain('first name, last name, email');
      expect(await stored()).toEqual(before);
    }
  });

  it.each([
    ['update', 1, 'Sales'],
    ['adopt', 1, 'Sales'],
    ['conflict', 0, ''],
  ] as const)('are people made by hand whom a profile may %s', async (existing, update, group) => {
    for (const email of ['ann@x.test', '']) {
      await app.strapi.documents(USER_UID).create({
        data: { username: 'ann', firstName: 'Ann', lastName: 'Ahorn', email: email || null },
      });
      const profile = await createProfile(app.strapi, { ...PEOPLE, existing });
      const report = await runText(app.strapi, profile, people(`Ann,Ahorn,${email},Sales,1,`));
      expect(report.user).toMatchObject({ create: 0, update, error: 1 - update });
      expect((await stored()).map(({ name }) => name)).toEqual([`Ann Ahorn ${email} ${group}`]);
      await clear(app.strapi);
    }
  });
});
