import { execFile } from 'node:child_process';
import { mkdtemp, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { promisify } from 'node:util';

import type { Core } from '@strapi/strapi';

import { isLong } from './rounds';
import {
  clear,
  createProfile,
  people,
  profilesOf,
  reportOf,
  runsOf,
  runStored,
  runText,
  storageOf,
  uploadsOf,
} from './runs';
import { createTestApp, type TestApp } from './strapi';
import { rowsOf, type Cells } from './tables';

const ROOT = path.resolve(__dirname, '..', '..');
const PAGE = { page: 1, pageSize: 100 };
/** What differs between databases. */
const IDS = ['id', 'connector_run', 'created_by_id', 'updated_by_id'];
const LDAP = {
  type: 'ldap',
  url: 'ldaps://ldap.example.com',
  baseDn: 'dc=example,dc=com',
  bindDn: 'cn=reader',
  bindPassword: 'S3cret-of-the-bind',
};

const without = (row: Cells, names: string[]): Cells =>
  Object.fromEntries(Object.entries(row).filter(([name]) => !names.includes(name)));

/** The records of all types, with their secrets, the users whose they are and the runs that wrote them last. */
const recordsOf = async (strapi: Core.Strapi): Promise<Cells[]> => {
  const runs = new Map(
    (await rowsOf(strapi, 'directory_connector_runs')).map((row) => [row.id, row.document_id])
  );
  const found: Cells[] = [];
  for (const name of ['users', 'phonebook_entries', 'phones']) {
    for (const row of await rowsOf(strapi, `directory_${name}`)) {
      found.push({ ...without(row, IDS), name, run: runs.get(row.connector_run) ?? null });
    }
  }
  const users = await strapi.db
    .query('plugin::directory-connector.user')
    .findMany({ populate: ['phonebookEntries', 'phones'], orderBy: 'documentId' });
  const owned = users.map((user) => ({
    of: user.documentId,
    entries: user.phonebookEntries.map((entry: Cells) => entry.documentId),
    phones: user.phones.map((phone: Cells) => phone.documentId),
  }));
  const owners = (await rowsOf(strapi, 'directory_connector_owners')).map((row) =>
    without(row, ['id', 'record_id'])
  );
  const byDocument = (one: Cells, other: Cells): number =>
    String(one.document_id) < String(other.document_id) ? -1 : 1;
  return [...found.sort(byDocument), ...owned, ...owners.sort(byDocument)];
};

/** What people see of the profiles and of all runs, with all that runs and profiles keep. */
const historyOf = async (strapi: Core.Strapi) => {
  const { results } = await runsOf(strapi).find(PAGE);
  const runs = [];
  for (const { id } of results) {
    const storage = storageOf(strapi);
    const { results: changes } = await storage.changes(await runsOf(strapi).rowId(id), PAGE);
    runs.push({
      report: await reportOf(strapi, id),
      changes: changes.map((change) => without({ ...change }, ['id', 'runId', 'recordId'])),
    });
  }
  const profiles = [];
  for (const { id } of await profilesOf(strapi).list()) {
    profiles.push({ ...(await profilesOf(strapi).load(id)), id: undefined });
  }
  // Databases put the names of profiles in an order of their own.
  profiles.sort((one, other) => (one.file.name < other.file.name ? -1 : 1));
  return { results, runs, profiles };
};

/** Profiles with secrets, and runs of every kind; the first ones are gone, so that no number begins with 1. */
const fill = async (strapi: Core.Strapi) => {
  const passing = await createProfile(strapi, { generate: { extension: null, pin: true } });
  await runText(strapi, passing, people(3));
  await clear(strapi);

  await createProfile(strapi, { name: 'From LDAP', source: LDAP });
  const profile = await createProfile(strapi, { name: 'From a file' });
  const rows = people(30).replace('Person 7,1007', 'Person 7,1006');
  await uploadsOf(strapi).store(profile, 'people.csv', Readable.from([rows]));
  const first = await runStored(strapi, profile);
  await runStored(strapi, profile, 'test');
  for (const name of ['Shared', 'Sharing']) {
    const sharer = await createProfile(strapi, { name, ownedByOthers: 'share' });
    await runText(strapi, sharer, `username,displayname,email\nboth,${name},\n`);
  }
  const other = await createProfile(strapi, { name: 'Held' });
  await runText(strapi, other, people(20, 101));
  const held = await runText(strapi, other, people(1, 101));
  return { profile, first: first.id, held: held.id };
};

/** What Strapi's commands `export` and `import` do, in this process. */
const carry = {
  async from(strapi: Core.Strapi, archive: string): Promise<void> {
    const { engine, file, strapi: local } = outside.dataTransfer;
    await strapi.plugin('directory-connector').service('moving').pack();
    const source = local.providers.createLocalStrapiSourceProvider({
      getStrapi: () => strapi,
      autoDestroy: false,
    });
    const destination = file.providers.createLocalFileDestinationProvider({
      file: { path: archive },
      encryption: { enabled: false },
      compression: { enabled: false },
    });
    await engine.createTransferEngine(source, destination, TRANSFER).transfer();
    await strapi.plugin('directory-connector').service('moving').end();
  },
  async to(strapi: Core.Strapi, archive: string): Promise<void> {
    const { engine, file, strapi: local } = outside.dataTransfer;
    const source = file.providers.createLocalFileSourceProvider({
      file: { path: `${archive}.tar` },
      encryption: { enabled: false },
      compression: { enabled: false },
    });
    const destination = local.providers.createLocalStrapiDestinationProvider({
      getStrapi: () => strapi,
      autoDestroy: false,
      strategy: 'restore',
      restore: {
        entities: { exclude: Object.keys(strapi.contentTypes).filter(isOfAdmin) },
        assets: false,
        configuration: { webhook: true, coreStore: true },
      },
    });
    await engine.createTransferEngine(source, destination, TRANSFER).transfer();
  },
};

const isOfAdmin = (uid: string): boolean => uid.startsWith('admin::');

const TRANSFER = {
  versionStrategy: 'ignore' as const,
  schemaStrategy: 'strict' as const,
  exclude: ['files' as const],
  transforms: {
    entities: [{ filter: ({ type }: { type: string }) => !isOfAdmin(type) }],
    links: [
      {
        filter: ({ left, right }: { left: { type: string }; right: { type: string } }) =>
          !isOfAdmin(left.type) && !isOfAdmin(right.type),
      },
    ],
  },
};

/** The same by the commands themselves. */
const command = async (folder: string, ...words: string[]): Promise<void> => {
  const program = path.join(ROOT, 'node_modules', '@strapi', 'strapi', 'bin', 'strapi.js');
  await promisify(execFile)(process.execPath, [program, ...words], { cwd: folder });
};

/** What moving says of a database that an app on another one moves to. */
export const testMoving = (target: () => TestApp): void => {
  const move = async (source: TestApp): Promise<void> => {
    const archive = path.join(await mkdtemp(path.join(tmpdir(), 'moving-')), 'archive');
    const app = target();
    if (!isLong) {
      await carry.from(source.strapi, archive);
      await source.close();
      await app.restart();
      await carry.to(app.strapi, archive);
      return app.restart();
    }
    await source.strapi.destroy();
    for (const { folder } of [source, app]) {
      await symlink(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'));
    }
    await command(source.folder, 'export', '--no-encrypt', '--no-compress', '--file', archive);
    await source.close();
    await command(app.folder, 'import', '--force', '--file', `${archive}.tar`);
    return app.restart();
  };

  it('brings profiles, records and history whole', async () => {
    await runText(target().strapi, await createProfile(target().strapi), people(2));
    // A process has one Strapi at a time.
    await target().strapi.destroy();
    const source = await createTestApp();
    const { profile, first, held } = await fill(source.strapi);
    const [records, history] = [await recordsOf(source.strapi), await historyOf(source.strapi)];
    await move(source);
    const { strapi } = target();

    expect(await recordsOf(strapi)).toEqual(records);
    expect(await historyOf(strapi)).toEqual(history);
    expect(history.results.map(({ kind, status }) => [kind, status])).toEqual([
      ['run', 'held'],
      ['run', 'succeeded'],
      ['run', 'succeeded'],
      ['run', 'succeeded'],
      ['test', 'succeeded-with-errors'],
      ['run', 'succeeded-with-errors'],
    ]);
    expect(history.profiles.map(({ file }) => file.source)).toContainEqual(
      expect.objectContaining({ bindPassword: LDAP.bindPassword })
    );
    expect(history.runs.some(({ report }) => report.issues.length > 0)).toBe(true);

    const runs = await rowsOf(strapi, 'directory_connector_runs');
    expect(runs.find((run) => run.document_id === held)).toMatchObject({ plan_form: null });
    await expect(runsOf(strapi).approve(held, null)).rejects.toMatchObject({
      code: 'plan-outdated',
    });
    const before = await recordsOf(strapi);
    const again = await runStored(strapi, profile);
    expect(again).toMatchObject({ user: { create: 0, update: 0, remove: 0 } });
    expect(again.user.unchanged).toBeGreaterThan(25);
    expect(await recordsOf(strapi)).toEqual(before);

    const users = await rowsOf(strapi, 'directory_users');
    const taken = await storageOf(strapi)
      .ofRun(await runsOf(strapi).rowId(first))
      .takeCredentials();
    expect(taken.length).toBeGreaterThan(25);
    for (const { key, type, record, secrets } of taken.filter(({ type }) => type === 'user')) {
      const user = users.find(({ connector_key }) => connector_key === key);
      expect([type, record]).toEqual(['user', user?.id]);
      const kept = await storageOf(strapi).readSecrets('user', String(user?.document_id));
      expect(kept).toMatchObject({ sipPassword: secrets.sipPassword, pin: secrets.pin });
    }
    const left = await strapi.db
      .connection('strapi_core_store_settings')
      .where('key', 'like', '%parcel%');
    expect(left).toEqual([]);
  });
};
