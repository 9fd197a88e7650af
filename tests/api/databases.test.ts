import {
  describeWithDatabases,
  startDatabaseServer,
  type DatabaseServer,
} from '../support/databases';
import { createProfile, dump, people, runText } from '../support/runs';
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
    const stored = await dump(app.strapi);
    await app.restart();
    expect(await dump(app.strapi)).toEqual(stored);
  });
});
