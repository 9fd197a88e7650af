import { createHash } from 'node:crypto';

import request from 'supertest';

import { catchLog } from '../support/logs';
import { apply, change, rowsOf, TABLES } from '../support/plans';
import { profilesOf } from '../support/runs';
import { createTestApp, type TestApp } from '../support/strapi';

const PATH = '/api/directory-connector/users/authenticate';
const ACTION = 'plugin::directory-connector.user.authenticate';
const OTHER_ACTION = 'plugin::directory-connector.user.find';

const ssha = (password: string, salt: string): string => {
  const digest = createHash('sha1').update(`${password}${salt}`).digest();
  return `{SSHA}${Buffer.concat([digest, Buffer.from(salt)]).toString('base64')}`;
};

/** By user name: what a source gave as the password, and the password that it stands for. */
const IMPORTED: Record<string, { imported: string; password: string }> = {
  clear: { imported: 'S3cret-Password-ä1', password: 'S3cret-Password-ä1' },
  md5: { imported: '{MD5}Xr4ilOzQ4PCOq3aQ0qbuaQ==', password: 'secret' },
  'md5-hex': { imported: '{MD5}5ebe2294ecd0e0f08eab7690d2a6ee69', password: 'secret' },
  ssha: { imported: ssha('S3cret-salted', 'a salt'), password: 'S3cret-salted' },
  bcrypt: {
    imported: '$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW',
    password: 'U*U',
  },
  'crypt-of-unix': { imported: '$1$abcdefgh$G//4keteveJp0qb8z2DxG/', password: '-' },
};

const REFUSAL = {
  data: null,
  error: {
    status: 401,
    name: 'UnauthorizedError',
    message: 'Invalid user name or password.',
    details: {},
  },
};

const createToken = async (app: TestApp, name: string, permissions: string[] | null) => {
  const type = permissions ? 'custom' : 'full-access';
  const { accessKey } = await app.strapi
    .service('admin::api-token')
    .create({ name, description: '', type, lifespan: null, ...(permissions && { permissions }) });
  return accessKey as string;
};

const logIn = (app: TestApp, token: string | null, body: object) => {
  const sent = request(app.strapi.server.httpServer).post(PATH);
  return (token ? sent.set('Authorization', `Bearer ${token}`) : sent).send(body);
};

/** Imports users by a run of this profile. */
const importUsers = async (
  app: TestApp,
  profileId: string,
  users: { attributes: Record<string, string | boolean>; password?: string }[]
) => {
  const { failed } = await apply(
    app.strapi,
    users.map(({ attributes, password }, index) =>
      change({
        sequence: index + 1,
        type: 'user',
        action: 'create',
        key: `username:${attributes.username}`,
        attributes,
        secrets: password === undefined ? {} : { password },
      })
    ),
    { profileId }
  );
  expect(failed.user.create).toBe(0);
};

const importedUsers = Object.entries(IMPORTED).map(([username, { imported }]) => ({
  attributes: { username, authMethod: 'local' },
  password: imported,
}));

describe('authentication that is not switched on', () => {
  it('is not there, whatever the token may do', async () => {
    const app = await createTestApp();
    try {
      const token = await createToken(app, 'all', null);
      await logIn(app, token, { username: 'clear', password: 'x' }).expect(405);
      const get = request(app.strapi.server.httpServer).get(PATH);
      await get.set('Authorization', `Bearer ${token}`).expect(404);
    } finally {
      await app.close();
    }
  });
});

