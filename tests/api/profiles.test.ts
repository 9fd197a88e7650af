import type { ProfileView } from '../../shared/contracts/profiles';
import { createSuperAdmin, type AdminClient } from '../support/admin';
import { clear, profilesOf, runText } from '../support/runs';
import { createTestApp, type TestApp } from '../support/strapi';

const BASE = '/directory-connector/profiles';
const SECRET = 'S3cret-of-the-server';

const upload = { type: 'csv', delivery: 'upload' };
const url = (address: string, password?: unknown) => ({
  type: 'csv',
  delivery: 'url',
  url: address,
  auth: { type: 'basic', username: 'hr', ...(password === undefined ? {} : { password }) },
});

describe('profiles over the admin API', () => {
  let app: TestApp;
  let admin: AdminClient;

  beforeAll(async () => {
    app = await createTestApp();
    admin = await createSuperAdmin(app);
  });
  afterEach(() => clear(app.strapi));
  afterAll(() => app.close());

  const create = async (body: object): Promise<ProfileView> => {
    const response = await admin.post(BASE).send({ source: upload, ...body });
    expect(response.body.error).toBeUndefined();
    expect(response.status).toBe(201);
    return response.body.data;
  };

  const load = (id: string) => profilesOf(app.strapi).load(id);

  it('are made, read, changed and deleted', async () => {
    const { id } = await create({ name: 'Users', comment: 'first' });
    const found = await admin.get(`${BASE}/${id}`).expect(200);
    expect(found.body.data).toMatchObject({
      id,
      name: 'Users',
      comment: 'first',
      mode: 'create-update-remove',
    });

    const changed = { name: 'People', source: upload, comment: 'second' };
    const updated = await admin.put(`${BASE}/${id}`).send(changed).expect(200);
    expect(updated.body.data).toMatchObject({ id, name: 'People', comment: 'second' });

    const list = await admin.get(BASE).expect(200);
    expect(list.body.data).toMatchObject([{ id, name: 'People', lastRun: null, nextRunAt: null }]);

    await admin.delete(`${BASE}/${id}`).expect(204);
    await admin.get(`${BASE}/${id}`).expect(404);
    await admin.put(`${BASE}/${id}`).send(changed).expect(404);
    await admin.delete(`${BASE}/${id}`).expect(404);
  });

  it('let a schedule go on, and webhooks have their events', async () => {
    const { id } = await create({ name: 'Users' });
    await admin.post(`${BASE}/${id}/resume`).expect(204);
    await admin.post(`${BASE}/nobody/resume`).expect(404);
    const events = ['started', 'run', 'held', 'recovered', 'overdue'].map(
      (name) => `directory-connector.${name}`
    );
    const hook = { name: 'Ours', url: 'https://hooks.example.com/', headers: {}, events };
    const { body } = await admin.post('/admin/webhooks').send(hook).expect(201);
    expect(body.data.events).toEqual(events);
    await admin.delete(`/admin/webhooks/${body.data.id}`).expect(200);
    const unknown = { ...hook, events: ['directory-connector.unknown'] };
    await admin.post('/admin/webhooks').send(unknown).expect(400);
  });

  it('show when they run next', async () => {
    await create({
      name: 'Nightly',
      source: url('https://a.example/u.csv', SECRET),
      schedule: { enabled: true },
    });
    const { body } = await admin.get(BASE).expect(200);
    expect(body.data[0].nextRunAt).toMatch(/T02:00:00/);
  });

  it('are refused with every problem in its place', async () => {
    const draft = {
      name: 'Wrong',
      source: upload,
      mode: 'replace',
      preFilter: '$exists(',
      variables: [{ name: 'job', expression: ')' }],
      template: '{"identity": [{{#if}}]}',
      schedule: { enabled: true, cron: '99 * * * *', timezone: 'Europe/Bonn' },
      generate: { extension: { from: 9, to: 1 } },
    };
    const { body } = await admin.post(BASE).send(draft).expect(400);
    expect(body.error.name).toBe('ValidationError');
    const paths = body.error.details.errors.map(({ path }: { path: string[] }) => path.join('.'));
    expect(new Set(paths)).toEqual(
      new Set([
        'preFilter',
        'variables.0.expression',
        'template',
        'schedule.enabled',
        'schedule.cron',
        'schedule.timezone',
        'generate.extension',
      ])
    );
    for (const { message, code } of body.error.details.errors) {
      expect(message).toMatch(/\w/);
      expect(code).toMatch(/^[a-z-]+$/);
    }
    expect((await admin.get(BASE)).body.data).toEqual([]);
  });

  it('are refused in a shape that is not theirs', async () => {
    for (const body of [{}, [], { name: 'A' }, { name: 'A', source: upload, extra: 1 }]) {
      const response = await admin.post(BASE).send(body).expect(400);
      expect(response.body.error).toMatchObject({ name: 'ValidationError', status: 400 });
      expect(response.body.error.details.errors.length).toBeGreaterThan(0);
    }
  });

  it('are checked without being saved', async () => {
    const { id } = await create({ name: 'Taken' });
    const check = async (body: object) =>
      (await admin.post(`${BASE}/check`).send(body).expect(200)).body.data.problems;
    expect(await check({ draft: { name: 'Free', source: upload } })).toEqual([]);
    expect(await check({ profile: id, draft: { name: 'Taken', source: upload } })).toEqual([]);
    expect(await check({ draft: { name: 'Taken', source: upload } })).toMatchObject([
      { path: ['name'], code: 'name-taken' },
    ]);
    expect(await check({ draft: { name: 'Free' } })).toMatchObject([
      { path: ['source'], code: 'invalid-value' },
    ]);
    expect(
      await check({ draft: { name: 'Free', source: url('https://a.example/') } })
    ).toMatchObject([{ path: ['source', 'auth', 'password'], code: 'secret-missing' }]);
    expect((await admin.get(BASE)).body.data).toHaveLength(1);
  });

  it('have names of their own, also when two are made at once', async () => {
    const responses = await Promise.all(
      [1, 2, 3].map(() => admin.post(BASE).send({ name: 'Twin', source: upload }))
    );
    expect(responses.map(({ status }) => status).sort()).toEqual([201, 400, 400]);
    const refused = responses.find(({ status }) => status === 400);
    expect(refused?.body.error.details.errors).toMatchObject([
      { path: ['name'], code: 'name-taken' },
    ]);
    const other = await create({ name: 'Other' });
    await admin.put(`${BASE}/${other.id}`).send({ name: 'Twin', source: upload }).expect(400);
  });

  describe('with credentials', () => {
    const ADDRESS = 'https://hr.example.com/users.csv';

    it('never show or keep them in clear', async () => {
      const profile = await create({ name: 'Remote', source: url(ADDRESS, SECRET) });
      expect(profile.source).toMatchObject({ auth: { username: 'hr', password: { set: true } } });
      const answers = [
        await admin.get(BASE),
        await admin.get(`${BASE}/${profile.id}`),
        await admin.get(`${BASE}/${profile.id}/export`),
        await admin.post(`${BASE}/${profile.id}/clone`),
      ];
      for (const { text } of answers) expect(text).not.toContain(SECRET);
      const rows = await app.strapi.db.connection('directory_connector_profiles');
      expect(JSON.stringify(rows)).not.toContain(SECRET);
      expect((await load(profile.id)).file.source).toMatchObject({ auth: { password: SECRET } });
    });

    it('keep them when a change leaves them out or sends the marker', async () => {
      const { id, source } = await create({ name: 'Remote', source: url(ADDRESS, SECRET) });
      for (const given of [source, url(ADDRESS), url(`${ADDRESS}?page=2`)]) {
        await admin.put(`${BASE}/${id}`).send({ name: 'Remote', source: given }).expect(200);
        expect((await load(id)).file.source).toMatchObject({ auth: { password: SECRET } });
      }
      await admin
        .put(`${BASE}/${id}`)
        .send({ name: 'Remote', source: url(ADDRESS, 'new') })
        .expect(200);
      expect((await load(id)).file.source).toMatchObject({ auth: { password: 'new' } });
    });

    it('ask for them again when the server changes', async () => {
      const { id } = await create({ name: 'Remote', source: url(ADDRESS, SECRET) });
      const source = url('https://evil.example/collect', { set: true });
      const { body } = await admin
        .put(`${BASE}/${id}`)
        .send({ name: 'Remote', source })
        .expect(400);
      expect(body.error.details.errors).toMatchObject([
        { path: ['source', 'auth', 'password'], code: 'secret-missing' },
      ]);
      const trial = { profile: id, draft: { source } };
      await admin.post('/directory-connector/mapping/trial').send(trial).expect(400);
      expect((await load(id)).file.source).toMatchObject({ url: ADDRESS });
    });

    it('that cannot be decrypted any more are asked for', async () => {
      const { id } = await create({ name: 'Remote', source: url(ADDRESS, SECRET) });
      const table = app.strapi.db.connection('directory_connector_profiles');
      await table.update({ source_secrets: 'enc:1:damaged' });
      const { body } = await admin.get(`${BASE}/${id}`).expect(200);
      expect(body.data.source.auth.password).toEqual({ set: false });
      await expect(load(id)).rejects.toMatchObject({ code: 'credentials-missing' });
      const again = { name: 'Remote', source: url(ADDRESS, 'again') };
      await admin.put(`${BASE}/${id}`).send(again).expect(200);
      expect((await load(id)).file.source).toMatchObject({ auth: { password: 'again' } });
    });

    it('are wanted when a profile is made', async () => {
      const { body } = await admin
        .post(BASE)
        .send({ name: 'R', source: url(ADDRESS) })
        .expect(400);
      expect(body.error.details.errors).toMatchObject([{ code: 'secret-missing' }]);
    });
  });

  it('are copied under a free name, switched off, secrets and all', async () => {
    const { id } = await create({
      name: 'Nightly',
      source: url('https://a.example/u.csv', SECRET),
      schedule: { enabled: true },
    });
    const first = await admin.post(`${BASE}/${id}/clone`).expect(201);
    const second = await admin.post(`${BASE}/${id}/clone`).expect(201);
    expect([first, second].map(({ body }) => body.data.name)).toEqual([
      'Nightly (copy)',
      'Nightly (copy 2)',
    ]);
    expect(first.body.data.schedule.enabled).toBe(false);
    expect((await load(first.body.data.id)).file.source).toMatchObject({
      auth: { password: SECRET },
    });
  });

  describe('as files', () => {
    it('come back the same', async () => {
      const variables = [{ name: 'job', expression: 'job & "é"' }];
      const { id } = await create({
        name: 'A "quoted" näme / x',
        comment: 'line\nbreak',
        variables,
      });
      const file = await admin.get(`${BASE}/${id}/export`).expect(200);
      expect(file.headers['content-disposition']).toContain('attachment');
      await admin.delete(`${BASE}/${id}`).expect(204);
      const again = await admin.post(`${BASE}/import`).send(file.body).expect(201);
      const exported = await admin.get(`${BASE}/${again.body.data.id}/export`);
      expect(exported.body).toEqual(file.body);
    });

    it('replace the profile of their name and keep its credentials', async () => {
      const { id } = await create({
        name: 'Remote',
        source: url('https://a.example/u.csv', SECRET),
      });
      const { body: file } = await admin.get(`${BASE}/${id}/export`);
      const { body } = await admin
        .post(`${BASE}/import`)
        .send({ ...file, comment: 'new' })
        .expect(200);
      expect(body.data).toMatchObject({ id, comment: 'new' });
      expect((await load(id)).file.source).toMatchObject({ auth: { password: SECRET } });
    });

    it('may lack credentials, which a run then asks for', async () => {
      const file = { name: 'Remote', source: url('https://a.example/u.csv') };
      const { body } = await admin.post(`${BASE}/import`).send(file).expect(201);
      expect(body.data.source.auth.password).toEqual({ set: false });
      await expect(load(body.data.id)).rejects.toMatchObject({ code: 'credentials-missing' });
    });

    it('do not carry stored credentials to another server', async () => {
      const { id } = await create({
        name: 'Remote',
        source: url('https://a.example/u.csv', SECRET),
      });
      const file = { name: 'Remote', source: url('https://evil.example/') };
      const { body } = await admin.post(`${BASE}/import`).send(file).expect(200);
      expect(body.data.source.auth.password).toEqual({ set: false });
      await expect(load(id)).rejects.toMatchObject({ code: 'credentials-missing' });
    });
  });

  it('leave their records behind for others when they are deleted', async () => {
    const csv = 'username,displayname,phonemac\nada,Ada,00:11:22:33:44:55\n';
    const { id } = await create({ name: 'First' });
    await runText(app.strapi, id, csv);
    await admin.delete(`${BASE}/${id}`).expect(204);

    const users = await app.strapi.db.query('plugin::directory-connector.user').findMany();
    expect(users).toMatchObject([{ username: 'ada', connectorProfile: null, connectorKey: null }]);
    expect(await app.strapi.db.query('plugin::directory-connector.connector-run').count()).toBe(0);
    expect(await app.strapi.db.connection('directory_connector_changes')).toEqual([]);
    expect(await app.strapi.db.connection('directory_connector_search_blocks')).toEqual([]);

    const next = await create({ name: 'Second', existing: 'adopt' });
    const report = await runText(app.strapi, next.id, csv);
    expect(report).toMatchObject({
      status: 'succeeded',
      user: { create: 0, update: 1 },
      phone: { update: 1 },
    });
  });

  it('cannot be deleted while a run is going on', async () => {
    const { id } = await create({ name: 'Busy' });
    const runs = app.strapi.db.query('plugin::directory-connector.connector-run');
    const { pid } = process;
    const owner = `elsewhere.example:${pid}:x`;
    const now = Date.now();
    const data = {
      profileId: id,
      profileName: 'Busy',
      kind: 'run',
      trigger: 'manual',
      status: 'running',
    };
    const run = await runs.create({
      data: { ...data, owner, heartbeatAtMs: now, startedAtMs: now },
    });
    const { body } = await admin.delete(`${BASE}/${id}`).expect(409);
    expect(body.error).toMatchObject({ name: 'ConflictError', details: { code: 'run-active' } });
    await admin.get(`${BASE}/${id}`).expect(200);
    await runs.update({ where: { id: run.id }, data: { status: 'succeeded' } });
    await admin.delete(`${BASE}/${id}`).expect(204);
  });

  it('are found nowhere but here', async () => {
    await create({ name: 'Hidden' });
    const uid = 'plugin::directory-connector.connector-profile';
    const { body } = await admin.get('/content-manager/content-types').expect(200);
    const visible = body.data.filter((type: { isDisplayed: boolean }) => type.isDisplayed);
    expect(visible.map((type: { uid: string }) => type.uid)).not.toContain(uid);
    await admin.get('/api/directory-connector/connector-profiles').expect(404);
  });
});

