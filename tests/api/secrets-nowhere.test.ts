import { readdir, readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';

import request from 'supertest';

import { createSuperAdmin, type AdminClient } from '../support/admin';
import { itOnSqlite } from '../support/databases';
import { startLdapServer, type LdapTestServer } from '../support/ldap-server';
import { isLong } from '../support/rounds';
import { runStored, runText } from '../support/runs';
import { createTestApp, type TestApp } from '../support/strapi';
import { everythingStored } from '../support/tables';

const BASE = '/directory-connector';

/** Each secret of this test is one of these words. */
const SECRET = /S3cret-[a-z]+-\d+/gi;

const SECRETS = ['password', 'sipPassword', 'pin'];
const TEMPLATE = `{"identity":[{"username":"{{{login}}}","extension":"{{{ext}}}",
  ${SECRETS.map((name) => `"${name}":"{{{${name}}}}"`).join(',')}}]}`;

/** Rows with a secret, each with something that is told of it. */
const PEOPLE = [
  `login,ext,${SECRETS.join(',')}`,
  'same1,1,S3cret-same-1,S3cret-sip-1,111222',
  'same2,2,S3cret-same-1,S3cret-sip-1,111222',
  'json,3,"S3cret-quoted-1""x",S3cret-sip-2,S3cret-pin-1',
  'many,4,S3cret-many-1,S3cret-sip-3,3333,S3cret-many-2,S3cret-many-3',
  'few,5,S3cret-few-1',
  'place,no extension,S3cret-place-1,S3cret-sip-4,S3cret-pin-2',
  `long,7,S3cret-long-1${'x'.repeat(5000)},S3cret-sip-5,4444`,
  'control,8,S3cret-control-1\u0007,S3cret-sip-6,5555',
  ',9,S3cret-nobody-1,S3cret-sip-7,6666',
];

/** What an address may be asked with: with one of them in the CI, with each in `npm run test:long`. */
const LOGINS = {
  basic: { type: 'basic', username: 'reader', password: 'S3cret-basic-1' },
  bearer: { type: 'bearer', token: 'S3cret-bearer-1' },
};

describe('a secret', () => {
  let app: TestApp;
  let admin: AdminClient;
  let server: Server;
  let address: string;
  let directory: LdapTestServer;
  /** Everything that was answered, logged, mailed and told to listeners of events. */
  const said: string[] = [];
  let count = 0;
  /** Reads what others than administrators get. */
  let askAll: () => Promise<void>;

  beforeAll(async () => {
    const network = { allowedHosts: ['127.0.0.1'], retries: 0, connectTimeoutSeconds: 2 };
    app = await createTestApp({ plugin: { network } });
    const { strapi } = app;
    const all = await createSuperAdmin(app);
    const listening = (method: 'get' | 'post') => (url: string) =>
      all[method](`${BASE}${url}`).on('response', ({ text }) => said.push(`${url} ${text}`));
    admin = { ...all, get: listening('get'), post: listening('post') };
    for (const level of ['error', 'warn', 'info', 'debug'] as const) {
      jest.spyOn(strapi.log, level).mockImplementation((...words: unknown[]) => {
        said.push(`log ${JSON.stringify(words)}`);
        return strapi.log;
      });
    }
    strapi.eventHub.subscribe(async (name: string, payload: object) => {
      if (name.startsWith('directory-connector.')) said.push(`event ${JSON.stringify(payload)}`);
    });
    const token = await strapi
      .service('admin::api-token')
      .create({ name: 'all', description: '', type: 'full-access', lifespan: null });
    askAll = async () => {
      for (const route of ['health', 'health/metrics', 'users', 'phones', 'phonebook-entries']) {
        const { text } = await request(strapi.server.httpServer)
          .get(`/api${BASE}/${route}`)
          .set('Authorization', `Bearer ${token.accessKey}`)
          .expect(200);
        said.push(`api ${text}`);
      }
    };
    const email = strapi.plugin('email').service('email');
    jest.spyOn(email, 'send').mockImplementation(async (mail) => {
      said.push(`mail ${JSON.stringify(mail)}`);
    });
    // Whoever quotes a request or an answer quotes a secret.
    server = createServer((request, response) => {
      const { url = '', headers } = request;
      const status = Number(/status=(\d+)/.exec(url)?.[1] ?? 200);
      if (status === 302) response.setHeader('location', `http://127.0.0.1:1/?t=S3cret-moved-1`);
      response.writeHead(status, `S3cret-status-1`, { 'x-echo': String(headers.authorization) });
      response.end(`<html>S3cret-body-1 ${url} ${headers.authorization}</html>`);
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    directory = await startLdapServer({
      bind: (_request, reply) =>
        reply.done({ code: 49, message: 'cn=reader with S3cret-bind-1: wrong' }),
    });
  });

  afterAll(async () => {
    jest.restoreAllMocks();
    server.close();
    await directory.close();
    await app.close();
  });

  const save = async (source: object, more: object = {}): Promise<string> => {
    count += 1;
    const notify = { emails: ['it@example.com'] };
    const profile = { name: `Profile ${count}`, source, notify, ...more };
    const { body } = await admin.post('/profiles').send(profile).expect(201);
    return body.data.id;
  };

  /** Reads all that is told of a run. */
  const readRun = async (id: string): Promise<void> => {
    for (const part of [
      '',
      '/issues',
      '/issue-groups',
      '/issues.csv',
      '/changes',
      '/changes.csv',
    ]) {
      await admin.get(`/runs/${id}${part}`).expect(200);
    }
  };

  const expectNothingTold = async (): Promise<void> => {
    await askAll();
    for (const told of ['/profiles', 'log ', 'event ', 'api ']) {
      expect(said.some((text) => text.startsWith(told))).toBe(true);
    }
    expect(said.flatMap((text) => (text.match(SECRET) ? [text.slice(0, 2000)] : []))).toEqual([]);
  };

  it.each([
    ['of a row', PEOPLE],
    ['of a row that holds a NUL', [...PEOPLE, 'nul,8,S3cret-nul-1\u0000,S3cret-sip-8,7777']],
    ['of a row without end', [...PEOPLE, 'open,10,"S3cret-open-1,S3cret-sip-9,8888']],
  ])('%s is in nothing that is told of it', async (_name, lines) => {
    const csv = [...lines, ''].join('\n');
    const profile = await save({ type: 'csv', delivery: 'upload' }, { template: TEMPLATE });
    for (const kind of ['test', 'run'] as const) {
      const { id, issues, error } = await runText(app.strapi, profile, csv, { kind });
      expect(error !== null || issues.length > 5).toBe(true);
      await readRun(id);
    }
    const { body } = await admin
      .post('/uploads')
      .field('profile', profile)
      .attach('files', Buffer.from(csv), 'users.csv')
      .expect(201);
    for (const from of [4, 5, 7]) {
      await admin.post('/mapping/trial').send({ profile, upload: body.data.id, from, search: '' });
    }
    await expectNothingTold();
  });

  it.each<[string, string, keyof typeof LOGINS]>([
    ['that cannot be reached', 'http://127.0.0.1:1/people.csv?token=S3cret-query-1', 'basic'],
    ['that is not found', '/people.csv?status=404&token=S3cret-query-2', 'bearer'],
    ['that fails', '/people.csv?status=500&token=S3cret-query-3', 'basic'],
    ['that refuses', '/people.csv?status=401&token=S3cret-query-4', 'bearer'],
    ['that leads elsewhere', '/people.csv?status=302&token=S3cret-query-5', 'basic'],
    ['that gives a page', '/people.csv?token=S3cret-query-6', 'bearer'],
  ])('of an address %s is in nothing that is told of it', async (_name, given, login) => {
    const url = given.startsWith('/') ? `${address}${given}` : given;
    for (const auth of isLong ? Object.values(LOGINS) : [LOGINS[login]]) {
      const source = { type: 'csv', delivery: 'url', url, auth };
      const profile = await save(source);
      const { id, error } = await runStored(app.strapi, profile);
      expect(error).not.toBeNull();
      await readRun(id);
      await admin.post('/sources/detect').send({ source });
      await admin.post('/mapping/trial').send({ profile, from: 1, search: '' });
      await admin.get(`/profiles/${profile}`).expect(200);
      await admin.get(`/profiles/${profile}/export`).expect(200);
    }
    await expectNothingTold();
  });

  it('of a directory that refuses it is in nothing that is told of it', async () => {
    const bind = { bind: 'simple', bindDn: 'cn=reader', bindPassword: 'S3cret-bind-1' };
    const source = { type: 'ldap', url: directory.url, baseDn: 'dc=x', ...bind };
    const profile = await save(source);
    const { id, error } = await runStored(app.strapi, profile);
    expect(error).not.toBeNull();
    await readRun(id);
    expect(error?.message).toContain('cn=reader with •••: wrong');
    for (const route of ['/sources/test-connection', '/sources/browse']) {
      await admin.post(route).send({ source });
      await admin.post(route).send({ profile, source: { ...source, bindPassword: { set: true } } });
    }
    await admin.post('/mapping/trial').send({ profile, from: 1, search: '' });
    await expectNothingTold();
  });

  it('of a profile that is refused is in nothing that is told of it', async () => {
    const sources = [
      { type: 'csv', delivery: 'url', url: 'ftp://joe:S3cret-user-1@x.example/?t=S3cret-user-2' },
      {
        type: 'csv',
        delivery: 'url',
        url: `${address}/`,
        auth: { type: 'bearer', token: ['S3cret-list-1'] },
      },
      {
        type: 'ldap',
        url: directory.url,
        baseDn: 'dc=x',
        bind: 'simple',
        bindPassword: { set: 'S3cret-set-1' },
      },
      {
        type: 'ldap',
        url: directory.url,
        baseDn: 'dc=x',
        clientKey: 'S3cret-key-1',
        clientCertificate: 'x',
      },
    ];
    for (const source of sources) {
      const { status } = await admin.post('/profiles').send({ name: 'Refused', source });
      expect([source, status]).toEqual([source, 400]);
      await admin.post('/profiles/check').send({ draft: { name: 'Refused', source } });
    }
    await expectNothingTold();
  });

  it('is nowhere in the database', async () => {
    for (const [table, text] of await everythingStored(app.strapi)) {
      expect([table, ...new Set(text.match(SECRET))]).toEqual([table]);
    }
  });

  itOnSqlite('is in no file of the database', async () => {
    await app.strapi.db.connection.raw('pragma wal_checkpoint(truncate)');
    const folder = path.join(app.folder, '.tmp');
    const names = (await readdir(folder)).filter((name) => name.startsWith('data.db'));
    expect(names).not.toEqual([]);
    for (const name of names) {
      const content = (await readFile(path.join(folder, name))).toString('latin1');
      expect([...new Set(content.match(SECRET))]).toEqual([]);
    }
  });
});
