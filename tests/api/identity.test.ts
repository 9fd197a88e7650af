import type { Core } from '@strapi/strapi';
import request from 'supertest';

import {
  describeOnSqlite,
  describeWithDatabases,
  startDatabaseServer,
  type DatabaseKind,
  type DatabaseServer,
} from '../support/databases';
import { rowsOf, TABLES, type Cells } from '../support/plans';
import {
  clear,
  createProfile,
  people,
  profilesOf,
  reportOf,
  runsOf,
  runText,
  storageOf,
} from '../support/runs';
import { createTestApp, type TestApp } from '../support/strapi';

const USER_UID = 'plugin::directory-connector.user';
const API = '/api/directory-connector';
const GUID = '8f14e45f-ceea-467f-a9d1-0b6b1f5e2c3d';

/** Two spellings of one user name. */
const SPELLINGS: [kind: string, before: string, after: string][] = [
  ['case', 'mmuster', 'MMuster'],
  ['case beyond ASCII', 'ärger', 'ÄRGER'],
  ['decomposed', 'jm\u00fcller', 'jmu\u0308ller'],
  ['invisible ends', '\u200bcleo', 'cleo'],
  ['a blank at the end', 'dora', 'dora\u00a0'],
];

/** Pairs that databases of some collations take for the same, and that are two. */
const DIFFERENT: [one: string, other: string][] = [
  ['müller', 'muller'],
  ['straße', 'strasse'],
  ['ﬁnn', 'finn'],
  ['резюме', 'резюмё'],
];

const file = (...usernames: string[]): string =>
  ['username,displayname', ...usernames.map((name) => `${name},P`), ''].join('\n');

