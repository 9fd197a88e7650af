import { type AdminClient, createSuperAdmin } from '../support/admin';
import { clear, createProfile, dump, runStored, runText } from '../support/runs';
import { createTestApp, type TestApp } from '../support/strapi';

const card = (name: string, company: string, ...more: string[]): string =>
  [
    'BEGIN:VCARD',
    'VERSION:3.0',
    `N:${name};;;;`,
    `FN:${name}`,
    `ORG:${company}`,
    ...more,
    'END:VCARD',
    '',
  ].join('\r\n');

/** What fills a contact from the columns that cards have. */
const CONTACTS = {
  match: { user: 'username', phonebookEntry: ['displayName', 'organisation'], phone: 'mac' },
  fields: [
    {
      type: 'phonebookEntry',
      values: {
        displayName: { column: 'Display name' },
        organisation: { column: 'Organization' },
        phone: { column: 'Work phone' },
        mobile: { column: 'Mobile phone' },
      },
    },
  ],
  limits: { removePercent: 100, removeCount: null, minimumPopulation: 1 },
};

const ANN = card('Ännchen', 'One', 'TEL;TYPE=WORK:030 1', 'TEL;TYPE=CELL:0171 1');
const NAMESAKE = card('Ännchen', 'Two', 'TEL;TYPE=WORK:030 2');

describe('contacts as vCards', () => {
  let app: TestApp;
  let admin: AdminClient;

  beforeAll(async () => {
    app = await createTestApp();
    admin = await createSuperAdmin(app);
  });
  afterEach(() => clear(app.strapi));
  afterAll(() => app.close());

  const entries = async () =>
    (await app.strapi.db.connection('directory_phonebook_entries').orderBy('organisation')).map(
      (one: Record<string, unknown>) => [one.display_name, one.organisation, one.phone, one.mobile]
    );

  it('come by upload and become entries of the phonebook; a second run writes nothing', async () => {
    const profile = await createProfile(app.strapi, CONTACTS);
    const sent = await admin
      .post('/directory-connector/uploads')
      .field('profile', profile)
      .attach('files', Buffer.from(ANN + NAMESAKE), 'contacts.vcf')
      .expect(201);
    const shown = await admin
      .post(`/directory-connector/uploads/${sent.body.data.id}/detect`)
      .send({})
      .expect(200);
    expect(shown.body.data).toMatchObject({ problem: null, file: { kind: 'vcard' } });

    expect(await runStored(app.strapi, profile)).toMatchObject({
      status: 'succeeded',
      rows: { read: 2, failed: 0 },
      user: { create: 0 },
      phonebookEntry: { create: 2 },
    });
    expect(await entries()).toEqual([
      ['Ännchen', 'One', '030 1', '0171 1'],
      ['Ännchen', 'Two', '030 2', null],
    ]);
    const before = await dump(app.strapi);
    expect(await runStored(app.strapi, profile)).toMatchObject({
      phonebookEntry: { unchanged: 2, create: 0, update: 0, remove: 0 },
    });
    expect(await dump(app.strapi)).toEqual(before);
  });

  it('need no fields, since they are known by their columns', async () => {
    const profile = await createProfile(app.strapi, {});
    const report = await runText(app.strapi, profile, ANN + NAMESAKE);
    expect(report).toMatchObject({
      status: 'succeeded',
      user: { create: 0 },
      phonebookEntry: { create: 2 },
      matching: { preset: { id: 'vcard-contacts' } },
    });
    expect(await entries()).toEqual([
      ['Ännchen', 'One', '030 1', '0171 1'],
      ['Ännchen', 'Two', '030 2', null],
    ]);
    expect(await runText(app.strapi, profile, ANN + NAMESAKE)).toMatchObject({
      phonebookEntry: { unchanged: 2, create: 0, update: 0, remove: 0 },
    });
  });

  it('remove nobody where the file is cut off', async () => {
    const profile = await createProfile(app.strapi, CONTACTS);
    await runText(app.strapi, profile, ANN + NAMESAKE);
    const cut = (ANN + NAMESAKE).slice(0, -20);
    expect(await runText(app.strapi, profile, cut)).toMatchObject({
      status: 'failed',
      error: { code: 'file-truncated' },
    });
    expect(await entries()).toHaveLength(2);
    expect(await runText(app.strapi, profile, ANN)).toMatchObject({
      phonebookEntry: { unchanged: 1, remove: 1 },
    });
  });
});
