import { createProfile, clear, people, runsOf, runText } from '../support/runs';
import { createTestApp, type TestApp } from '../support/strapi';
import request from 'supertest';

describe('a template that makes much of little', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await createTestApp();
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

  it('ends with an issue for each of 300 rows that make 3,000 users each', async () => {
    const profile = await createProfile(app.strapi, usersOf(3000, '{{@root.login}}-{{this}}'));
    const report = await runText(app.strapi, profile, rows(300));
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
    expect(rest?.message).toMatch(/^1940 more of this kind are not listed/);
    expect(report).toMatchObject({ user: { create: 60, error: 60 * 199 } });
    await alive();
    const { results } = await runsOf(app.strapi).find({ page: 1, pageSize: 1 });
    expect(results[0]).toMatchObject({ status: 'succeeded-with-errors' });
  });
});
