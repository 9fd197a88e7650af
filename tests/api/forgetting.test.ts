import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

import request from 'supertest';

import type { ForgettingPreview, ForgettingView } from '../../shared/contracts/forgetting';
import { createRestrictedAdmin, createSuperAdmin, type AdminClient } from '../support/admin';
import { itOnSqlite } from '../support/databases';
import {
  clear,
  createProfile,
  deliver,
  NOTHING_GENERATED,
  reportOf,
  runsOf,
  runStored,
  secretsOf,
} from '../support/runs';
import { isLong } from '../support/rounds';
import { createTestApp, type TestApp } from '../support/strapi';
import { everythingStored, rowsOf } from '../support/tables';
import { until } from '../support/until';

const BASE = '/directory-connector';
const HEADER = 'username,displayname,email,extension,mobile,mac,notes';
const ANN = 'ann,Ann Ahorn,ann@example.com,201,+49 171 1000001,,first';
const CARL = 'carl,Carl Cedar,carl@example.com,203,+49 171 1000003,,third';
const zora = (name: string, extension = '202') =>
  `zora,${name},zora.quill@example.com,${extension},+49 171 7654321,00:15:5d:ab:cd:ef,`;
const LIMITS = { limits: { removePercent: 20, minimumPopulation: 5 } };
const crowd = (count: number, prefix = 'u'): string[] =>
  Array.from({ length: count }, (_, place) => `${prefix}${place},${prefix} Nr. ${place},,,,,`);
/** What stands of the person anywhere. */
const TRACES = /zora|quill|Winterberg|7654321|15-?:?5d-?:?ab|S3cret-zora|not-a-number-of-hers/i;

const ENCRYPTED = /enc:1:[\w-]+/g;

