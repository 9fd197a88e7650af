import { createSuperAdmin } from '../support/admin';
import {
  describeWithDatabases,
  startDatabaseServer,
  type DatabaseKind,
  type DatabaseServer,
} from '../support/databases';
import { createProfile, people, runText, storageOf } from '../support/runs';
import { createTestApp, type TestApp } from '../support/strapi';

const USER_UID = 'plugin::directory-connector.user';

/** The database's time as it is told when its clock stands at that moment. */
const CLOCKS: Record<DatabaseKind, (moment: string) => string[]> = {
  postgresql: (moment) => [
    'create schema stopped',
    `create function stopped.clock_timestamp() returns timestamptz language sql as $$ select timestamptz '${moment}' $$`,
    'set local search_path = stopped, pg_catalog',
  ],
  mariadb: (moment) => [`set timestamp = ${Date.parse(moment) / 1000}`],
};

describeWithDatabases('a database that is not in UTF-8 and keeps summer time', (kind) => {
  let server: DatabaseServer;
  let app: TestApp;

  beforeAll(async () => {
    server = await startDatabaseServer(kind, { timezone: 'Europe/Berlin' });
    const options = {
      // In LATIN1 Strapi itself does not start.
      postgresql: "encoding 'SQL_ASCII' locale 'C'",
      mariadb: 'character set latin1',
    }[kind];
    app = await createTestApp({ database: await server.createDatabase(options) });
  });
  afterAll(async () => {
    await app?.close();
    await server?.stop();
  });

  it('is read and signed in to, but not written to by a run', async () => {
    const data = { username: 'J\u00f6rg', password: 'right' };
    await app.strapi.documents(USER_UID).create({ data });
    const [jorg] = await app.strapi.db.connection('directory_users');
    expect(jorg?.username).toBe('J\u00f6rg');
    const verdict = await app.strapi
      .plugin('directory-connector')
      .service('authentication')
      .authenticate({ username: 'j\u00f6rg', password: 'right', address: '127.0.0.1' });
    expect(verdict).toMatchObject({ kind: 'accepted' });

    const profile = await createProfile(app.strapi);
    for (const kindOfRun of ['run', 'test'] as const) {
      await expect(
        runText(app.strapi, profile, people(1), { kind: kindOfRun })
      ).rejects.toMatchObject({ code: 'database-not-utf8' });
    }
    expect(await app.strapi.db.connection('directory_users')).toHaveLength(1);
  });

  it('is told to the panel with what is wrong, for it to say in its words', async () => {
    const admin = await createSuperAdmin(app);
    const { body } = await admin.get('/directory-connector/database').expect(200);
    expect(body.data.problem).toMatchObject(
      {
        postgresql: { of: 'database', characterSet: 'SQL_ASCII', expected: 'UTF8' },
        mariadb: { of: 'tables', characterSet: 'latin1', expected: 'utf8mb4' },
      }[kind]
    );
    if (kind === 'mariadb') expect(body.data.problem.tables).toContain('directory_users');
  });

  it.each([
    // The hour from two to three comes twice, then the one that is left out.
    ...['2026-10-24T23:59:59.000Z', '2026-10-25T00:30:00.000Z', '2026-10-25T01:00:00.000Z'],
    ...['2026-10-25T01:30:00.000Z', '2027-03-28T00:59:59.000Z', '2027-03-28T01:30:00.000Z'],
  ])('tells the time as it is at %s', async (moment) => {
    const { db } = app.strapi;
    const { connection } = db;
    const transaction = await connection.transaction();
    try {
      for (const statement of CLOCKS[kind](moment)) await transaction.raw(statement);
      db.connection = transaction;
      expect(new Date(await storageOf(app.strapi).now()).toISOString()).toBe(moment);
    } finally {
      db.connection = connection;
      if (kind === 'mariadb') await transaction.raw('set timestamp = default');
      await transaction.rollback();
    }
  });
});
