import { createHash } from 'node:crypto';
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import type { Core } from '@strapi/strapi';
import knex, { type Knex } from 'knex';

import { identityOf } from '../../shared/identity';
import { describeOnSqlite } from '../support/databases';
import {
  authenticationOf,
  filingOf,
  originsOf,
  profilesOf,
  runsOf,
  runText,
  storageOf,
  uploadsOf,
} from '../support/runs';
import { learnSecret } from '../support/secrets/known';
import {
  createTestApp,
  loadStrapi,
  makeAppFolder,
  removeAppFolder,
  type TestApp,
} from '../support/strapi';

const DATABASE = path.resolve(__dirname, '..', 'fixtures', 'upgrade', '0.1.0.sqlite');
/** The secrets that the database's profiles have. */
const STORED = { directory: 'bind-secret-1', address: 'url-secret-1' };
for (const [name, value] of Object.entries(STORED)) learnSecret(`of the ${name}`, value);

/** What the app of that database had in `config/plugins`. */
const PLUGIN = {
  encryptionKey: 'upgrade-test-encryption-key-0001',
  network: { allowedHosts: ['127.0.0.1'] },
};

/** The attributes that people see, by the columns of version 0.1.0. */
const SEEN = {
  directory_users: [
    ...['id', 'document_id', 'username', 'display_name', 'email', 'external_id', 'extension'],
    ...['roles', 'auth_method', 'enabled', 'protected', 'password', 'sip_password', 'pin'],
    'connector_profile',
  ],
  directory_phonebook_entries: [
    ...['id', 'document_id', 'display_name', 'first_name', 'last_name', 'email', 'phone'],
    'connector_profile',
  ],
  directory_phones: ['id', 'document_id', 'name', 'kind', 'mac', 'connector_profile'],
  directory_phonebook_entries_user_lnk: ['phonebook_entry_id', 'user_id'],
  directory_phones_user_lnk: ['phone_id', 'user_id'],
};

interface Person {
  id: number;
  username: string;
  enabled: unknown;
}

type State = Record<string, Record<string, unknown>[]>;

const stateOf = async (database: Knex): Promise<State> => {
  const tables = Object.entries(SEEN).map(async ([table, columns]) => [
    table,
    await database(table).select(columns).orderBy('id'),
  ]);
  return Object.fromEntries(await Promise.all(tables));
};

const stateOfFixture = async (): Promise<State> => {
  const connection = { filename: DATABASE, options: { readonly: true } };
  const database = knex({ client: 'better-sqlite3', connection, useNullAsDefault: true });
  try {
    return await stateOf(database);
  } finally {
    await database.destroy();
  }
};

const peopleOf = async (strapi: Core.Strapi): Promise<Person[]> =>
  strapi.db.connection('directory_users').select('id', 'username', 'enabled').orderBy('id');

const HEADER =
  'employeeid,username,displayname,password,pin,phone,email,sipPassword,groups,givenname,surname,phonemac';

/** A line of the file that the profile "People" was given in version 0.1.0. */
const lineOf = (number: number): string =>
  [
    ...[1000 + number, `user${number}`, `Person ${number} Ünal`, `clear-${number}`],
    ...[4000 + number, 200 + number, `User${number}@Example.org`, `sip-${number}-x`],
    ...['Sales|Support', 'Person', `Ünal ${number}`],
    `000b824f${number.toString(16).padStart(4, '0')}`,
  ].join(',');

/** "People" without those who had left: numbers 3 to 40. */
const STAFF = [HEADER, ...Array.from({ length: 38 }, (_, index) => lineOf(index + 3)), ''].join(
  '\n'
);

const NOTHING_WRITTEN = { create: 0, update: 0, remove: 0, error: 0 };
const WROTE_NOTHING = {
  user: NOTHING_WRITTEN,
  phonebookEntry: NOTHING_WRITTEN,
  phone: NOTHING_WRITTEN,
};