describe('a person who asks to be forgotten', () => {
  let app: TestApp;
  let admin: AdminClient;

  beforeAll(async () => {
    app = await createTestApp();
    admin = await createSuperAdmin(app);
  });
  afterEach(async () => {
    await clear(app.strapi);
    for (const table of ['directory_connector_forgettings', 'directory_connector_secret_reads']) {
      await app.strapi.db.connection(table).delete();
    }
  });
  afterAll(() => app.close());

  const userNamed = async (username: string): Promise<string | null> => {
    const users = await rowsOf(app.strapi, 'directory_users');
    const found = users.find((user) => user.username === username);
    return found ? String(found.document_id) : null;
  };

  /** Everything in the database, with what is encrypted in clear. */
  const everythingInClear = async (): Promise<[table: string, text: string][]> => {
    const { decrypt } = secretsOf(app.strapi);
    return [...(await everythingStored(app.strapi))].map(([table, text]) => [
      table,
      `${text} ${(text.match(ENCRYPTED) ?? []).map(decrypt).join(' ')}`,
    ]);
  };

  const tablesWith = async (words: RegExp): Promise<string[]> =>
    (await everythingInClear()).flatMap(([table, text]) => (words.test(text) ? [table] : []));

  const preview = async (document: string, type = 'user'): Promise<ForgettingPreview> =>
    (await admin.get(`${BASE}/records/${type}/${document}/forgetting`).expect(200)).body.data;

  const requestOf = async (id: string): Promise<ForgettingView> =>
    (await admin.get(`${BASE}/forgettings/${id}`).expect(200)).body.data;

  const forget = async (document: string, how: object = {}): Promise<ForgettingView> => {
    const { body } = await admin
      .post(`${BASE}/records/user/${document}/forgetting`)
      .send(how)
      .expect(202);
    const id = body.data.id as string;
    await until(async () => (await requestOf(id)).state !== 'running');
    return requestOf(id);
  };

  const numbersOf = async (id: string) => {
    const { rows, user, phonebookEntry, phone } = await reportOf(app.strapi, id);
    return { rows, user, phonebookEntry, phone };
  };

  const SETTINGS = {
    ...NOTHING_GENERATED,
    generate: { extension: null, password: false, sipPassword: true, pin: false },
    ...LIMITS,
  };

  /** A profile with a history of her: brought, renamed, with issues, a held plan, and files. */
  const past = async () => {
    const profile = await createProfile(app.strapi, SETTINGS);
    const runs: string[] = [];
    const run = async (lines: string[], kind: 'run' | 'test' = 'run') => {
      await deliver(admin, profile, [HEADER, ...lines]);
      const { id } = await runStored(app.strapi, profile, kind);
      runs.push(id);
      return id;
    };
    await run([ANN, zora('Zora Quill'), CARL], 'test');
    await run([ANN, zora('Zora Quill'), CARL]);
    await run([ANN, zora('Zora Winterberg'), CARL]);
    await run([ANN, zora('Zora Winterberg', 'not-a-number-of-hers'), CARL]);
    // Her extension is wanted by somebody else, which is told with her name.
    await run([ANN, zora('Zora Winterberg'), CARL, 'dora,Dora Dachs,dora@example.com,202,,,']);
    return { profile, runs, run };
  };

  it('is shown what there is, and is gone from everything that is stored', async () => {
    const { profile, runs } = await past();
    const document = (await userNamed('zora')) ?? '';
    const token = await app.strapi
      .service('admin::api-token')
      .create({ name: `all ${Date.now()}`, description: '', type: 'full-access', lifespan: null });
    await request(app.strapi.server.httpServer)
      .get(`/api${BASE}/users/${document}/secrets`)
      .set('Authorization', `Bearer ${token.accessKey}`);
    const before = await Promise.all(runs.map(numbersOf));
    expect(await tablesWith(TRACES)).not.toEqual([]);

    const shown = await preview(document);
    expect(shown.records.map(({ type, label }) => [type, label])).toEqual([
      ['user', 'Zora Winterberg'],
      ['phonebookEntry', 'Zora Winterberg'],
      ['phone', expect.any(String)],
    ]);
    expect(shown.counts.changes).toBeGreaterThan(5);
    expect(shown.counts).toMatchObject({ records: 3, rows: 1, files: 0, plans: 0, credentials: 1 });
    expect(shown.sources).toHaveLength(1);
    expect(await userNamed('zora')).toBe(document);

    const done = await forget(document, { reference: 'Ticket 4711' });
    expect(done).toMatchObject({
      state: 'done',
      reference: 'Ticket 4711',
      askedBy: 'ada@example.com',
      keepOut: true,
      counts: shown.counts,
      error: null,
    });
    expect(await tablesWith(TRACES)).toEqual([]);
    expect(await tablesWith(new RegExp(document))).toEqual([]);

    // Others are as they were, and the history is as long.
    expect(await tablesWith(/Ann Ahorn/)).toEqual(
      expect.arrayContaining(['directory_users', 'directory_connector_search_blocks'])
    );
    expect(await Promise.all(runs.map(numbersOf))).toEqual(before);
    const changes = await admin.get(`${BASE}/runs/${runs[1]}/changes?pageSize=100`).expect(200);
    expect(changes.body.meta.pagination.total).toBe(7);
    const listed = await admin.get(`${BASE}/changes?search=Carl`).expect(200);
    expect(listed.body.data.length).toBeGreaterThan(0);
    const searched = await admin.get(`${BASE}/changes?search=zora`).expect(200);
    expect(searched.body.data).toEqual([]);

    // The file still reads, its other rows where they were, and nobody is missing.
    const again = await runStored(app.strapi, profile);
    expect(again).toMatchObject({ rows: { read: 3 }, user: { create: 1, remove: 0, update: 0 } });
    const row = await admin.get(`${BASE}/profiles/${profile}/rows/4`);
    expect([row.status, row.body.data?.values?.username]).toEqual([200, 'carl']);
  });

  itOnSqlite('is in no file of the database', async () => {
    await past();
    const folder = path.join(app.folder, '.tmp');
    const filesWith = async (words: RegExp): Promise<string[]> => {
      const found: string[] = [];
      for (const name of await readdir(folder)) {
        if (!name.startsWith('data.db')) continue;
        if (words.test((await readFile(path.join(folder, name))).toString('latin1')))
          found.push(name);
      }
      return found;
    };
    expect(await filesWith(/Winterberg/)).not.toEqual([]);
    expect(await forget((await userNamed('zora')) ?? '')).toMatchObject({ state: 'done' });
    expect(await filesWith(TRACES)).toEqual([]);
  });

  it('comes again with the next run only where that is wanted', async () => {
    const { profile, run } = await past();
    await forget((await userNamed('zora')) ?? '');
    const { body: kept } = await admin.get(`${BASE}/forgettings/kept-out`).expect(200);
    expect(kept.data).toEqual([{ profile: { id: profile, name: expect.any(String) }, people: 1 }]);
    const left = await run([ANN, zora('Zora Summer'), CARL]);
    const report = await reportOf(app.strapi, left);
    expect(report.issues).toMatchObject([
      { code: 'forgotten-left-out', severity: 'info', row: null, params: { count: 1 } },
    ]);
    expect(report).toMatchObject({ rows: { read: 3, failed: 0 }, user: { create: 0, error: 0 } });
    expect(await userNamed('zora')).toBeNull();

    await admin
      .post(`${BASE}/forgettings/kept-out/${profile}/allow-again`)
      .send({ key: 'nobody' })
      .expect(404);
    await admin
      .post(`${BASE}/forgettings/kept-out/${profile}/allow-again`)
      .send({ key: 'ZORA' })
      .expect(204);
    expect((await admin.get(`${BASE}/forgettings/kept-out`)).body.data).toEqual([]);
    await runStored(app.strapi, profile);
    expect(await userNamed('zora')).not.toBeNull();
  });

  it('is told with each request where runs would bring them again', async () => {
    const { profile, run } = await past();
    const done = await forget((await userNamed('zora')) ?? '', { keepOut: false });
    expect(done.keepOut).toBe(false);
    await run([ANN, zora('Zora Summer'), CARL]);
    expect(await userNamed('zora')).not.toBeNull();
    await app.strapi.plugin('directory-connector').service('profiles').remove(profile);
    expect(await rowsOf(app.strapi, 'directory_connector_tombstones')).toEqual([]);
  });

  it('takes a plan along that waits for approval, which others need not', async () => {
    const { profile, run } = await past();
    const others = await createProfile(app.strapi, { ...SETTINGS, ...LIMITS });
    await deliver(admin, others, [HEADER, ...crowd(20)]);
    await runStored(app.strapi, others);
    await deliver(admin, others, [HEADER, ...crowd(5)]);
    const waiting = await runStored(app.strapi, others);
    await run([ANN, zora('Zora Winterberg'), CARL, ...crowd(20, 'v')]);
    const held = await run([ANN, ...crowd(5, 'v')]);
    expect([waiting.status, (await reportOf(app.strapi, held)).status]).toEqual(['held', 'held']);
    const document = (await userNamed('zora')) ?? '';
    expect((await preview(document)).counts.plans).toBe(1);
    await forget(document);
    expect(await reportOf(app.strapi, held)).toMatchObject({
      status: 'rejected',
      error: { code: 'plan-outdated' },
    });
    expect(await tablesWith(TRACES)).toEqual([]);
    const confirm = { confirm: waiting.profile };
    await admin.post(`${BASE}/runs/${waiting.id}/approve`).send(confirm).expect(202);
    await until(async () => (await reportOf(app.strapi, waiting.id)).status !== 'running');
    expect((await reportOf(app.strapi, waiting.id)).user.remove).toBe(15);
    expect(profile).not.toBe(others);
  });

  it('is asked for by whoever may, with a reference that does not name anybody', async () => {
    await past();
    const document = (await userNamed('zora')) ?? '';
    const url = `${BASE}/records/user/${document}/forgetting`;
    const refused = await admin.post(url).send({ reference: 'About Zora Winterberg' }).expect(400);
    expect(refused.body.error.details.code).toBe('reference-names-person');
    const entries = await rowsOf(app.strapi, 'directory_phonebook_entries');
    const entry = entries.find(({ display_name: name }) => name === 'Zora Winterberg');
    const child = `${BASE}/records/phonebookEntry/${String(entry?.document_id)}/forgetting`;
    expect((await admin.get(child).expect(409)).body.error.details.code).toBe('forget-their-user');
    await admin.get(`${BASE}/records/user/nobody/forgetting`).expect(404);

    const { client, allow } = await createRestrictedAdmin(app);
    await allow([
      'plugin::directory-connector.profiles.edit',
      'plugin::directory-connector.profiles.read',
    ]);
    await client.get(url).expect(403);
    await client.post(url).send({}).expect(403);
    await client.get(`${BASE}/forgettings`).expect(403);
    await allow(['plugin::directory-connector.people.forget']);
    await client.get(url).expect(200);
    const { body } = await client.post(url).send({}).expect(202);
    await until(async () => (await requestOf(body.data.id)).state === 'done');
    const { body: list } = await client.get(`${BASE}/forgettings`).expect(200);
    expect(list.data).toMatchObject([{ askedBy: 'rita@example.com', state: 'done' }]);
  });

  it('is not forgotten while a run is going on, nor does a run begin meanwhile', async () => {
    const { profile, runs } = await past();
    const document = (await userNamed('zora')) ?? '';
    const { connection } = app.strapi.db;
    const [last] = await connection('directory_connector_runs').where('document_id', runs[0]);
    const alive = {
      status: 'running',
      owner: 'elsewhere:1:::x',
      heartbeat_at_ms: Date.now() + 60_000,
    };
    await connection('directory_connector_runs').where('id', last.id).update(alive);
    const url = `${BASE}/records/user/${document}/forgetting`;
    const refused = await admin.post(url).send({}).expect(409);
    expect(refused.body.error.details.code).toBe('forgetting-run-active');
    await connection('directory_connector_runs')
      .where('id', last.id)
      .update({ status: 'succeeded' });
    await connection('directory_connector_forgettings').insert({
      key: 'elsewhere',
      state: 'running',
      type: 'user',
      asked_by: 'somebody',
      asked_at_ms: Date.now(),
      owner: 'elsewhere:1:::x',
      heartbeat_at_ms: Date.now() + 60_000,
    });
    const started = runsOf(app.strapi).start({
      profileId: profile,
      kind: 'run',
      trigger: 'manual',
    });
    await expect(started).rejects.toMatchObject({ code: 'already-running' });
  });

  it('is gone from rows that were sent, and from what is kept of files that are fetched', async () => {
    const sent = await createProfile(app.strapi, { ...SETTINGS, source: { type: 'push' } });
    const rowOf = (line: string) =>
      Object.fromEntries(
        HEADER.split(',').map((name, place) => [name, line.split(',')[place] ?? ''])
      );
    const starts = app.strapi.plugin('directory-connector').service('starts');
    const rows = [ANN, zora('Zora Quill'), CARL].map(rowOf);
    const { linesOfPushed } = jest.requireActual('../../server/src/sources/push/lines');
    const started = await starts.start({
      profileId: sent,
      kind: 'run',
      caller: { id: 'x', name: 'x' },
      delivery: {
        name: 'rows.json',
        content: linesOfPushed({ rows, complete: true, count: 3 }),
        digest: 'x',
      },
      key: null,
      said: {},
    });
    await starts.wait(started.id, 30, new AbortController().signal);
    expect((await reportOf(app.strapi, started.id)).user.create).toBe(3);
    const document = (await userNamed('zora')) ?? '';
    expect((await preview(document)).counts).toMatchObject({ rows: 1, files: 0 });
    await forget(document);
    expect(await tablesWith(TRACES)).toEqual([]);
    const again = await runStored(app.strapi, sent);
    expect(again).toMatchObject({ rows: { read: 2 }, user: { unchanged: 2, remove: 0 } });
  });

  describe('when it breaks off', () => {
    /** A statement that the database refuses, on any of them. */
    const refusing = async (
      table: string,
      what: 'insert' | 'update' | 'delete'
    ): Promise<() => Promise<void>> => {
      const { connection, dialect } = app.strapi.db;
      const name = `fault_${what}`;
      const when = `create trigger ${name} before ${what} on ${table}`;
      if (dialect.client === 'sqlite') {
        await connection.raw(`${when} begin select raise(abort, 'a fault'); end`);
      } else if (dialect.client === 'postgres') {
        await connection.raw(
          `create or replace function ${name}() returns trigger as $$ begin raise exception 'a fault'; end $$ language plpgsql`
        );
        await connection.raw(`${when} for each row execute function ${name}()`);
      } else {
        await connection.raw(
          `${when} for each row signal sqlstate '45000' set message_text = 'a fault'`
        );
      }
      return async () => {
        await connection.raw(
          dialect.client === 'postgres'
            ? `drop trigger ${name} on ${table}`
            : `drop trigger ${name}`
        );
      };
    };

    const FAULTS = [
      ['directory_connector_tombstones', 'insert'],
      ['directory_users', 'delete'],
      ['directory_connector_upload_chunks', 'delete'],
      ['directory_connector_changes', 'update'],
      ['directory_connector_issues', 'update'],
      ['directory_connector_credentials', 'delete'],
    ] as const;

    it.each(isLong ? FAULTS : FAULTS.slice(1, 4))(
      'in %s (%s), the next start goes on',
      async (table, what) => {
        await past();
        const document = (await userNamed('zora')) ?? '';
        const { counts } = await preview(document);
        const mend = await refusing(table, what);
        const broken = await forget(document);
        await mend();
        expect(broken).toMatchObject({ state: 'failed', error: { code: expect.any(String) } });
        expect(JSON.stringify(broken)).not.toMatch(TRACES);
        // As a process leaves it that is killed.
        await app.strapi.db.connection('directory_connector_forgettings').update({
          state: 'running',
          owner: null,
          error: null,
        });
        await app.restart();
        await until(async () => (await requestOf(broken.id)).state === 'done');
        expect(await requestOf(broken.id)).toMatchObject({ counts, error: null });
        expect(await tablesWith(TRACES)).toEqual([]);
        expect(await tablesWith(/Ann Ahorn/)).not.toEqual([]);
      }
    );
  });
});
