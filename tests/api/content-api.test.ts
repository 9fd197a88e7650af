import { generate } from '@strapi/openapi';
import request from 'supertest';

import { createSuperAdmin, type AdminClient } from '../support/admin';
import { itOnSqlite } from '../support/databases';
import { apply, change, emptyTables, LINKS, rowsOf, TABLES } from '../support/plans';
import { clear, createProfile, runText, secretsOf } from '../support/runs';
import { mayTell } from '../support/secrets/told';
import { createTestApp, type TestApp } from '../support/strapi';
import { definitionsOf } from '../support/tables';

const USER_UID = 'plugin::directory-connector.user';
const ENTRY_UID = 'plugin::directory-connector.phonebook-entry';
const PHONE_UID = 'plugin::directory-connector.phone';
const CONTENT = '/content-manager/collection-types';
const API = '/api/directory-connector';

const SECRETS = ['S3cret-Password-1', 'S3cret-Sip-1', '735190', 'S3cret-User-1', 'S3cret-Phone-1'];
const HIDDEN =
  /Clear-|735190|enc:1:|\$scrypt|\$2[aby]\$|connector(Profile|Key|Fingerprint|Run|MissingSince)|"(password|sipPassword|sipUsername|pin)"|profile-a|username:mmuster/;
const BOOKKEEPING = ['connectorProfile', 'connectorKey', 'connectorFingerprint', 'connectorRun'];
const USER_SECRETS = ['password', 'sipPassword', 'pin'];

type Method = 'get' | 'post' | 'put' | 'delete';

