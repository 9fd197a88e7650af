import { Readable } from 'node:stream';

import { createSuperAdmin, type AdminClient } from '../support/admin';
import {
  describeOnSqlite,
  describeWithDatabases,
  executeOn,
  startDatabaseServer,
  type DatabaseServer,
  type DatabaseSettings,
} from '../support/databases';
import { testSearch } from '../support/change-search';
import { testDelegation } from '../support/delegation';
import { PLACES, testForgetting } from '../support/forgetting';
import { testHandEdits } from '../support/hand-edits';
import { testLookup } from '../support/lookup';
import { testLengths, testPackets } from '../support/lengths';
import { testCommits, testOutages } from '../support/outages';
import { testStatements } from '../support/run-statements';
import { testMissing } from '../support/missing';
import { testMoving } from '../support/moving';
import { testOnePerson } from '../support/one-person';
import { testPhonebooks } from '../support/phonebooks';
import { isLong } from '../support/rounds';
import {
  clear,
  createProfile,
  dump,
  lookupOf,
  people,
  profilesOf,
  runsOf,
  runText,
  storageOf,
  uploadsOf,
} from '../support/runs';
import { createTestApp, type TestApp } from '../support/strapi';
import { testTwoProfiles } from '../support/two-profiles';
import { testSharing } from '../support/sharing';
import { testUndo } from '../support/undo';
import { testUninstall } from '../support/uninstall';
import { SESSION_ZONE, testZones } from '../support/zones';

const COUNT = 30;

