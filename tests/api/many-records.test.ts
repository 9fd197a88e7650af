import { englishOf } from '../../shared/codes/texts';
import { createProfile, clear, people, runsOf, runText } from '../support/runs';
import { rounds } from '../support/rounds';
import { createTestApp, type TestApp } from '../support/strapi';
import request from 'supertest';

const RUN_RECORDS = 12_000;
const ROWS = rounds(60, 300);

describe('a template that makes much of little', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await createTestApp({ plugin: { limits: { runRecords: RUN_RECORDS } } });
  });
  afterEach(() => clear(app.strapi));
  afterAll(() => app.close());

  const rows = (count: number): string =>
    ['login', ...Array.from({ length: count }, (_, index) => `u${index}`), ''].join('\n');

  const usersOf = (count: number, username: string): Record<string, unknown> => ({
    variables: [{ name: 'many', expression: `$map([1..${count}], function($i) { $string($i) })` }],
    template: `{"identity":[{{#each many}}{"username":"${username}","displayName":"x"},{{/each}}]}`,
  });

  const alive = () => request(app.strapi.server.httpServer).get('/_health').expect(204);

  it(`ends with an issue for each of ${ROWS} rows that make 3,000 users each`, async () => {
    const profile = await createProfile(app.strapi, usersOf(3000, '{{@root.login}}-{{this}}'));
    const report = await runText(app.strapi, profile, rows(ROWS));
    expect(report).toMatchObject({ status: 'failed', user: { create: 0 } });
    expect(report.error?.code).toBe('nothing-mapped');
    expect(report.issues.map(({ code }) => code)).toContain('too-many-records-in-row');
    expect(await app.strapi.db.connection('directory_users')).toEqual([]);
    await alive();
    expect(await runText(app.strapi, await createProfile(app.strapi), people(3))).toMatchObject({
      status: 'succeeded',
      user: { create: 3 },
    });
  });

  it('lists so many issues of one kind, and says how many more there are', async () => {
    const profile = await createProfile(app.strapi, usersOf(200, '{{@root.login}}'));
    const report = await runText(app.strapi, profile, rows(60), { kind: 'test' });
    const duplicates = report.issues.filter(({ code }) => code === 'duplicate-username');
    expect(duplicates).toHaveLength(10_001);
    const rest = duplicates.find(({ row }) => row === null);
    expect(englishOf(rest!)).toMatch(/^1940 more of this kind are not listed/);
    expect(report).toMatchObject({ user: { create: 60, error: 60 * 199 } });
    await alive();
    const { results } = await runsOf(app.strapi).find({ page: 1, pageSize: 1 });
    expect(results[0]).toMatchObject({ status: 'succeeded-with-errors' });
  });

  /** Rows that have a user each, and a hundred phones whose MAC addresses are none. */
  const BROKEN_PHONES = {
    variables: [{ name: 'many', expression: '$map([1..100], function($i) { $string($i) })' }],
    template: `{"identity":[{"username":"{{login}}","post":{"phone":[{{#each many}}{"mac":"zz{{this}}"},{{/each}}]}}]}`,
  };

  it.each([
    ['it makes too many records', 'too-many-records', rows(130)],
    ['its file ends in the middle', 'unclosed-quote', `${rows(110)}"u`],
  ])('also says so when a run breaks off, since %s', async (_why, code, csv) => {
    const profile = await createProfile(app.strapi, BROKEN_PHONES);
    const report = await runText(app.strapi, profile, csv, { kind: 'test' });
    expect(report).toMatchObject({ status: 'failed', error: { code } });
    const macs = report.issues.filter((issue) => issue.code === 'invalid-mac');
    expect(macs).toHaveLength(10_001);
    expect(englishOf(macs.find(({ row }) => row === null)!)).toMatch(/^\d+ more of this kind/);
    await alive();
  });

  it('ends with an error and nothing written where its plan takes more than it may', async () => {
    const { config, db } = app.strapi;
    const option = 'plugin::directory-connector.limits.planMb';
    const most = config.get(option);
    config.set(option, 1);
    const profile = await createProfile(app.strapi, {
      template:
        '{"identity":[{"username":"{{login}}","post":{"phonebook":[{"displayName":"{{login}}","notes":"{{notes}}"}]}}]}',
    });
    const lines = [...Array(20).keys()].map((index) => `u${index},${'n'.repeat(60_000)}`);
    const report = await runText(app.strapi, profile, ['login,notes', ...lines, ''].join('\n'));
    config.set(option, most);
    expect(most).toBe(4096);
    expect(report).toMatchObject({ status: 'failed', error: { code: 'plan-too-large' } });
    expect(report.error?.message).toMatch(
      /^With \d+ changes planned.*more than 1 MB.*limits\.planMb.*Nothing was written/s
    );
    for (const table of ['users', 'connector_changes', 'connector_search_blocks']) {
      expect(await db.connection(`directory_${table}`)).toEqual([]);
    }
  });

  /** The most characters that statements of one turn of the event loop carried. */
  const mostInOneTurn = async (work: () => Promise<void>): Promise<number> => {
    let most = 0;
    let current = 0;
    let isOver = false;
    const count = ({ bindings = [] }: { bindings?: unknown[] }): void => {
      for (const value of bindings) current += typeof value === 'string' ? value.length : 0;
      most = Math.max(most, current);
    };
    const turn = (): void => {
      current = 0;
      if (!isOver) setImmediate(turn);
    };
    app.strapi.db.connection.on('query', count);
    turn();
    await work();
    isOver = true;
    app.strapi.db.connection.off('query', count);
    return most;
  };

  it.each([
    ['notes of 60 kB', 'login,notes', 40, () => 'n'.repeat(60_000)],
    ['notes of a few words', 'login,notes', 400, () => 'Back on Monday'],
    ['many labels', 'login,labels', 40, () => 'label '.repeat(20).trim()],
  ])('plans and writes in statements of bounded size: %s', async (_what, head, count, cell) => {
    const lines = Array.from({ length: count }, (_, index) => `u${index},${cell()}`);
    const profile = await createProfile(app.strapi, {
      template: `{"identity":[{"username":"{{login}}","post":{"phonebook":[{"displayName":"{{login}}","${head.split(',')[1]}":"{{${head.split(',')[1]}}}"}]}}]}`,
    });
    const most = await mostInOneTurn(async () => {
      const report = await runText(app.strapi, profile, [head, ...lines, ''].join('\n'));
      expect(report).toMatchObject({ status: 'succeeded', phonebookEntry: { create: count } });
    });
    expect(most).toBeLessThan(1_500_000);
  });
});
