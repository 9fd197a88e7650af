import request from 'supertest';

import {
  createRestrictedAdmin,
  createSuperAdmin,
  type AdminClient,
  type RestrictedAdmin,
} from '../support/admin';
import { actionId, ALL, OF_ROLE, testDelegation } from '../support/delegation';
import { createProfile, profilesOf, runText, storageOf, uploadsOf } from '../support/runs';
import { createTestApp, type TestApp } from '../support/strapi';

const BASE = '/directory-connector';
const IS_CREATOR = 'admin::is-creator';

const { routes } = outside.plugin.default.routes.admin();

/** What somebody limited to some profiles is to find behind each route; one that is not here is not thought of. */
const EXPECTED: Record<string, 'named' | 'chosen' | 'nothing' | 'all'> = {
  'GET /profiles': 'chosen',
  'POST /profiles': 'chosen',
  'POST /profiles/import': 'chosen',
  'POST /profiles/check': 'chosen',
  'GET /profiles/:id': 'named',
  'PUT /profiles/:id': 'named',
  'PUT /profiles/:id/schedule': 'named',
  'POST /profiles/:id/resume': 'named',
  'DELETE /profiles/:id': 'named',
  'POST /profiles/:id/clone': 'named',
  'GET /profiles/:id/export': 'named',
  'POST /profiles/:id/match-anew': 'named',
  'GET /profiles/:id/upload': 'named',
  'GET /profiles/:id/rows/:row': 'named',
  'GET /profiles/:id/rows/:row/check': 'named',
  'GET /profiles/:id/corrections': 'named',
  'POST /profiles/:id/corrections': 'named',
  'DELETE /profiles/:id/corrections': 'named',
  'GET /sources': 'nothing',
  'POST /sources/detect': 'chosen',
  'POST /sources/test-connection': 'chosen',
  'POST /sources/browse': 'chosen',
  'GET /mapping/attributes': 'nothing',
  'POST /mapping/match': 'chosen',
  'POST /mapping/template': 'chosen',
  'POST /mapping/fields': 'chosen',
  'POST /mapping/pascom': 'chosen',
  'POST /mapping/filter': 'chosen',
  'POST /mapping/samples': 'chosen',
  'POST /mapping/trial': 'chosen',
  'GET /mapping/presets': 'nothing',
  'GET /mapping/example': 'nothing',
  'POST /schedules/preview': 'chosen',
  'POST /uploads': 'chosen',
  'GET /uploads/:id': 'named',
  'DELETE /uploads/:id': 'named',
  'POST /uploads/:id/attach': 'named',
  'POST /uploads/:id/detect': 'named',
  'POST /uploads/:id/compare': 'named',
  'GET /uploads/:id/fixes': 'named',
  'POST /uploads/:id/fixes': 'named',
  'DELETE /uploads/:id/fixes': 'named',
  'POST /profiles/:id/test': 'named',
  'POST /profiles/:id/trial': 'named',
  'POST /profiles/:id/run': 'named',
  'POST /profiles/:id/removal/test': 'named',
  'POST /profiles/:id/removal': 'named',
  'GET /runs': 'chosen',
  'GET /runs/:id': 'named',
  'GET /runs/:id/progress': 'named',
  'POST /runs/:id/cancel': 'named',
  'POST /runs/:id/approve': 'named',
  'POST /runs/:id/reject': 'named',
  'POST /runs/:id/undo/test': 'named',
  'POST /runs/:id/undo': 'named',
  'GET /runs/:id/changes': 'named',
  'GET /runs/:id/changes.csv': 'named',
  'GET /runs/:id/issues': 'named',
  'GET /runs/:id/issues.csv': 'named',
  'GET /runs/:id/issue-groups': 'named',
  'POST /runs/:id/credentials': 'named',
  'GET /changes': 'chosen',
  'GET /profiles/:id/hand-edits': 'named',
  'GET /settings': 'all',
  'PUT /settings': 'all',
  'GET /settings/defaults': 'nothing',
  'GET /remote-phonebooks': 'all',
  'POST /remote-phonebooks': 'all',
  'GET /remote-phonebooks/users': 'all',
  'GET /remote-phonebooks/labels': 'all',
  'PUT /remote-phonebooks/:id': 'all',
  'POST /remote-phonebooks/:id/renew': 'all',
  'POST /remote-phonebooks/:id/revoke': 'all',
  'DELETE /remote-phonebooks/:id': 'all',
  'GET /secret-reads': 'all',
  'GET /delegation': 'chosen',
  'GET /database': 'nothing',
  'GET /records/:type/:id/origin': 'chosen',
  'GET /records/:type/:id/forgetting': 'all',
  'POST /records/:type/:id/forgetting': 'all',
  'GET /forgettings': 'all',
  'POST /forgettings': 'all',
  'POST /forgettings/preview': 'all',
  'GET /forgettings/kept-out': 'all',
  'GET /forgettings/:id': 'all',
  'POST /forgettings/kept-out/:id/allow-again': 'all',
};