describe('authentication', () => {
  let app: TestApp;
  let token: string;

  const check = (username: unknown, password: unknown) => logIn(app, token, { username, password });

  beforeAll(async () => {
    app = await createTestApp({ plugin: { authentication: { enabled: true, attempts: 500 } } });
    token = await createToken(app, 'phone system', [ACTION]);
    const csv = await profilesOf(app.strapi).create({
      name: 'CSV',
      source: { type: 'csv', delivery: 'upload' },
    });
    await importUsers(app, csv.id, [
      ...importedUsers,
      { attributes: { username: 'disabled', enabled: false }, password: 'right' },
      { attributes: { username: 'without-password' } },
      { attributes: { username: 'csv-external', authMethod: 'external' }, password: 'right' },
    ]);
    await importUsers(app, 'a-profile-that-is-gone', [
      { attributes: { username: 'orphan', authMethod: 'external' }, password: 'right' },
    ]);
  });
  afterAll(() => app.close());

  it('needs a permission of its own', async () => {
    const right = { username: 'md5', password: 'secret' };
    const reader = await createToken(app, 'reader', [OTHER_ACTION]);
    await logIn(app, reader, right).expect(403);
    await logIn(app, null, right).expect(403);
    await logIn(app, 'nonsense', right).expect(401);
    await logIn(app, token, right).expect(200);
    await request(app.strapi.server.httpServer)
      .get('/api/directory-connector/users')
      .set('Authorization', `Bearer ${token}`)
      .expect(403);
  });

  it('may be given to a role of Users & Permissions', async () => {
    const role = await app.strapi.db
      .query('plugin::users-permissions.role')
      .findOne({ where: { type: 'public' } });
    const permissions = app.strapi.db.query('plugin::users-permissions.permission');
    const permission = await permissions.create({ data: { action: ACTION, role: role.id } });
    await logIn(app, null, { username: 'md5', password: 'secret' }).expect(200);
    await permissions.delete({ where: { id: permission.id } });
    await logIn(app, null, { username: 'md5', password: 'secret' }).expect(403);
  });

  it('says who it is, and nothing that is secret', async () => {
    const row = (await rowsOf(app.strapi, TABLES.user)).find(({ username }) => username === 'md5');
    const { body, headers } = await check('md5', 'secret').expect(200);
    expect(body).toEqual({ data: { documentId: row?.document_id, username: 'md5' } });
    expect(headers['cache-control']).toBe('no-store');
  });

  it('knows passwords that came in clear, and hashes of other systems as they came', async () => {
    const rows = await rowsOf(app.strapi, TABLES.user);
    const { clear: _clear, 'crypt-of-unix': _crypt, ...hashed } = IMPORTED;
    for (const [username, { imported, password }] of Object.entries(hashed)) {
      expect(rows.find((row) => row.username === username)?.password).toBe(imported);
      await check(username, password).expect(200);
      await check(username, imported).expect(401);
    }
    await check('clear', 'S3cret-Password-ä1').expect(200);
    await check('clear', 'S3cret-Password-ä2').expect(401);
  });

  it('knows a password that was set by hand', async () => {
    const all = await createToken(app, 'all', null);
    const users = request(app.strapi.server.httpServer).post('/api/directory-connector/users');
    await users
      .set('Authorization', `Bearer ${all}`)
      .send({ data: { username: 'by-hand', password: 'S3cret-by-hand' } })
      .expect(201);
    await check('by-hand', 'S3cret-by-hand').expect(200);
    await check('by-hand', 'By-Hand-2').expect(401);
  });

  it.each(['Clear', 'CLEAR', 'clear ', '\u200bclear'])(
    'takes a user name in any spelling: %j',
    async (username) => {
      const { body } = await check(username, 'S3cret-Password-ä1').expect(200);
      expect(JSON.stringify(body)).toContain('"clear"');
    }
  );

  it('gives the same answer whatever speaks against it, byte for byte', async () => {
    const refused = [
      ['clear', 'wrong'],
      ['nobody', 'right'],
      ['Clear', 'wrong'],
      ['cléar', 'S3cret-Password-ä1'],
      ['clea%', 'S3cret-Password-ä1'],
      ['*', 'right'],
      ['disabled', 'right'],
      ['without-password', 'right'],
      ['csv-external', 'right'],
      ['orphan', 'right'],
      ['crypt-of-unix', 'password'],
    ];
    const answers = [];
    for (const [username, password] of refused) {
      const { status, text, headers } = await check(username, password);
      const { date: _date, ...shown } = headers;
      answers.push({ status, text, headers: shown });
    }
    expect(JSON.parse(answers[0]?.text ?? '')).toEqual(REFUSAL);
    expect(answers[0]).toMatchObject({ status: 401, headers: { 'cache-control': 'no-store' } });
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  });

  it.each([
    [{}, 'username'],
    [{ username: 'clear' }, 'password'],
    [{ username: 'clear', password: '' }, 'password'],
    [{ username: '', password: 'x' }, 'username'],
    [{ username: 'clear', password: 12345678 }, 'password'],
    [{ username: { $ne: 'x' }, password: 'x' }, 'username'],
    [{ username: ['clear'], password: 'x' }, 'username'],
    [{ username: 'clear\0', password: 'x' }, 'username'],
    [{ username: 'x'.repeat(256), password: 'x' }, 'username'],
    [{ username: 'clear', password: 'x'.repeat(1025) }, 'password'],
    [{ identifier: 'clear', username: 'clear', password: 'x' }, 'identifier'],
  ])('refuses what is no user name and password: %#', async (body, field) => {
    const answer = await logIn(app, token, body).expect(400);
    expect(answer.body.error.details.errors[0].path).toEqual([field]);
    expect(answer.text).not.toContain('12345678');
  });

  it('says that a password cannot be checked, and not why', async () => {
    const { profile: ldap } = await profilesOf(app.strapi).importFile({
      name: 'Company directory',
      source: {
        type: 'ldap',
        url: 'ldaps://dc1.example',
        bindDn: 'cn=reader',
        baseDn: 'dc=example',
      },
    });
    await importUsers(app, ldap.id, [
      { attributes: { username: 'far', authMethod: 'external' }, password: 'right' },
    ]);
    const { lines, end } = catchLog(app.strapi, ['warn']);
    const { body, headers } = await check('far', 'S3cret-far').expect(503);
    expect(body).toEqual({
      data: null,
      error: {
        status: 503,
        name: 'ServiceUnavailableError',
        message: 'The password cannot be checked at present. Try again later.',
        details: {},
      },
    });
    expect(headers['cache-control']).toBe('no-store');
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/"Company directory" are not stored/);
    expect(lines[0]).not.toContain('S3cret');
    end();
  });
});

