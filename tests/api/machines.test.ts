import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { promisify } from 'node:util';

import request from 'supertest';

import { createSuperAdmin, type AdminClient } from '../support/admin';
import {
  clear,
  createProfile,
  NOTHING_GENERATED,
  people,
  retentionOf,
  runsOf,
  runStored,
  uploadsOf,
} from '../support/runs';
import { mayTell } from '../support/secrets/told';
import { answerOf, createTestApp, type TestApp } from '../support/strapi';
import { until } from '../support/until';

const PLUGIN = 'plugin::directory-connector';
const API = '/api/directory-connector';
const USERS = `${PLUGIN}.user`;
const RUNS = `${PLUGIN}.connector-run`;
const KEYS = `${PLUGIN}.request-key`;
const HOUR_MS = 3_600_000;

const execute = promisify(execFile);

type Method = 'get' | 'post' | 'put' | 'delete';

describe('other programs', () => {
  let app: TestApp;
  let admin: AdminClient;
  let token: string;

  const tokenFor = async (name: string, actions: string[]): Promise<string> => {
    const permissions = actions.map((action) => `${PLUGIN}.${action}`);
    const { accessKey } = await app.strapi
      .service('admin::api-token')
      .create({ name, description: '', type: 'custom', lifespan: null, permissions });
    return accessKey;
  };

  const send = (method: Method, path: string, bearer: string | null = token) => {
    const sent = request(app.strapi.server.httpServer)[method](`${API}${path}`);
    return bearer === null ? sent : sent.set('Authorization', `Bearer ${bearer}`);
  };

  const startOf = (name: string, kind: 'run' | 'test' = 'run') =>
    send('post', `/profiles/${encodeURIComponent(name)}/${kind}`);

  const names = async (): Promise<string[]> => {
    const users = await app.strapi.db.query(USERS).findMany({ orderBy: 'username' });
    return users.map(({ username }) => username);
  };

  const countRuns = (): Promise<number> => app.strapi.db.query(RUNS).count();

  const profileNamed = (name: string, settings: object = {}): Promise<string> =>
    createProfile(app.strapi, { ...NOTHING_GENERATED, name, ...settings });

  beforeAll(async () => {
    // Strapi shows a new token once.
    mayTell(/admin-tokens/, /token of a request/);
    mayTell(/GET .*\/users\/.*\/secrets/);
    app = await createTestApp({ plugin: { secretAccess: true } });
    admin = await createSuperAdmin(app);
    token = await tokenFor(
      'nightly',
      ['test', 'run', 'find', 'cancel'].map((action) => `import.${action}`)
    );
  });
  afterAll(() => app.close());

  const untilOver = () =>
    until(async () => {
      const going = await app.strapi.db.query(RUNS).count({ where: { status: 'running' } });
      return going === 0;
    });

  afterEach(async () => {
    await untilOver();
    await clear(app.strapi);
    await app.strapi.db.query(KEYS).deleteMany({});
  });

  describe('who may', () => {
    it('has a permission for each thing, and no other', async () => {
      await profileNamed('Staff');
      const [tester, runner, reader, canceler] = await Promise.all(
        ['test', 'run', 'find', 'cancel'].map((action) =>
          tokenFor(`only ${action}`, [`import.${action}`])
        )
      );
      const { body } = await send('post', '/profiles/Staff/test', tester)
        .field('wait', '60')
        .attach('files', Buffer.from(people(1)), 'staff.csv')
        .expect(200);
      const run = body.data.id;
      const asked: [Method, string, string | undefined][] = [
        ['post', '/profiles/Staff/test', tester],
        ['post', '/profiles/Staff/run', runner],
        ['get', '/runs', reader],
        ['get', `/runs/${run}`, reader],
        ['get', `/runs/${run}/issues`, reader],
        ['get', `/runs/${run}/changes`, reader],
        ['post', `/runs/${run}/cancel`, canceler],
      ];
      for (const [method, path, allowed] of asked) {
        for (const bearer of [tester, runner, reader, canceler]) {
          const { status } = await send(method, path, bearer).send(
            method === 'post' ? { wait: 60 } : undefined
          );
          // What has ended cannot be canceled: that is no question of permission.
          const isLet = path.endsWith('cancel') ? 409 : 200;
          expect([path, status]).toEqual([path, bearer === allowed ? isLet : 403]);
        }
        await send(method, path, null).expect(403);
      }
    });

    it('lets a token that only reads look, and start nothing', async () => {
      await profileNamed('Staff');
      const { accessKey } = await app.strapi
        .service('admin::api-token')
        .create({ name: 'read-only', description: '', type: 'read-only', lifespan: null });
      await send('get', '/runs', accessKey).expect(200);
      await send('post', '/profiles/Staff/test', accessKey).expect(403);
      await send('post', '/profiles/Staff/run', accessKey).expect(403);
    });
  });

  describe('a run by the name of its profile', () => {
    it('takes the file that comes along, waits for its end and gives the report', async () => {
      const id = await profileNamed('Staff / Köln');
      const answer = await startOf('Staff / Köln')
        .field('wait', '60')
        .attach('files', Buffer.from(people(3)), 'staff.csv')
        .expect(200);
      const { data, meta } = answer.body;
      expect(data).toMatchObject({
        profile: 'Staff / Köln',
        kind: 'run',
        status: 'succeeded',
        rows: { read: 3, filtered: 0, skipped: 0, failed: 0 },
        user: { create: 3, update: 0, unchanged: 0, remove: 0, error: 0 },
        trigger: 'api',
        startedBy: 'API token nightly',
        issues: [],
        error: null,
      });
      expect(meta).toEqual({ issues: { total: 0 } });
      expect(await names()).toEqual(['u1', 'u2', 'u3']);
      expect(answer.headers.location).toBe(`${API}/runs/${data.id}`);
      const again = await send('get', `/runs/${data.id}`).expect(200);
      expect(again.body).toEqual(answer.body);
      expect(await uploadsOf(app.strapi).current(id)).toMatchObject({ name: 'staff.csv' });
    });

    it('is answered at once where nobody waits, with its address', async () => {
      await profileNamed('Staff');
      const answer = await startOf('Staff')
        .attach('files', Buffer.from(people(2)), 'staff.csv')
        .expect(202);
      expect(answer.body.data).toMatchObject({ status: 'running', finishedAt: null });
      const address = answer.headers.location?.slice(API.length) ?? '';
      await until(async () => {
        const { body } = await send('get', address).expect(200);
        return body.data.status === 'succeeded';
      });
      expect(await names()).toEqual(['u1', 'u2']);
    });

    it('writes nothing as a test run, and shows what it would do in pages', async () => {
      await profileNamed('Staff');
      const { body } = await startOf('Staff', 'test')
        .field('wait', '60')
        .attach('files', Buffer.from(`${people(3)},Nameless,1\n`), 'staff.csv')
        .expect(200);
      expect(body.data).toMatchObject({ kind: 'test', status: 'succeeded-with-errors' });
      expect(await names()).toEqual([]);
      expect(body.data.issues).toMatchObject([
        { row: 5, severity: 'error', code: 'missing-key' },
        { row: null, severity: 'warning', code: 'removal-skipped' },
      ]);
      const { id } = body.data;
      const changes = await send('get', `/runs/${id}/changes`)
        .query({ type: 'user', action: 'create', pageSize: 2, page: 2 })
        .expect(200);
      expect(changes.body.meta.pagination).toMatchObject({
        page: 2,
        pageSize: 2,
        pageCount: 2,
        total: 3,
      });
      expect(changes.body.data).toMatchObject([
        { row: 4, type: 'user', action: 'create', label: 'Person 3', record: null, applied: false },
      ]);
      const issues = await send('get', `/runs/${id}/issues`)
        .query({ severity: 'error' })
        .expect(200);
      expect(issues.body.data).toEqual(body.data.issues.slice(0, 1));
      const none = await send('get', `/runs/${id}/issues`).query({ severity: 'info', code: 'x' });
      expect(none.body.data).toEqual([]);
    });

    it('is in the list, and in the history with who has started it', async () => {
      await profileNamed('Staff');
      await profileNamed('Others');
      await startOf('Staff')
        .field('wait', '60')
        .attach('files', Buffer.from(people(1)), 'a.csv');
      const { body } = await send('get', '/runs').query({ profile: 'Staff' }).expect(200);
      expect(body.data).toMatchObject([{ profile: 'Staff', startedBy: 'API token nightly' }]);
      const others = await send('get', '/runs').query({ profile: 'Others' }).expect(200);
      expect(others.body).toMatchObject({ data: [], meta: { pagination: { total: 0 } } });
      const history = await admin.get('/directory-connector/runs').expect(200);
      expect(history.body.data).toMatchObject([{ trigger: 'api', startedBy: 'API token nightly' }]);
    });

    it('names a token of Strapi’s administrators too, where that is how the panel’s API was asked', async () => {
      const id = await profileNamed('Staff');
      await startOf('Staff', 'test')
        .field('wait', '60')
        .attach('files', Buffer.from(people(1)), 'a.csv');
      const { body } = await admin
        .post('/admin/admin-tokens')
        .send({
          name: 'deploy',
          description: '',
          lifespan: null,
          adminPermissions: [{ action: `${PLUGIN}.runs.execute`, subject: null, conditions: [] }],
        })
        .expect(201);
      await request(app.strapi.server.httpServer)
        .post(`/directory-connector/profiles/${id}/run`)
        .set('Authorization', `Bearer ${body.data.accessKey}`)
        .send({})
        .expect(202);
      const { results } = await runsOf(app.strapi).find({ page: 1, pageSize: 10, kind: 'run' });
      expect(results).toMatchObject([{ trigger: 'manual', startedBy: 'API token deploy' }]);
      await request(app.strapi.server.httpServer)
        .post(`/directory-connector/profiles/${id}/test`)
        .set('Authorization', `Bearer ${body.data.accessKey}`)
        .expect(403);
    });

    it('is canceled', async () => {
      await profileNamed('Staff', { preFilter: '$exists(username)' });
      const { body } = await startOf('Staff')
        .attach('files', Buffer.from(people(4000)), 'staff.csv')
        .expect(202);
      await send('post', `/runs/${body.data.id}/cancel`).expect(202);
      await until(async () => {
        const { body: now } = await send('get', `/runs/${body.data.id}`);
        return now.data.status === 'canceled';
      });
      const late = await send('post', `/runs/${body.data.id}/cancel`).expect(409);
      expect(late.body.error.details).toMatchObject({ code: 'not-running' });
    });
  });

  describe('what is refused', () => {
    const refused = async (answer: request.Response, status: number, code: string) => {
      expect(answer.status).toBe(status);
      expect(answer.body).toEqual({
        data: null,
        error: {
          status,
          name: expect.stringMatching(/Error$/),
          message: expect.stringMatching(/./),
          details: expect.any(Object),
        },
      });
      const { details } = answer.body.error;
      expect(details.code ?? details.errors[0].code).toBe(code);
    };

    it('is said in Strapi’s form, with a code', async () => {
      await profileNamed('Staff');
      await profileNamed('Fetched', {
        source: { type: 'csv', delivery: 'url', url: 'https://hr.example.test/a.csv' },
      });
      await refused(await startOf('Nobody'), 404, 'profile-not-found');
      await refused(await send('get', '/runs/nowhere'), 404, 'run-not-found');
      await refused(await send('get', '/runs/nowhere/issues'), 404, 'run-not-found');
      await refused(
        await send('get', '/runs').query({ profile: 'Nobody' }),
        404,
        'profile-not-found'
      );
      await refused(await send('get', '/runs').query({ pageSize: 101 }), 400, 'invalid-value');
      await refused(await startOf('Staff').send({ wait: 301 }), 400, 'invalid-value');
      await refused(await startOf('Staff').send({ wit: 1 }), 400, 'invalid-value');
      await refused(await startOf('Staff').set('Idempotency-Key', 'ä b'), 400, 'invalid-value');
      const file = Buffer.from(people(1));
      await refused(await startOf('Fetched').attach('files', file, 'a.csv'), 400, 'file-not-used');
      const two = startOf('Staff').attach('files', file, 'a.csv').attach('files', file, 'b.csv');
      await refused(await two, 400, 'invalid-value');
      await refused(
        await startOf('Staff').attach('files', Buffer.from(''), 'a.csv'),
        400,
        'empty-file'
      );
      expect(await countRuns()).toBe(0);
    });

    it('is a second run of a profile at a time, and the file of that is gone', async () => {
      const id = await profileNamed('Staff');
      await startOf('Staff')
        .attach('files', Buffer.from(people(4000)), 'a.csv')
        .expect(202);
      const second = await startOf('Staff').attach('files', Buffer.from(people(1)), 'b.csv');
      await refused(second, 409, 'already-running');
      expect(second.body.error.details.run).toEqual(expect.any(String));
      await untilOver();
      expect(await names()).toHaveLength(4000);
      expect(await uploadsOf(app.strapi).current(id)).toMatchObject({ name: 'a.csv' });
      expect(await app.strapi.db.query(`${PLUGIN}.upload`).count()).toBe(1);
    });

    it('is a run that replaces everybody without the profile’s name', async () => {
      await profileNamed('All', { mode: 'replace' });
      const file = Buffer.from(people(1));
      await refused(await startOf('All').attach('files', file, 'a.csv'), 400, 'invalid-value');
      const other = startOf('All').field('confirm', 'all').attach('files', file, 'a.csv');
      await refused(await other, 400, 'invalid-value');
      expect(await app.strapi.db.query(`${PLUGIN}.upload`).count()).toBe(0);
      const { body } = await startOf('All')
        .field('confirm', 'All')
        .field('wait', '60')
        .attach('files', file, 'a.csv')
        .expect(200);
      expect(body.data).toMatchObject({ status: 'succeeded', user: { create: 1 } });
    });
  });

  describe('a request that is sent once more', () => {
    const sendFile = (key: string, csv: string, kind: 'run' | 'test' = 'run') =>
      startOf('Staff', kind)
        .set('Idempotency-Key', key)
        .field('wait', '60')
        .attach('files', Buffer.from(csv), 'staff.csv');

    it('gets the run that it has started, and starts none', async () => {
      await profileNamed('Staff');
      const first = await sendFile('2026-11-30', people(2)).expect(200);
      expect(first.headers['idempotency-replayed']).toBeUndefined();
      const second = await sendFile('2026-11-30', people(2)).expect(200);
      expect(second.headers['idempotency-replayed']).toBe('true');
      expect(second.body).toEqual(first.body);
      expect(await countRuns()).toBe(1);
      await sendFile('2026-12-01', people(2)).expect(200);
      expect(await countRuns()).toBe(2);
    });

    it('is refused where it says something else', async () => {
      await profileNamed('Staff');
      await sendFile('one', people(2)).expect(200);
      for (const answer of [
        await sendFile('one', people(3)),
        await sendFile('one', people(2), 'test'),
      ]) {
        expect(answer.status).toBe(422);
        expect(answer.body.error).toMatchObject({
          name: 'UnprocessableEntityError',
          details: { code: 'idempotency-key-reused' },
        });
      }
      expect(await countRuns()).toBe(1);
    });

    it('starts one run where both come at the same time', async () => {
      await profileNamed('Staff');
      const answers = await Promise.all(
        [1, 2, 3].map(() => sendFile('same', people(50)).expect(200))
      );
      const ids = new Set(answers.map(({ body }) => body.data.id));
      expect(ids.size).toBe(1);
      expect(await countRuns()).toBe(1);
      expect(await app.strapi.db.query(`${PLUGIN}.upload`).count()).toBe(1);
    });

    it('is another one from another token, for another profile, and after a day', async () => {
      await profileNamed('Staff');
      await profileNamed('Others');
      await sendFile('key', people(1)).expect(200);
      const other = await tokenFor('other', ['import.run']);
      await send('post', '/profiles/Staff/run', other)
        .set('Idempotency-Key', 'key')
        .send({ wait: 60 })
        .expect(200);
      await startOf('Others')
        .set('Idempotency-Key', 'key')
        .field('wait', '60')
        .attach('files', Buffer.from(people(1)), 'a.csv')
        .expect(200);
      expect(await countRuns()).toBe(3);
      const noted = await app.strapi.db.query(KEYS).findMany({});
      for (const { id, createdAtMs } of noted) {
        const data = { createdAtMs: createdAtMs - 25 * HOUR_MS };
        await app.strapi.db.query(KEYS).update({ where: { id }, data });
      }
      await sendFile('key', people(1)).expect(200);
      expect(await countRuns()).toBe(4);
    });

    it('may try again what has started nothing', async () => {
      await profileNamed('Staff');
      await startOf('Staff').set('Idempotency-Key', 'again').send({ wait: 301 }).expect(400);
      await sendFile('again', people(1)).expect(200);
      expect(await names()).toEqual(['u1']);
    });
  });

  describe('rows that are sent', () => {
    const FIELDS = {
      fields: [
        {
          type: 'user',
          values: {
            username: { column: 'login' },
            displayName: { column: 'name' },
            email: { column: 'mail' },
          },
        },
        { type: 'phonebookEntry', values: { displayName: { column: 'name' } } },
        { type: 'phone', values: { mac: { column: 'mac' }, name: { column: 'name' } } },
      ],
    };
    const PUSH = { source: { type: 'push', columns: ['login', 'name', 'mail', 'mac'] }, ...FIELDS };

    const person = (number: number) => ({
      login: `p${number}`,
      name: `Person ${number}`,
      mail: `p${number}@example.test`,
      mac: `00:15:65:00:00:0${number}`,
    });
    const some = (...numbers: number[]) => numbers.map(person);

    const push = (rows: unknown, more: object = {}, kind: 'run' | 'test' = 'run') =>
      startOf('Sent', kind).send({ rows, wait: 60, ...more });

    const pushed = async (rows: unknown[], more: object = {}) => {
      const { body } = await push(rows, more).expect(200);
      return body.data;
    };

    const countOf = (type: string) => app.strapi.db.query(`${PLUGIN}.${type}`).count();

    it('bring single people, and remove and switch off nobody', async () => {
      for (const settings of [{}, { missing: 'disable' }]) {
        const id = await profileNamed('Sent', { ...PUSH, ...settings });
        await pushed(some(1, 2, 3), { complete: true, count: 3 });
        const report = await pushed([{ ...person(1), name: 'Ada' }]);
        expect(report).toMatchObject({
          status: 'succeeded',
          user: { create: 0, update: 1, unchanged: 0, remove: 0, error: 0 },
          phonebookEntry: { remove: 0 },
          phone: { remove: 0 },
          issues: [{ row: null, severity: 'info', code: 'single-people' }],
        });
        expect(await names()).toEqual(['p1', 'p2', 'p3']);
        expect(await app.strapi.db.query(USERS).count({ where: { enabled: true } })).toBe(3);
        await admin.delete(`/directory-connector/profiles/${id}`).expect(204);
        await clear(app.strapi);
      }
    });

    it('remove no entry or phone below the people that are sent', async () => {
      await profileNamed('Sent', PUSH);
      await pushed(some(1), { complete: true, count: 1 });
      // A template that makes neither would remove both, were this all.
      const { id, version } = (await admin.get('/directory-connector/profiles')).body.data[0];
      const { fields } = FIELDS;
      await admin
        .put(`/directory-connector/profiles/${id}`)
        .send({
          ...NOTHING_GENERATED,
          name: 'Sent',
          source: PUSH.source,
          fields: fields.slice(0, 1),
          version,
        })
        .expect(200);
      expect(await pushed(some(1))).toMatchObject({
        phone: { remove: 0 },
        phonebookEntry: { remove: 0 },
      });
      expect([await countOf('phone'), await countOf('phonebook-entry')]).toEqual([1, 1]);
      const whole = await pushed(some(1), { complete: true, count: 1 });
      expect(whole).toMatchObject({ phone: { remove: 1 }, phonebookEntry: { remove: 1 } });
    });

    it('leave a column as it is that a row leaves out, and clear one that is null', async () => {
      await profileNamed('Sent', PUSH);
      await pushed(some(1));
      await pushed([{ login: 'p1', name: 'Ada' }]);
      const user = () => app.strapi.db.query(USERS).findOne({ where: { username: 'p1' } });
      expect(await user()).toMatchObject({ displayName: 'Ada', email: 'p1@example.test' });
      await pushed([{ login: 'p1', mail: null }]);
      expect(await user()).toMatchObject({ displayName: 'Ada', email: null });
    });

    it('are the whole set where they say so: who is missing is removed', async () => {
      await profileNamed('Sent', PUSH);
      await pushed(some(1, 2, 3), { complete: true, count: 3 });
      const report = await pushed(some(1, 2), { complete: true, count: 2 });
      expect(report).toMatchObject({
        status: 'succeeded',
        user: { unchanged: 2, remove: 1 },
        issues: [],
      });
      expect(await names()).toEqual(['p1', 'p2']);
    });

    it.each([
      [
        'another number of rows than said',
        [1],
        { complete: true, count: 2 },
        'pushed-count-differs',
      ],
      ['an empty set', [], { complete: true, count: 0 }, 'no-rows'],
      ['nobody', [], {}, 'no-rows'],
    ])('fail as %s, and remove nobody', async (_, numbers, more, code) => {
      await profileNamed('Sent', PUSH);
      await pushed(some(1, 2), { complete: true, count: 2 });
      const report = await pushed(some(...numbers), more);
      expect(report).toMatchObject({ status: 'failed', error: { code } });
      expect(await names()).toEqual(['p1', 'p2']);
    });

    it('have issues of their own where a row cannot be read, and then remove nobody', async () => {
      await profileNamed('Sent', PUSH);
      await pushed(some(1, 2), { complete: true, count: 2 });
      const wrong = [
        'p9',
        { login: 'p9', name: { first: 'Ada' } },
        { login: 'p9', name: [['Ada']] },
        { login: 'p9', name: 'x'.repeat(100_001) },
        { login: 'p9', ' login': 'p9' },
        Object.fromEntries(Array.from({ length: 1001 }, (_, at) => [`c${at}`, '1'])),
        null,
      ];
      const report = await pushed([...some(1), ...wrong], { complete: true, count: 8 });
      expect(report).toMatchObject({
        status: 'succeeded-with-errors',
        rows: { read: 8, failed: 7 },
      });
      const issues = report.issues.filter(
        ({ code }: { code: string }) => code === 'pushed-row-invalid'
      );
      expect(
        issues.map(({ row, column }: { row: number; column: string }) => [row, column])
      ).toEqual([
        [2, null],
        [3, 'name'],
        [4, 'name'],
        [5, 'name'],
        [6, 'login'],
        [7, null],
        [8, null],
      ]);
      expect(await names()).toEqual(['p1', 'p2']);
    });

    it('are held above a limit, and written once they are approved', async () => {
      await profileNamed('Sent', { ...PUSH, limits: { removeCount: 0 } });
      await pushed(some(1, 2), { complete: true, count: 2 });
      const report = await pushed(some(1), { complete: true, count: 1 });
      expect(report).toMatchObject({ status: 'held', error: { code: 'limit-exceeded' } });
      const detail = await admin.get(`/directory-connector/runs/${report.id}`).expect(200);
      expect(detail.body.data).toMatchObject({
        sourceName: 'rows.json',
        changedSince: { file: false },
      });
      expect(await names()).toEqual(['p1', 'p2']);
      await admin
        .post(`/directory-connector/runs/${report.id}/approve`)
        .send({ confirm: 'Sent' })
        .expect(202);
      await untilOver();
      expect(await names()).toEqual(['p1']);
    });

    it('are kept like an uploaded file: looked at, tried again, and forgotten', async () => {
      const id = await profileNamed('Sent', PUSH);
      const early = await runStored(app.strapi, id, 'test');
      expect(early.error?.code).toBe('nothing-pushed');
      await pushed(some(1, 2), { complete: true, count: 2 });
      const draft = (await admin.get(`/directory-connector/profiles/${id}`)).body.data;
      const browse = await admin
        .post('/directory-connector/sources/browse')
        .send({ profile: id, source: draft.source })
        .expect(200);
      expect(browse.body.data).toMatchObject({
        columns: ['login', 'name', 'mail', 'mac'],
        rows: [{ number: 1, values: { login: 'p1' } }, { number: 2 }],
        problem: null,
      });
      const { body } = await admin
        .post(`/directory-connector/profiles/${id}/test`)
        .send({})
        .expect(202);
      await untilOver();
      const again = await send('get', `/runs/${body.data.id}`).expect(200);
      expect(again.body.data).toMatchObject({
        status: 'succeeded',
        user: { unchanged: 2, remove: 0 },
      });
      expect(await uploadsOf(app.strapi).current(id)).toMatchObject({ name: 'rows.json' });
      await uploadsOf(app.strapi).removeBefore(Date.now() + HOUR_MS);
      expect(await uploadsOf(app.strapi).current(id)).toBeNull();
    });

    it('replace everybody only as a whole set, with the profile’s name, and else nothing is read', async () => {
      await profileNamed('Sent', { ...PUSH, mode: 'replace' });
      const refused = [
        { complete: true, count: 1 },
        { confirm: 'Others', complete: true, count: 1 },
        { confirm: 'Sent' },
        { confirm: 'Sent', complete: false },
        { confirm: 'Sent', complete: true },
      ];
      for (const more of refused) await push(some(1), more).expect(400);
      await push(some(1), {}, 'test').expect(400);
      expect(await countRuns()).toBe(0);
      expect(await countOf('upload')).toBe(0);
      const report = await pushed(some(1), { confirm: 'Sent', complete: true, count: 1 });
      expect(report).toMatchObject({ status: 'succeeded', user: { create: 1 } });
    });

    it('go to no other profile, have no schedule, and are no file', async () => {
      await profileNamed('Staff');
      const other = await startOf('Staff')
        .send({ rows: some(1) })
        .expect(400);
      expect(other.body.error.details.errors).toMatchObject([{ path: ['rows'] }]);
      const id = await profileNamed('Sent', PUSH);
      await startOf('Sent')
        .attach('files', Buffer.from(people(1)), 'a.csv')
        .expect(400);
      await admin
        .post('/directory-connector/uploads')
        .field('profile', id)
        .attach('files', Buffer.from(people(1)), 'a.csv')
        .expect(400);
      const scheduled = await admin
        .put(`/directory-connector/profiles/${id}/schedule`)
        .send({ enabled: true })
        .expect(400);
      expect(scheduled.body.error.details.errors).toMatchObject([
        { code: 'schedule-not-for-push' },
      ]);
    });

    it('are no more than the server takes at a time, which says what to do', async () => {
      await profileNamed('Sent', PUSH);
      const large = await push([{ login: 'p1', name: 'x'.repeat(1_100_000) }]);
      expect([large.status, large.body.error.details.code]).toEqual([413, 'request-too-large']);
      expect(large.body.error.message).toContain('jsonLimit');
      const none = await startOf('Sent').set('Content-Type', 'application/json').send('{"rows":');
      expect([none.status, none.body.error.details.code]).toEqual([400, 'request-unreadable']);
    });

    it('come from the command line, too', async () => {
      await profileNamed('Sent', PUSH);
      const file = path.join(app.folder, 'rows.json');
      const run = async (content: unknown) => {
        await writeFile(file, JSON.stringify(content));
        return answerOf(app.strapi, ['run', 'Sent', '--file', file]);
      };
      expect(await run({ rows: some(1, 2), complete: true, count: 2 })).toMatchObject({
        exitCode: 0,
      });
      expect((await run(some(3))).json).toMatchObject({ user: { create: 1, remove: 0 } });
      expect(await names()).toEqual(['p1', 'p2', 'p3']);
    });
  });

  describe('credentials that are read back', () => {
    it('leave an entry of who has read whose, which goes with the history', async () => {
      await profileNamed('Staff', {
        generate: { extension: null, password: false, sipPassword: true, pin: true },
      });
      await startOf('Staff')
        .field('wait', '60')
        .attach('files', Buffer.from(people(1)), 'a.csv')
        .expect(200);
      const { documentId: record } = await app.strapi.db.query(USERS).findOne({});
      const provisioner = await tokenFor('provisioner', ['user.secrets']);
      await send('get', `/users/${record}/secrets`, provisioner).expect(200);
      await send('get', '/users/nobody/secrets', provisioner).expect(404);
      await send('get', `/users/${record}/secrets`).expect(403);
      const { body } = await admin.get('/directory-connector/secret-reads').expect(200);
      expect(body).toMatchObject({
        data: [{ by: 'API token provisioner', type: 'user', record, label: 'u1' }],
        meta: { pagination: { page: 1, total: 1 } },
      });
      expect(Date.parse(body.data[0].at)).not.toBeNaN();
      await retentionOf(app.strapi).tidy();
      const kept = await admin.get('/directory-connector/secret-reads').expect(200);
      expect(kept.body).toEqual(body);
      await app.strapi.db
        .query(`${PLUGIN}.secret-read`)
        .updateMany({ where: {}, data: { atMs: Date.parse('2020-01-01') } });
      await retentionOf(app.strapi).tidy();
      const gone = await admin.get('/directory-connector/secret-reads').expect(200);
      expect(gone.body.data).toEqual([]);
    });
  });

  describe('the examples of the page about it', () => {
    const page = readFileSync(path.resolve(__dirname, '..', '..', 'docs', 'api.md'), 'utf8');
    const exampleIn = (language: string): string =>
      new RegExp(`\n\`\`\`${language}\n([^]*?)\`\`\``).exec(page)?.[1] ?? '';

    const run = async (program: string, words: string[], csv: string) => {
      const { httpServer } = app.strapi.server;
      if (!httpServer.listening) await once(httpServer.listen(0, '127.0.0.1'), 'listening');
      const { port } = httpServer.address() as AddressInfo;
      await writeFile(path.join(app.folder, 'staff.csv'), csv);
      const env = { ...process.env, STRAPI: `http://127.0.0.1:${port}`, TOKEN: token };
      return execute(program, words, { cwd: app.folder, env });
    };

    it('work with curl', async () => {
      await profileNamed('Staff');
      await run('sh', ['-c', exampleIn('sh')], people(2));
      expect(await names()).toEqual(['u1', 'u2']);
    });

    it('say with curl that a run has failed', async () => {
      await profileNamed('Staff');
      await expect(run('sh', ['-c', exampleIn('sh')], 'x\n')).rejects.toMatchObject({ code: 1 });
    });

    it('work with Python', async () => {
      await profileNamed('Sent', { source: { type: 'push' } });
      const { stdout } = await run('python3', ['-c', exampleIn('python')], people(2));
      expect(stdout).toMatch(/^succeeded /);
      expect(await names()).toEqual(['u1', 'u2']);
    });
  });
});