const ROUTES = routes.map(({ method, path }) => `${method} ${path}`);
const those = (what: string) => ROUTES.filter((route) => EXPECTED[route] === what);

/** What an answer says of something that is not the person's. */
const KEPT_AWAY = /"(profile|run|upload|record)-not-found"|"not-delegated|"ForbiddenError"/;

const SOURCE = { type: 'csv', delivery: 'upload' };

let app: TestApp;
let admin: AdminClient;
let vienna: RestrictedAdmin;
/** May look at everything, and do what else there is with profiles of Vienna. */
let looking: RestrictedAdmin;
let maker: RestrictedAdmin;

beforeAll(async () => {
  app = await createTestApp();
  admin = await createSuperAdmin(app);
  vienna = await createRestrictedAdmin(app, { name: 'Vienna' });
  await vienna.allow(ALL, [OF_ROLE]);
  looking = await createRestrictedAdmin(app, { name: 'Looking', others: [vienna.role.id] });
  await looking.allow([actionId('profiles.read'), actionId('runs.history')]);
  maker = await createRestrictedAdmin(app, { name: 'Maker' });
  await maker.allow(ALL, [IS_CREATOR]);
});
afterAll(() => app.close());

/** A profile with a file and a run, of a role or of none. */
const fixture = async (adminRoles: string[] = []) => {
  const profiles = await createProfile(app.strapi, { adminRoles });
  const { id: uploads } = await uploadsOf(app.strapi).store(profiles, 'a.csv', await csvStream());
  const { documentId: runs } = await storageOf(app.strapi).runs.insert({
    profileId: profiles,
    profileName: 'A profile',
    profileFingerprint: '',
    kind: 'run',
    trigger: 'manual',
    status: 'succeeded',
    startedAtMs: 1,
  });
  return { profiles, uploads, runs };
};

const csvStream = async () => {
  const { Readable } = await import('node:stream');
  return Readable.from(['username\nada\n']);
};

type Ids = Awaited<ReturnType<typeof fixture>>;

const MISSING: Ids = { profiles: 'missing0', uploads: 'missing0', runs: 'missing0' };

/** Asks a route about one of these. */
const ask = async ({ client }: RestrictedAdmin, route: string, ids: Ids, body?: object) => {
  const [method = '', path = ''] = route.split(' ');
  const id = ids[path.split('/')[1] as keyof Ids];
  const address = BASE + path.replace(':id', id).replace(':row', '2').replace(':type', 'user');
  const asked = client[method.toLowerCase() as 'get'](address);
  const { status, text } = await (method === 'GET' || body === undefined
    ? asked
    : asked.send(body));
  return { status, text: text.replaceAll(id, 'ID') };
};

