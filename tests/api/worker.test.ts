import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';

import type { Core } from '@strapi/strapi';
import request from 'supertest';

import type { ReadyProfile } from '../../shared/profile';
import {
  clear,
  createProfile,
  dump,
  ENDLESS_FILTER,
  ENDLESS_ROW,
  people,
  profilesOf,
  reportOf,
  runText,
  trialsOf,
  uploadsOf,
  workersOf,
} from '../support/runs';
import { createTestApp, type TestApp } from '../support/strapi';

describe('the worker', () => {
  let app: TestApp;
  let strapi: Core.Strapi;

  beforeAll(async () => {
    app = await createTestApp({
      plugin: {
        limits: { rowSeconds: 3, runSeconds: 120, workerMemoryMb: 128 },
        network: { allowedHosts: ['127.0.0.1'] },
      },
    });
    strapi = app.strapi;
  });
  afterEach(() => clear(strapi));
  afterAll(() => app.close());

  const uploadOf = async (csv: string): Promise<string> => {
    const { id } = await uploadsOf(strapi).store(null, 'source.csv', Readable.from([csv]));
    return id;
  };

  /** Asks the HTTP server again and again until the work is over; says how often it answered meanwhile. */
  const answersDuring = async (work: Promise<unknown>): Promise<number> => {
    let isOver = false;
    const over = work.then(() => {
      isOver = true;
    });
    let answers = 0;
    while (!isOver) {
      await request(strapi.server.httpServer).get('/_health').expect(204);
      if (!isOver) answers += 1;
      // Whoever asks leaves the processor to what it asks about.
      await setTimeout(20);
    }
    await over;
    return answers;
  };

  describe('ends what does not end by itself, while Strapi goes on answering', () => {
    const ROW_SECONDS = 'plugin::directory-connector.limits.rowSeconds';

    // Most of these rows take all the time that they get.
    beforeAll(() => strapi.config.set(ROW_SECONDS, 1));
    afterAll(() => strapi.config.set(ROW_SECONDS, 3));

    const variable = (expression: string) => ({
      variables: [{ name: 'bad', expression }],
      template: '{"identity":[{"username":"{{username}}","displayName":"{{bad}}"}]}',
    });

    const nested = (depth: number): string =>
      depth === 0 ? 'x' : `{{#each @root.items}}${nested(depth - 1)}{{/each}}`;

    it('a catastrophic regular expression, naming row and field', async () => {
      const profile = await createProfile(strapi, { preFilter: ENDLESS_FILTER });
      const run = runText(strapi, profile, ENDLESS_ROW);
      expect(await answersDuring(run)).toBeGreaterThan(0);
      const report = await run;
      expect(report).toMatchObject({ status: 'failed', error: { code: 'row-time-limit' } });
      expect(report.error?.message).toContain('row 2');
      expect(report.error?.message).toContain('preFilter');
    });

    it.each([
      ['endless recursion', '($f := function($n) { $f($n + 1) }; $f(1))'],
      ['recursion that is too deep', '($f := function($n) { 1 + $f($n + 1) }; $f(1))'],
      ['a text that doubles', '($f := function($s) { $f($s & $s) }; $f("x"))'],
      [
        'a text that doubles and is looked at',
        '($f := function($s) { $f($uppercase($s & $s)) }; $f("x"))',
      ],
      ['one text that is larger than the memory', '$length($pad("x", 400000000))'],
      ['a list that V8 refuses', '$count($split($pad("x", 268435456), ""))'],
      ['lists of lists', '$map([1..1000000], function($i) { [1..1000000] })'],
    ])('%s', async (_what, expression) => {
      const profile = await createProfile(strapi, variable(expression));
      const run = runText(strapi, profile, people(1));
      expect(await answersDuring(run)).toBeGreaterThan(0);
      const { status, error, issues, user } = await run;
      const codes = [error?.code, ...issues.map(({ code }) => code)];
      expect(['failed', 'succeeded-with-errors']).toContain(status);
      const expected = ['row-time-limit', 'memory-limit', 'expression-error', 'value-too-long'];
      expect(expected).toEqual(
        expect.arrayContaining([codes.find((code) => expected.includes(code ?? ''))])
      );
      expect(user.create).toBe(0);
      await request(strapi.server.httpServer).get('/_health').expect(204);
    });

    it('a template whose text grows without end', async () => {
      const profile = await createProfile(strapi, {
        variables: [{ name: 'items', expression: '$split(list, ",")' }],
        template: `{"identity":[{"username":"{{username}}","displayName":"${nested(4)}"}]}`,
      });
      const rows = `username,list\nu1,"${'a,'.repeat(2000)}"\n`;
      const report = await runText(strapi, profile, rows);
      const codes = [report.error?.code, ...report.issues.map(({ code }) => code)];
      expect(codes).toContainEqual(
        expect.stringMatching(/^(row-time-limit|memory-limit|rendered-too-long)$/)
      );
      expect(report.user.create).toBe(0);
    });
  });

  it('loads neither what checks settings, nor texts, nor what other sources need, since it starts for each task', async () => {
    const ofSettings = ['zod'];
    const ofTexts = ['intl-messageformat'];
    const ofOtherSources = ['ldapts', 'saxes', 'yauzl', 'numfmt', 'axios'];
    const folder = path.join(__dirname, '..', '..', 'dist', 'worker');
    // The first thing that the program does is to load the rest of it.
    const [main = ''] = (await readdir(folder)).filter((name) => /^main-.+\.js$/.test(name));
    const loaded: string[] = [];
    const follow = async (file: string): Promise<void> => {
      // Behind an arrow stands what is loaded when it is needed.
      const names = (await readFile(file, 'utf8')).matchAll(/(?<!=> )require\("([^"]+)"\)/g);
      for (const [, name = ''] of names) {
        loaded.push(name);
        if (name.startsWith('.')) await follow(path.join(path.dirname(file), name));
      }
    };
    for (const name of ['index.js', main]) await follow(path.join(folder, name));
    expect(loaded).toContain('jsonata');
    for (const name of [...ofSettings, ...ofTexts, ...ofOtherSources]) {
      expect(loaded).not.toContain(name);
    }
  });

  describe('that is kept ready while Strapi listens', () => {
    const httpServer = () => strapi.server.httpServer;
    beforeAll(async () => {
      await new Promise<void>((resolve) => httpServer().listen(0, '127.0.0.1', resolve));
    });
    afterAll(async () => {
      await new Promise((resolve) => httpServer().close(resolve));
      workersOf(strapi).end();
    });

    /** The ids of this process's workers, as Linux tells them. */
    const workers = async (): Promise<number[]> => {
      const found: number[] = [];
      for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
        const read = (name: string) => readFile(`/proc/${pid}/${name}`, 'utf8').catch(() => '');
        const [, parent] = /\) \S (\d+)/.exec(await read('stat')) ?? [];
        const isWorker = (await read('cmdline')).includes('/worker/index.js');
        if (Number(parent) === process.pid && isWorker) found.push(Number(pid));
      }
      return found;
    };

    const check = () =>
      workersOf(strapi).fields({ template: '{"identity":[]}', variables: [] }, null);

    const itOnLinux = existsSync('/proc/self/stat') ? it : it.skip;

    itOnLinux(
      'does one task and gives way to another one, also where it had to be ended',
      async () => {
        await check();
        const [ready, ...others] = await workers();
        expect([typeof ready, others]).toEqual(['number', []]);
        const profile = await createProfile(strapi, { preFilter: ENDLESS_FILTER });
        expect(await runText(strapi, profile, ENDLESS_ROW)).toMatchObject({
          error: { code: 'row-time-limit' },
        });
        const next = await workers();
        expect(next).toHaveLength(1);
        expect(next).not.toContain(ready);
        const other = await createProfile(strapi, {});
        expect(await runText(strapi, other, people(3))).toMatchObject({ status: 'succeeded' });
        expect(await workers()).not.toEqual(next);
        workersOf(strapi).end();
      }
    );
  });

  it('answers while many rows are imported', async () => {
    const profile = await createProfile(strapi);
    const run = runText(strapi, profile, people(1500));
    expect(await answersDuring(run)).toBeGreaterThan(1);
    expect(await run).toMatchObject({ status: 'succeeded', user: { create: 1500 } });
  });

  it('checks a mapping without a file', async () => {
    const { check } = workersOf(strapi);
    const match = { user: 'username', phonebookEntry: 'externalId', phone: 'mac' };
    const right = { preFilter: 'username != ""', variables: [], template: '', match, reveal: [] };
    expect(await check(right)).toEqual([]);
    const wrong = { ...right, preFilter: 'username = ', template: '{"identity": [{{#if x}}]}' };
    const fields = (await check(wrong)).map(({ field }) => field);
    expect(new Set(fields)).toEqual(new Set(['preFilter', 'template']));
  });

  it("detects a file's format", async () => {
    const format = {
      encoding: 'auto',
      delimiter: 'auto',
      lineSeparator: 'auto',
      enclosure: 'auto',
      headerRow: 1,
      sheet: 'auto',
    } as const;
    const detection = await workersOf(strapi).detect(
      { type: 'csv', delivery: 'upload', ...format },
      await uploadOf('a;b\r\n"1";"2"\r\n'),
      []
    );
    expect(detection).toMatchObject({
      columns: ['a', 'b'],
      format: { delimiter: ';' },
      problem: null,
    });
    expect(detection.rows[0]).toMatchObject({ number: 2, cells: ['1', '2'] });
  });

  describe('a trial', () => {
    const trial = async (
      csv: string,
      from: number,
      search: string,
      settings: Record<string, unknown> = {}
    ) => {
      const profileId = await createProfile(strapi, settings);
      const { file: profile } = await profilesOf(strapi).load(profileId);
      const upload = await uploadOf(csv);
      return trialsOf(strapi).ofRow(profileId, {
        profile,
        pinned: null,
        upload,
        pick: { from, search },
        isDraft: false,
        secret: [],
      });
    };
    const CSV =
      'username,displayname,password\nann,Ann Ant,geheim1\nbob,Bob Bee,geheim2\ncid,Cid Cow,geheim3\n';

    it('shows one row step by step, with its neighbours and what would change', async () => {
      const result = await trial(CSV, 3, '');
      expect(result).toMatchObject({
        row: 3,
        taken: true,
        rows: { previous: 2, next: 4 },
        changes: [
          { type: 'user', action: 'create', key: 'username:bob', label: 'Bob Bee', applied: false },
          { type: 'phonebookEntry', action: 'create' },
        ],
      });
      expect(JSON.stringify(result)).not.toContain('geheim2');
      expect((await dump(strapi)).directory_users).toEqual([]);
    });

    it('finds a row by its text, in any case', async () => {
      expect(await trial(CSV, 1, 'COW')).toMatchObject({
        row: 4,
        rows: { previous: null, next: null },
      });
      expect(await trial(CSV, 3, 'b')).toMatchObject({ row: 3 });
      await expect(trial(CSV, 1, 'nobody')).rejects.toMatchObject({ code: 'row-not-found' });
      await expect(trial(CSV, 99, '')).rejects.toMatchObject({ code: 'row-not-found' });
    });

    it('shows a row that the filter leaves out, without changes', async () => {
      const result = await trial(CSV, 2, '', { preFilter: 'username != "ann"' });
      expect(result).toMatchObject({ row: 2, taken: false, changes: [], issues: [] });
    });

    it('compares with what is stored, and plans no other record', async () => {
      const profileId = await createProfile(strapi);
      await runText(strapi, profileId, CSV);
      const { file: profile } = await profilesOf(strapi).load(profileId);
      const upload = await uploadOf(CSV.replace('Bob Bee', 'Bob Boss'));
      const { changes } = await trialsOf(strapi).ofRow(profileId, {
        profile,
        pinned: null,
        upload,
        pick: { from: 3, search: '' },
        isDraft: false,
        secret: [],
      });
      expect(changes).toMatchObject([
        {
          type: 'user',
          action: 'update',
          difference: { displayName: { before: 'Bob Bee', after: 'Bob Boss' } },
        },
        { type: 'phonebookEntry', action: 'update' },
      ]);
    });

    it('says what is wrong with a file', async () => {
      await expect(trial('<html></html>', 1, '')).rejects.toMatchObject({ code: 'html-page' });
    });
  });

  describe('a file on a server', () => {
    let server: Server;
    let requests: { ifNoneMatch: string | undefined; status: number }[];
    let body: string;

    beforeEach(async () => {
      requests = [];
      body = people(5);
      server = createServer((incoming, response) => {
        const etag = `"${createHash('sha1').update(body).digest('hex')}"`;
        const ifNoneMatch = incoming.headers['if-none-match'];
        const status = ifNoneMatch === etag ? 304 : 200;
        requests.push({ ifNoneMatch, status });
        response.writeHead(status, { ETag: etag, 'Content-Type': 'text/csv' });
        response.end(status === 200 ? body : undefined);
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    });
    afterEach(() => new Promise((resolve) => server.close(resolve)));

    const run = async (profileId: string, kind: 'run' | 'test' = 'run') => {
      const runs = strapi.plugin('directory-connector').service('runs');
      const { id, done } = await runs.start({ profileId, kind, trigger: 'manual' });
      await done;
      return reportOf(strapi, id);
    };

    const createUrlProfile = () => {
      const { port } = server.address() as AddressInfo;
      const url = `http://127.0.0.1:${port}/staff.csv?token=hidden`;
      return createProfile(strapi, { source: { type: 'csv', delivery: 'url', url } });
    };

    it('is not read again while the server says that it has not changed', async () => {
      const profile = await createUrlProfile();
      expect(await run(profile)).toMatchObject({
        status: 'succeeded',
        notModified: false,
        user: { create: 5 },
      });
      for (let again = 0; again < 2; again += 1) {
        expect(await run(profile)).toMatchObject({
          status: 'succeeded',
          notModified: true,
          rows: { read: 0 },
          user: { create: 0, unchanged: 0, remove: 0 },
          issues: [{ code: 'not-modified', severity: 'info' }],
        });
      }
      body = people(6);
      expect(await run(profile)).toMatchObject({
        notModified: false,
        user: { create: 1, unchanged: 5 },
      });
      expect(requests.map(({ status }) => status)).toEqual([200, 304, 304, 200]);
    });

    it('is read again by a test run, after a change of the profile and after a run that left something undone', async () => {
      const profile = await createUrlProfile();
      await run(profile);
      expect(await run(profile, 'test')).toMatchObject({
        notModified: false,
        user: { unchanged: 5 },
      });
      const file = (await profilesOf(strapi).exportFile(profile)) as ReadyProfile;
      await profilesOf(strapi).update(profile, { ...file, preFilter: 'username != "u1"' });
      expect(await run(profile)).toMatchObject({ notModified: false, rows: { filtered: 1 } });
      body = people(5).replace('1004', '1003');
      expect(await run(profile)).toMatchObject({ status: 'succeeded-with-errors' });
      expect(await run(profile)).toMatchObject({
        notModified: false,
        status: 'succeeded-with-errors',
      });
      expect(requests.every(({ status }) => status === 200)).toBe(true);
    });

    it('is known by its address without the query', async () => {
      const profile = await createUrlProfile();
      await run(profile);
      const { results } = await strapi
        .plugin('directory-connector')
        .service('runs')
        .find({ page: 1, pageSize: 1 });
      expect(results[0].sourceName).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/staff\.csv$/);
    });
  });
});