const tests = (kind: DatabaseKind | 'sqlite') => (): void => {
  let server: DatabaseServer | null = null;
  let app: TestApp;
  let token: string;

  beforeAll(async () => {
    server = kind === 'sqlite' ? null : await startDatabaseServer(kind);
    app = await createTestApp(server ? { database: await server.createDatabase() } : {});
    const created = await app.strapi
      .service('admin::api-token')
      .create({ name: 'all', description: '', type: 'full-access', lifespan: null });
    token = created.accessKey;
  });
  afterAll(async () => {
    await app?.close();
    await server?.stop();
  });
  beforeEach(() => clear(app.strapi));

  const users = () => rowsOf(app.strapi, TABLES.user);
  const entries = () => rowsOf(app.strapi, TABLES.phonebookEntry);
  const table = (name: string) => app.strapi.db.connection(name);
  const post = (path: string, data: object) =>
    request(app.strapi.server.httpServer)
      .post(`${API}/${path}`)
      .set('Authorization', `Bearer ${token}`)
      .send({ data });

  const put = (row: Cells | undefined, data: object) =>
    request(app.strapi.server.httpServer)
      .put(`${API}/users/${String(row?.document_id)}`)
      .set('Authorization', `Bearer ${token}`)
      .send({ data });

  const identified = ({ id, document_id, connector_key }: Cells) => ({
    id,
    document_id,
    connector_key,
  });
  /** What stays whatever the spelling. */
  const seen = ({ id, document_id, password, sip_password, connector_key }: Cells) => ({
    id,
    document_id,
    password,
    sip_password,
    connector_key,
  });

  it('another spelling is at most an update, both in one file are a duplicate', async () => {
    const [before, after] = [1, 2].map((spelling) => SPELLINGS.map((row) => String(row[spelling])));
    const profile = await createProfile(app.strapi);
    await runText(app.strapi, profile, file(...(before ?? [])));
    const stored = [(await users()).map(seen), (await entries()).map(identified)];
    expect(stored[0]).toHaveLength(SPELLINGS.length);

    const second = await runText(app.strapi, profile, file(...(after ?? [])));
    expect(second.issues).toEqual([]);
    expect(second.user).toMatchObject({ create: 0, remove: 0, error: 0 });
    expect([(await users()).map(seen), (await entries()).map(identified)]).toEqual(stored);

    const both = await runText(app.strapi, profile, file(...(after ?? []), ...(before ?? [])));
    expect(both.issues).toMatchObject(SPELLINGS.map(() => ({ code: 'duplicate-username' })));
    expect(await users()).toHaveLength(SPELLINGS.length);
  });

  it('long values are told apart by their ends and found in any spelling, and so are their entries', async () => {
    const long = (end: string): string => `${'x'.repeat(236)}${end}`;
    const before = ['AB', 'AC', 'ju\u0308', 'D '].map(long);
    const after = ['ab', 'AC', 'J\u00fc', 'd'].map(long);
    const profile = await createProfile(app.strapi);
    const first = await runText(app.strapi, profile, file(...before));
    expect(first).toMatchObject({ status: 'succeeded', phonebookEntry: { create: 4 } });
    const stored = [(await users()).map(seen), (await entries()).map(identified)];
    for (const spelling of [after, before, after]) {
      const report = await runText(app.strapi, profile, file(...spelling));
      expect(report.issues).toEqual([]);
      expect(report).toMatchObject({
        user: { create: 0, remove: 0, error: 0 },
        phonebookEntry: { create: 0, update: 0, remove: 0, unchanged: 4 },
      });
      expect([(await users()).map(seen), (await entries()).map(identified)]).toEqual(stored);
    }
  });

  it('values beyond what is stored, which differ only behind that, are refused and nobody is mixed up', async () => {
    const settings = { match: { user: 'externalId' } };
    const profile = await createProfile(app.strapi, settings);
    const ids = ['1', '2'].map((end) => `${'x'.repeat(260)}${end}`);
    const text = (...rows: string[]): string =>
      ['externalid,username', 'e0,eve', ...rows, ''].join('\n');
    const rows = ids.map((id, index) => `${id},u${index}`);
    for (let round = 0; round < 2; round += 1) {
      const report = await runText(app.strapi, profile, text(...rows));
      expect(report.status).toBe('succeeded-with-errors');
      expect((await users()).map(({ username }) => username)).toEqual(['eve']);
    }
  });

  it('what a collation takes for the same are two people, with an entry each', async () => {
    const [one, other] = [0, 1].map((place) => DIFFERENT.map((pair) => String(pair[place])));
    const profile = await createProfile(app.strapi);
    const count = 2 * DIFFERENT.length;
    const first = await runText(app.strapi, profile, file(...(one ?? []), ...(other ?? [])));
    expect(first).toMatchObject({
      status: 'succeeded',
      user: { create: count },
      phonebookEntry: { create: count },
    });
    const second = await runText(app.strapi, profile, file(...(other ?? []), ...(one ?? [])));
    expect(second).toMatchObject({
      user: { create: 0, update: 0, remove: 0, unchanged: count },
      phonebookEntry: { create: 0, update: 0, remove: 0, unchanged: count },
    });
  });

  it('finds whom somebody else made, in any spelling, by each attribute', async () => {
    const made = {
      username: 'Hand',
      email: 'Anna.Ahorn@Example.org',
      externalId: `{${GUID.toUpperCase()}}`,
      extension: '204',
    };
    const asked: [match: string, header: string, value: string][] = [
      ['username', 'username', 'HAND'],
      ['email', 'email', 'anna.ahorn@example.org'],
      ['externalId', 'externalid', GUID],
      ['extension', 'extension', '204'],
    ];
    await post('users', made).expect(201);
    for (const [match, header, value] of asked) {
      const profile = await createProfile(app.strapi, { match: { user: match } });
      const text = `${header},displayname,language\n${value},Anna,${match}\n`;
      const { user } = await runText(app.strapi, profile, text);
      expect([match, user]).toMatchObject([match, { create: 0, update: 1 }]);
    }
  });

  it.each([
    ['users', { username: 'taken' }, { username: 'TAKEN' }, 'username'],
    ['users', { username: 'blank' }, { username: 'blank  ' }, 'username'],
    ['users', { externalId: GUID }, { externalId: `{${GUID.toUpperCase()}}` }, 'externalId'],
    ['users', { extension: '12' }, { extension: '\u202a12\u202c' }, 'extension'],
    ['phones', { mac: 'aabbccddee01' }, { mac: 'AA:BB:CC:DD:EE:01' }, 'mac'],
  ])('REST refuses a value that is taken: %s %j %j', async (path, one, other, field) => {
    await post(path, one).expect(201);
    const { status, body } = await post(path, other);
    expect([status, body.error]).toMatchObject([
      400,
      {
        name: 'ValidationError',
        message: 'This attribute must be unique',
        details: {
          errors: [{ path: [field], message: 'This attribute must be unique', code: 'not-unique' }],
        },
      },
    ]);
  });

  it.each(DIFFERENT)('REST takes %s beside %s', async (one, other) => {
    await post('users', { username: one }).expect(201);
    await post('users', { username: other }).expect(201);
  });

  it('digests follow whoever writes by Strapi', async () => {
    const query = app.strapi.db.query(USER_UID);
    const digests = async () =>
      Object.fromEntries((await users()).map((row) => [row.username, row.username_digest]));
    await query.create({ data: { username: 'One' } });
    await query.createMany({ data: [{ username: 'Two' }, { username: 'Three', email: 'X@y.z' }] });
    await app.strapi.documents(USER_UID).create({ data: { username: 'Four' } });
    const first = await digests();
    expect(Object.values(first).every((digest) => /^[\da-f]{64}$/.test(String(digest)))).toBe(true);

    await query.update({ where: { username: 'One' }, data: { username: 'Five' } });
    await query.updateMany({ where: { username: 'Two' }, data: { username: 'TWO' } });
    await query.updateMany({ where: { username: 'Three' }, data: { email: null } });
    const second = await digests();
    expect(second).toMatchObject({ TWO: first.Two, Three: first.Three, Four: first.Four });
    expect(second.Five).not.toBe(first.One);
    expect((await users()).map((row) => row.email_digest)).toEqual([null, null, null, null]);
    const again = query.create({ data: { username: 'five' } });
    expect(
      await again.then(
        () => 'made',
        () => 'refused'
      )
    ).toBe('refused');
  });

  it('a run finds what was written past Strapi', async () => {
    const profile = await createProfile(app.strapi);
    await runText(app.strapi, profile, file('anna', 'bert'));
    const [anna] = await users();
    await table(TABLES.user).where({ username: 'bert' }).update({ username: 'Berta' });
    await table(TABLES.user).insert({ document_id: 'by-sql', username: 'CLEO' });
    const report = await runText(app.strapi, profile, file('ANNA', 'bert', 'cleo', 'berta'));
    expect(report.issues).toMatchObject([]);
    expect(report.user).toMatchObject({ create: 1, remove: 0, error: 0 });
    const now = await users();
    expect(now.map(({ username }) => username)).toEqual(['ANNA', 'bert', 'cleo', 'berta']);
    expect(now[0]?.document_id).toBe(anna?.document_id);
    expect(now[2]?.document_id).toBe('by-sql');
  });

  describe('stored records that share an identity', () => {
    /** Users of a profile with entries, two of whom get one name in two spellings by SQL. */
    const twins = async (): Promise<string> => {
      const profile = await createProfile(app.strapi);
      await runText(app.strapi, profile, file('max', 'other', 'third'));
      await table(TABLES.user).where({ username: 'other' }).update({ username: 'MAX' });
      await app.restart();
      return profile;
    };

    it('have neither digest nor keys, and come back when one is renamed', async () => {
      await twins();
      const marked = (await users()).filter(({ username }) => /max/i.test(String(username)));
      expect(marked).toMatchObject(
        [1, 2].map(() => ({ username_digest: null, connector_key: null }))
      );
      expect(marked.every((row) => row.username_shared !== null)).toBe(true);
      const keys = async () => (await entries()).map((row) => row.connector_key);
      expect(await keys()).toEqual([null, null, 'username:third/phonebookEntry/0']);

      await put(marked[1], { username: 'Maxine' }).expect(200);
      expect((await users()).map((row) => [row.connector_key, row.username_shared])).toEqual([
        ['username:max', null],
        ['username:maxine', null],
        ['username:third', null],
      ]);
      expect(await keys()).toEqual([
        'username:max/phonebookEntry/0',
        'username:maxine/phonebookEntry/0',
        'username:third/phonebookEntry/0',
      ]);
      const digests = (await users()).map((row) => row.username_digest);
      expect(new Set(digests).size).toBe(3);
    });

    it('are left alone, even in mode "replace"', async () => {
      await twins();
      const stored = [(await users()).slice(0, 2), (await entries()).slice(0, 2)];
      for (const mode of ['create-update-remove', 'replace']) {
        const profile = await createProfile(app.strapi, { mode, existing: 'adopt' });
        const request = { approve: true };
        const report = await runText(app.strapi, profile, file('Max', 'new'), request);
        const errors = report.issues.filter(({ severity }) => severity === 'error');
        expect([mode, errors]).toMatchObject([mode, [{ row: 2, code: 'ambiguous-person' }]]);
        expect([(await users()).slice(0, 2), (await entries()).slice(0, 2)]).toEqual(stored);
      }
    });

    it('let nobody else have the value, and nobody is lost when one goes', async () => {
      const profile = await twins();
      await post('users', { username: 'mAx' }).expect(400);
      const [, second] = await users();
      await app.strapi.documents(USER_UID).delete({ documentId: String(second?.document_id) });
      const report = await runText(app.strapi, profile, file('Max', 'third'));
      expect(report).toMatchObject({ issues: [], user: { create: 0, remove: 0, update: 1 } });
    });

    it('sign in by their exact spelling, everybody else by any', async () => {
      await twins();
      const [first] = await users();
      for (const row of await users()) await put(row, { password: 'right' }).expect(200);
      const signIn = (username: string) =>
        app.strapi
          .plugin('directory-connector')
          .service('authentication')
          .authenticate({ username, password: 'right', address: '127.0.0.1' });
      expect(await signIn('max')).toMatchObject({ documentId: first?.document_id });
      expect(await signIn('MAX')).toMatchObject({ kind: 'accepted', username: 'MAX' });
      expect(await signIn('Max')).toEqual({ kind: 'refused' });
      expect(await signIn('THIRD ')).toMatchObject({ kind: 'accepted', username: 'third' });
    });
  });

  it('asks little of records that are up to date, and writes nothing', async () => {
    const profile = await createProfile(app.strapi);
    await runText(app.strapi, profile, people(40));
    const statements: string[] = [];
    const count = ({ sql }: { sql: string }) => statements.push(sql);
    app.strapi.db.connection.on('query', count);
    await storageOf(app.strapi).renewIdentities();
    app.strapi.db.connection.removeListener('query', count);
    // The lock for writing is an update of nothing.
    const writing = statements.filter((sql) => /^\s*(insert|update|delete)/i.test(sql));
    expect(writing.filter((sql) => !sql.endsWith('where id = 0'))).toEqual([]);
    // Two per table, one for its marks and for keys that others have, and a transaction with its lock around these.
    expect(statements.length).toBeLessThanOrEqual(12);
  });

  describe('a held plan that is approved after records came to share a value', () => {
    const header = 'username,displayname,extension\n';
    const lines = ['max,Max,101', 'other,Other,102', 'third,Third,103', 'fourth,Fourth,104'];
    const settings = {
      match: { user: 'username' },
      generate: { extension: null },
      limits: { removePercent: 10, minimumPopulation: 1 },
    };

    /** Runs the four, then a text that is held, and lets "other" be called as "max" is, by SQL. */
    const held = async (text: string): Promise<string> => {
      const profile = await createProfile(app.strapi, settings);
      await runText(app.strapi, profile, `${header}${lines.join('\n')}\n`);
      const { id, status } = await runText(app.strapi, profile, `${header}${text}\n`);
      expect(status).toBe('held');
      await table(TABLES.user).where({ username: 'other' }).update({ username: 'MAX' });
      return id;
    };
    const approve = async (id: string) => {
      await (
        await runsOf(app.strapi).approve(id, 'somebody')
      ).done;
      return reportOf(app.strapi, id);
    };
    const names = async () =>
      (await users()).map(({ username, display_name: name }) => [username, name]);

    it.each([
      ['updates of theirs', 'max,New,101\nother,New,102\nthird,New,103'],
      ['their removal', 'third,New,103'],
      ['who is new with the value', 'mAX ,New,105\nthird,New,103'],
      ['values that they were to give up', 'max,New,104\nthird,New,103\nfifth,New,101'],
    ])('leaves out %s', async (_, text) => {
      const id = await held(text);
      const before = (await users()).slice(0, 2);
      const report = await approve(id);
      const after = await users();
      const content = (row: Cells | undefined) => [
        row?.id,
        row?.username,
        row?.display_name,
        row?.extension,
        row?.connector_run,
      ];
      expect(after.slice(0, 2).map(content)).toEqual(before.map(content));
      expect(await entries()).toEqual(
        expect.arrayContaining(
          ['Max', 'Other'].map((name) => expect.objectContaining({ display_name: name }))
        )
      );
      expect(await names()).toContainEqual(['third', 'New']);
      expect(report.status).toBe('succeeded-with-errors');
      const codes = new Set(
        report.issues.filter(({ severity }) => severity === 'error').map(({ code }) => code)
      );
      expect([...codes]).toContain('ambiguous-person');
    });
  });

  it('names of profiles are compared exactly', async () => {
    const names = ['Vertrieb', 'VERTRIEB', 'Vertrieb M\u00fcller', 'Vertrieb Muller'];
    for (const name of names) await createProfile(app.strapi, { name });
    const profiles = profilesOf(app.strapi);
    for (const name of names) expect((await profiles.findByName(name))?.name).toBe(name);
    expect(await profiles.findByName('vertrieb')).toBeNull();
    await expect(createProfile(app.strapi, { name: 'VERTRIEB' })).rejects.toMatchObject({
      details: { errors: [{ code: 'name-taken' }] },
    });
  });

  it('REST refuses to clear what a profile finds a record by', async () => {
    const profile = await createProfile(app.strapi);
    await runText(app.strapi, profile, file('anna'));
    const [anna] = await users();
    for (const username of [null, '', '  ']) {
      const { status, body } = await put(anna, { username });
      expect([status, body.error.details.errors]).toMatchObject([400, [{ path: ['username'] }]]);
    }
    await put(anna, { username: 'annika', extension: null }).expect(200);
    await post('users', { username: 'hand' }).expect(201);
  });

  it('drops the indexes of an older version where they are still there', async () => {
    for (const [place, [name, columns]] of FORMER_INDEXES.entries()) {
      const indexName = FORMER_NAMES[place] ?? '';
      await app.strapi.db
        .getSchemaConnection()
        .alterTable(name, (builder) => builder.unique(columns, { indexName }));
    }
    const names = async () => {
      const { schemaInspector } = app.strapi.db.dialect;
      const tables = Object.values(TABLES).map((name) => schemaInspector.getIndexes(name));
      return (await Promise.all(tables)).flat().map(({ name }) => name);
    };
    const digest = 'directory_users_username_digest_unique';
    expect(await names()).toEqual(expect.arrayContaining([...FORMER_NAMES, digest]));
    await app.restart();
    const left = await names();
    expect(left.filter((name) => FORMER_NAMES.includes(name))).toEqual([]);
    expect(left).toContain(digest);
  });

  it('starts with records that have no digests, and gives them theirs', async () => {
    const profile = await createProfile(app.strapi);
    await runText(app.strapi, profile, file('Anna', 'jmu\u0308ller', 'muller', 'Bert'));
    const before = [await users(), await entries()];
    await asOlderVersion(app.strapi);
    await app.restart();
    expect([await users(), await entries()]).toEqual(before);
    const report = await runText(
      app.strapi,
      profile,
      file('anna', 'jm\u00fcller', 'muller', 'Bert')
    );
    expect(report.user).toMatchObject({ create: 0, update: 2, unchanged: 2, remove: 0 });
    expect(report.phonebookEntry).toMatchObject({ create: 0, remove: 0, unchanged: 4 });
  });
};