describe('a permission with the condition “Profiles of this role”', () => {
  // Nothing is to become of it.
  let foreign: Ids;
  beforeAll(async () => {
    foreign = await fixture(['another-role']);
  });

  it('is thought of for each route', () => {
    expect(ROUTES.filter((route) => EXPECTED[route] === undefined)).toEqual([]);
    expect(Object.keys(EXPECTED).toSorted()).toEqual(ROUTES.toSorted());
  });

  it.each(those('named'))('lets people do %s with what is theirs', async (route) => {
    const own = await fixture([vienna.role.code]);
    const { text } = await ask(vienna, route, own);
    expect(text).not.toMatch(KEPT_AWAY);
  });

  it.each(those('named'))('lets nobody tell by %s what others have', async (route) => {
    const answer = await ask(vienna, route, foreign);
    expect(answer.status).toBe(404);
    expect(answer).toEqual(await ask(vienna, route, MISSING));
  });

  it.each(those('named'))('says of %s that they may not, where they may look', async (route) => {
    const { status, text } = await ask(looking, route, foreign);
    const [, hasPermissions] = routes[ROUTES.indexOf(route)]?.config.policies ?? [];
    const { actions } = (hasPermissions as { config: { actions: string[] } }).config;
    const isLook = actions.every((action) => /profiles\.read|runs\.history/.test(action));
    if (isLook) expect(text).not.toMatch(KEPT_AWAY);
    else expect([status, text]).toEqual([403, expect.stringContaining('"not-delegated"')]);
  });

  it.each(those('all'))('lets nobody do %s', async (route) => {
    expect((await ask(vienna, route, MISSING)).status).toBe(403);
    const { status, text } = await ask(maker, route, MISSING);
    expect([status, text]).toEqual([403, expect.stringContaining('"not-delegated"')]);
  });

  it.each(those('nothing'))('lets people do %s', async (route) => {
    expect((await ask(vienna, route, MISSING)).status).toBe(200);
  });

  it.each(ROUTES.filter((route) => /^(POST|PUT)/.test(route) && EXPECTED[route] !== 'all'))(
    'lets nobody name what is of others in the body of %s',
    async (route) => {
      const own = await fixture([vienna.role.code]);
      for (const [name, kind] of [
        ['profile', 'profiles'],
        ['upload', 'uploads'],
      ] as const) {
        const answer = await ask(vienna, route, own, { [name]: foreign[kind] });
        expect(answer.status).toBe(404);
        const missing = await ask(vienna, route, own, { [name]: MISSING[kind] });
        expect(answer.text.replaceAll(foreign[kind], 'missing0')).toEqual(missing.text);
        const { text } = await ask(vienna, route, own, { [name]: own[kind] });
        expect(text).not.toMatch(KEPT_AWAY);
      }
    }
  );
});