describe('directory records', () => {
  let app: TestApp;
  let admin: AdminClient;
  let token: string;

  const send = (method: Method, path: string, bearer: string | null = token) => {
    const sent = request(app.strapi.server.httpServer)[method](path);
    return bearer ? sent.set('Authorization', `Bearer ${bearer}`) : sent;
  };
  const graphql = async (query: string) => (await send('post', '/graphql').send({ query })).body;
  const firstUser = async () => (await rowsOf(app.strapi, TABLES.user))[0] ?? {};

  beforeAll(async () => {
    app = await createTestApp({
      plugin: { secretAccess: true, authentication: { enabled: true } },
      others: { graphql: { enabled: true } },
    });
    admin = await createSuperAdmin(app);
    const created = await app.strapi
      .service('admin::api-token')
      .create({ name: 'all', description: '', type: 'full-access', lifespan: null });
    token = created.accessKey;
  });
  afterAll(() => app.close());

  beforeEach(async () => {
    const [password = '', sipPassword = '', pin = '', sipUsername = '', phonePassword = ''] =
      SECRETS;
    await emptyTables(app.strapi);
    await apply(app.strapi, [
      change({
        sequence: 1,
        type: 'user',
        action: 'create',
        key: 'username:mmuster',
        attributes: { username: 'mmuster', displayName: 'Max', extension: '345', roles: ['r'] },
        secrets: { password, sipPassword, pin },
        missingSince: '2026-01-01T00:00:00.000Z',
      }),
      change({
        sequence: 2,
        type: 'phonebookEntry',
        action: 'create',
        attributes: { displayName: 'Max' },
        user: { sequence: 1 },
      }),
      change({
        sequence: 3,
        type: 'phone',
        action: 'create',
        attributes: { name: 'Desk', mac: 'aa:bb:cc:dd:ee:ff' },
        secrets: { sipUsername, sipPassword: phonePassword },
        user: { sequence: 1 },
      }),
    ]);
  });

  describe('over REST', () => {
    it('lists, filters, sorts, pages and populates as Strapi does', async () => {
      await send('post', `${API}/users`)
        .send({ data: { username: 'b', displayName: 'Bea' } })
        .expect(201);
      const all = await send(
        'get',
        `${API}/users?sort=displayName&pagination[pageSize]=1&populate=*`
      ).expect(200);
      expect(all.body.meta.pagination).toEqual({ page: 1, pageSize: 1, pageCount: 2, total: 2 });
      expect(all.body.data).toMatchObject([{ username: 'b', enabled: true, authMethod: 'local' }]);
      const one = await send(
        'get',
        `${API}/users?filters[extension][$eq]=345&populate[phones]=true&populate[phonebookEntries]=true`
      ).expect(200);
      expect(one.body.data).toMatchObject([
        {
          username: 'mmuster',
          roles: ['r'],
          phones: [{ mac: 'aa:bb:cc:dd:ee:ff' }],
          phonebookEntries: [{ displayName: 'Max' }],
        },
      ]);
      for (const path of ['phonebook-entries', 'phones']) {
        const { body } = await send(
          'get',
          `${API}/${path}?populate=user&filters[user][username]=mmuster`
        ).expect(200);
        expect(body.data).toMatchObject([{ user: { username: 'mmuster' } }]);
      }
    });

    it('shows no secret and no bookkeeping, whatever is asked for', async () => {
      const { document_id: id } = await firstUser();
      const paths = [
        `${API}/users`,
        `${API}/users?populate=*`,
        `${API}/users/${id}?populate[phones][populate]=*`,
        `${API}/phones?populate[user][populate]=*`,
        `${API}/phonebook-entries?populate=user`,
      ];
      for (const path of paths) {
        const { text } = await send('get', path).expect(200);
        expect(text).not.toMatch(HIDDEN);
      }
      const written = await send('put', `${API}/users/${id}?populate=*`)
        .send({ data: { password: 'S3cret-2', pin: '1111' } })
        .expect(200);
      expect(written.text).not.toMatch(HIDDEN);
      const made = await send('post', `${API}/phones`)
        .send({ data: { name: 'x', sipPassword: 'S3cret-3', sipUsername: 'S3cret-4' } })
        .expect(201);
      expect(made.text).not.toMatch(HIDDEN);
    });

    it.each([...USER_SECRETS, ...BOOKKEEPING, 'connectorMissingSinceMs'])(
      'refuses %s in filters, sorts and fields, here and across relations',
      async (name) => {
        const paths = [
          `${API}/users?filters[${name}][$startsWith]=e`,
          `${API}/users?filters[${name}][$notNull]=true`,
          `${API}/users?filters[$or][0][${name}][$ne]=x`,
          `${API}/users?sort=${name}`,
          `${API}/users?fields=${name}`,
          `${API}/phones?filters[user][${name}][$startsWith]=e`,
          `${API}/phones?sort=user.${name}`,
          `${API}/phones?populate[user][fields]=${name}`,
          `${API}/phones?populate[user][filters][${name}][$notNull]=true`,
          `${API}/phones?populate[user][sort]=${name}`,
        ];
        for (const path of paths) {
          const { status } = await send('get', path);
          expect([path, status]).toEqual([path, 400]);
        }
      }
    );

    it('does not find records by what is hidden', async () => {
      const row = await firstUser();
      const words = [
        'profile-a',
        'username:mmuster',
        'enc:1',
        '$scrypt',
        String(row.password),
        String(row.pin).slice(6),
        '2026-01-01',
      ];
      for (const word of words) {
        const { body } = await send('get', `${API}/users?_q=${encodeURIComponent(word)}`).expect(
          200
        );
        expect([word, body.data.length]).toEqual([word, 0]);
      }
      expect((await send('get', `${API}/users?_q=mmus`)).body.data).toHaveLength(1);
    });

    it.each([...BOOKKEEPING, 'connectorMissingSinceMs'])(
      'does not let anybody write %s',
      async (name) => {
        const { document_id: id } = await firstUser();
        const before = await firstUser();
        const created = await send('post', `${API}/users`).send({
          data: { username: 'x', [name]: '1' },
        });
        const updated = await send('put', `${API}/users/${id}`).send({ data: { [name]: '1' } });
        expect([created.status, updated.status]).toEqual([400, 400]);
        expect(await firstUser()).toEqual(before);
        expect(await rowsOf(app.strapi, TABLES.user)).toHaveLength(1);
      }
    );

    it('stores secrets that are sent: hashed once, or encrypted', async () => {
      const { body } = await send('post', `${API}/users`)
        .send({
          data: { username: 'x', password: 'S3cret-5', sipPassword: 'S3cret-6', pin: '0042' },
        })
        .expect(201);
      const row = (await rowsOf(app.strapi, TABLES.user)).find(({ username }) => username === 'x');
      const secrets = secretsOf(app.strapi);
      expect(row?.password).toMatch(/^\$scrypt\$ln=14,r=8,p=1\$/);
      expect(secrets.decrypt(String(row?.sip_password))).toBe('S3cret-6');
      expect(secrets.decrypt(String(row?.pin))).toBe('0042');
      expect(body.data).toMatchObject({ username: 'x' });

      const hash = '{MD5}aY1RoZ2KEhzlgUmde3AWaA==';
      await send('put', `${API}/users/${body.data.documentId}`)
        .send({ data: { password: hash, pin: null, displayName: 'X' } })
        .expect(200);
      const after = (await rowsOf(app.strapi, TABLES.user)).find(
        ({ username }) => username === 'x'
      );
      expect(after).toMatchObject({
        password: hash,
        pin: null,
        sip_password: row?.sip_password,
        display_name: 'X',
      });
    });

    it('forgets what a secret was imported from once it is set by hand, and of no other', async () => {
      const before = JSON.parse(String((await firstUser()).connector_fingerprint));
      const { document_id: id } = await firstUser();
      await send('put', `${API}/users/${id}`)
        .send({ data: { pin: '9' } })
        .expect(200);
      const after = JSON.parse(String((await firstUser()).connector_fingerprint));
      expect(Object.keys(before).sort()).toEqual(['password', 'pin', 'sipPassword']);
      expect(after).toEqual({ password: before.password, sipPassword: before.sipPassword });
      expect(await firstUser()).toMatchObject({
        connector_key: 'username:mmuster',
        connector_profile: 'profile-a',
      });
    });

    it('brings values into the form in which runs write them', async () => {
      const phone = await send('post', `${API}/phones`)
        .send({ data: { mac: '00-11-22-AA-BB-CC' } })
        .expect(201);
      expect(phone.body.data.mac).toBe('00:11:22:aa:bb:cc');
      for (const username of ['one', 'two']) {
        const { body } = await send('post', `${API}/users`)
          .send({ data: { username, extension: '', externalId: '' } })
          .expect(201);
        expect(body.data).toMatchObject({ extension: null, externalId: null });
      }
    });

    it.each([
      ['users', { username: 'mmuster' }, 'username'],
      ['users', { username: 'x', extension: '345' }, 'extension'],
      ['phones', { mac: 'AABBCCDDEEFF' }, 'mac'],
      ['phones', { mac: 'not a mac' }, 'mac'],
      ['users', { roles: 'a,b' }, 'roles'],
      ['users', { pin: 1234 }, 'pin'],
      ['users', { authMethod: 'telepathy' }, 'authMethod'],
    ])('answers 400 and names the field: %s %j', async (path, data, field) => {
      const { status, body } = await send('post', `${API}/${path}`).send({ data });
      expect(status).toBe(400);
      expect(body.error).toMatchObject({
        name: 'ValidationError',
        details: { errors: [{ path: [field] }] },
      });
    });

    it('answers 400 too when two writes of the same value meet in the database', async () => {
      const answers = await Promise.all(
        Array.from({ length: 4 }, () =>
          send('post', `${API}/users`).send({ data: { username: 'same' } })
        )
      );
      expect(answers.map(({ status }) => status).sort()).toEqual([201, 400, 400, 400]);
    });

    it('leaves no orphans when a user is removed by hand', async () => {
      const { document_id: id } = await firstUser();
      await send('delete', `${API}/users/${id}`).expect(204);
      expect(await Promise.all(LINKS.map((table) => rowsOf(app.strapi, table)))).toEqual([[], []]);
      expect(await rowsOf(app.strapi, TABLES.phone)).toHaveLength(1);
    });

    it('assigns and moves entries by documentId', async () => {
      const { body } = await send('post', `${API}/users`)
        .send({ data: { username: 'b' } })
        .expect(201);
      const [entry] = await rowsOf(app.strapi, TABLES.phonebookEntry);
      await send('put', `${API}/phonebook-entries/${entry?.document_id}`)
        .send({ data: { user: body.data.documentId } })
        .expect(200);
      const moved = await send('get', `${API}/phonebook-entries?populate=user`).expect(200);
      expect(moved.body.data[0].user.username).toBe('b');
    });

    it('is closed without a token or role, and open as far as a role or token goes', async () => {
      await send('get', `${API}/users`, null).expect(403);
      await send('get', `${API}/users`, 'nonsense').expect(401);
      const role = await app.strapi.db
        .query('plugin::users-permissions.role')
        .findOne({ where: { type: 'public' } });
      await app.strapi.db
        .query('plugin::users-permissions.permission')
        .create({ data: { action: `${PHONE_UID}.find`, role: role.id } });
      const { body, text } = await send('get', `${API}/phones?populate=user`, null).expect(200);
      expect(body.data).toMatchObject([{ name: 'Desk' }]);
      expect(body.data[0].user).toBeUndefined();
      expect(text).not.toMatch(HIDDEN);
      await send('post', `${API}/phones`, null)
        .send({ data: { name: 'x' } })
        .expect(403);
      await send('get', `${API}/users`, null).expect(403);
    });

    it('has no way in to the internal types', async () => {
      for (const path of [
        'connector-profiles',
        'connector-runs',
        'changes',
        'issues',
        'credentials',
      ]) {
        await send('get', `${API}/${path}`).expect(404);
      }
    });
  });

  describe('health', () => {
    const tokenFor = async (permissions: string[]): Promise<string> => {
      const name = permissions.join() || 'nothing';
      const created = await app.strapi
        .service('admin::api-token')
        .create({ name, description: '', type: 'custom', lifespan: null, permissions });
      return created.accessKey;
    };
    const CSV = 'username,displayname\nada,Ada\n';

    afterEach(() => clear(app.strapi));

    it('is told to monitoring, which may have nothing else, as JSON and as metrics', async () => {
      const id = await createProfile(app.strapi, { name: 'Night "shift"' });
      const watcher = await tokenFor(['plugin::directory-connector.health.find']);
      const before = await send('get', `${API}/health`, watcher).expect(200);
      expect(before.body.data).toMatchObject({ status: 'ok', profiles: [{ id, state: 'off' }] });
      const run = await runText(app.strapi, id, CSV);
      await runText(app.strapi, id, 'no such thing');
      const { body, headers } = await send('get', `${API}/health`, watcher).expect(200);
      expect(headers['cache-control']).toBe('no-store');
      expect(body.data).toMatchObject({
        status: 'attention',
        profiles: [
          {
            name: 'Night "shift"',
            state: 'failing',
            lastSuccessAt: run.finishedAt,
            lastRun: { status: 'failed' },
          },
        ],
      });
      const metrics = await send('get', `${API}/health/metrics`, watcher).expect(200);
      expect(metrics.headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8');
      expect(metrics.text).toContain(
        `directory_connector_profile_state{id="${id}",profile="Night \\"shift\\"",state="failing"} 1`
      );
      await send('get', `${API}/users`, watcher).expect(403);
    });

    it('is nobody’s without that permission', async () => {
      const reader = await tokenFor([`${USER_UID}.find`]);
      for (const path of ['health', 'health/metrics']) {
        await send('get', `${API}/${path}`, null).expect(403);
        await send('get', `${API}/${path}`, reader).expect(403);
      }
    });
  });

  describe('reading secrets back', () => {
    beforeAll(() => mayTell(/^the answer to GET \/api\/directory-connector\/\w+\/\w+\/secrets$/));

    it('gives SIP password and PIN in clear, never the password, and is not cached', async () => {
      const { document_id: id } = await firstUser();
      const user = await send('get', `${API}/users/${id}/secrets`).expect(200);
      expect(user.body).toEqual({
        data: { documentId: id, sipPassword: 'S3cret-Sip-1', pin: '735190' },
      });
      expect(user.headers['cache-control']).toBe('no-store');
      const [phone] = await rowsOf(app.strapi, TABLES.phone);
      const { body } = await send('get', `${API}/phones/${phone?.document_id}/secrets`).expect(200);
      expect(body.data).toMatchObject({
        sipUsername: 'S3cret-User-1',
        sipPassword: 'S3cret-Phone-1',
      });
      const missing = await send('get', `${API}/users/nobody/secrets`).expect(404);
      expect(missing.body.error).toMatchObject({
        name: 'NotFoundError',
        message: 'There is no user nobody.',
        details: { code: 'record-not-found', params: { type: 'user', record: 'nobody' } },
      });
    });

    it('needs a permission of its own', async () => {
      const { document_id: id } = await firstUser();
      const tokenFor = async (name: string, permissions: string[]) =>
        (
          await app.strapi
            .service('admin::api-token')
            .create({ name, description: '', type: 'custom', lifespan: null, permissions })
        ).accessKey;
      const reader = await tokenFor('reader', [`${USER_UID}.find`, `${USER_UID}.findOne`]);
      const provisioner = await tokenFor('provisioner', [`${USER_UID}.secrets`]);
      await send('get', `${API}/users/${id}`, reader).expect(200);
      await send('get', `${API}/users/${id}/secrets`, reader).expect(403);
      await send('get', `${API}/users/${id}/secrets`, null).expect(403);
      await send('get', `${API}/users/${id}/secrets`, provisioner).expect(200);
      await send('get', `${API}/users/${id}`, provisioner).expect(403);
      const readOnly = await app.strapi
        .service('admin::api-token')
        .create({ name: 'ro', description: '', type: 'read-only', lifespan: null });
      await send('get', `${API}/users/${id}/secrets`, readOnly.accessKey).expect(403);
    });

    it('says what is wrong when a secret cannot be decrypted', async () => {
      const { document_id: id } = await firstUser();
      await app.strapi.db
        .connection(TABLES.user)
        .update({ pin: 'enc:1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' });
      const { body } = await send('get', `${API}/users/${id}/secrets`).expect(400);
      expect(body.error).toMatchObject({ message: expect.stringMatching(/./) });
      expect(body.error.details).toEqual({ code: 'cannot-decrypt', params: expect.any(Object) });
    });
  });

  describe('as an OpenAPI document', () => {
    type Schema = Record<string, unknown> & {
      properties?: Record<string, Schema>;
      items?: Schema;
      required?: string[];
    };
    interface Operation {
      parameters: { name: string; in: string; required: boolean; schema: Schema }[];
      requestBody?: { content: Record<string, { schema: Schema }> };
      responses: Record<string, { content?: Record<string, { schema: Schema }> }>;
    }
    let paths: Record<string, Record<string, Operation>>;

    beforeAll(() => {
      // As a client reads it, who sees no more of it than what is JSON.
      const { document } = generate(app.strapi, { type: 'content-api' });
      paths = JSON.parse(JSON.stringify(document.paths));
    });

    const operationOf = (route: string): Operation => {
      const [method = '', path = ''] = route.split(' ');
      const operation = paths[`/directory-connector${path}`]?.[method.toLowerCase()];
      if (!operation) throw new Error(`no ${route} among ${Object.keys(paths).join(' ')}`);
      return operation;
    };
    const answerOf = (route: string): Schema | undefined =>
      operationOf(route).responses['200']?.content?.['application/json']?.schema;
    const bodyOf = (route: string, type = 'application/json'): Schema | undefined =>
      operationOf(route).requestBody?.content[type]?.schema;
    const dataOf = (schema: Schema | undefined): Record<string, Schema> => {
      const data = schema?.properties?.data;
      return (data?.items ?? data)?.properties ?? {};
    };

    const core = ['users', 'phonebook-entries', 'phones'].flatMap((name): [string, string[]][] => [
      [`GET /${name}`, ['fields', 'filters', 'pagination[page]', 'sort', 'populate']],
      [`GET /${name}/{id}`, ['id', 'fields', 'populate']],
      [`POST /${name}`, ['fields', 'populate']],
      [`PUT /${name}/{id}`, ['id', 'fields', 'populate']],
      [`DELETE /${name}/{id}`, ['id']],
    ]);
    const paged = ['page', 'pageSize'];
    const own: [string, string[]][] = [
      ['GET /users/{documentId}/secrets', ['documentId']],
      ['GET /phones/{documentId}/secrets', ['documentId']],
      ['POST /users/authenticate', []],
      ['GET /health', []],
      ['GET /health/metrics', []],
      ['POST /profiles/{name}/test', ['name']],
      ['POST /profiles/{name}/run', ['name']],
      ['GET /runs', [...paged, 'profile', 'kind', 'status']],
      ['GET /runs/{id}', ['id']],
      ['GET /runs/{id}/issues', ['id', ...paged, 'severity', 'code']],
      ['GET /runs/{id}/changes', ['id', ...paged, 'type', 'action']],
      ['POST /runs/{id}/cancel', ['id']],
      ['GET /remote-phonebooks/{id}/{file}', ['id', 'file', 'q', 'command', 'first', 'limit']],
      ['POST /remote-phonebooks/{id}/{file}', ['id', 'file', 'q']],
      ['GET /lookup', ['number']],
      ['GET /users/{documentId}/lookup', ['documentId', 'number']],
      ['GET /search', ['q']],
      ['GET /users/{documentId}/search', ['documentId', 'q']],
    ];

    it.each([...core, ...own])('has %s with its parameters and its answer', (route, expected) => {
      const names = operationOf(route).parameters.map(({ name }) => name);
      expect(names).toEqual(expect.arrayContaining(expected));
      const { type, properties } = answerOf(route) ?? {};
      if (type !== 'string') expect(Object.keys(properties ?? {})).toContain('data');
    });

    it('has every route of the plugin', () => {
      const plugin = app.strapi.plugin('directory-connector').routes as unknown as Record<
        string,
        { routes: { method: string; path: string }[] }
      >;
      const routes = plugin['content-api']?.routes.map(
        ({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`
      );
      expect([...core, ...own].map(([route]) => route).sort()).toEqual(routes?.sort());
    });

    it.each([
      ['POST /users', ['username', 'roles', 'mobileNumbers', ...USER_SECRETS]],
      ['PUT /users/{id}', ['username', 'roles', 'mobileNumbers', ...USER_SECRETS]],
      ['POST /phonebook-entries', ['displayName', 'labels', 'user']],
      ['PUT /phones/{id}', ['mac', 'sipUsername', 'sipPassword']],
    ])('says what the body of %s may have', (route, expected) => {
      const fields = dataOf(bodyOf(route));
      expect(Object.keys(fields)).toEqual(expect.arrayContaining(expected));
      expect(Object.keys(fields).filter((name) => BOOKKEEPING.includes(name))).toEqual([]);
    });

    it.each([
      ['POST /users/authenticate', ['username', 'password']],
      ['POST /profiles/{name}/run', undefined],
    ])('says what the body of %s has to have', (route, expected) => {
      expect(bodyOf(route)?.required).toEqual(expected);
    });

    it('says how a run is started, with rows or with a file', () => {
      const { rows, ...others } = bodyOf('POST /profiles/{name}/run')?.properties ?? {};
      expect(Object.keys(others)).toEqual(['wait', 'confirm', 'key', 'complete', 'count']);
      expect(rows?.items).toMatchObject({ type: 'object', additionalProperties: {} });
      const form = bodyOf('POST /profiles/{name}/run', 'multipart/form-data');
      expect(Object.keys(form?.properties ?? {})).toEqual(['wait', 'confirm', 'key', 'files']);
    });

    it.each(['GET /users', 'GET /users/{id}', 'POST /users', 'PUT /users/{id}'])(
      'says that %s answers lists, and no secret',
      (route) => {
        const fields = dataOf(answerOf(route));
        for (const name of ['roles', 'mobileNumbers']) {
          expect(JSON.stringify(fields[name])).toContain('"items":{"type":"string"}');
        }
        expect(Object.keys(fields).filter((name) => USER_SECRETS.includes(name))).toEqual([]);
      }
    );

    it('says what labels are, and which secrets can be read back', () => {
      const { labels } = dataOf(answerOf('GET /phonebook-entries'));
      expect(JSON.stringify(labels)).toMatch(/"properties":\{"name":.*"value":/);
      expect(Object.keys(dataOf(answerOf('GET /users/{documentId}/secrets')))).toEqual([
        'documentId',
        'sipPassword',
        'pin',
      ]);
      expect(Object.keys(dataOf(answerOf('GET /phones/{documentId}/secrets')))).toEqual([
        'documentId',
        'sipUsername',
        'sipPassword',
      ]);
    });
  });

  describe('over GraphQL', () => {
    const fieldsOf = async (type: string): Promise<string[]> => {
      const { data } = await graphql(
        `{ __type(name: "${type}") { fields { name } inputFields { name } } }`
      );
      const { fields, inputFields } = data.__type;
      return (fields ?? inputFields).map(({ name }: { name: string }) => name);
    };

    it('serves the three types, with their relations', async () => {
      const { data, errors } = await graphql(`
        {
          directoryConnectorUsers(filters: { username: { eq: "mmuster" } }) {
            extension
            enabled
            phones {
              mac
            }
            phonebookEntries {
              displayName
            }
          }
          directoryConnectorPhonebookEntries {
            user {
              username
            }
          }
          directoryConnectorPhones(sort: "name") {
            name
            user {
              username
            }
          }
        }
      `);
      expect(errors).toBeUndefined();
      expect(data).toEqual({
        directoryConnectorUsers: [
          {
            extension: '345',
            enabled: true,
            phones: [{ mac: 'aa:bb:cc:dd:ee:ff' }],
            phonebookEntries: [{ displayName: 'Max' }],
          },
        ],
        directoryConnectorPhonebookEntries: [{ user: { username: 'mmuster' } }],
        directoryConnectorPhones: [{ name: 'Desk', user: { username: 'mmuster' } }],
      });
    });

    it('writes, with secrets kept as everywhere', async () => {
      const { data, errors } = await graphql(
        'mutation { createDirectoryConnectorUser(data: { username: "gql", extension: "", pin: "2468" }) { username extension } }'
      );
      expect(errors).toBeUndefined();
      expect(data.createDirectoryConnectorUser).toEqual({ username: 'gql', extension: null });
      const row = (await rowsOf(app.strapi, TABLES.user)).find(
        ({ username }) => username === 'gql'
      );
      expect(secretsOf(app.strapi).decrypt(String(row?.pin))).toBe('2468');
    });

    it.each([
      ['DirectoryConnectorUser', [...USER_SECRETS, ...BOOKKEEPING, 'connectorMissingSinceMs']],
      [
        'DirectoryConnectorUserFiltersInput',
        [...USER_SECRETS, ...BOOKKEEPING, 'connectorMissingSinceMs'],
      ],
      ['DirectoryConnectorUserInput', [...BOOKKEEPING, 'connectorMissingSinceMs']],
      ['DirectoryConnectorPhone', ['sipUsername', 'sipPassword', ...BOOKKEEPING]],
      ['DirectoryConnectorPhoneFiltersInput', ['sipUsername', 'sipPassword', ...BOOKKEEPING]],
      ['DirectoryConnectorPhonebookEntryFiltersInput', BOOKKEEPING],
    ])('%s has none of what is hidden', async (type, hidden) => {
      const fields = await fieldsOf(type);
      expect(fields.length).toBeGreaterThan(5);
      expect(fields.filter((name) => hidden.includes(name))).toEqual([]);
    });

    it.each([...USER_SECRETS, ...BOOKKEEPING])('refuses to sort by %s', async (name) => {
      const { data, errors } = await graphql(
        `{ directoryConnectorUsers(sort: "${name}") { username } }`
      );
      expect([data?.directoryConnectorUsers ?? null, errors?.length]).toEqual([null, 1]);
    });

    it.each([
      'directoryConnectorConnectorProfiles { name }',
      'directoryConnectorConnectorRuns { status }',
      'connectorProfiles { name sourceSecrets }',
      'connectorRuns { status }',
      'directoryConnectorUploads { name }',
      'directoryConnectorChanges { label }',
      'directoryConnectorUsers { connectorProfile }',
    ])('answers no query for %s', async (query) => {
      const { data, errors } = await graphql(`{ ${query} }`);
      expect([data, errors?.length]).toEqual([undefined, 1]);
      expect(errors[0].message).toMatch(/^Cannot query field/);
    });

    it.each(['ConnectorProfile', 'ConnectorRun'])('has no mutation of a %s', async (type) => {
      for (const name of [`createDirectoryConnector${type}`, `deleteDirectoryConnector${type}`]) {
        const argument = name.startsWith('create') ? 'data: {}' : 'documentId: "x"';
        const { errors } = await graphql(`mutation { ${name}(${argument}) { documentId } }`);
        expect(errors[0].message).toMatch(/^Cannot query field/);
      }
    });

    describe('by introspection', () => {
      interface TypeRef {
        kind: string;
        name: string | null;
        ofType: TypeRef | null;
      }
      interface Field {
        name: string;
        type: TypeRef;
        args: { name: string; type: TypeRef }[];
      }
      interface Type {
        name: string;
        fields: Field[] | null;
        inputFields: Field[] | null;
      }
      const REFERENCE = 'kind name ofType { kind name ofType { kind name ofType { kind name } } }';
      let types: Map<string, Type>;

      /** A type as GraphQL writes it. */
      const written = ({ kind, name, ofType }: TypeRef): string => {
        if (!ofType) return String(name);
        return kind === 'LIST' ? `[${written(ofType)}]` : `${written(ofType)}!`;
      };
      const fieldsNamed = (type: string): Record<string, string> => {
        const { fields, inputFields } = types.get(type) ?? { fields: [], inputFields: [] };
        return Object.fromEntries(
          (fields ?? inputFields ?? []).map((field) => [field.name, written(field.type)])
        );
      };
      const argumentsOf = (root: 'Query' | 'Mutation', name: string): Record<string, string> =>
        Object.fromEntries(
          (types.get(root)?.fields?.find((field) => field.name === name)?.args ?? []).map(
            (argument) => [argument.name, written(argument.type)]
          )
        );

      beforeAll(async () => {
        const { data } = await graphql(`{ __schema { types {
          name
          fields { name type { ${REFERENCE} } args { name type { ${REFERENCE} } } }
          inputFields { name type { ${REFERENCE} } }
        } } }`);
        types = new Map(data.__schema.types.map((type: Type) => [type.name, type]));
      });

      it.each([
        [
          'DirectoryConnectorUser',
          { documentId: 'ID!', username: 'String', roles: 'JSON', enabled: 'Boolean' },
        ],
        [
          'DirectoryConnectorPhonebookEntry',
          { labels: 'JSON', private: 'Boolean', user: 'DirectoryConnectorUser' },
        ],
        ['DirectoryConnectorPhone', { mac: 'String', user: 'DirectoryConnectorUser' }],
        [
          'DirectoryConnectorUserInput',
          { username: 'String', password: 'String', sipPassword: 'String', pin: 'String' },
        ],
        ['DirectoryConnectorPhoneInput', { sipUsername: 'String', sipPassword: 'String' }],
        [
          'DirectoryLookupAnswer',
          {
            match: 'DirectoryLookupMatch!',
            number: 'DirectoryNumber!',
            person: 'DirectoryPerson!',
          },
        ],
        ['DirectoryPerson', { documentId: 'ID!', numbers: '[DirectoryNumber!]!' }],
      ])('%s has its fields', (type, expected) => {
        expect(fieldsNamed(type)).toMatchObject(expected);
      });

      it.each([
        ['directoryLookup', { number: 'String!' }, '[DirectoryLookupAnswer!]!'],
        ['directoryLookupForUser', { user: 'ID!', number: 'String!' }, '[DirectoryLookupAnswer!]!'],
        ['directorySearch', { q: 'String!' }, '[DirectoryPerson!]!'],
        ['directorySearchForUser', { user: 'ID!', q: 'String!' }, '[DirectoryPerson!]!'],
      ])('the query %s has its arguments', (name, expected, answer) => {
        expect(argumentsOf('Query', name)).toEqual(expected);
        expect(fieldsNamed('Query')[name]).toBe(answer);
      });

      it('asks for records and changes them, and nothing else of the connector', () => {
        const ofConnector = (root: string): string[] =>
          Object.keys(fieldsNamed(root)).filter((name) => /directory|connector/i.test(name));
        const one = ['User', 'PhonebookEntry', 'Phone'];
        const many = ['Users', 'PhonebookEntries', 'Phones'];
        expect(ofConnector('Query').sort()).toEqual(
          [
            ...one.map((name) => `directoryConnector${name}`),
            ...many.flatMap((name) => [
              `directoryConnector${name}`,
              `directoryConnector${name}_connection`,
            ]),
            ...['Lookup', 'Search'].flatMap((name) => [
              `directory${name}`,
              `directory${name}ForUser`,
            ]),
          ].sort()
        );
        expect(ofConnector('Mutation').sort()).toEqual(
          ['create', 'update', 'delete']
            .flatMap((deed) => one.map((name) => `${deed}DirectoryConnector${name}`))
            .sort()
        );
      });

      it('has no internal type, and a secret nowhere but in what is written', () => {
        const names = [...types.keys()];
        expect(names).toContain('DirectoryConnectorPhone');
        expect(
          names.filter((name) =>
            /connector(profile|run|change|issue|credential|upload)|remotephonebook|requestkey|secretread/i.test(
              name
            )
          )
        ).toEqual([]);
        const WRITTEN = ['DirectoryConnectorUserInput', 'DirectoryConnectorPhoneInput'];
        const hidden = new Set([...USER_SECRETS, 'sipUsername', ...BOOKKEEPING]);
        expect(
          names
            .filter((name) => /^directory/i.test(name) && !WRITTEN.includes(name))
            .filter((name) => Object.keys(fieldsNamed(name)).some((field) => hidden.has(field)))
        ).toEqual([]);
      });
    });
  });

  describe('in the content manager', () => {
    it('makes, shows and changes records without showing what is hidden', async () => {
      const made = await admin
        .post(`${CONTENT}/${USER_UID}`)
        .send({
          username: 'cm',
          displayName: 'Cm',
          extension: '',
          password: 'S3cret-7',
          sipPassword: 'S3cret-8',
        })
        .expect(201);
      expect(made.text).not.toMatch(HIDDEN);
      const id = made.body.data.documentId;
      const changed = await admin
        .put(`${CONTENT}/${USER_UID}/${id}`)
        .send({ displayName: 'Changed', pin: '5151' })
        .expect(200);
      expect(changed.text).not.toMatch(HIDDEN);
      const row = (await rowsOf(app.strapi, TABLES.user)).find(({ username }) => username === 'cm');
      expect(row).toMatchObject({
        display_name: 'Changed',
        extension: null,
        connector_profile: null,
        connector_key: null,
      });
      expect(row?.password).toMatch(/^\$scrypt/);
      expect(secretsOf(app.strapi).decrypt(String(row?.pin))).toBe('5151');

      const { document_id: imported } = await firstUser();
      const [phone] = await rowsOf(app.strapi, TABLES.phone);
      const paths = [
        `${CONTENT}/${USER_UID}?page=1&pageSize=10&sort=displayName:ASC`,
        `${CONTENT}/${USER_UID}/${imported}`,
        `${CONTENT}/${PHONE_UID}/${phone?.document_id}`,
        `${CONTENT}/${ENTRY_UID}?populate=*`,
        `/content-manager/relations/${PHONE_UID}/user?page=1&pageSize=10`,
        `/content-manager/relations/${PHONE_UID}/${phone?.document_id}/user`,
        `/content-manager/relations/${USER_UID}/${imported}/phones`,
      ];
      for (const path of paths) {
        const { text, status } = await admin.get(path);
        expect([path, status]).toEqual([path, 200]);
        expect(text).not.toMatch(HIDDEN);
      }
    });

    it.each([...USER_SECRETS, ...BOOKKEEPING, 'connectorMissingSinceMs'])(
      'neither filters nor sorts by %s',
      async (name) => {
        for (const query of [
          `filters[$and][0][${name}][$startsWith]=e`,
          `filters[${name}][$null]=true`,
        ]) {
          const { status, body } = await admin.get(`${CONTENT}/${USER_UID}?${query}`);
          const unfiltered = status === 200 && body.results.length === 1;
          expect([query, status === 400 || unfiltered]).toEqual([query, true]);
        }
        const sorted = await admin.get(`${CONTENT}/${USER_UID}?sort=${name}:ASC`);
        expect(sorted.text).not.toMatch(HIDDEN);
        const related = await admin.get(
          `${CONTENT}/${PHONE_UID}?filters[$and][0][user][${name}][$startsWith]=zzz`
        );
        expect([related.status, related.body.results?.length]).not.toEqual([200, 0]);
      }
    );

    it('does not write bookkeeping', async () => {
      const before = await firstUser();
      await admin.put(`${CONTENT}/${USER_UID}/${before.document_id}`).send({
        ...{ connectorProfile: 'x', connectorKey: 'x', connectorRun: 9, displayName: 'Y' },
        connectorHandEdits: { email: { source: 'x', at: 'x' } },
        connectorEditedAtMs: 1,
      });
      const after = await firstUser();
      expect(after.display_name).toBe('Y');
      // Where it is noted that the name is changed, and when.
      const noted = ['connector_hand_edits', 'connector_edited_at_ms'];
      const bookkeeping = Object.keys(before).filter(
        (column) => column.startsWith('connector_') && !noted.includes(column)
      );
      const written = ['connector_profile', 'connector_key', 'connector_run'];
      expect(bookkeeping).toEqual(expect.arrayContaining(written));
      expect(String(after.connector_hand_edits)).not.toContain('email');
      expect(after.connector_edited_at_ms).not.toBe(1);
      bookkeeping.forEach((column) =>
        expect([column, after[column]]).toEqual([column, before[column]])
      );
    });

    it('names the field of a value that is taken', async () => {
      const { status, body } = await admin
        .post(`${CONTENT}/${USER_UID}`)
        .send({ username: 'mmuster' });
      expect(status).toBe(400);
      expect(body.error.details.errors).toMatchObject([{ path: ['username'] }]);
    });

    it("copies a record without its secrets, and as nobody's", async () => {
      const { document_id: id } = await firstUser();
      const { text } = await admin
        .post(`${CONTENT}/${USER_UID}/clone/${id}`)
        .send({ username: 'copy', extension: '346', pin: '8080' })
        .expect(200);
      expect(text).not.toMatch(HIDDEN);
      const copy = (await rowsOf(app.strapi, TABLES.user)).find(
        ({ username }) => username === 'copy'
      );
      expect(copy).toMatchObject({
        display_name: 'Max',
        password: null,
        sip_password: null,
        connector_profile: null,
        connector_key: null,
        connector_fingerprint: null,
        connector_run: null,
        connector_missing_since_ms: null,
      });
      expect(secretsOf(app.strapi).decrypt(String(copy?.pin))).toBe('8080');
    });

    it('removes several at once without orphans', async () => {
      const { document_id: id } = await firstUser();
      await admin
        .post(`${CONTENT}/${USER_UID}/actions/bulkDelete`)
        .send({ documentIds: [id] })
        .expect(200);
      expect(await rowsOf(app.strapi, TABLES.user)).toEqual([]);
      expect(await Promise.all(LINKS.map((table) => rowsOf(app.strapi, table)))).toEqual([[], []]);
    });

    it('does not tell events about secrets', async () => {
      // It may be told after the answer has been sent.
      const told = new Promise<unknown>((resolve) => {
        app.strapi.eventHub.once('entry.update', async (payload: unknown) => resolve(payload));
      });
      const { document_id: id } = await firstUser();
      await send('put', `${API}/users/${id}`)
        .send({ data: { pin: '735190', displayName: 'Z' } })
        .expect(200);
      const event = JSON.stringify(await told);
      expect(event).toContain('"displayName":"Z"');
      expect(event).not.toMatch(HIDDEN);
    });
  });

  it('starts again on the same database without changing its tables', async () => {
    const before = await definitionsOf(app.strapi);
    await app.restart();
    expect(await definitionsOf(app.strapi)).toEqual(before);
  });

  itOnSqlite('starts with foreign keys', async () => {
    const pragma = await app.strapi.db.connection.raw('pragma foreign_keys');
    expect(pragma).toEqual([{ foreign_keys: 1 }]);
  });
});
