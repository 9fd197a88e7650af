import { englishOf } from '../../shared/codes/texts';
import { createRestrictedAdmin, createSuperAdmin } from '../support/admin';
import { clear, createProfile, NOTHING_GENERATED, runText } from '../support/runs';
import { createTestApp, type TestApp } from '../support/strapi';

const USER = 'plugin::directory-connector.user';

jest.setTimeout(180_000);

describe('values as people’s programs write them', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await createTestApp();
  });
  afterEach(() => clear(app.strapi));
  afterAll(() => app.close());

  /** Runs a file on a new profile, then once more, which must write nothing. */
  const importTwice = async (lines: string[]) => {
    const csv = `${lines.join('\n')}\n`;
    const profile = await createProfile(app.strapi, NOTHING_GENERATED);
    const report = await runText(app.strapi, profile, csv);
    const again = await runText(app.strapi, profile, csv);
    for (const type of ['user', 'phonebookEntry', 'phone'] as const) {
      expect([type, again[type]]).toMatchObject([type, { create: 0, update: 0, remove: 0 }]);
    }
    return { profile, report };
  };

  const user = (username: string) =>
    app.strapi.db
      .query(USER)
      .findOne({ where: { username }, populate: ['phonebookEntries', 'phones'] });

  it('keeps the person and leaves alone what a spreadsheet has spoilt', async () => {
    const { profile, report } = await importTwice([
      'username;displayname;phone;mobile;homephone',
      'anna;Anna Ahorn;951;4,91716E+12;3,05550E+09',
      'bert;Bert Birke;952,00;1715550102;',
      'cleo;Cleo Chili;9.53E+02;0171 5550103;-',
      'dora;Dora Dorn;#NV;#BEZUG!;',
    ]);
    expect(report).toMatchObject({
      status: 'succeeded-with-errors',
      rows: { read: 4, failed: 4 },
      user: { create: 4, error: 0 },
    });
    const found = report.issues.map(({ row, column, value, code }) => [row, column, value, code]);
    expect(found).toEqual(
      expect.arrayContaining([
        [2, 'mobile', '4,91716E+12', 'spreadsheet-number'],
        [2, 'homephone', '3,05550E+09', 'spreadsheet-number'],
        [3, 'phone', '952,00', 'spreadsheet-number'],
        [4, 'phone', '9.53E+02', 'spreadsheet-number'],
        [5, 'phone', '#NV', 'spreadsheet-error'],
        [5, 'mobile', '#BEZUG!', 'spreadsheet-error'],
      ])
    );
    expect(await user('anna')).toMatchObject({ extension: '951', mobileNumbers: null });
    expect(await user('bert')).toMatchObject({ extension: null, mobileNumbers: ['1715550102'] });

    const spoilt =
      'username;displayname;phone;mobile;homephone\nanna;Anna A.;#REF!;;\nbert;Bert;952;;\n';
    const second = await runText(app.strapi, profile, spoilt, { approve: true });
    expect(await user('anna')).toMatchObject({ displayName: 'Anna A.', extension: '951' });
    expect(englishOf(second.issues.find(({ row }) => row === 2)!)).toMatch(
      /extension stays "951", which is of \d{4}-\d\d-\d\d or earlier/
    );
  });

  it('takes off what nobody sees and what programs put around a value', async () => {
    const { profile } = await importTwice([
      'username,displayname,phone,email,mobile,phonemac',
      '\u200Banna,Anna,\u202A901\u202C,\u200Banna@example.org,\u2068+491715550101\u2069,000b824f0002\u200B',
      `bert,"=""Bert""","=""0302""",bert@example.org,'0171 1,`,
    ]);
    expect(await user('anna')).toMatchObject({
      extension: '901',
      email: 'anna@example.org',
      mobileNumbers: ['+491715550101'],
      phones: [{ mac: '00:0b:82:4f:00:02' }],
    });
    expect(await user('bert')).toMatchObject({
      displayName: 'Bert',
      extension: '0302',
      mobileNumbers: ['0171 1'],
    });
    const clean = 'username,displayname,phone\nanna,Anna,901\nbert,Bert,0302\n';
    expect(await runText(app.strapi, profile, clean)).toMatchObject({
      user: { create: 0, remove: 0 },
    });
  });

  it('reads yes and no, and holds a run that switches many accounts off', async () => {
    const people = Array.from({ length: 12 }, (_, number) => `u${number}`);
    const file = (word: string) => ['username;aktiv', ...people.map((name) => `${name};${word}`)];
    const { profile } = await importTwice(file('WAHR'));
    const run = (word: string) => runText(app.strapi, profile, `${file(word).join('\n')}\n`);
    expect(await run('')).toMatchObject({ user: { update: 0, error: 0 } });
    expect(await run('FALSCH')).toMatchObject({
      status: 'held',
      error: { code: 'limit-exceeded', message: expect.stringContaining('disable 12 of 12 users') },
    });
    expect(await user('u1')).toMatchObject({ enabled: true });
  });

  it('reads csvde, and keeps DNs whole', async () => {
    await importTwice([
      'sAMAccountName,displayName,memberOf,userAccountControl,objectGUID',
      `anna,Anna,"CN=Sales,OU=G,DC=x;CN=Phone Admins,OU=G,DC=x",512,X'0a1b2c3d4e5f60718293a4b5c6d7e8f9'`,
      `bert,X'42657274204dc3bc6c6c6572',,514,X'1a1b2c3d4e5f60718293a4b5c6d7e8f9'`,
    ]);
    expect(await user('anna')).toMatchObject({
      roles: ['CN=Sales,OU=G,DC=x', 'CN=Phone Admins,OU=G,DC=x'],
      externalId: '3d2c1b0a-5f4e-7160-8293-a4b5c6d7e8f9',
      enabled: true,
    });
    expect(await user('bert')).toMatchObject({ displayName: 'Bert Müller', enabled: false });
  });

  it('gives an outside number to the entry, not to the extension', async () => {
    await importTwice(['username,displayname,phone', 'anna,Anna,+49 30 5550101']);
    expect(await user('anna')).toMatchObject({
      extension: null,
      phonebookEntries: [{ phone: '+49 30 5550101' }],
    });
  });

  it('refuses by hand what a run would not read, unless it is stored so', async () => {
    const documents = app.strapi.documents(USER);
    const made: Record<string, unknown> = { username: '\u200Bhand', extension: '="0301"' };
    const { documentId } = await documents.create({ data: made });
    const update = (data: Record<string, unknown>) => documents.update({ documentId, data });
    expect(await user('hand')).toMatchObject({ extension: '0301' });
    await expect(update({ extension: '#NV' })).rejects.toMatchObject({
      details: { errors: [{ path: ['extension'] }] },
    });
    await app.strapi.db.connection('directory_users').update({ extension: '952,00' });
    await update({ extension: '952,00', displayName: 'Hand' });
    expect(await user('hand')).toMatchObject({ extension: '952,00', displayName: 'Hand' });
  });

  it('names the rows of a shared password to those only who may fetch credentials', async () => {
    await createSuperAdmin(app);
    const { client, allow } = await createRestrictedAdmin(app);
    const { report } = await importTwice([
      'username,password',
      'anna,geheim',
      'bert,geheim',
      'cleo,x',
    ]);
    const history = 'plugin::directory-connector.runs.history';
    const codes = async () => {
      const path = `/directory-connector/runs/${report.id}/issues`;
      const { body } = await client.get(path).expect(200);
      const issues = body.data as { row: number | null; code: string }[];
      return issues
        .filter(({ code }) => code.startsWith('shared-secret'))
        .map(({ row, code }) => [row, code]);
    };
    await allow([history]);
    expect(await codes()).toEqual([[null, 'shared-secret']]);
    await allow([history, 'plugin::directory-connector.runs.credentials']);
    expect(await codes()).toEqual([
      [2, 'shared-secret-row'],
      [3, 'shared-secret-row'],
      [null, 'shared-secret'],
    ]);
  });
});