describe('the limit of attempts', () => {
  let app: TestApp;
  let token: string;

  beforeAll(async () => {
    app = await createTestApp({ plugin: { authentication: { enabled: true, attempts: 2 } } });
    token = await createToken(app, 'phone system', [ACTION]);
    await importUsers(app, 'profile-a', importedUsers);
  });
  afterAll(() => app.close());

  const statusOf = async (username: string, password: string) =>
    (await logIn(app, token, { username, password })).status;

  it('stops guessing at one name, existing or not, and lets others log in', async () => {
    for (const username of ['md5', 'nobody']) {
      expect(await statusOf(username, 'wrong')).toBe(401);
      expect(await statusOf(username, 'wrong')).toBe(401);
      const { status, headers, body } = await logIn(app, token, { username, password: 'secret' });
      expect(status).toBe(429);
      expect(Number(headers['retry-after'])).toBeGreaterThan(290);
      expect(Number(headers['retry-after'])).toBeLessThanOrEqual(300);
      expect(headers['cache-control']).toBe('no-store');
      expect(body.error).toMatchObject({ status: 429, name: 'TooManyRequestsError' });
    }
    expect(await statusOf('MD5', 'secret')).toBe(429);
    expect(await statusOf('ssha', 'S3cret-salted')).toBe(200);
  });

  it('does not count logins that succeed', async () => {
    for (let count = 0; count < 5; count += 1) {
      expect(await statusOf('md5-hex', 'secret')).toBe(200);
    }
  });

  it('stops guessing from one address, whatever the name', async () => {
    const statuses = [];
    for (let count = 0; count < 20; count += 1) {
      statuses.push(await statusOf(`guess-${count}`, 'wrong'));
    }
    expect(statuses.slice(0, 10)).toEqual(Array(10).fill(401));
    expect(statuses.at(-1)).toBe(429);
    expect(await statusOf('ssha', 'S3cret-salted')).toBe(429);
  });
});
