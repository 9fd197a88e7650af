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

  it('come from a template that says no more, and are null for one that does', async () => {
    const ask = (template: string) =>
      admin.post(`${BASE}/mapping/fields`).send({ template, variables: [] }).expect(200);
    const { body } = await ask('{"user": [{"username": "{{{lower Login}}}"}]}');
    expect(body.data).toEqual({
      fields: [{ type: 'user', values: { username: { column: 'Login', convert: ['lower'] } } }],
      variables: [],
    });
    expect((await ask('{{#if a}}{}{{/if}}')).body.data).toBeNull();
    const long = `{"user": [{"username": "{{Login}}", "displayName": "${'x'.repeat(10_001)}"}]}`;
    expect((await ask(long)).body.data).toBeNull();
    expect((await ask(long.replace('xx', ''))).body.data).not.toBeNull();
  });

  it('are shown on the file’s first rows, beside what the filter takes, secrets masked', async () => {
    const csv = 'Login;Abteilung;Passwort\nada;Vertrieb;geheim77\nbob;Lager;geheim78\n';
    const upload = await admin
      .post(`${BASE}/uploads`)
      .attach('files', Buffer.from(csv), 'people.csv')
      .expect(201);
    const values = { username: { column: 'Login', convert: ['upper'] } };
    const draft = {
      source: { type: 'csv', delivery: 'upload' },
      preFilter: '$is(Abteilung, "vertrieb")',
      fields: [{ type: 'user', values }],
    };
    const request = { draft, upload: upload.body.data.id };
    const filter = await admin.post(`${BASE}/mapping/filter`).send(request).expect(200);
    expect(filter.body.data).toEqual({
      read: 2,
      taken: 1,
      complete: true,
      leftOut: [{ row: 3, values: { Login: 'bob', Abteilung: 'Lager', Passwort: '•••' } }],
      issues: [],
    });
    const samples = await admin.post(`${BASE}/mapping/samples`).send(request).expect(200);
    expect(samples.body.data.rows).toMatchObject([
      { row: 2, records: [{ attributes: { username: 'ADA' } }], issues: [] },
    ]);
    // What is filled is seen before anything identifies the people.
    const nameless = [{ type: 'user', values: { groupName: { column: 'Abteilung' } } }];
    for (const preFilter of ['', draft.preFilter]) {
      const unknown = { ...request, draft: { ...draft, preFilter, fields: nameless } };
      const shown = await admin.post(`${BASE}/mapping/samples`).send(unknown).expect(200);
      expect(shown.body.data.rows[0]).toMatchObject({
        records: [{ attributes: { groupName: 'Vertrieb' } }],
        issues: [],
      });
    }
    // A filter that is not saved yet cannot be used to guess a secret, nor does a broken mapping hinder it.
    const guess = { ...draft, preFilter: '$startsWith(Passwort, "g")', template: '{{' };
    const refused = await admin.post(`${BASE}/mapping/filter`).send({ ...request, draft: guess });
    expect([refused.status, refused.text.includes('secret-in-filter')]).toEqual([400, true]);
    const other = { ...draft, template: '{{' };
    const counted = await admin.post(`${BASE}/mapping/filter`).send({ ...request, draft: other });
    expect(counted.body.data).toMatchObject({ read: 2, taken: 1 });
  });
});
