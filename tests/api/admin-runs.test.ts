import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';

import type { RunDetail } from '../../shared/contracts/reports';
import type { RunSummary } from '../../shared/contracts/runs';
import { createSuperAdmin, type AdminClient } from '../support/admin';
import { storeInForm2 } from '../support/old-plans';
import { clear, createProfile, profilesOf, uploadsOf } from '../support/runs';
import { mayTell } from '../support/secrets/told';
import { createTestApp, type TestApp } from '../support/strapi';

const BASE = '/directory-connector';

const CSV = [
  'username,displayname,email,phone,phonemac',
  'ada,Ada Lovelace,ada@example.com,201,00:11:22:33:44:55',
  'bob,"Bob ""B"" Builder",bob@example.com,202,',
  'eve,=HYPERLINK("http://evil.example"),eve@example.com,201,',
  'zoe,Zoë,zoe@example.com,204,not-a-mac',
  '',
].join('\n');

const manyUsers = (count: number): string =>
  ['username', ...Array.from({ length: count }, (_, index) => `user${index}`), ''].join('\n');

describe('runs over the admin API', () => {
  let app: TestApp;
  let admin: AdminClient;
  /** A server that begins to send a file and never ends it. */
  let endless: Server;

  beforeAll(async () => {
    endless = createServer();
    await new Promise<void>((resolve) => endless.listen(0, '127.0.0.1', resolve));
    app = await createTestApp({ plugin: { network: { allowedHosts: ['127.0.0.1'] } } });
    admin = await createSuperAdmin(app);
  });
  afterEach(() => clear(app.strapi));
  afterAll(async () => {
    endless.closeAllConnections();
    endless.close();
    await app.close();
  });

  const deliver = (profile: string, csv: string) =>
    uploadsOf(app.strapi).store(profile, 'users.csv', Readable.from([Buffer.from(csv)]));

  const profileWith = async (csv: string, settings: object = {}): Promise<string> => {
    const id = await createProfile(app.strapi, { ...settings });
    await deliver(id, csv);
    return id;
  };

  const over = async (id: string): Promise<RunDetail> => {
    const ended = new Promise<void>((resolve) => {
      const forget = app.strapi.eventHub.on(
        'directory-connector.run',
        async ({ run }: { run: RunSummary }) => {
          if (run.id !== id) return;
          forget();
          resolve();
        }
      );
    });
    const find = async () => (await admin.get(`${BASE}/runs/${id}`).expect(200)).body.data;
    const run = await find();
    if (run.status !== 'running') return run;
    await ended;
    return find();
  };

  const execute = async (
    profile: string,
    kind: 'run' | 'test',
    body: object = {}
  ): Promise<RunDetail> => {
    const started = await admin.post(`${BASE}/profiles/${profile}/${kind}`).send(body).expect(202);
    return over(started.body.data.id);
  };

  const countUsers = () => app.strapi.db.query('plugin::directory-connector.user').count();

  it('test first, then do the same for good', async () => {
    const profile = await profileWith(CSV);
    const test = await execute(profile, 'test');
    expect(await countUsers()).toBe(0);
    const run = await execute(profile, 'run');
    expect(await countUsers()).toBe(run.user.create);
    expect(test).toMatchObject({ kind: 'test', user: run.user, phone: run.phone, rows: run.rows });
    expect(run).toMatchObject({
      kind: 'run',
      status: 'succeeded-with-errors',
      startedBy: 'ada@example.com',
      sourceName: 'users.csv',
      profileId: profile,
      progress: null,
    });
  });

  it('are listed, filtered and paged', async () => {
    const profile = await profileWith(CSV);
    const other = await profileWith(CSV);
    await execute(profile, 'test');
    await execute(profile, 'run');
    await execute(other, 'test');
    const list = async (query: string) =>
      (await admin.get(`${BASE}/runs?${query}`).expect(200)).body;
    expect((await list('')).meta.pagination).toEqual({
      page: 1,
      pageSize: 25,
      pageCount: 1,
      total: 3,
    });
    expect((await list(`profile=${profile}`)).data).toHaveLength(2);
    expect((await list('kind=test')).data).toHaveLength(2);
    expect((await list('status=held')).data).toEqual([]);
    const second = await list('page=2&pageSize=2');
    expect(second.data).toHaveLength(1);
    expect(second.meta.pagination).toMatchObject({ page: 2, pageCount: 2 });
    for (const wrong of ['page=0', 'pageSize=1000', 'status=done', 'profile=a/b', 'sort=x']) {
      await admin.get(`${BASE}/runs?${wrong}`).expect(400);
    }
    const profiles = await admin.get(`${BASE}/profiles`).expect(200);
    const { lastRun } = profiles.body.data.find(({ id }: { id: string }) => id === profile);
    expect(lastRun).toMatchObject({ status: 'succeeded-with-errors' });
  });

  it('that are unknown are not found', async () => {
    for (const path of [
      '',
      '/progress',
      '/changes',
      '/issues',
      '/issue-groups',
      '/changes.csv',
      '/issues.csv',
    ]) {
      const { body } = await admin.get(`${BASE}/runs/missing0${path}`).expect(404);
      expect(body.error).toMatchObject({ status: 404, name: 'NotFoundError' });
    }
    for (const path of ['cancel', 'approve', 'reject', 'credentials']) {
      await admin.post(`${BASE}/runs/missing0/${path}`).expect(404);
    }
    for (const path of ['test', 'run'])
      await admin.post(`${BASE}/profiles/missing0/${path}`).expect(404);
    await admin.get(`${BASE}/runs/..%2f..%2fusers`).expect(400);
  });

  it('without a file fail and say so', async () => {
    const profile = await createProfile(app.strapi);
    const run = await execute(profile, 'test');
    expect(run).toMatchObject({ status: 'failed', error: { code: 'no-upload' } });
  });

  describe('report', () => {
    it('their changes, filtered and searched', async () => {
      const { id } = await execute(await profileWith(CSV), 'run');
      const changes = async (query: string) =>
        (await admin.get(`${BASE}/runs/${id}/changes?${query}`).expect(200)).body;
      const all = await changes('pageSize=100');
      expect(all.meta.pagination.total).toBe(all.data.length);
      expect(all.data[0]).toMatchObject({
        row: 2,
        type: 'user',
        action: 'create',
        key: 'username:ada',
        label: 'Ada Lovelace',
        applied: true,
        difference: {
          extension: { before: null, after: '201' },
          password: { before: null, after: '•••' },
        },
      });
      expect(all.data[0]).not.toHaveProperty('runId');
      const phones = await changes('type=phone&action=create');
      expect(phones.data.map(({ key }: { key: string }) => key)).toEqual(['mac:00:11:22:33:44:55']);
      const found = await changes('search=LOVELACE');
      expect(found.data.length).toBeGreaterThan(0);
      for (const { row } of found.data) expect(row).toBe(2);
      const problems = await changes('onlyProblems=true&pageSize=100');
      expect(new Set(problems.data.map(({ row }: { row: number }) => row))).toEqual(
        new Set([4, 5])
      );
      expect((await changes('search=100%25')).data).toEqual([]);
      for (const value of ['201', '00:11:22:33:44:55', 'ADA@']) {
        const { data } = await changes(`search=${encodeURIComponent(value)}`);
        expect([value, data.length > 0]).toEqual([value, true]);
        for (const change of data) {
          expect(JSON.stringify(change).toLowerCase()).toContain(value.toLowerCase());
        }
      }
      const { rows } = await app.strapi.db
        .connection('directory_connector_changes')
        .select('search_text')
        .then((found: { search_text: string }[]) => ({ rows: found }));
      expect(JSON.stringify(rows)).not.toMatch(/s3cret|•/i);
      const blocks = await app.strapi.db.connection('directory_connector_search_blocks');
      expect(JSON.stringify(blocks)).toMatch(/lovelace/i);
      expect(JSON.stringify(blocks)).not.toMatch(/s3cret/i);
      for (const wrong of ['action=unchanged', 'type=users', 'onlyProblems=1', 'foo=bar']) {
        await admin.get(`${BASE}/runs/${id}/changes?${wrong}`).expect(400);
      }
    });

    it('their issues, grouped, filtered and searched', async () => {
      const { id } = await execute(await profileWith(CSV), 'run');
      const groups = (await admin.get(`${BASE}/runs/${id}/issue-groups`).expect(200)).body.data;
      const codes = groups.map(({ code }: { code: string }) => code);
      expect(codes).toContain('duplicate-extension');
      const issues = async (query: string) =>
        (await admin.get(`${BASE}/runs/${id}/issues?${query}`).expect(200)).body.data;
      expect(await issues('code=duplicate-extension')).toMatchObject([
        { row: 4, column: 'phone', value: '201', severity: 'error' },
      ]);
      for (const { severity } of await issues('severity=error')) expect(severity).toBe('error');
      expect(await issues('search=not-a-mac')).toMatchObject([{ row: 5 }]);
      await admin.get(`${BASE}/runs/${id}/issues?severity=fatal`).expect(400);
    });

    it('as CSV that no spreadsheet runs', async () => {
      const { id } = await execute(await profileWith(CSV), 'run');
      const changes = await admin.get(`${BASE}/runs/${id}/changes.csv`).expect(200);
      expect(changes.headers).toMatchObject({
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': expect.stringContaining('attachment'),
        'cache-control': 'no-store',
      });
      expect(changes.text).toContain(
        'row,type,action,key,label,attribute,before,after,applied\r\n'
      );
      expect(changes.text).toContain(
        '2,user,create,username:ada,Ada Lovelace,extension,,201,true\r\n'
      );
      expect(changes.text).toContain('"Bob ""B"" Builder"');
      expect(changes.text).not.toMatch(/(^|,)"?=HYPERLINK/m);
      expect(changes.text).toContain(`'=HYPERLINK`);

      const issues = await admin.get(`${BASE}/runs/${id}/issues.csv`).expect(200);
      expect(issues.text).toContain('row,column,value,code,severity,message\r\n');
      expect(issues.text).toContain('4,phone,201,duplicate-extension,error,');

      await storeInForm2(app.strapi);
      const again = await admin.get(`${BASE}/runs/${id}/changes.csv`).expect(200);
      expect(again.text).toBe(changes.text);
    });

    it('what became of a person over all runs', async () => {
      const profile = await profileWith(CSV);
      const first = await execute(profile, 'run');
      await deliver(profile, CSV.replace('Ada Lovelace', 'Ada King'));
      const second = await execute(profile, 'run');
      const { body } = await admin.get(`${BASE}/changes?search=username:ADA&type=user`).expect(200);
      expect(body.data.map((change: { run: { id: string } }) => change.run.id).sort()).toEqual(
        [first.id, second.id].sort()
      );
      expect(body.data[0].run).toMatchObject({ kind: 'run', profile: first.profile });
      expect(body.meta.pagination.total).toBe(2);
      await admin.get(`${BASE}/changes`).expect(400);
      await admin.get(`${BASE}/changes?search=a`).expect(400);
    });
  });

  it('hand out generated credentials once', async () => {
    const run = await execute(await profileWith(CSV), 'run');
    expect(run.credentials).toBeGreaterThan(0);
    mayTell(new RegExp(`/runs/${run.id}/credentials`));
    const first = await admin.post(`${BASE}/runs/${run.id}/credentials`).expect(200);
    expect(first.headers['cache-control']).toBe('no-store');
    expect(first.text).toContain(
      'extension,name,username,email,type,key,password,sipPassword,pin\r\n'
    );
    expect(first.text).toMatch(
      /,Ada Lovelace,ada,[^,]*,user,username:ada,\S{16,},\S{24,},"=""\d{6}"""\r\n/
    );
    const second = await admin.post(`${BASE}/runs/${run.id}/credentials`).expect(200);
    expect(second.text).not.toContain('username:ada');
    expect((await over(run.id)).credentials).toBe(0);
  });

  describe('above their limits', () => {
    const held = async (): Promise<{ profile: string; run: RunDetail }> => {
      const profile = await profileWith(manyUsers(20));
      await execute(profile, 'run');
      await deliver(profile, manyUsers(10));
      return { profile, run: await execute(profile, 'run') };
    };

    it('wait for whoever types the profile’s name', async () => {
      const { run } = await held();
      expect(run).toMatchObject({ status: 'held', error: { code: 'limit-exceeded' } });
      expect(run.exceeded).toMatchObject([
        { type: 'user', limit: 'removePercent', found: 50, allowed: 20 },
      ]);
      expect(await countUsers()).toBe(20);
      const approve = (body: object) => admin.post(`${BASE}/runs/${run.id}/approve`).send(body);
      for (const body of [
        {},
        { confirm: 'yes' },
        { confirm: run.profile.toLowerCase() },
        { confirm: 1 },
      ]) {
        const refused = await approve(body).expect(400);
        expect(refused.body.error.details.errors).toMatchObject([{ path: ['confirm'] }]);
      }
      expect(await countUsers()).toBe(20);
      await approve({ confirm: run.profile }).expect(202);
      expect(await over(run.id)).toMatchObject({
        status: 'succeeded',
        decidedBy: 'ada@example.com',
      });
      expect(await countUsers()).toBe(10);
      const again = await approve({ confirm: run.profile }).expect(409);
      expect(again.body.error.details.code).toBe('not-held');
    });

    it('can be rejected', async () => {
      const { run } = await held();
      const { body } = await admin.post(`${BASE}/runs/${run.id}/reject`).expect(200);
      expect(body.data).toMatchObject({ status: 'rejected', decidedBy: 'ada@example.com' });
      expect(await countUsers()).toBe(20);
      await admin.post(`${BASE}/runs/${run.id}/approve`).send({ confirm: run.profile }).expect(409);
      await admin.post(`${BASE}/runs/${run.id}/reject`).expect(409);
    });
  });

  it('of mode replace want the profile’s name', async () => {
    const profile = await profileWith(manyUsers(3), {
      mode: 'replace',
      limits: { removePercent: null },
    });
    const { name } = await profilesOf(app.strapi).find(profile);
    await app.strapi.db
      .query('plugin::directory-connector.user')
      .create({ data: { username: 'hand-made' } });
    for (const body of [{}, { confirm: `${name} ` }, { confirm: name, force: true }]) {
      await admin.post(`${BASE}/profiles/${profile}/run`).send(body).expect(400);
    }
    expect(await countUsers()).toBe(1);
    expect(await execute(profile, 'test')).toMatchObject({ user: { create: 3, remove: 1 } });
    expect(await execute(profile, 'run', { confirm: name })).toMatchObject({ status: 'succeeded' });
    expect(await countUsers()).toBe(3);
  });

  it('are canceled, and never two at once', async () => {
    const asked = new Promise<void>((resolve) => {
      endless.once('request', (_request, response) => {
        response.write('username\nada\n');
        resolve();
      });
    });
    const url = `http://127.0.0.1:${(endless.address() as AddressInfo).port}/users.csv`;
    const profile = await createProfile(app.strapi, {
      source: { type: 'csv', delivery: 'url', url },
    });
    const started = await admin.post(`${BASE}/profiles/${profile}/run`).send({}).expect(202);
    const { id } = started.body.data;
    await asked;
    const refused = await admin.post(`${BASE}/profiles/${profile}/run`).send({}).expect(409);
    expect(refused.body.error.details).toMatchObject({ code: 'already-running', run: id });
    const progress = await admin.get(`${BASE}/runs/${id}/progress`).expect(200);
    expect(progress.body.data).toMatchObject({
      phase: expect.any(String),
      written: expect.any(Number),
    });
    expect(progress.body.data).toMatchObject({ isCanceling: false });
    await admin.delete(`${BASE}/profiles/${profile}`).expect(409);
    await admin.post(`${BASE}/runs/${id}/cancel`).expect(202);
    expect(await over(id)).toMatchObject({ status: 'canceled' });
    expect((await admin.get(`${BASE}/runs/${id}/progress`)).body.data).toBeNull();
    const late = await admin.post(`${BASE}/runs/${id}/cancel`).expect(409);
    expect(late.body.error.details.code).toBe('not-running');
  });

  describe('tried on one row', () => {
    const trial = (body: object) => admin.post(`${BASE}/mapping/trial`).send(body);

    it('show each step, from the row to the changes', async () => {
      const profile = await profileWith(CSV);
      const { body } = await trial({ profile }).expect(200);
      expect(body.data).toMatchObject({
        row: 2,
        values: { username: 'ada' },
        taken: true,
        records: [{ type: 'user', attributes: { username: 'ada', extension: '201' } }],
        rows: { previous: null, next: 3 },
      });
      expect(body.data.changes[0]).toMatchObject({ action: 'create', key: 'username:ada' });
      expect(await countUsers()).toBe(0);
    });

    it('go on to other rows, by number or text', async () => {
      const profile = await profileWith(CSV);
      expect((await trial({ profile, from: 3 })).body.data).toMatchObject({
        row: 3,
        rows: { previous: 2, next: 4 },
      });
      expect((await trial({ profile, search: 'ZOE@' })).body.data.row).toBe(5);
      const none = await trial({ profile, search: 'nobody' }).expect(400);
      expect(none.body.error.details.code).toBe('row-not-found');
    });

    it('take a draft that is not saved, on a file of its own', async () => {
      const profile = await profileWith(CSV);
      const draft = {
        source: { type: 'csv', delivery: 'upload' },
        variables: [{ name: 'full', expression: '$uppercase(displayname)' }],
        template: '{"identity": [{"username": "{{username}}", "displayName": "{{full}}"}]}',
      };
      const { body } = await trial({ profile, draft }).expect(200);
      expect(body.data.variables).toMatchObject({ full: 'ADA LOVELACE' });
      expect(body.data.rendered).toContain('"ADA LOVELACE"');

      const upload = await uploadsOf(app.strapi).store(
        null,
        'o.csv',
        Readable.from([Buffer.from('username\nxi\n')])
      );
      const other = await trial({
        draft: { ...draft, variables: [], template: '' },
        upload: upload.id,
      }).expect(200);
      expect(other.body.data.values).toEqual({ username: 'xi' });
    });

    it('say what is wrong with the draft, and never show a secret', async () => {
      const profile = await profileWith('username,password\nada,S3cret-password\n');
      const draft = { source: { type: 'csv', delivery: 'upload' }, preFilter: '$exists(' };
      const { body } = await trial({ profile, draft }).expect(400);
      expect(body.error.message).toMatch(/filter/i);
      expect((await trial({ profile }).expect(200)).text).not.toContain('S3cret');
      await trial({}).expect(400);
      await trial({ profile, from: 0 }).expect(400);
      await trial({ profile: 'missing0' }).expect(404);
    });
  });
});
