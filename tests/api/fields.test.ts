import type { Fields } from '../../shared/profile/fields';
import { type AdminClient, createSuperAdmin } from '../support/admin';
import { clear, createProfile, dump, profilesOf, runText } from '../support/runs';
import { createTestApp, type TestApp } from '../support/strapi';

const BASE = '/directory-connector';

const FIELDS: Fields = [
  {
    type: 'user',
    values: {
      username: {
        column: 'Vorname',
        convert: [{ join: { columns: ['Nachname'], separator: '.' } }, 'login'],
      },
      displayName: { expression: "Nachname & ', ' & Vorname" },
      groupName: { column: 'Abteilung', convert: [{ map: { Vertrieb: 'sales' } }] },
    },
  },
  {
    type: 'phonebookEntry',
    values: {
      displayName: {
        column: 'Vorname',
        convert: [{ join: { columns: ['Nachname'], separator: ' ' } }],
      },
      phone: { user: 'extension' },
      mobile: { column: 'Handy', convert: [{ phoneNumber: 'DE' }] },
    },
  },
  { type: 'phone', values: { mac: { column: 'MAC' } } },
  { type: 'phone', values: { kind: { text: 'softphone' } } },
];

const CSV = `Vorname;Nachname;Abteilung;Handy;MAC
Jürgen;Groß;vertrieb;0171 1234567;00:0b:82:00:00:01
Ada;Ahorn;Lager;;
`;

describe('fields of a profile', () => {
  let app: TestApp;
  let admin: AdminClient;

  beforeAll(async () => {
    app = await createTestApp();
    admin = await createSuperAdmin(app);
  });
  afterEach(() => clear(app.strapi));
  afterAll(() => app.close());

  it('make users, entries and phones; the same file writes nothing the second time', async () => {
    const id = await createProfile(app.strapi, { fields: FIELDS });
    const report = await runText(app.strapi, id, CSV);
    expect(report).toMatchObject({
      status: 'succeeded',
      matching: null,
      user: { create: 2 },
      phonebookEntry: { create: 2 },
      phone: { create: 3 },
      issues: [],
    });
    const [juergen] = await app.strapi.db.query('plugin::directory-connector.user').findMany({
      where: { username: 'juergen.gross' },
      populate: ['phonebookEntries', 'phones'],
    });
    expect(juergen).toMatchObject({ displayName: 'Groß, Jürgen', groupName: 'sales' });
    expect(juergen.extension).toMatch(/^\d{3}$/);
    expect(juergen.phonebookEntries).toMatchObject([
      { displayName: 'Jürgen Groß', phone: juergen.extension, mobile: '+491711234567' },
    ]);
    expect(
      juergen.phones.map(({ kind, mac }: { kind: string; mac: string }) => [kind, mac])
    ).toEqual([
      ['desk', '00:0b:82:00:00:01'],
      ['softphone', null],
    ]);
    const stored = await dump(app.strapi);
    const again = await runText(app.strapi, id, CSV);
    expect(again).toMatchObject({ user: { create: 0, update: 0, unchanged: 2, remove: 0 } });
    expect(again.phone).toMatchObject({ create: 0, update: 0, remove: 0 });
    expect(await dump(app.strapi)).toEqual(stored);
  });

  it('are refused at their place, and go with the portable form', async () => {
    const values = { username: { column: 'Login' }, displayName: { expression: 'a &' } };
    const draft = {
      name: 'Fields',
      source: { type: 'csv', delivery: 'upload' },
      fields: [{ type: 'user', values }],
    };
    const { body } = await admin.post(`${BASE}/profiles/check`).send({ draft }).expect(200);
    expect(body.data.problems).toEqual([
      expect.objectContaining({
        path: ['fields', '0', 'values', 'displayName'],
        code: 'expression-syntax',
        line: 1,
      }),
    ]);
    const id = await createProfile(app.strapi, { fields: FIELDS });
    const file = await profilesOf(app.strapi).exportFile(id);
    expect(file.fields).toEqual(FIELDS);
    const other = { ...file, name: 'Imported' };
    const { profile } = await profilesOf(app.strapi).importFile(other);
    expect(profile.fields).toEqual(FIELDS);
  });

  it('are what automatic matching answers, and become a template', async () => {
    const match = admin.post(`${BASE}/mapping/match`).send({ columns: ['Login', 'Shoe size'] });
    const { fields, unmatched } = (await match.expect(200)).body.data;
    expect([fields[0], unmatched]).toEqual([
      { type: 'user', values: { username: { column: 'Login' } } },
      ['Shoe size'],
    ]);
    const variables = [{ name: 'job', expression: "'x'" }];
    const { body } = await admin
      .post(`${BASE}/mapping/template`)
      .send({ fields: FIELDS, variables })
      .expect(200);
    const id = await createProfile(app.strapi, { fields: FIELDS });
    await runText(app.strapi, id, CSV);
    const stored = await profilesOf(app.strapi).exportFile(id);
    await profilesOf(app.strapi).update(id, { ...stored, ...body.data });
    expect(body.data.variables[0]).toEqual(variables[0]);
    const again = await runText(app.strapi, id, CSV);
    expect(again).toMatchObject({ user: { unchanged: 2 }, phonebookEntry: { unchanged: 2 } });
    expect(again.phone).toMatchObject({ create: 0, remove: 0, unchanged: 3 });
  });
});
