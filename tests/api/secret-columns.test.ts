import { Readable } from 'node:stream';

import type { RunSummary } from '../../shared/contracts/runs';
import { createRestrictedAdmin, createSuperAdmin, type AdminClient } from '../support/admin';
import { catchLog } from '../support/logs';
import { clear, createProfile, profilesOf, uploadsOf } from '../support/runs';
import { mayTell } from '../support/secrets/told';
import { createTestApp, type TestApp } from '../support/strapi';

const BASE = '/directory-connector';
const action = (name: string): string => `plugin::directory-connector.${name}`;

const CSV = [
  'username,pin,Kennwort,job,list',
  'ada,geheim-4711,geheim-a,Boss,user',
  'bob,geheim-0815,geheim-b,Smith,user',
  '',
].join('\n');

/** Brings secrets into visible attributes, keys, labels, names of lists, and a value that fails. */
const LEAKING = `{"identity":[{"username":"{{username}}","externalId":"{{pin}}","displayName":"{{Kennwort}}",
  "enabled":"{{#if (eq username 'bob')}}{{pin}}{{/if}}",
  "post":{"phonebook":[{"displayName":"{{pin}}","notes":"{{Kennwort}}"}],"{{Kennwort}}":[]}}]}`;

describe('secret columns', () => {
  let app: TestApp;
  let admin: AdminClient;
  let logged: string[];

  beforeAll(async () => {
    app = await createTestApp({});
    admin = await createSuperAdmin(app);
    logged = catchLog(app.strapi, ['info', 'warn', 'error']).lines;
  });
  afterEach(() => clear(app.strapi));
  afterAll(() => app.close());

  /** A profile as version 0.1.0 may have stored it: no check has seen it. */
  const stored = async (settings: object): Promise<string> => {
    const id = await createProfile(app.strapi, {});
    const profiles = app.strapi.db.query('plugin::directory-connector.connector-profile');
    await profiles.update({ where: { documentId: id }, data: settings });
    await uploadsOf(app.strapi).store(id, 'users.csv', Readable.from([Buffer.from(CSV)]));
    return id;
  };

  const run = async (profile: string): Promise<string> => {
    const ended = new Promise<string>((resolve) => {
      const forget = app.strapi.eventHub.on(
        'directory-connector.run',
        async ({ run: found }: { run: RunSummary }) => {
          if (found.profileId !== profile) return;
          forget();
          resolve(found.id);
        }
      );
    });
    await admin.post(`${BASE}/profiles/${profile}/run`).send({}).expect(202);
    return ended;
  };

  it('are written as before by a stored profile, and shown nowhere', async () => {
    const profile = await stored({
      template: LEAKING,
      match: { user: 'externalId', phonebookEntry: 'displayName', phone: 'mac' },
    });
    const id = await run(profile);
    expect((await admin.get(`${BASE}/runs/${id}`)).body.data).toMatchObject({
      status: 'succeeded-with-errors',
      error: null,
    });
    const users = await app.strapi.db.query('plugin::directory-connector.user').findMany();
    expect(users).toMatchObject([
      { externalId: 'geheim-4711', displayName: 'geheim-a' },
      { externalId: 'geheim-0815', displayName: 'geheim-b' },
    ]);

    const pages = ['', '/changes', '/issues', '/issue-groups', '/changes.csv', '/issues.csv'];
    const shown: string[] = [];
    mayTell(new RegExp(`/runs/${id}/credentials`));
    for (const page of pages) {
      shown.push((await admin.get(`${BASE}/runs/${id}${page}`).expect(200)).text);
    }
    shown.push(
      (await admin.post(`${BASE}/runs/${id}/credentials`).set('Accept', 'text/csv').expect(200))
        .text
    );
    shown.push((await admin.get(`${BASE}/changes?search=geheim`).expect(200)).text);
    expect(shown.join()).toContain('•••');
    expect([...shown, ...logged].join()).not.toContain('geheim-');

    const { body } = await admin.get(`${BASE}/runs/${id}/issues`).expect(200);
    const codes = body.data.map(({ code }: { code: string }) => code);
    expect(codes.filter((code: string) => code === 'secret-column-shown')).toHaveLength(1);
    expect(codes).toContain('invalid-boolean');
  });

  it('are not found by a search for their values', async () => {
    const profile = await stored({
      template: LEAKING,
      match: { user: 'externalId', phonebookEntry: 'displayName', phone: 'mac' },
    });
    const id = await run(profile);
    for (const search of ['geheim', '4711', 'geheim-a']) {
      for (const list of ['changes', 'issues']) {
        const { body } = await admin.get(`${BASE}/runs/${id}/${list}?search=${search}`).expect(200);
        expect([list, search, body.data]).toEqual([list, search, []]);
      }
      const history = await admin.get(`${BASE}/changes?search=${search}`).expect(200);
      expect(history.body.data).toEqual([]);
      mayTell(/\/mapping\/trial$/);
      const trial = await admin.post(`${BASE}/mapping/trial`).send({ profile, search }).expect(400);
      expect(trial.body.error.details.code).toBe('row-not-found');
    }
    const trial = await admin
      .post(`${BASE}/mapping/trial`)
      .send({ profile, search: 'smith' })
      .expect(200);
    expect(trial.body.data.row).toBe(3);
    expect(trial.text).not.toContain('geheim');
  });

  it('are masked in a trial, a preview and a single row', async () => {
    const profile = await stored({ template: LEAKING });
    const trial = await admin.post(`${BASE}/mapping/trial`).send({ profile }).expect(200);
    const row = await admin.get(`${BASE}/profiles/${profile}/rows/2`).expect(200);
    const upload = await admin.get(`${BASE}/profiles/${profile}/upload`).expect(200);
    const { id } = upload.body.data;
    const detected = await admin.post(`${BASE}/uploads/${id}/detect`).send({}).expect(200);
    for (const { text } of [trial, row, detected]) {
      expect(text).toContain('•••');
      expect(text).not.toContain('geheim-');
    }
  });

  it('are refused at save where everybody would see them, with the place', async () => {
    const view = await profilesOf(app.strapi).exportFile(await createProfile(app.strapi, {}));
    const draft = { ...view, name: 'Leak', template: LEAKING };
    const { body } = await admin.post(`${BASE}/profiles`).send(draft).expect(400);
    const [first] = body.error.details.errors;
    expect(first).toMatchObject({ path: ['template'], code: 'secret-column-shown', line: 1 });
    const id = await stored({ template: LEAKING });
    await admin
      .put(`${BASE}/profiles/${id}`)
      .send({ ...draft, name: 'Again' })
      .expect(400);
    const filter = { ...view, name: 'Guess', preFilter: 'pin = "4711"' };
    await admin.post(`${BASE}/profiles`).send(filter).expect(400);
    const tried = { draft: filter, profile: id };
    const trial = await admin.post(`${BASE}/mapping/trial`).send(tried).expect(400);
    expect(trial.body.error.message).toContain('pin');
  });

  it('go on filtering in a stored profile, with a warning', async () => {
    const profile = await stored({ preFilter: 'pin = "geheim-4711"' });
    const id = await run(profile);
    const { body } = await admin.get(`${BASE}/runs/${id}/issues`).expect(200);
    expect(body.data.map(({ code }: { code: string }) => code)).toContain('secret-in-filter');
    expect((await admin.get(`${BASE}/runs/${id}`)).body.data.rows).toMatchObject({ filtered: 1 });
    await admin.post(`${BASE}/mapping/trial`).send({ profile }).expect(200);
  });

  it('are revealed by those only who may', async () => {
    const view = await profilesOf(app.strapi).exportFile(await createProfile(app.strapi, {}));
    const template = '{"identity":[{"username":"{{username}}","avatar":"{{pin}}"}]}';
    const draft = { ...view, name: 'Revealing', template, reveal: ['pin'] };
    const { client, allow } = await createRestrictedAdmin(app);
    await allow([action('profiles.read'), action('profiles.edit'), action('runs.test')]);
    const attempts = [
      client.post(`${BASE}/profiles`).send(draft),
      client.post(`${BASE}/profiles/import`).send(draft),
      client.post(`${BASE}/profiles/check`).send({ draft }),
      client.post(`${BASE}/mapping/trial`).send({ draft }),
    ];
    for (const attempt of attempts) {
      const { body } = await attempt.expect(403);
      expect(body.error.details.code).toBe('reveal-not-allowed');
    }
    const created = await admin.post(`${BASE}/profiles`).send(draft).expect(201);
    const { id } = created.body.data;
    expect(created.body.data.reveal).toEqual(['pin']);
    const changed = { ...draft, comment: 'Changed.' };
    await client.put(`${BASE}/profiles/${id}`).send(changed).expect(200);
    const more = { ...changed, reveal: ['pin', 'Kennwort'] };
    await client.put(`${BASE}/profiles/${id}`).send(more).expect(403);
    await allow([action('profiles.read'), action('profiles.edit'), action('profiles.reveal')]);
    await client.put(`${BASE}/profiles/${id}`).send(more).expect(200);

    await uploadsOf(app.strapi).store(id, 'users.csv', Readable.from([Buffer.from(CSV)]));
    const trial = await admin.post(`${BASE}/mapping/trial`).send({ profile: id }).expect(200);
    expect(trial.body.data.records[0].attributes.avatar).toBe('geheim-4711');
    expect((await profilesOf(app.strapi).exportFile(id)).reveal).toEqual(['pin', 'Kennwort']);
  });
});