/** The tables in which values were unique as they are spelled, and are so by their digests now. */
const RECORD_TABLES = ['directory_users', 'directory_phonebook_entries', 'directory_phones'];

/** The columns of all unique indexes of a table. */
const uniqueColumns = async (database: Knex, table: string): Promise<string[]> => {
  const indexes: { name: string }[] = await database.raw('pragma index_list(??)', [table]);
  const unique = indexes.filter((index) => 'unique' in index && index.unique === 1);
  const columns = unique.map(async ({ name }): Promise<string> => {
    const found: { name: string }[] = await database.raw('pragma index_info(??)', [name]);
    return found.map((column) => column.name).join();
  });
  return (await Promise.all(columns)).sort();
};

const expectDigestIndexes = async (database: Knex): Promise<void> => {
  const key = 'connector_profile,connector_key_digest';
  const [users, entries, phones, profiles] = await Promise.all(
    [...RECORD_TABLES, 'directory_connector_profiles'].map((table) =>
      uniqueColumns(database, table)
    )
  );
  expect(users).toEqual([key, 'extension_digest', 'external_id_digest', 'username_digest']);
  expect(entries).toEqual([key]);
  expect(phones).toEqual([key, 'mac_digest']);
  expect(profiles).toEqual(['name_digest']);
};

/** How many values have neither a digest nor the mark of a shared one beside them, by column. */
const withoutIdentity = async (database: Knex): Promise<Record<string, number>> => {
  const lacking: Record<string, number> = {};
  for (const table of RECORD_TABLES) {
    for (const row of (await database(table)) as Record<string, unknown>[]) {
      for (const digest of Object.keys(row).filter((name) => name.endsWith('_digest'))) {
        const column = digest.slice(0, -'_digest'.length);
        const place = `${table}.${column}`;
        const isBare =
          row[column] !== null &&
          row[digest] === null &&
          (row[`${column}_shared`] ?? null) === null;
        lacking[place] = (lacking[place] ?? 0) + (isBare ? 1 : 0);
      }
    }
  }
  return lacking;
};

const expectAllIdentified = async (database: Knex): Promise<void> => {
  const lacking = await withoutIdentity(database);
  expect(Object.keys(lacking)).toHaveLength(13);
  expect(lacking).toEqual(Object.fromEntries(Object.keys(lacking).map((place) => [place, 0])));
};

