import { Readable } from 'node:stream';

import {
  describeWithDatabases,
  startDatabaseServer,
  type DatabaseServer,
} from '../support/databases';
import { testLetters, testSearch } from '../support/change-search';
import { listChanges } from '../../server/src/storage/runs/change-listings';
import { listIssues } from '../../server/src/storage/runs/issue-listings';
import {
  clear,
  createProfile,
  dump,
  people,
  profilesOf,
  runsOf,
  runText,
  uploadsOf,
} from '../support/runs';
import { createTestApp, type TestApp } from '../support/strapi';

const COUNT = 30;

describeWithDatabases('an import', (kind) => {
  let server: DatabaseServer;
  let app: TestApp;

  beforeAll(async () => {
    server = await startDatabaseServer(kind);
    app = await createTestApp({ database: await server.createDatabase() });
  });
  afterAll(async () => {
    await app?.close();
    await server?.stop();
  });

  afterEach(() => clear(app.strapi));

  it('brings people, and nothing the second time', async () => {
    const profile = await createProfile(app.strapi);
    const first = await runText(app.strapi, profile, people(COUNT));
    expect(first).toMatchObject({
      status: 'succeeded',
      user: { create: COUNT },
      phonebookEntry: { create: COUNT },
    });
    const stored = await dump(app.strapi);
    expect(stored.directory_users).toHaveLength(COUNT);

    const second = await runText(app.strapi, profile, people(COUNT));
    expect(second).toMatchObject({
      status: 'succeeded',
      user: { create: 0, update: 0, unchanged: COUNT, remove: 0, error: 0 },
      phonebookEntry: { create: 0, update: 0, unchanged: COUNT, remove: 0, error: 0 },
    });
    expect(await dump(app.strapi)).toEqual(stored);
  });

  it('keeps what it brought when the app starts again', async () => {
    await runText(app.strapi, await createProfile(app.strapi), people(COUNT));
    const stored = await dump(app.strapi);
    expect(stored.directory_users).toHaveLength(COUNT);
    await app.restart();
    expect(await dump(app.strapi)).toEqual(stored);
  });

  describe('whose changes are searched', () => {
    testSearch(() => app.strapi);
    if (kind === 'mariadb') {
      testLetters(
        () => app.strapi,
        ['utf8mb4_general_ci', 'utf8mb4_unicode_ci', 'utf8mb4_unicode_520_ci']
      );
    }
  });

  describe('of values with a NUL', () => {
    const NUL = String.raw`"a\u0000b"`;
    const template = (values: string): string => `{"identity":[{${values}}]}`;
    const page = { page: 1, pageSize: 10 };

    it.each([
      ['a name', '"username":"{{{username}}}","displayName":"{{{nul}}}"'],
      ['a key', '"username":"{{{nul}}}"'],
      ['a list', '"username":"{{{username}}}","roles":["{{{nul}}}"]'],
      ['a secret', '"username":"{{{username}}}","pin":"{{{nul}}}"'],
      [
        'an entry',
        '"username":"{{{username}}}","post":{"phonebook":[{"displayName":"{{{nul}}}","notes":"{{{nul}}}"}]}',
      ],
    ])('finds fault with %s and goes on', async (_name, values) => {
      const expression = `username = "u2" ? ${NUL} : displayname`;
      const id = await createProfile(app.strapi, {
        variables: [{ name: 'nul', expression }],
        template: template(values),
      });
      const report = await runText(app.strapi, id, people(3));
      expect(report).toMatchObject({ status: 'succeeded-with-errors', user: { remove: 0 } });
      expect(report.user.create).toBeGreaterThanOrEqual(2);
      const runId = await runsOf(app.strapi).rowId(report.id);
      const { results: issues } = await listIssues(app.strapi, runId, page);
      expect(issues).toContainEqual(
        expect.objectContaining({ row: 3, code: 'invalid-character', severity: 'error' })
      );
      expect(JSON.stringify(issues)).not.toContain('\\u0000');
      const { results: changes } = await listChanges(app.strapi, runId, { ...page, search: '\0' });
      expect(JSON.stringify(changes)).not.toContain('\\u0000');
    });

    it('shows it where it came from, and finds it', async () => {
      const id = await createProfile(app.strapi, {
        variables: [{ name: 'displayname', expression: NUL }],
      });
      const upload = await uploadsOf(app.strapi).store(
        id,
        'peo\0ple.csv',
        Readable.from([people(1)])
      );
      expect(upload.name).toBe('peo␀ple.csv');
      const run = await runsOf(app.strapi).start({
        profileId: id,
        kind: 'test',
        trigger: 'manual',
      });
      expect(await run.done).toMatchObject({ status: 'succeeded-with-errors' });
      const report = await runsOf(app.strapi).findOne(run.id);
      expect(report.sourceName).toBe('peo␀ple.csv');
      const runId = await runsOf(app.strapi).rowId(run.id);
      for (const search of ['a␀b', 'A\0B']) {
        const { results } = await listIssues(app.strapi, runId, { ...page, search });
        expect(results.length).toBeGreaterThan(0);
        expect(new Set(results.map(({ value }) => value))).toEqual(new Set(['a␀b']));
      }
    });

    it('is refused in a profile', async () => {
      await expect(createProfile(app.strapi, { comment: 'a\0b' })).rejects.toMatchObject({
        details: { errors: [{ path: ['comment'], code: 'invalid-character' }] },
      });
      expect(await profilesOf(app.strapi).list()).toEqual([]);
    });
  });
});