describe('what people limited to some profiles', () => {
  let own: string;
  let foreign: string;
  const runs: Record<string, string> = {};

  beforeAll(async () => {
    own = await createProfile(app.strapi, { name: 'Own', adminRoles: [vienna.role.code] });
    foreign = await createProfile(app.strapi, { name: 'Foreign' });
    runs.own = (await runText(app.strapi, own, 'username,displayname\nown1,Listed Own\n')).id;
    const others = await runText(
      app.strapi,
      foreign,
      'username,displayname\nother1,Listed Other\n'
    );
    runs.foreign = others.id;
  });

  const get = async ({ client }: RestrictedAdmin, path: string) =>
    (await client.get(BASE + path).expect(200)).body;

  const userNamed = async (username: string): Promise<string> => {
    const query = app.strapi.db.query('plugin::directory-connector.user');
    return (await query.findOne({ where: { username } })).documentId;
  };

  const originOf = (id: string) => `/records/user/${id}/origin`;

  testDelegation(
    () => app,
    () => admin
  );

  it('are not told of a run of others that has changed a record of theirs', async () => {
    const taken = await createProfile(app.strapi, { ownedByOthers: 'update' });
    await runText(app.strapi, taken, 'username,displayname\nown1,Another Name\n');
    const { data } = await get(vienna, originOf(await userNamed('own1')));
    expect(data).toMatchObject({ profile: { id: own }, run: null });
  });

  it('are told they may do, with which profiles and for which roles', async () => {
    const { limits, roles } = (await get(vienna, '/delegation')).data;
    expect(Object.keys(limits)).toHaveLength(ALL.length);
    expect(limits['profiles.edit']).toContain(own);
    expect(limits['profiles.edit']).not.toContain(foreign);
    expect(limits['settings.manage']).toEqual([]);
    expect(roles).toEqual([{ code: vienna.role.code, name: 'Restricted Vienna' }]);

    const all = (await admin.get(`${BASE}/delegation`).expect(200)).body.data;
    expect(all.limits).toEqual({});
    expect(all.roles).toContainEqual({ code: vienna.role.code, name: 'Restricted Vienna' });
    expect(all.roles.map(({ code }: { code: string }) => code)).not.toContain('strapi-super-admin');
  });

  it('make is for their role', async () => {
    const { body } = await vienna.client
      .post(`${BASE}/profiles`)
      .send({ name: 'Made in Vienna', source: SOURCE, adminRoles: [] })
      .expect(201);
    expect(body.data.adminRoles).toEqual([vienna.role.code]);
    const { id } = body.data;

    const copy = await vienna.client.post(`${BASE}/profiles/${id}/clone`).expect(201);
    expect(copy.body.data.adminRoles).toEqual([vienna.role.code]);

    const file = { name: 'Read in Vienna', source: SOURCE };
    const read = await vienna.client.post(`${BASE}/profiles/import`).send(file).expect(201);
    expect(read.body.data.adminRoles).toEqual([vienna.role.code]);
  });

  it('may not say is for whom a profile is', async () => {
    const id = await createProfile(app.strapi, {
      name: 'Shared',
      adminRoles: [vienna.role.code, 'graz'],
    });
    const refused = async (answer: Promise<{ status: number; text: string }>) => {
      const { status, text } = await answer;
      expect([status, text]).toEqual([403, expect.stringContaining('"not-delegated"')]);
    };
    const given = (adminRoles: string[], name = 'Shared') => ({ name, source: SOURCE, adminRoles });
    const put = (body: object) => vienna.client.put(`${BASE}/profiles/${id}`).send(body);
    const post = (path: string, body: object) => vienna.client.post(BASE + path).send(body);

    await refused(put(given([])));
    await refused(put(given([vienna.role.code])));
    await refused(put(given([vienna.role.code, 'graz', 'linz'])));
    await refused(post('/profiles/import', given([vienna.role.code])));
    await refused(post('/profiles/import', given(['graz'], 'New')));
    await refused(post('/profiles', given(['graz'], 'New')));

    // As it is stored, or left out, it stays.
    await put(given(['graz', vienna.role.code])).expect(200);
    await put({ name: 'Shared', comment: 'changed', source: SOURCE }).expect(200);
    await post('/profiles/import', { name: ' Shared', source: SOURCE }).expect(200);
    const stored = await profilesOf(app.strapi).find(id);
    expect(stored.adminRoles.toSorted()).toEqual(['graz', vienna.role.code].toSorted());

    await admin
      .put(`${BASE}/profiles/${id}`)
      .send(given(['graz']))
      .expect(200);
    await vienna.client.get(`${BASE}/profiles/${id}`).expect(404);
  });

  it.each([{ mode: 'replace' }, { ownedByOthers: 'update' }, { ownedByOthers: 'adopt' }])(
    'may not have is a profile that changes what others have brought: %j',
    async (setting) => {
      const path = `${BASE}/profiles/${own}`;
      const whole = { name: 'Own', source: SOURCE, ...setting };
      const others = { ...whole, name: 'Reaching' };
      const answers = [
        await vienna.client.put(path).send(whole),
        await vienna.client.post(`${BASE}/profiles/import`).send(whole),
        await vienna.client.post(`${BASE}/profiles`).send(others),
        await vienna.client.post(`${BASE}/mapping/trial`).send({ profile: own, draft: whole }),
        await vienna.client.post(`${BASE}/mapping/samples`).send({ draft: whole }),
      ];
      for (const { status, text } of answers) {
        expect([status, text]).toEqual([403, expect.stringContaining('"not-delegated"')]);
      }
      const id = await createProfile(app.strapi, {
        name: `Given ${JSON.stringify(setting)}`,
        adminRoles: [vienna.role.code],
        ...setting,
      });
      // With what somebody else has set it can be saved.
      await vienna.client
        .put(`${BASE}/profiles/${id}`)
        .send({ ...others, name: `Kept ${JSON.stringify(setting)}` })
        .expect(200);
    }
  );

  it('cannot replace by a file is a profile of others', async () => {
    for (const name of ['Foreign', ' Foreign ']) {
      const { body } = await vienna.client
        .post(`${BASE}/profiles/import`)
        .send({ name, source: SOURCE, comment: 'taken over' })
        .expect(400);
      const made = await vienna.client
        .post(`${BASE}/profiles`)
        .send({ name, source: SOURCE })
        .expect(400);
      expect(body.error.details.errors).toEqual(made.body.error.details.errors);
    }
    expect((await profilesOf(app.strapi).find(foreign)).comment).toBe('');
  });

  it('find their run of another profile by no file of theirs', async () => {
    const answer = await vienna.client
      .get(`${BASE}/profiles/${own}/rows/2?run=${runs.foreign}`)
      .expect(404);
    expect(answer.text).toContain('"row-not-found"');
    const { body } = await vienna.client
      .post(`${BASE}/profiles/${own}/run`)
      .send({ people: { of: runs.foreign } })
      .expect(404);
    expect(body.error.details.code).toBe('run-not-found');
  });
});