describeOnSqlite('an app with the database of version 0.1.0', () => {
  let app: TestApp;
  let before: State;

  beforeAll(async () => {
    before = await stateOfFixture();
    app = await createTestApp({ plugin: PLUGIN, sqliteFile: DATABASE });
  });
  afterAll(() => app.close());

  const state = (): Promise<State> => stateOf(app.strapi.db.connection);

  const profileId = async (name: string): Promise<string> =>
    (await profilesOf(app.strapi).findByName(name))?.id ?? '';

  it('has all people, entries and phones as they were', async () => {
    expect(before.directory_users).toHaveLength(44);
    expect(before.directory_phonebook_entries).toHaveLength(44);
    expect(before.directory_phones).toHaveLength(42);
    expect(await state()).toEqual(before);
  });

  it('finds them by digests of their values, and has no index left on how these are spelled', async () => {
    await expectDigestIndexes(app.strapi.db.connection);
    await expectAllIdentified(app.strapi.db.connection);
  });

  it('still says since when somebody is missing', async () => {
    const since = (before.directory_users ?? [])
      .slice(0, 3)
      .map(({ document_id: id }) =>
        originsOf(app.strapi).of('user', String(id), () => Promise.resolve(true))
      );
    const missing = { missingSince: '2026-11-28T13:01:26.789Z' };
    expect(await Promise.all(since)).toMatchObject([missing, missing, { missingSince: null }]);
  });

  it('can read and verify their secrets', async () => {
    const users = before.directory_users ?? [];
    const { authenticate } = authenticationOf(app.strapi);
    const logIn = async (username: string, password: string) =>
      (await authenticate({ username, password, address: '127.0.0.1' })).kind;
    // Who is disabled cannot log in, whatever the password.
    const disabled = await app.strapi.db.connection('directory_users').where('enabled', false);
    const those = app.strapi.db.connection('directory_users').whereIn(
      'id',
      disabled.map(({ id }: Person) => id)
    );
    await those.clone().update({ enabled: true });
    for (const number of [1, 17, 40]) {
      const user = users.find(({ username }) => username === `user${number}`);
      expect(await storageOf(app.strapi).readSecrets('user', String(user?.document_id))).toEqual({
        sipPassword: `sip-${number}-x`,
        pin: String(4000 + number),
      });
      expect(await logIn(`user${number}`, `clear-${number}`)).toBe('accepted');
      expect(await logIn(`user${number}`, `clear-${number + 1}`)).toBe('refused');
    }
    await those.update({ enabled: false });
  });

  it('has its profiles with their settings and credentials', async () => {
    const profiles = await profilesOf(app.strapi).list();
    expect(profiles).toMatchObject([
      { name: 'Automatic', template: '', schedule: { enabled: false, timezone: 'UTC' } },
      {
        name: 'From a directory',
        source: { bindDn: 'cn=reader,dc=example,dc=org', bindPassword: { set: true } },
        schedule: { enabled: true, cron: '30 3 * * 1-5', timezone: 'America/New_York' },
      },
      {
        name: 'From an address',
        mode: 'create-update',
        source: { auth: { type: 'basic', username: 'reader', password: { set: true } } },
        variables: [{ name: 'job', expression: 'return $row["title"];' }],
      },
      {
        name: 'People',
        comment: 'first',
        missing: { do: 'disable', removeAfterDays: null, afterRuns: 1 },
        match: { user: 'externalId' },
        renamed: 'new',
        notify: { emails: ['ops@example.org'] },
      },
    ]);
    const { file: directory } = await profilesOf(app.strapi).load(
      await profileId('From a directory')
    );
    expect(directory.source).toMatchObject({ bindPassword: STORED.directory });
    const { file: address } = await profilesOf(app.strapi).load(await profileId('From an address'));
    expect(address.source).toMatchObject({ auth: { password: STORED.address } });
  });

  it('shows its history with the times at which things happened', async () => {
    const { results } = await runsOf(app.strapi).find({ page: 1, pageSize: 10 });
    expect(results).toMatchObject([
      { profile: 'Automatic', kind: 'test', status: 'succeeded' },
      { profile: 'Automatic', kind: 'run', status: 'succeeded' },
      { profile: 'People', kind: 'test', status: 'succeeded-with-errors' },
      { profile: 'People', kind: 'run', status: 'held', finishedAt: '2026-11-28T13:01:27.200Z' },
      { profile: 'People', kind: 'run', status: 'succeeded' },
      {
        profile: 'People',
        kind: 'run',
        status: 'succeeded',
        startedAt: '2026-11-28T13:01:26.007Z',
        finishedAt: '2026-11-28T13:01:26.785Z',
      },
    ]);
  });

  it('shows the held run and its plan', async () => {
    const [held] = (await runsOf(app.strapi).find({ page: 1, pageSize: 1, status: 'held' }))
      .results;
    expect(held).toMatchObject({
      user: { create: 1, update: 17 },
      exceeded: [{ limit: 'removePercent', found: 42.5 }],
    });
    const runId = await runsOf(app.strapi).rowId(String(held?.id));
    const page = { page: 1, pageSize: 100 };
    const { results: changes } = await storageOf(app.strapi).changes(runId, page);
    expect(changes).toHaveLength(20);
    expect(changes).toContainEqual(
      expect.objectContaining({
        type: 'user',
        action: 'update',
        label: 'Person 19 Ünal',
        difference: expect.objectContaining({ enabled: { before: true, after: false } }),
      })
    );
    expect(changes).toContainEqual(
      expect.objectContaining({ type: 'phone', action: 'create', label: 'Person 41 Ünal' })
    );
  });

  it('finds what its changes hold, filed by what the start has begun or not yet', async () => {
    const search = { page: 1, pageSize: 10, search: 'PERSON 41', type: 'phone' as const };
    const find = async () => (await storageOf(app.strapi).changes(null, search)).results;
    const found = await find();
    expect(found.map(({ label }) => label)).toContain('Person 41 Ünal');
    await filingOf(app.strapi).start();
    const unfiled = app.strapi.db.connection('directory_connector_changes').whereNull('block');
    expect(await unfiled).toEqual([]);
    expect(await find()).toEqual(found);
  });

  it('does not write the held plan, which an earlier version has made, and says how to plan anew', async () => {
    const runs = runsOf(app.strapi);
    const [held] = (await runs.find({ page: 1, pageSize: 1, status: 'held' })).results;
    const id = String(held?.id);
    expect(await runs.detail(id)).toMatchObject({ changedSince: { form: true } });
    await expect(runs.approve(id, 'somebody')).rejects.toMatchObject({
      code: 'plan-outdated',
      message: expect.stringMatching(
        /earlier version.*Plan anew.*upload it to the profile first, or give it again/
      ),
    });
    expect(await runs.detail(id)).toMatchObject({ status: 'held' });
  });

  it('has the upload with its corrections', async () => {
    const upload = await uploadsOf(app.strapi).current(await profileId('Automatic'));
    expect(upload).toMatchObject({ name: 'people "March".csv', size: 112, fixes: 2 });
    expect(await uploadsOf(app.strapi).fixes(String(upload?.id))).toMatchObject([
      { row: 3, column: 'phonemac', value: 'aabbccddee03' },
      { row: 4, skip: 'keep' },
    ]);
  });

  describe('when its profiles run again', () => {
    /** A run of what the profile has itself. */
    const run = async (name: string) => {
      const id = await profileId(name);
      const started = await runsOf(app.strapi).start({
        profileId: id,
        kind: 'run',
        trigger: 'cli',
      });
      return await started.done;
    };

    it('finds everybody in the file that was there before', async () => {
      const id = await profileId('People');
      const test = await runText(app.strapi, id, STAFF, { kind: 'test' });
      expect(test).toMatchObject({ status: 'succeeded', rows: { read: 38, failed: 0 } });
      const first = await runText(app.strapi, id, STAFF);
      expect(first).toMatchObject({ status: 'succeeded', ...WROTE_NOTHING });
      expect(first.user.unchanged).toBeGreaterThanOrEqual(38);
      expect(await runText(app.strapi, id, STAFF)).toMatchObject(WROTE_NOTHING);
      expect(await state()).toEqual(before);
    });

    it('finds everybody when they are known by several attributes from now on', async () => {
      const profiles = profilesOf(app.strapi);
      const id = await profileId('People');
      const file = await profiles.exportFile(id);
      const match = { user: ['displayName', 'email'], phone: ['name', 'mac'] };
      await profiles.importFile({ ...file, match: { ...file.match, ...match } });
      const first = await runText(app.strapi, id, STAFF);
      const onlyKeys = { create: 0, remove: 0, error: 0 };
      expect(first).toMatchObject({ status: 'succeeded', user: onlyKeys, phone: onlyKeys });
      expect(first.user.update).toBe(38);
      expect(await runText(app.strapi, id, STAFF)).toMatchObject(WROTE_NOTHING);
      expect(await state()).toEqual(before);
    });

    it('keeps whom the stored upload names, and leaves the others alone', async () => {
      const earlier = await peopleOf(app.strapi);
      const first = await run('Automatic');
      expect(first.status).toMatch(/^succeeded/);
      const now = await peopleOf(app.strapi);
      const gone = earlier.filter(({ id }) => !now.some((person) => person.id === id));
      // Missing from the upload; nobody else may go.
      expect(['muller', 'müller']).toEqual(
        expect.arrayContaining(gone.map(({ username }) => username))
      );
      expect(now.filter(({ username }) => username === 'Max')).toEqual(
        earlier.filter(({ username }) => username === 'Max')
      );
      const others = (people: Person[]) => people.filter(({ username }) => /^user/.test(username));
      expect(others(now)).toEqual(others(earlier));
      const identities = now.map(({ username }) => identityOf('username', username));
      expect(new Set(identities).size).toBe(now.length);
    });

    it('writes nothing the second time', async () => {
      const earlier = await state();
      expect(await run('Automatic')).toMatchObject({
        user: { create: 0, update: 0, remove: 0 },
        phonebookEntry: { create: 0, update: 0, remove: 0 },
        phone: { create: 0, update: 0, remove: 0 },
      });
      expect(await state()).toEqual(earlier);
    });

    it.each(['From an address', 'From a directory'])(
      'removes nobody where the source of "%s" does not answer',
      async (name) => {
        const earlier = await state();
        expect((await run(name)).status).toBe('failed');
        expect(await state()).toEqual(earlier);
      }
    );
  });
});

