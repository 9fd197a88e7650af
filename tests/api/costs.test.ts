import crypto from 'node:crypto';

import type { IssueView } from '../../shared/contracts/issues';
import { createSuperAdmin, type AdminClient } from '../support/admin';
import { testStatements } from '../support/run-statements';
import { clear, createProfile, deliver, people, runsOf, runText } from '../support/runs';
import { statementsOf } from '../support/statements';
import { createTestApp, type TestApp } from '../support/strapi';

const BASE = '/directory-connector';
const ISSUE = 'plugin::directory-connector.issue';
const CSV = 'username,displayname\nann,Ann\n';

/** What is counted here must not grow with what there is: statements, decryptions, what is held at once. */
describe('the cost of', () => {
  let app: TestApp;
  let admin: AdminClient;

  beforeAll(async () => {
    app = await createTestApp();
    admin = await createSuperAdmin(app);
  });
  afterEach(() => clear(app.strapi));
  afterAll(() => app.close());

  it('the list of profiles is as many statements for ten as for one', async () => {
    const list = () => admin.get(`${BASE}/profiles`).expect(200);
    const profiles = [await createProfile(app.strapi)];
    const run = await runText(app.strapi, profiles[0]!, CSV);
    const one = await statementsOf(app.strapi, list);
    while (profiles.length < 10) profiles.push(await createProfile(app.strapi));
    const other = await runText(app.strapi, profiles[7]!, CSV);
    await runText(app.strapi, profiles[0]!, CSV, { kind: 'test' });
    const ten = await statementsOf(app.strapi, list);
    expect(ten).toHaveLength(one.length);
    const { body } = await list();
    const last = body.data.map(
      ({ id, lastRun }: { id: string; lastRun: { id: string } | null }) => [
        profiles.indexOf(id),
        lastRun?.id ?? null,
      ]
    );
    expect(Object.fromEntries(last)).toMatchObject({ 0: run.id, 1: null, 7: other.id });
  });

  it('the issues of a report is some hundred of them at a time, in the order of rows', async () => {
    const profile = await createProfile(app.strapi);
    const { id } = await runText(app.strapi, profile, CSV);
    const { id: runId } = (await app.strapi.db
      .query('plugin::directory-connector.connector-run')
      .findOne({ where: { documentId: id } })) as { id: number };
    const rows = Array.from({ length: 1300 }, (_, index) =>
      index % 5 === 0 ? null : 1300 - (index >> 1)
    );
    await app.strapi.db.query(ISSUE).createMany({
      data: rows.map((rowNumber, index) => ({
        runId,
        rowNumber,
        code: `c${index}`,
        severity: 'info',
        message: 'm',
      })),
    });
    const batches: IssueView[][] = [];
    const statements = await statementsOf(app.strapi, async () => {
      for await (const batch of await runsOf(app.strapi).issues(id)) batches.push(batch);
    });
    expect(Math.max(...batches.map(({ length }) => length))).toBeLessThanOrEqual(500);
    expect(statements.length).toBeLessThan(8);
    const place = (row: number | null) => row ?? Infinity;
    const expected = rows
      .map((row, index) => ({ row, code: `c${index}` }))
      .sort((one, other) => place(one.row) - place(other.row) || 0);
    const found = batches.flat().filter(({ code }) => code.startsWith('c'));
    expect(found.map(({ row, code }) => ({ row, code }))).toEqual(expected);
  });

  it('the texts of issues is none that is stored: they are made for who reads or searches them', async () => {
    const profile = await createProfile(app.strapi, {
      template: '{"identity":[{"username":"{{username}}","email":"{{mail}}"}]}',
    });
    const rows = Array.from({ length: 600 }, (_, index) => `u${index},no address ${index}`);
    const { id, issues } = await runText(
      app.strapi,
      profile,
      ['username,mail', ...rows].join('\n')
    );
    expect(issues).toHaveLength(600);
    expect(issues[7]).toMatchObject({ row: 9, code: 'invalid-email' });
    expect(issues[7]?.message).toContain('"no address 7" cannot be');
    const stored = await app.strapi.db.connection('directory_connector_issues');
    expect(JSON.stringify(stored)).not.toContain('cannot be');

    const search = encodeURIComponent('ADDRESS 59');
    const found = `${BASE}/runs/${id}/issues?search=${search}&page=2&pageSize=4`;
    const { body } = await admin.get(found).expect(200);
    expect(body.data.map(({ value }: IssueView) => value)).toEqual(
      [593, 594, 595, 596].map((number) => `no address ${number}`)
    );
    expect(body.meta.pagination).toEqual({ page: 2, pageSize: 4, pageCount: 3, total: 11 });
    const inText = await admin
      .get(`${BASE}/runs/${id}/issues?search=${encodeURIComponent('"no address 7" cannot be')}`)
      .expect(200);
    expect(inText.body.data).toMatchObject([{ row: 9 }]);
  });

  it('the end of a run is no search in its changes where it has disabled nobody', async () => {
    const profile = await createProfile(app.strapi, { missing: 'disable' });
    const searches = async (csv: string): Promise<[number, number]> => {
      let id = '';
      const statements = await statementsOf(app.strapi, async () => {
        ({ id } = await runText(app.strapi, profile, csv, { approve: true }));
      });
      const { body } = await admin.get(`${BASE}/runs/${id}`).expect(200);
      return [body.data.disabled, statements.filter((sql) => / like /i.test(sql)).length];
    };
    expect(await searches('username,enabled\nann,yes\nbob,yes\ncleo,yes\n')).toEqual([0, 0]);
    expect(await searches('username,enabled\nann,no\nbob,yes\n')).toEqual([2, 1]);
    expect(await searches('username,enabled\nann,no\nbob,yes\n')).toEqual([0, 0]);
  });

  it('an uploaded file is one decryption for all that is asked at the screen', async () => {
    const profile = await createProfile(app.strapi);
    const upload = await deliver(admin, profile, CSV.trim().split('\n'));
    const chunks = async (work: () => Promise<unknown>): Promise<number> =>
      (await statementsOf(app.strapi, work)).filter((sql) => sql.includes('upload_chunks')).length;
    const ask = {
      preview: () => admin.post(`${BASE}/uploads/${upload}/detect`).send({}).expect(200),
      trial: () => admin.post(`${BASE}/mapping/trial`).send({ profile }).expect(200),
      row: () => admin.get(`${BASE}/profiles/${profile}/rows/2`).expect(200),
    };
    const here = jest.spyOn(crypto, 'createDecipheriv');
    expect(await chunks(ask.preview)).toBe(2);
    for (const again of [ask.trial, ask.row, ask.preview]) expect(await chunks(again)).toBe(0);
    expect(here).not.toHaveBeenCalled();
    here.mockRestore();
    const other = await deliver(admin, profile, ['username,displayname', 'bob,Bob']);
    expect(await chunks(ask.trial)).toBe(2);
    expect((await ask.trial()).body.data.records).toMatchObject([
      { attributes: { username: 'bob' } },
    ]);
    await admin.delete(`${BASE}/uploads/${other}`).expect(204);
    await admin.post(`${BASE}/mapping/trial`).send({ profile }).expect(400);
  });

  it('the history is one search for a page of it and the number of all', async () => {
    const profile = await createProfile(app.strapi);
    await runText(app.strapi, profile, 'username,displayname\nann,Ann\nanna,Anna\nbob,Bob\n');
    const find = (query: string) => admin.get(`${BASE}/changes?search=ann&type=user&${query}`);
    const sent = await statementsOf(app.strapi, async () => {
      const { body } = await find('pageSize=1').expect(200);
      expect(body.data).toMatchObject([{ label: 'Anna' }]);
      expect(body.meta.pagination).toEqual({ page: 1, pageSize: 1, pageCount: 2, total: 2 });
    });
    expect(sent.filter((sql) => sql.includes('search_text'))).toHaveLength(1);
    const second = await find('pageSize=1&page=2').expect(200);
    expect(second.body.data).toMatchObject([{ label: 'Ann' }]);
    const beyond = await find('pageSize=1&page=9').expect(200);
    expect(beyond.body).toMatchObject({ data: [], meta: { pagination: { page: 9, total: 2 } } });
    const none = await admin.get(`${BASE}/changes?search=nobody`).expect(200);
    expect(none.body).toMatchObject({ data: [], meta: { pagination: { total: 0, pageCount: 0 } } });
  });

  describe('a run', () => {
    testStatements(() => app.strapi);

    it('keeps its plan in few statements and bytes for each change', async () => {
      const profile = await createProfile(app.strapi);
      let id = '';
      const statements = await statementsOf(app.strapi, async () => {
        ({ id } = await runText(app.strapi, profile, people(2000)));
      });
      const runId = await runsOf(app.strapi).rowId(id);
      const { connection } = app.strapi.db;
      const blocks: Record<string, string>[] = await connection(
        'directory_connector_search_blocks'
      );
      const changes: Record<string, unknown>[] = await connection('directory_connector_changes');
      expect(changes.length).toBe(4000);
      expect(changes.filter((change) => change.run_id === runId && change.applied)).toEqual(
        changes
      );

      const about = (table: string) => statements.filter((sql) => sql.includes(table));
      const ofPlan = new Set([
        ...about('directory_connector_changes'),
        ...about('directory_connector_search_blocks'),
      ]);
      const started = statements.findIndex((sql) =>
        sql.startsWith('insert into `directory_users`')
      );
      const perChange = (some: string[]): number =>
        some.filter((sql) => ofPlan.has(sql)).length / changes.length;
      expect(started).toBeGreaterThan(0);
      expect(blocks.length / changes.length).toBeLessThan(0.02);
      expect(perChange(statements.slice(0, started))).toBeLessThan(0.03);
      expect(perChange(statements.slice(started))).toBeLessThan(0.03);
      const marks = statements.filter((sql) => /^update .*set `applied` = /.test(sql));
      const batch = app.strapi.db.dialect.client === 'sqlite' ? 125 : 250;
      expect(marks).toHaveLength(changes.length / batch);

      const bytes = (texts: unknown[]): number =>
        texts.reduce((sum: number, text) => sum + String(text ?? '').length, 0) / changes.length;
      expect(blocks.reduce((sum, { size }) => sum + Number(size), 0) / changes.length).toBeLessThan(
        1500
      );
      expect(bytes(blocks.flatMap(({ shown, filter }) => [shown, filter]))).toBeLessThan(500);
      expect(bytes(changes.flatMap((change) => Object.values(change)))).toBeLessThan(150);
      expect(blocks.filter(({ payload }) => payload !== null)).toEqual([]);
    });

    it('that changes nothing reads each record once, and writes none', async () => {
      const profile = await createProfile(app.strapi);
      await runText(app.strapi, profile, people(600));
      const statements = await statementsOf(app.strapi, () =>
        runText(app.strapi, profile, people(600))
      );
      const reading = statements.filter((sql) => sql.includes('.`username` as `username`'));
      expect(reading.length).toBeGreaterThan(1);
      expect(reading.filter((sql) => !sql.includes('connector_key_digest` in ('))).toEqual([]);
      const writing =
        /^(?:insert into|update|delete from) `directory_(?:users|phone|connector_(?:changes|search_blocks|issues))/;
      expect(statements.filter((sql) => writing.test(sql))).toEqual([]);
      expect(statements.length / 600).toBeLessThan(0.2);
    });
  });
});