/** Indexes of version 0.1.0 on values as they are spelled. */
const FORMER_INDEXES: [table: string, columns: string[]][] = [
  [TABLES.user, ['username']],
  [TABLES.user, ['external_id']],
  [TABLES.phone, ['mac']],
  [TABLES.phonebookEntry, ['connector_profile', 'connector_key']],
];
const FORMER_NAMES = [
  'directory_users_username_unique',
  'directory_users_external_id_unique',
  'directory_phones_mac_unique',
  'directory_phonebook_entries_connector_key_unique',
];

/** What version 0.1.0 had stored: no digests, and keys in the spelling of their value. */
const asOlderVersion = async (strapi: Core.Strapi): Promise<void> => {
  const name = (row: Cells | undefined): string => String(row?.username);
  const people = await rowsOf(strapi, TABLES.user);
  for (const type of ['user', 'phonebookEntry', 'phone'] as const) {
    const [row = {}] = await rowsOf(strapi, TABLES[type]);
    const digests = Object.keys(row).filter((column) => column.endsWith('_digest'));
    if (digests.length === 0) continue;
    await strapi.db
      .connection(TABLES[type])
      .update(Object.fromEntries(digests.map((column) => [column, null])));
  }
  for (const person of people) {
    await strapi.db
      .connection(TABLES.user)
      .where({ id: person.id })
      .update({ connector_key: `username:${name(person)}` });
    const lowered = String(person.connector_key);
    for (const card of await rowsOf(strapi, TABLES.phonebookEntry)) {
      if (card.connector_key !== `${lowered}/phonebookEntry/0`) continue;
      await strapi.db
        .connection(TABLES.phonebookEntry)
        .where({ id: card.id })
        .update({ connector_key: `username:${name(person)}/phonebookEntry/0` });
    }
  }
};

describeOnSqlite('identity', tests('sqlite'));
describeWithDatabases('identity', (kind) => tests(kind)(), 'long');