describeOnSqlite('an app with that database whose tables Strapi may only add to', () => {
  let folder: string;
  let strapi: Core.Strapi;

  beforeAll(async () => {
    folder = await makeAppFolder({ plugin: PLUGIN, sqliteFile: DATABASE });
    const file = path.join(folder, 'config', 'database.js');
    const settings = await readFile(file, 'utf8');
    const added = settings.replace(
      'useNullAsDefault: true,',
      'useNullAsDefault: true }, settings: { forceMigration: false,'
    );
    expect(added).not.toBe(settings);
    await writeFile(file, added);
    strapi = await loadStrapi(folder);
  });
  afterAll(async () => {
    await strapi?.destroy();
    await removeAppFolder(folder);
  });

  it('has no index left on how values are spelled either', async () => {
    await expectDigestIndexes(strapi.db.connection);
    await expectAllIdentified(strapi.db.connection);
  });

  it('lets two users swap their names', async () => {
    const id = (await profilesOf(strapi).findByName('People'))?.id ?? '';
    const before = await peopleOf(strapi);
    const swapped = STAFF.replaceAll(/,user3,/g, ',hand,')
      .replaceAll(/,user4,/g, ',user3,')
      .replaceAll(/,hand,/g, ',user4,');
    const report = await runText(strapi, id, swapped);
    expect(report).toMatchObject({ status: 'succeeded', user: { create: 0, update: 2, error: 0 } });
    const name = (people: Person[], number: number) =>
      people.find(
        (person) => person.id === before.find(({ username }) => username === `user${number}`)?.id
      )?.username;
    const after = await peopleOf(strapi);
    expect([name(after, 3), name(after, 4)]).toEqual(['user4', 'user3']);
    expect(after).toHaveLength(before.length);
  });
});