describeWithDatabases('an import', (kind) => {
  let server: DatabaseServer;
  let database: DatabaseSettings;
  let app: TestApp;
  let admin: AdminClient;
  const appOf = () => app;
  const adminOf = () => admin;

  beforeAll(async () => {
    server = await startDatabaseServer(kind, { timezone: 'Asia/Kolkata' });
    database = await server.createDatabase();
    await executeOn(database, SESSION_ZONE[kind](database.connection.database));
    if (kind === 'mariadb') await executeOn(database, 'set global max_allowed_packet = 1048576');
    app = await createTestApp({ database });
    admin = await createSuperAdmin(app);
  });
  afterAll(async () => {
    await app?.close();
    await server?.stop();
  });

  afterEach(() => clear(app.strapi));

  testLookup(() => app.strapi);
  testPhonebooks(() => app.strapi);

  it('finds the beginning of a number, whichever signs come first in the order of a language', async () => {
    await executeOn(
      database,
      kind === 'mariadb'
        ? 'alter table directory_numbers modify internal varchar(255) collate utf8mb4_unicode_ci'
        : 'alter table directory_numbers alter column internal type varchar(255) collate "en-x-icu"'
    );
    await app.strapi
      .documents('plugin::directory-connector.user')
      .create({ data: { username: 'ann', displayName: 'Ann', extension: '8123' } });
    const found = await lookupOf(app.strapi).search('81');
    expect(found.map(({ displayName }) => displayName)).toEqual(['Ann']);
  });

  testUninstall(() => app.strapi);

  testUndo(appOf, adminOf, { kills: 1, people: 60 });

  testSharing(appOf, adminOf, { kills: 1, people: 60 });

  describe('of whom the source no longer has some', () => {
    testMissing(appOf, adminOf);
  });

  describe('whose fields people change', () => {
    testHandEdits(appOf, adminOf);
  });

  describe('of one person of a source', () => {
    testOnePerson(appOf, adminOf);
  });

  describe('of a person who asks to be forgotten', () => {
    testForgetting(appOf, adminOf, {
      refused: isLong ? PLACES : [],
      deadly: isLong ? PLACES : PLACES.slice(2, 3),
    });
  });

  describe('what people limited to some profiles', () => {
    testDelegation(appOf, adminOf);
  });

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

  it('keeps what issues quote as it is', async () => {
    const profile = await createProfile(app.strapi);
    const { id } = await runText(app.strapi, profile, people(1));
    const runId = await runsOf(app.strapi).rowId(id);
    const values = [
      ...[
        'NULL',
        'null',
        '',
        '{}',
        '{"a",NULL}',
        'a,b',
        '"',
        "'",
        '\\',
        '\\"',
        "\\'",
        '?',
        '$1',
        ':a',
      ],
      ...['👩‍💻 Jörg', 'سارة', 'one\ntwo\r\n\tthree', ' ends ', 'ö'.repeat(70_000)],
      null,
    ];
    const issues = storageOf(app.strapi).ofRun(runId).issues();
    await issues.append(
      values.map((value, index) => ({
        ...{ row: index + 1, column: 'phone', value, severity: 'warning' },
        ...{ code: 'duplicate-extension', params: { value: value ?? '', row: 1 } },
      }))
    );
    await issues.end();
    const page = { page: 1, pageSize: 100 };
    const { results } = await storageOf(app.strapi).issues(runId, page);
    expect(results.map(({ value }: { value: string | null }) => value)).toEqual(values);
  });

  describe('whose changes are searched', () => {
    testSearch(() => app.strapi);
  });

  describe('of many people', () => {
    testStatements(() => app.strapi);
  });

  (kind === 'postgresql' || isLong ? describe : describe.skip)('of an app that moves here', () => {
    testMoving(() => app);
  });

  describe('where clocks show another hour', () => {
    testZones(() => app.strapi);
  });

  describe('of two profiles at a time', () => {
    testTwoProfiles(() => app.strapi);
  });

  describe('whose transactions fail', () => {
    testCommits(() => app.strapi);
  });

  describe('of long values', () => {
    testLengths(() => app.strapi);
    if (kind === 'mariadb') testPackets(() => app.strapi);
  });

  describe('that others get in the way of', () => {
    testOutages(
      kind,
      () => app.strapi,
      () => server,
      () => database
    );
  });

  describe('of what the database refuses', () => {
    const byKind = (statements: Record<typeof kind, string[]>) => async (): Promise<void> => {
      for (const statement of statements[kind]) await app.strapi.db.connection.raw(statement);
    };
    const both = (statement: string) => ({ postgresql: [statement], mariadb: [statement] });

    it.each([
      [
        'a rule of its own',
        byKind(
          both("ALTER TABLE directory_users ADD CONSTRAINT no_two CHECK (extension <> '1002')")
        ),
        byKind(both('ALTER TABLE directory_users DROP CONSTRAINT no_two')),
        'rule',
      ],
      [
        'a shorter column',
        byKind({
          postgresql: ['ALTER TABLE directory_users ALTER COLUMN group_name TYPE varchar(4)'],
          mariadb: ['ALTER TABLE directory_users MODIFY group_name varchar(4)'],
        }),
        byKind({
          postgresql: ['ALTER TABLE directory_users ALTER COLUMN group_name TYPE varchar(255)'],
          mariadb: ['ALTER TABLE directory_users MODIFY group_name varchar(255)'],
        }),
        'tooLong',
      ],
      [
        'a column that wants a value',
        byKind({
          postgresql: ['ALTER TABLE directory_users ALTER COLUMN language SET NOT NULL'],
          mariadb: ['ALTER TABLE directory_users MODIFY language varchar(255) NOT NULL'],
        }),
        byKind({
          postgresql: ['ALTER TABLE directory_users ALTER COLUMN language DROP NOT NULL'],
          mariadb: ['ALTER TABLE directory_users MODIFY language varchar(255) NULL'],
        }),
        'required',
      ],
    ])('names the record for %s, and writes the others', async (_rule, refuse, allow, why) => {
      const rows = [
        'username,displayname,extension,group,language',
        'u1,Person 1,1001,One,en',
        'u2,Person 2,1002,Second,',
        'u3,Person 3,1003,Two,de',
      ].join('\n');
      const profile = await createProfile(app.strapi);
      await refuse();
      try {
        const report = await runText(app.strapi, profile, rows);
        expect(report).toMatchObject({
          status: 'succeeded-with-errors',
          user: { create: 2, error: 1 },
        });
        expect(report.issues).toContainEqual(
          expect.objectContaining({
            row: 3,
            code: 'write-refused',
            params: expect.objectContaining({
              reason: expect.objectContaining({
                code: 'value-refused',
                params: expect.objectContaining({ why }),
              }),
            }),
          })
        );
      } finally {
        await allow();
      }
      const again = await runText(app.strapi, profile, rows);
      expect(again).toMatchObject({ status: 'succeeded', user: { create: 1, unchanged: 2 } });
    });

    const failing = {
      full: byKind({
        postgresql: [
          `CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = '53100'; END $$`,
        ],
        mariadb: [
          `CREATE TRIGGER fail BEFORE INSERT ON directory_users FOR EACH ROW
            SIGNAL SQLSTATE 'HY000' SET MYSQL_ERRNO = 1021, MESSAGE_TEXT = 'Disk full'`,
        ],
      }),
      deadlock: byKind({
        postgresql: [
          `CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN RAISE EXCEPTION 'deadlock detected' USING ERRCODE = '40P01'; END $$`,
        ],
        mariadb: [
          `CREATE TRIGGER fail BEFORE INSERT ON directory_users FOR EACH ROW
            SIGNAL SQLSTATE '40001' SET MYSQL_ERRNO = 1213, MESSAGE_TEXT = 'Deadlock found'`,
        ],
      }),
      lost: byKind({
        postgresql: [
          `CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NEW; END $$`,
        ],
        mariadb: [],
      }),
    };
    const begin = byKind({
      postgresql: [
        'CREATE TRIGGER fail BEFORE INSERT ON directory_users FOR EACH ROW EXECUTE FUNCTION fail()',
      ],
      mariadb: [],
    });
    const end = byKind({
      postgresql: ['DROP FUNCTION fail CASCADE'],
      mariadb: ['DROP TRIGGER fail'],
    });
    // No trigger of MariaDB can end its own connection.
    const ways =
      kind === 'mariadb'
        ? (['full', 'deadlock'] as const)
        : (['full', 'deadlock', 'lost'] as const);

    it.each(ways)('fails as a whole when it is %s, and brings the rest later', async (why) => {
      const profile = await createProfile(app.strapi);
      await failing[why]();
      await begin();
      let report;
      try {
        report = await runText(app.strapi, profile, people(COUNT));
      } finally {
        await end();
      }
      expect(report).toMatchObject({
        status: 'failed',
        error: { code: 'database-failed', params: { why } },
        user: { create: 0 },
      });
      expect(await runText(app.strapi, profile, people(COUNT))).toMatchObject({
        status: 'succeeded',
        user: { create: COUNT },
      });
      expect((await dump(app.strapi)).directory_users).toHaveLength(COUNT);
    });
  });

  describe('of values with a NUL', () => {
    const NUL = String.raw`"a\u0000b"`;
    const template = (values: string): string => `{"identity":[{${values}}]}`;
    const page = { page: 1, pageSize: 10 };

    const places: [name: string, values: string][] = [
      ['a name', '"username":"{{{username}}}","displayName":"{{{nul}}}"'],
      ['a key', '"username":"{{{nul}}}"'],
      ['a list', '"username":"{{{username}}}","roles":["{{{nul}}}"]'],
      ['a secret', '"username":"{{{username}}}","pin":"{{{nul}}}"'],
      [
        'an entry',
        '"username":"{{{username}}}","post":{"phonebook":[{"displayName":"{{{nul}}}","notes":"{{{nul}}}"}]}',
      ],
    ];
    // Only PostgreSQL refuses them by itself.
    const tried = isLong || kind === 'postgresql' ? places : places.slice(-1);

    it.each(tried)('finds fault with %s and goes on', async (_name, values) => {
      const expression = `username = "u2" ? ${NUL} : extension`;
      const id = await createProfile(app.strapi, {
        variables: [{ name: 'nul', expression }],
        template: template(values),
      });
      const report = await runText(app.strapi, id, people(3));
      expect(report).toMatchObject({ status: 'succeeded-with-errors', user: { remove: 0 } });
      expect(report.user.create).toBeGreaterThanOrEqual(2);
      const runId = await runsOf(app.strapi).rowId(report.id);
      const { results: issues } = await storageOf(app.strapi).issues(runId, page);
      expect(issues).toContainEqual(
        expect.objectContaining({ row: 3, code: 'invalid-character', severity: 'error' })
      );
      expect(JSON.stringify(issues)).not.toContain('\\u0000');
      const { results: changes } = await storageOf(app.strapi).changes(runId, {
        ...page,
        search: '\0',
      });
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
        const { results } = await storageOf(app.strapi).issues(runId, { ...page, search });
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

describeOnSqlite('an import, when the disk is full', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await createTestApp();
  });
  afterAll(() => app?.close());

  it('fails, loses nobody, and brings the rest when there is room', async () => {
    const pages = async (statement: string): Promise<number> => {
      const [row] = await app.strapi.db.connection.raw(`PRAGMA ${statement}`);
      return Number(Object.values(row as object)[0]);
    };
    const MANY = 1500;
    const profile = await createProfile(app.strapi);
    expect(await runText(app.strapi, profile, people(COUNT))).toMatchObject({
      status: 'succeeded',
    });
    const most = await pages('max_page_count');
    await pages(`max_page_count = ${(await pages('page_count')) + 100}`);
    const report = await runText(app.strapi, profile, people(MANY));
    await pages(`max_page_count = ${most}`);
    expect(report).toMatchObject({
      status: 'failed',
      error: { code: 'database-failed', params: { why: 'full' } },
    });
    expect((await dump(app.strapi)).directory_users?.length).toBeGreaterThanOrEqual(COUNT);

    expect(await runText(app.strapi, profile, people(MANY))).toMatchObject({
      status: 'succeeded',
      user: { remove: 0, update: 0, error: 0 },
    });
    expect((await dump(app.strapi)).directory_users).toHaveLength(MANY);
  });
});
