import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';

import { encode } from 'iconv-lite';

import { createRestrictedAdmin, createSuperAdmin, type AdminClient } from '../support/admin';
import { clear, createProfile, runText, uploadsOf } from '../support/runs';
import { createTestApp, type TestApp } from '../support/strapi';

const BASE = '/directory-connector';
const action = (name: string): string => `plugin::directory-connector.${name}`;
const EDITOR = ['profiles.read', 'profiles.edit', 'runs.test', 'runs.history'].map(action);

/** No name says that these columns hold secrets: the mapping does. */
const CSV = [
  'Login,Zugang,Ziffern,Wort,Team',
  'ada,geheim-a,geheim-11,geheim-x,Boss',
  'bob,geheim-b,geheim-22,geheim-y,Staff',
  'cid,geheim-c,geheim-33,geheim-z,Staff,too,many',
  '',
].join('\n');
const TEMPLATE = `{"identity":[{"username":"{{Login}}","password":"{{Zugang}}","pin":"{{Ziffern}}",
  "sipPassword":"{{word}}","groupName":"{{Team}}"}]}`;
const SETTINGS = {
  template: TEMPLATE,
  variables: [{ name: 'word', expression: '$uppercase(Wort)' }],
};
/** What would bring them to light, if the stored profile were not asked. */
const SHOWING = `{"identity":[{"username":"{{Login}}","displayName":"{{Zugang}}","notes":"{{Ziffern}}",
  "firstName":"{{Wort}}"}]}`;

