import { Readable } from 'node:stream';

import { createSuperAdmin, type AdminClient } from '../support/admin';
import { clear, createProfile, NOTHING_GENERATED, runsOf, uploadsOf } from '../support/runs';
import { mayTell } from '../support/secrets/told';
import { createTestApp, type TestApp } from '../support/strapi';
import { serve, stopServers } from '../unit/sources/server';

const BASE = '/directory-connector';
const CSV = 'username,displayname,password\nada,Ada,S3cret-password\nbob,Bob,\n';
const FORMAT = {
  encoding: 'auto',
  delimiter: 'auto',
  lineSeparator: 'auto',
  enclosure: 'auto',
  headerRow: 1,
};

describe('what the admin panel asks for besides', () => {
  let app: TestApp;
  let admin: AdminClient;

  beforeAll(async () => {
    app = await createTestApp({ plugin: { network: { allowedHosts: ['127.0.0.1'] } } });
    admin = await createSuperAdmin(app);
  });
  afterEach(async () => {
    await stopServers();
    await clear(app.strapi);
  });
  afterAll(() => app.close());

  const deliver = (profile: string, csv: string) =>
    uploadsOf(app.strapi).store(profile, 'users.csv', Readable.from([Buffer.from(csv)]));

  const profileWith = async (csv: string, settings: object = {}): Promise<string> => {
    const id = await createProfile(app.strapi, { ...NOTHING_GENERATED, ...settings });
    await deliver(id, csv);
    return id;
  };

  const run = async (profileId: string, kind: 'run' | 'test' = 'run'): Promise<string> => {
    const started = await runsOf(app.strapi).start({ profileId, kind, trigger: 'manual' });
    await started.done;
    return started.id;
  };

  describe('the format of a file at an address', () => {
    const detect = (source: object, profile: string | null = null) =>
      admin
        .post(`${BASE}/sources/detect`)
        .send({ profile, source: { type: 'csv', delivery: 'url', ...FORMAT, ...source } });

    it('is detected, with its first rows, secrets masked', async () => {
      const url = await serve((_request, response) => response.end(CSV.replaceAll(',', ';')));
      const { body } = await detect({ url: `${url}/users.csv` }).expect(200);
      expect(body.data).toMatchObject({
        format: { delimiter: ';', encoding: 'utf-8' },
        columns: ['username', 'displayname', 'password'],
        problem: null,
      });
      expect(body.data.rows[0].cells).toEqual(['ada', 'Ada', '•••']);
    });

    it('takes the stored credentials only for the address they were entered for', async () => {
      const seen: (string | undefined)[] = [];
      const url = await serve((request, response) => {
        seen.push(request.headers.authorization);
        response.end(CSV);
      });
      const other = await serve((_request, response) => response.end(CSV));
      const auth = { type: 'bearer', token: 'S3cret-known-token' };
      const source = { type: 'csv', delivery: 'url', url, auth };
      const profile = await createProfile(app.strapi, { source });
      const marked = { auth: { type: 'bearer', token: { set: true } } };

      await detect({ url, ...marked }, profile).expect(200);
      expect(seen).toEqual(['Bearer S3cret-known-token']);
      const { body } = await detect({ url: other, ...marked }, profile).expect(400);
      expect(body.error.details.errors[0].path).toEqual(['source', 'auth', 'token']);
    });

    it('says why there is no file', async () => {
      const url = await serve((_request, response) => {
        response.statusCode = 404;
        response.end();
      });
      const { body } = await detect({ url }).expect(200);
      expect(body.data.problem.message).toContain('404');
      expect(body.data.rows).toEqual([]);
    });
  });

  describe('matching', () => {
    it('says which column fills what, why, and what is left over', async () => {
      const columns = ['Login', 'E-Mail', 'Shoe size'];
      const { body } = await admin.post(`${BASE}/mapping/match`).send({ columns }).expect(200);
      expect(body.data.unmatched).toEqual(['Shoe size']);
      expect(body.data.matched).toContainEqual({
        column: 'Login',
        type: 'user',
        attribute: 'username',
        reason: 'synonym',
      });
      expect(body.data.matched).toContainEqual({
        column: 'E-Mail',
        type: 'user',
        attribute: 'email',
        reason: 'name',
      });
      expect(body.data.usernames).toEqual([]);
    });

    it('proposes what can stand for a user name, in words', async () => {
      const request = { columns: ['Name', 'E-Mail'], rows: [['Ada Ahorn', 'ada@example.com']] };
      const { body } = await admin.post(`${BASE}/mapping/match`).send(request).expect(200);
      expect(body.data.usernames).toEqual([
        {
          value: { column: 'E-Mail' },
          words: {
            code: 'username-proposal',
            message: 'The email address of column "E-Mail", such as "ada@example.com".',
            params: expect.objectContaining({ variant: 'email', lacking: 0 }),
          },
        },
        expect.objectContaining({ value: { column: 'Name', convert: ['login'] } }),
      ]);
    });
  });

  describe('a row of the uploaded file', () => {
    it('comes with its corrections and without secrets', async () => {
      const profile = await profileWith(CSV);
      const upload = await uploadsOf(app.strapi).current(profile);
      const fix = { row: 2, column: 'displayname', value: 'Ada Lovelace' };
      await uploadsOf(app.strapi).changeFixes(upload?.id ?? '', (fixes) => [...fixes, fix]);

      const { body } = await admin.get(`${BASE}/profiles/${profile}/rows/2`).expect(200);
      expect(body.data).toEqual({
        row: 2,
        values: { username: 'ada', displayname: 'Ada Lovelace', password: '•••' },
        person: 'Ada Lovelace',
        columns: ['username', 'displayname', 'password'],
        line: { cells: ['ada', 'Ada', '•••'], joints: [',', ','], digest: null, count: 1 },
      });
    });

    it.each([4, 400])('is not found at line %s of three', async (row) => {
      const profile = await profileWith(CSV);
      await admin.get(`${BASE}/profiles/${profile}/rows/${row}`).expect(404);
    });

    it('is not there without a file', async () => {
      const profile = await createProfile(app.strapi);
      await admin.get(`${BASE}/profiles/${profile}/rows/2`).expect(404);
    });
  });

  describe('what changed since a test run', () => {
    const changedSince = async (id: string) => {
      const { body } = await admin.get(`${BASE}/runs/${id}`).expect(200);
      return body.data.changedSince;
    };

    it('is nothing at first', async () => {
      const id = await run(await profileWith(CSV), 'test');
      expect(await changedSince(id)).toEqual({ profile: false, form: false, file: false });
    });

    it('is the file, when another one or a correction came', async () => {
      const profile = await profileWith(CSV);
      const first = await run(profile, 'test');
      const upload = await deliver(profile, `${CSV}eve,Eve,\n`);
      expect(await changedSince(first)).toEqual({ profile: false, form: false, file: true });

      const second = await run(profile, 'test');
      await admin.post(`${BASE}/uploads/${upload.id}/fixes`).send({ row: 2, skip: 'keep' });
      expect(await changedSince(second)).toEqual({ profile: false, form: false, file: true });
      await admin.delete(`${BASE}/uploads/${upload.id}/fixes?row=2`);
      expect(await changedSince(second)).toEqual({ profile: false, form: false, file: false });
    });

    it('is the profile, when something that shapes a plan changed', async () => {
      const profile = await profileWith(CSV);
      const id = await run(profile, 'test');
      const { body } = await admin.get(`${BASE}/profiles/${profile}/export`);
      await admin
        .put(`${BASE}/profiles/${profile}`)
        .send({ ...body, comment: 'x' })
        .expect(200);
      expect(await changedSince(id)).toEqual({ profile: false, form: false, file: false });
      const changed = { ...body, preFilter: "username != 'bob'" };
      await admin.put(`${BASE}/profiles/${profile}`).send(changed).expect(200);
      expect(await changedSince(id)).toEqual({ profile: true, form: false, file: false });
    });
  });

  describe('where a record comes from', () => {
    const originOf = async (username: string) => {
      const { documentId } = await app.strapi.db
        .query('plugin::directory-connector.user')
        .findOne({ where: { username } });
      const { body } = await admin.get(`${BASE}/records/user/${documentId}/origin`).expect(200);
      return body.data;
    };

    it('is its profile, key and last run', async () => {
      const profile = await profileWith(CSV, { name: 'Staff' });
      const id = await run(profile);
      expect(await originOf('ada')).toMatchObject({
        profile: { id: profile, name: 'Staff' },
        key: expect.stringContaining('ada'),
        run: { id, status: 'succeeded' },
        missingSince: null,
      });
    });

    it('is since when it is missing, where it was disabled', async () => {
      const limits = { removePercent: null };
      const profile = await profileWith(CSV, { missing: 'disable', limits });
      await run(profile);
      await deliver(profile, 'username,displayname\nada,Ada\n');
      const id = await run(profile);
      const counted = (await admin.get(`${BASE}/runs/${id}`).expect(200)).body.data;
      expect(counted).toMatchObject({ user: { update: 1 }, disabled: 1 });
      expect((await originOf('bob')).missingSince).toMatch(/^\d{4}-\d\d-\d\dT/);
    });

    it('is nobody for a record made by hand', async () => {
      await app.strapi
        .documents('plugin::directory-connector.user')
        .create({ data: { username: 'hand' } });
      const nobody = {
        ...{ profile: null, key: null, run: null, missingSince: null },
        ...{ missingRuns: null, removedAt: null, handEdits: [], owners: [] },
      };
      expect(await originOf('hand')).toEqual(nobody);
    });

    it('is not told of a record or type that there is not', async () => {
      await admin.get(`${BASE}/records/user/abcdefghijkl/origin`).expect(404);
      await admin.get(`${BASE}/records/toString/abcdefghijkl/origin`).expect(400);
    });
  });

  it('gets generated credentials as JSON, and only once', async () => {
    mayTell(/\/runs\/\w+\/credentials$/);
    const generate = { extension: null, password: true, sipPassword: false, pin: false };
    const id = await run(await profileWith('username\nada\n', { generate }));
    const fetchThem = async (): Promise<string[]> => {
      const { body } = await admin
        .post(`${BASE}/runs/${id}/credentials`)
        .set('Accept', 'application/json')
        .expect(200);
      return body.data.csv.trim().split(/\r?\n/);
    };
    expect(await fetchThem()).toEqual([
      expect.stringContaining('password'),
      expect.stringMatching(/^,ada,ada,,user,username:ada,[^,]{8,},/),
    ]);
    expect(await fetchThem()).toHaveLength(1);
  });

  it('lists the counts of the last run', async () => {
    await run(await profileWith(CSV));
    const { body } = await admin.get(`${BASE}/profiles`).expect(200);
    expect(body.data[0]).toMatchObject({
      overdue: false,
      lastRun: { status: 'succeeded', counts: { user: { create: 2 } } },
    });
    expect(body.data[0].lastRun.finishedAt).toMatch(/Z$/);
  });
});
