import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import knex from 'knex';

import { createSuperAdmin, type AdminClient } from '../support/admin';
import { itOnSqlite } from '../support/databases';
import { createTestApp, type TestApp } from '../support/strapi';

const DATABASE = path.resolve(__dirname, '..', 'fixtures', 'upgrade', '0.1.0.sqlite');
const PLUGIN = { encryptionKey: 'upgrade-test-encryption-key-0001' };
const UID = {
  user: 'plugin::directory-connector.user',
  entry: 'plugin::directory-connector.phonebook-entry',
  phone: 'plugin::directory-connector.phone',
};
const VIEWS = `/content-manager/content-types`;

const viewOf = async (admin: AdminClient, uid: string) => {
  const { body } = await admin.get(`${VIEWS}/${uid}/configuration`).expect(200);
  return body.data.contentType;
};

/** What people see of the three types unless they have arranged it otherwise. */
const expectInWords = async (admin: AdminClient): Promise<void> => {
  const user = await viewOf(admin, UID.user);
  expect(user.settings).toMatchObject({ mainField: 'displayName', defaultSortBy: 'displayName' });
  expect(user.layouts.list).toEqual(['displayName', 'extension', 'username', 'email', 'groupName']);
  expect(user.metadatas).toMatchObject({
    mobileNumbers: { edit: { label: 'Mobile numbers' }, list: { label: 'Mobile numbers' } },
    phonebookEntries: { edit: { label: 'Phonebook entries', mainField: 'displayName' } },
    phones: { edit: { label: 'Phones', mainField: 'mac' } },
    createdAt: { list: { label: 'createdAt' } },
  });
  const entry = await viewOf(admin, UID.entry);
  expect(entry.settings.mainField).toBe('displayName');
  expect(entry.layouts.list).toEqual(['displayName', 'organisation', 'phone', 'mobile', 'user']);
  expect(entry.metadatas.user.edit).toMatchObject({ label: 'User', mainField: 'displayName' });
  const phone = await viewOf(admin, UID.phone);
  expect(phone.settings).toMatchObject({ mainField: 'mac', defaultSortBy: 'mac' });
  expect(phone.layouts.list).toEqual(['mac', 'name', 'kind', 'user']);
  expect(phone.metadatas.mac.list.label).toBe('MAC address');
};

describe('the content manager', () => {
  const apps: TestApp[] = [];
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'directory-connector-'));
  });
  afterEach(async () => {
    await Promise.all(apps.splice(0).map((app) => app.close()));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const start = async (sqliteFile?: string): Promise<{ app: TestApp; admin: AdminClient }> => {
    const app = await createTestApp({ plugin: PLUGIN, ...(sqliteFile && { sqliteFile }) });
    apps.push(app);
    // The database of the version before has administrators whose passwords nobody knows.
    await app.strapi.db.query('admin::user').deleteMany({});
    return { app, admin: await createSuperAdmin(app) };
  };

  it('shows a new app its people in words, by names and numbers', async () => {
    const { admin } = await start();
    await expectInWords(admin);
    const { body } = await admin.get(VIEWS).expect(200);
    const types: { uid: string; info: { displayName: string } }[] = body.data;
    const names = Object.values(UID).map((uid) => types.find((type) => type.uid === uid)?.info);
    expect(names.map((info) => info?.displayName)).toEqual([
      'Directory: people',
      'Directory: phonebook',
      'Directory: phones',
    ]);
  });

  itOnSqlite('shows an app of version 0.1.0 the same, once', async () => {
    const { app, admin } = await start(DATABASE);
    await expectInWords(admin);
    const { settings, layouts } = await viewOf(admin, UID.user);
    const list = ['id', 'username', 'displayName', 'firstName'];
    await admin
      .put(`${VIEWS}/${UID.user}/configuration`)
      .send({
        settings: { ...settings, mainField: 'username' },
        layouts: { ...layouts, list },
      })
      .expect(200);
    await app.restart();
    const again = await viewOf(admin, UID.user);
    expect(again.settings).toMatchObject({ mainField: 'username', defaultSortBy: 'displayName' });
    expect(again.layouts.list).toEqual(list);
  });

  itOnSqlite('leaves what a person had arranged in version 0.1.0', async () => {
    const file = path.join(folder, 'arranged.sqlite');
    await copyFile(DATABASE, file);
    const database = knex({
      client: 'better-sqlite3',
      connection: { filename: file },
      useNullAsDefault: true,
    });
    const stored = () =>
      database('strapi_core_store_settings').where({
        key: `plugin_content_manager_configuration_content_types::${UID.user}`,
      });
    const { value } = await stored().first();
    const view = JSON.parse(value);
    view.settings.mainField = 'email';
    view.layouts.list = ['id', 'username', 'email'];
    view.metadatas.username.edit.label = 'Login';
    view.metadatas.phones.edit.mainField = 'ip';
    await stored().update({ value: JSON.stringify(view) });
    await database.destroy();

    const { admin } = await start(file);
    const { settings, layouts, metadatas } = await viewOf(admin, UID.user);
    expect(settings).toMatchObject({ mainField: 'email', defaultSortBy: 'displayName' });
    expect(layouts).toEqual(view.layouts);
    expect(metadatas).toMatchObject({
      username: { edit: { label: 'Login' }, list: { label: 'Username' } },
      phones: { edit: { label: 'Phones', mainField: 'ip' } },
    });
  });
});