describe('helpers for editing profiles', () => {
  let app: TestApp;
  let admin: AdminClient;

  beforeAll(async () => {
    app = await createTestApp();
    admin = await createSuperAdmin(app);
  });
  afterAll(() => app.close());

  it('tell which export columns look like, which are known, and give a file to fill', async () => {
    const columns = ['Name', 'Number', 'Contact Type', 'Outgoing Identity'];
    const match = admin.post('/directory-connector/mapping/match').send({ columns });
    const { id, fields } = (await match.expect(200)).body.data.preset;
    expect([id, fields[0].values.phone]).toEqual(['snom-phonebook', { column: 'Number' }]);
    const other = admin.post('/directory-connector/mapping/match').send({ columns: ['login'] });
    expect((await other.expect(200)).body.data.preset).toBeNull();

    const users = ['userPrincipalName', 'displayName', 'surname', 'userType', 'accountEnabled'];
    const asked = admin.post('/directory-connector/mapping/match');
    const named = (await asked.send({ columns: users, preset: 'entra-users' }).expect(200)).body
      .data;
    expect(named).toMatchObject({
      fields: [{ type: 'user', values: { username: { column: 'userPrincipalName' } } }, {}],
      preFilter: '$not($is(userType, "Guest"))',
      usernames: [],
      matched: expect.arrayContaining([
        { column: 'accountEnabled', type: 'user', attribute: 'enabled', reason: 'preset' },
      ]),
    });
    const unknown = admin.post('/directory-connector/mapping/match');
    await unknown.send({ columns: users, preset: 'none' }).expect(400);

    const known = await admin.get('/directory-connector/mapping/presets').expect(200);
    expect(known.body.data).toContainEqual({
      id: 'outlook-contacts',
      name: expect.objectContaining({ en: 'Outlook contacts', de: 'Outlook-Kontakte' }),
      description: expect.objectContaining({ en: expect.any(String), de: expect.any(String) }),
    });
    const example = '/directory-connector/mapping/example?language=';
    const { body } = await admin.get(`${example}de`).expect(200);
    expect([body.data.name, body.data.text]).toEqual([
      'personen.csv',
      expect.stringMatching(/^\uFEFFBenutzername;Vorname;/),
    ]);
    await admin.get(`${example}xx`).expect(400);
  });

  it('tell the next times of a schedule', async () => {
    const preview = (schedule: object, count?: number) =>
      admin.post('/directory-connector/schedules/preview').send({ schedule, count });
    const { body } = await preview({ cron: '30 4 * * *', timezone: 'Asia/Tokyo' }, 3).expect(200);
    expect(body.data.times).toHaveLength(3);
    for (const time of body.data.times) expect(time).toMatch(/T19:30:00/);
    const wrong = await preview({ cron: 'at noon' }).expect(400);
    expect(wrong.body.error.details.errors).toMatchObject([{ path: ['schedule', 'cron'] }]);
    await preview({ cron: '* * * * *' }, 1000).expect(400);
  });
});