describe('several roles of one person', () => {
  it('each bring along what is theirs, and no more', async () => {
    const graz = await createRestrictedAdmin(app, { name: 'Graz' });
    await graz.allow([actionId('profiles.read')], [OF_ROLE]);
    const both = await createRestrictedAdmin(app, { name: 'Both', others: [graz.role.id] });
    await both.allow([actionId('profiles.read'), actionId('profiles.edit')], [OF_ROLE]);
    const read = await fixture([graz.role.code]);
    const edited = await fixture([both.role.code]);
    const resume = 'POST /profiles/:id/resume';
    expect((await ask(both, 'GET /profiles/:id', read)).status).toBe(200);
    expect((await ask(both, resume, edited)).status).toBe(204);
    expect((await ask(both, resume, read)).status).toBe(403);

    await graz.allow([actionId('profiles.edit')]);
    expect((await ask(both, resume, read)).status).toBe(204);
    expect((await ask(both, resume, await fixture())).status).toBe(204);
  });

  it('reveal columns and fetch credentials of those profiles that these are for', async () => {
    const teller = await createRestrictedAdmin(app, { name: 'Teller' });
    await teller.allow(ALL, [OF_ROLE]);
    const reader = await createRestrictedAdmin(app, { name: 'Reader', others: [teller.role.id] });
    await reader.allow(['profiles.read', 'profiles.edit', 'runs.test'].map(actionId));
    const reveal = async (ids: Ids, name: string) => {
      const body = { name, source: SOURCE, reveal: ['password'] };
      const { text } = await ask(reader, 'PUT /profiles/:id', ids, body);
      return !text.includes('"reveal-not-allowed"');
    };
    expect(await reveal(await fixture([teller.role.code]), 'Revealing')).toBe(true);
    expect(await reveal(await fixture(), 'Not revealing')).toBe(false);

    const shown = async (adminRoles: string[]) => {
      const values = { username: { column: 'username' }, password: { column: 'word' } };
      const fields = [{ type: 'user', values }];
      const id = await createProfile(app.strapi, { adminRoles, fields });
      const { body } = await admin
        .post(`${BASE}/uploads`)
        .field('profile', id)
        .attach('files', Buffer.from('username,word\nada,Visible1\n'), 'a.csv')
        .expect(201);
      const detect = `${BASE}/uploads/${body.data.id}/detect`;
      return (await reader.client.post(detect).expect(200)).text.includes('Visible1');
    };
    expect(await shown([teller.role.code])).toBe(true);
    expect(await shown([])).toBe(false);
  });
});

describe('an admin token of Strapi’s', () => {
  it('is limited as the person is whose it is', async () => {
    const { strapi } = app;
    const where = { id: vienna.user.id };
    const owner = await strapi.db.query('admin::user').findOne({ where, populate: ['roles'] });
    const adminPermissions = [{ action: actionId('profiles.read'), subject: null, conditions: [] }];
    const token = { name: 'T', description: '', kind: 'admin', lifespan: null, adminPermissions };
    const { accessKey } = await strapi.service('admin::api-token-admin').create(token, owner);
    const statusOf = async ({ profiles }: Ids): Promise<number> => {
      const asked = request(strapi.server.httpServer).get(`${BASE}/profiles/${profiles}`);
      return (await asked.set('Authorization', `Bearer ${accessKey}`)).status;
    };
    expect(await statusOf(await fixture([vienna.role.code]))).toBe(200);
    expect(await statusOf(await fixture())).toBe(404);
  });
});

describe('Strapi’s own condition “Is creator”', () => {
  it('lets people work with the profiles that they have made', async () => {
    const { body } = await maker.client
      .post(`${BASE}/profiles`)
      .send({ name: 'Made by somebody', source: SOURCE })
      .expect(201);
    const { data } = (await maker.client.get(`${BASE}/profiles`).expect(200)).body;
    expect(data.map(({ id }: { id: string }) => id)).toEqual([body.data.id]);
    expect((await ask(maker, 'GET /profiles/:id', await fixture())).status).toBe(404);
    await maker.client.put(`${BASE}/profiles/${body.data.id}`).send({
      name: 'Changed by somebody',
      source: SOURCE,
    });
    expect((await profilesOf(app.strapi).find(body.data.id)).name).toBe('Changed by somebody');
  });
});