describe('columns that a mapping makes secret', () => {
  let app: TestApp;
  let admin: AdminClient;
  let editor: AdminClient;
  let allow: (actions: string[]) => Promise<void>;
  let server: Server;
  let url: string;

  beforeAll(async () => {
    app = await createTestApp({ plugin: { network: { allowedHosts: ['127.0.0.1'] } } });
    admin = await createSuperAdmin(app);
    const restricted = await createRestrictedAdmin(app);
    ({ client: editor, allow } = restricted);
    server = createServer((_request, response) => response.end(CSV)).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/people.csv`;
  });
  beforeEach(() => allow(EDITOR));
  afterEach(() => clear(app.strapi));
  afterAll(async () => {
    server.close();
    await app.close();
  });

  const stored = async (csv: string | Buffer = CSV, settings: object = SETTINGS) => {
    const profile = await createProfile(app.strapi, { ...settings });
    const content = Readable.from([Buffer.from(csv)]);
    const { id: upload } = await uploadsOf(app.strapi).store(profile, 'people.csv', content);
    return { profile, upload };
  };

  const draftOf = async (profile: string, part: object) => {
    const { body } = await admin.get(`${BASE}/profiles/${profile}/export`).expect(200);
    return { ...body, name: 'Draft', variables: [], ...part };
  };

  it('are masked in previews of an uploaded file, for whoever may not fetch credentials', async () => {
    const { upload } = await stored();
    const path = `${BASE}/uploads/${upload}/detect`;
    const formats = [
      ...[{}, { headerRow: 1 }, { headerRow: 0 }, { headerRow: 2 }, { headerRow: 3 }],
      ...[{ delimiter: ';' }, { delimiter: 'e' }, { delimiter: '-' }, { lineSeparator: '\r' }],
      ...[{ delimiter: ';', headerRow: 2 }, { enclosure: 'g' }],
    ];
    for (const format of formats) {
      const { text, body } = await editor.post(path).send({ format }).expect(200);
      if (body.data.rows.length > 0) expect(text).toContain('•••');
      expect({ format, text }).toEqual({ format, text: expect.not.stringMatching(/geheim|eim-/) });
      expect(body.data.columns.length).toBeGreaterThan(0);
    }
    await allow([...EDITOR, action('runs.credentials')]);
    const { text } = await editor.post(path).send({}).expect(200);
    expect(text).toContain('geheim-a');
  });

  it('stay secret where a draft has the file read otherwise', async () => {
    const { profile } = await stored();
    const settings = [{ headerRow: 0 }, { headerRow: 2 }, { delimiter: 'e', headerRow: 2 }];
    for (const format of settings) {
      const source = { type: 'csv', delivery: 'upload', ...format };
      const templates = ['{"identity":[{"username":"{{A}}","notes":"{{B}} {{C}}"}]}', TEMPLATE];
      for (const template of templates) {
        const draft = await draftOf(profile, { source, template });
        const body = { profile, draft, from: 3 };
        const { text } = await editor.post(`${BASE}/mapping/trial`).send(body);
        expect({ format, text }).toEqual({
          format,
          text: expect.not.stringMatching(/geheim|eim-/),
        });
      }
    }
  });

  it('are masked in previews of an address, where the profile is named', async () => {
    const source = { type: 'csv', delivery: 'url', url };
    const { profile } = await stored(CSV, { ...SETTINGS, source });
    const { text, body } = await editor
      .post(`${BASE}/sources/detect`)
      .send({ profile, source })
      .expect(200);
    expect(body.data.rows[0].cells).toEqual(['ada', '•••', '•••', '•••', 'Boss']);
    expect(text).not.toContain('geheim');
  });

  it('are masked in corrections', async () => {
    const { upload } = await stored();
    const path = `${BASE}/uploads/${upload}/fixes`;
    await editor.post(path).send({ row: 2, column: 'Team', value: 'Head' }).expect(200);
    for (const column of ['Zugang', 'Ziffern', 'Wort']) {
      const { text } = await editor.post(path).send({ row: 2, column, value: 'geheim-n' });
      expect(text).not.toContain('geheim');
    }
    const { text, body } = await editor.get(path).expect(200);
    expect(body.data).toHaveLength(4);
    expect(text).toContain('Head');
    expect(text).not.toContain('geheim');
  });

  it('stay masked in a trial of a draft that maps them otherwise', async () => {
    const { profile, upload } = await stored();
    const other = await stored('Login\nx\n', { template: TEMPLATE.replace(/"p[^,]*,/g, '') });
    const draft = await draftOf(profile, { template: SHOWING });
    const requests = [
      { profile, draft },
      { draft, upload },
      { profile: other.profile, upload },
      { profile: other.profile, draft, upload },
      { profile },
    ];
    for (const body of requests) {
      const { text } = await editor.post(`${BASE}/mapping/trial`).send(body).expect(200);
      expect(text).toContain('•••');
      expect(text).not.toMatch(/geheim/i);
      const guess = { ...body, search: 'geheim-b' };
      await editor.post(`${BASE}/mapping/trial`).send(guess).expect(400);
      const found = { ...body, search: 'staff' };
      await editor.post(`${BASE}/mapping/trial`).send(found).expect(200);
    }
    const testing = await draftOf(profile, { template: SHOWING, preFilter: 'Zugang = "geheim-a"' });
    await editor.post(`${BASE}/mapping/trial`).send({ profile, draft: testing }).expect(400);
  });

  it('are masked in a single row, also where the mapping cannot be used with the file', async () => {
    const { profile } = await stored();
    const row = await editor.get(`${BASE}/profiles/${profile}/rows/2`).expect(200);
    expect(row.body.data.values).toMatchObject({ Zugang: '•••', Wort: '•••', Team: 'Boss' });
    const automatic = {
      variables: [{ name: 'password', expression: 'Zugang' }],
      match: { user: 'username', phonebookEntry: 'externalId', phone: 'mac' },
    };
    const { profile: other } = await stored('Zugang,x\ngeheim-a,1\n', automatic);
    const { text } = await editor.get(`${BASE}/profiles/${other}/rows/2`).expect(200);
    expect(text).toContain('•••');
    expect(text).not.toContain('geheim');
  });

  it('give no samples of the encoding, in a report and in a preview', async () => {
    const csv = encode('Login,Zugang,Team\nada,Geheimcittà,Società\nbob,x,Contabilità\n', 'ibm850');
    const { profile, upload } = await stored(csv, {
      template: '{"identity":[{"username":"{{Login}}","password":"{{Zugang}}","pin":"{{Team}}"}]}',
    });
    const preview = await editor.post(`${BASE}/uploads/${upload}/detect`).send({}).expect(200);
    const trial = await editor.post(`${BASE}/mapping/trial`).send({ profile }).expect(200);
    const report = await runText(app.strapi, profile, csv);
    for (const text of [preview.text, trial.text, JSON.stringify(report)]) {
      expect(text).toContain('encoding-unsure');
      expect(text).not.toMatch(/citt|Societ|Contab/);
    }
  });

  it('are in no key that is shown with a record', async () => {
    const { profile } = await stored(CSV);
    const secretKey = {
      template: '{"identity":[{"externalId":"{{pin}}","username":"{{Login}}"}]}',
      match: { user: 'externalId', phonebookEntry: 'externalId', phone: 'mac' },
    };
    const profiles = app.strapi.db.query('plugin::directory-connector.connector-profile');
    await profiles.update({
      where: { documentId: profile },
      data: { ...secretKey, variables: [] },
    });
    await runText(app.strapi, profile, 'Login,pin\nada,geheim-1\n');
    const users = app.strapi.db.query('plugin::directory-connector.user');
    const { documentId, connectorKey } = await users.findOne({ where: { username: 'ada' } });
    expect(connectorKey).toBe('externalId:geheim-1');
    const { body } = await editor.get(`${BASE}/records/user/${documentId}/origin`).expect(200);
    expect(body.data.key).toBe('externalId:•••');
  });

  it('are told to nobody by a clone that reveals them no more', async () => {
    const template = '{"identity":[{"username":"{{Login}}","avatar":"{{pin}}"}]}';
    const { profile } = await stored(CSV, { template, reveal: ['pin'] });
    const refused = await editor.post(`${BASE}/profiles/${profile}/clone`).expect(400);
    expect(refused.body.error.details.errors).toMatchObject([
      { path: ['template'], code: 'secret-column-shown' },
    ]);
    const clone = await admin.post(`${BASE}/profiles/${profile}/clone`).expect(201);
    expect(clone.body.data.reveal).toEqual(['pin']);

    const { profile: harmless } = await stored(CSV, { ...SETTINGS, reveal: ['pin', 'Zugang'] });
    const dropped = await editor.post(`${BASE}/profiles/${harmless}/clone`).expect(201);
    expect(dropped.body.data.reveal).toEqual([]);
    await allow([...EDITOR, action('profiles.reveal')]);
    const kept = await editor.post(`${BASE}/profiles/${harmless}/clone`).expect(201);
    expect(kept.body.data.reveal).toEqual(['pin', 'Zugang']);
  });

  it('are revealed by no import of whoever may not', async () => {
    const { profile } = await stored();
    const { name } = (await admin.get(`${BASE}/profiles/${profile}`)).body.data;
    const draft = await draftOf(profile, { reveal: ['Zugang'] });
    for (const file of [draft, { ...draft, name }]) {
      const { body } = await editor.post(`${BASE}/profiles/import`).send(file).expect(403);
      expect(body.error.details.code).toBe('reveal-not-allowed');
    }
    await admin
      .post(`${BASE}/profiles/import`)
      .send({ ...draft, name })
      .expect(200);
    // What is stored so already, may stay so.
    await editor
      .post(`${BASE}/profiles/import`)
      .send({ ...draft, name })
      .expect(200);
  });
});