/** A key as version 0.1.0 cut it. */
const cutKey = (key: string): string =>
  key.length <= 255
    ? key
    : `${key.slice(0, 190)}#${createHash('sha256').update(key).digest('hex')}`;

describeOnSqlite(
  'an app with that database, in which keys were cut or come to the same now',
  () => {
    const LONG = [3, 4, 5].map((number) => ({
      number,
      stored: `${'x'.repeat(246)}u\u0308${number}`,
      given: `${'x'.repeat(246)}\u00fc${number}`,
    }));
    const staff = (): string =>
      LONG.reduce(
        (text, { number, given }) => text.replace(`\n${1000 + number},`, `\n${given},`),
        STAFF
      );

    let app: TestApp;
    let folder: string;
    let profile: string;

    /** Gives people of the stored ones an id as long as its column, and one of them a second entry. */
    const prepare = async (database: Knex): Promise<void> => {
      for (const { number, stored } of LONG) {
        const external_id = String(1000 + number);
        const user = await database('directory_users').where({ external_id }).first();
        const root = cutKey(`externalId:${stored}`);
        await database('directory_users')
          .where({ id: user.id })
          .update({ external_id: stored, connector_key: root });
        for (const table of ['directory_phonebook_entries', 'directory_phones']) {
          const rows: { id: number; connector_key: string }[] = await database(table)
            .where('connector_key', 'like', `externalId:${external_id}/%`)
            .select('id', 'connector_key');
          for (const { id, connector_key: key } of rows) {
            const place = key.slice(`externalId:${external_id}`.length);
            await database(table)
              .where({ id })
              .update({ connector_key: cutKey(root + place) });
          }
        }
      }
      const entry = await database('directory_phonebook_entries')
        .where('connector_key', 'like', 'externalId:1010/%')
        .first();
      const link = await database('directory_phonebook_entries_user_lnk')
        .where({ phonebook_entry_id: entry.id })
        .first();
      const [id] = await database('directory_phonebook_entries').insert({
        ...entry,
        id: undefined,
        document_id: 'second-entry',
        connector_key: entry.connector_key.replace('1010/', '1010 /'),
      });
      await database('directory_phonebook_entries_user_lnk').insert({
        ...link,
        id: undefined,
        phonebook_entry_id: id,
      });
    };

    beforeAll(async () => {
      folder = await mkdtemp(path.join(tmpdir(), 'directory-connector-test-'));
      const sqliteFile = path.join(folder, 'changed.sqlite');
      await copyFile(DATABASE, sqliteFile);
      const connection = { filename: sqliteFile };
      const database = knex({ client: 'better-sqlite3', connection, useNullAsDefault: true });
      await prepare(database);
      await database.destroy();
      app = await createTestApp({ plugin: PLUGIN, sqliteFile });
      profile = (await profilesOf(app.strapi).findByName('People'))?.id ?? '';
    });
    afterAll(async () => {
      await app?.close();
      await rm(folder, { recursive: true });
    });

    const entries = (): Promise<Record<string, unknown>[]> =>
      app.strapi.db.connection('directory_phonebook_entries').orderBy('id');
    const idsOf = async (): Promise<unknown[]> => {
      const tables = ['directory_users', 'directory_phonebook_entries', 'directory_phones'];
      return Promise.all(
        tables.map((table) =>
          app.strapi.db.connection(table).select('id', 'document_id').orderBy('id')
        )
      );
    };
    const run = () => runText(app.strapi, profile, staff());

    it('finds those with long ids and what is theirs in another spelling, the first and the second time', async () => {
      const before = await idsOf();
      const counts = { create: 0, remove: 0, error: 0 };
      const first = await run();
      expect(first).toMatchObject({
        user: counts,
        phonebookEntry: { ...counts, update: 0 },
        phone: counts,
      });
      expect(await run()).toMatchObject(WROTE_NOTHING);
      expect(await idsOf()).toEqual(before);
    });

    it('keeps what was stored twice, with a warning, until one of them is removed', async () => {
      for (let round = 0; round < 2; round += 1) {
        const report = await run();
        const found = report.issues.filter(({ code }) => code === 'kept-without-key');
        expect(found).toMatchObject([
          { severity: 'warning', message: expect.stringContaining('(document second-entry)') },
        ]);
        expect(report).toMatchObject(WROTE_NOTHING);
      }
      const twins = (await entries()).filter(
        ({ connector_key: key, connector_former_key: former }) =>
          [key, former].some((one) => String(one).startsWith('externalId:1010/'))
      );
      expect(twins).toHaveLength(2);
      await app.strapi
        .documents('plugin::directory-connector.phonebook-entry')
        .delete({ documentId: String(twins[0]?.document_id) });
      const before = await idsOf();
      const report = await run();
      expect(report.issues.map(({ code }) => code)).not.toContain('kept-without-key');
      expect(report).toMatchObject(WROTE_NOTHING);
      expect(await idsOf()).toEqual(before);
      const left = (await entries()).find((row) => row.document_id === 'second-entry');
      expect(left).toMatchObject({
        connector_key: twins[0]?.connector_key,
        connector_former_key: null,
      });
    });
  }
);
