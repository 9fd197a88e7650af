import type { Core } from '@strapi/strapi';
import request from 'supertest';

import type { ForgettingPreview, ForgettingView } from '../../shared/contracts/forgetting';
import { superAdminAt, type AdminClient } from './admin';
import { createProfile, deliver, NOTHING_GENERATED, reportOf, runStored, secretsOf } from './runs';
import { startSecondInstance } from './second-instance';
import type { TestApp } from './strapi';
import { everythingStored, rowsOf } from './tables';
import { until } from './until';

export const BASE = '/directory-connector';
export const HEADER = 'username,displayname,email,extension,mobile,mac,notes';
export const ANN = 'ann,Ann Ahorn,ann@example.com,201,+49 171 1000001,,first';
export const CARL = 'carl,Carl Cedar,carl@example.com,203,+49 171 1000003,,third';
export const zora = (name: string, extension = '202') =>
  `zora,${name},zora.quill@example.com,${extension},+49 171 7654321,00:15:5d:ab:cd:ef,`;
const LIMITS = { limits: { removePercent: 20, minimumPopulation: 5 } };
export const crowd = (count: number, prefix = 'u'): string[] =>
  Array.from({ length: count }, (_, place) => `${prefix}${place},${prefix} Nr. ${place},,,,,`);
/** What stands of the person anywhere. */
export const TRACES =
  /zora|quill|Winterberg|7654321|00[-:]?15[-:]?5d[-:]?ab|S3cret-zora|not-a-number-of-hers/i;

const ENCRYPTED = /enc:1:[\w-]+/g;

export const SETTINGS = {
  ...NOTHING_GENERATED,
  generate: { extension: null, password: false, sipPassword: true, pin: false },
  ...LIMITS,
};

/** What is done in the middle of forgetting somebody. */
type Place = readonly [table: string, what: 'insert' | 'update' | 'delete'];

export const PLACES: Place[] = [
  ['directory_connector_tombstones', 'insert'],
  ['directory_users', 'delete'],
  ['directory_connector_upload_chunks', 'delete'],
  ['directory_connector_changes', 'update'],
  ['directory_connector_issues', 'update'],
  ['directory_connector_credentials', 'delete'],
];

const BEGINNING = { insert: 'insert into', update: 'update', delete: 'delete from' };

/** How a statement begins that does it. */
const nameOf = ([table, what]: Place): string => `${BEGINNING[what]} ${table}`;

/** A statement that the database refuses, on any of them. */
const refusing = async (
  { connection, dialect }: Core.Strapi['db'],
  [table, what]: Place
): Promise<() => Promise<void>> => {
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
      dialect.client === 'postgres' ? `drop trigger ${name} on ${table}` : `drop trigger ${name}`
    );
  };
};

/** By what somebody is asked for who may have no record any more. */
interface AskedFor {
  key: string;
  profile?: string;
}

/** What there is of somebody, and what is done to forget them. */
export const forgettingOf = (appOf: () => TestApp, adminOf: () => AdminClient) => {
  const userNamed = async (username: string): Promise<string | null> => {
    const users = await rowsOf(appOf().strapi, 'directory_users');
    const found = users.find((user) => user.username === username);
    return found ? String(found.document_id) : null;
  };

  /** Everything in the database, with what is encrypted in clear: what stands in its place is random, and may spell anything. */
  const everythingInClear = async (): Promise<[table: string, text: string][]> => {
    const { decrypt } = secretsOf(appOf().strapi);
    return [...(await everythingStored(appOf().strapi))].map(([table, text]) => [
      table,
      text.replace(ENCRYPTED, (sealed) => decrypt(sealed)),
    ]);
  };

  const tablesWith = async (words: RegExp): Promise<string[]> =>
    (await everythingInClear()).flatMap(([table, text]) => (words.test(text) ? [table] : []));

  const preview = async (document: string, type = 'user'): Promise<ForgettingPreview> =>
    (await adminOf().get(`${BASE}/records/${type}/${document}/forgetting`).expect(200)).body.data;

  const requestOf = async (id: string): Promise<ForgettingView> =>
    (await adminOf().get(`${BASE}/forgettings/${id}`).expect(200)).body.data;

  const begin = async (path: string, asked: object): Promise<ForgettingView> => {
    const { body } = await adminOf().post(`${BASE}${path}`).send(asked).expect(202);
    const id = body.data.id as string;
    await until(async () => (await requestOf(id)).state !== 'running');
    return requestOf(id);
  };

  const forget = (document: string, how: object = {}): Promise<ForgettingView> =>
    begin(`/records/user/${document}/forgetting`, how);

  const previewAsked = async (asked: AskedFor): Promise<ForgettingPreview> =>
    (await adminOf().post(`${BASE}/forgettings/preview`).send(asked).expect(200)).body.data;

  /** The code with which a preview is refused. */
  const refusalOf = async (asked: AskedFor): Promise<string> =>
    (await adminOf().post(`${BASE}/forgettings/preview`).send(asked)).body.error.details.code;

  const forgetAsked = (asked: AskedFor, how: object = {}): Promise<ForgettingView> =>
    begin('/forgettings', { ...asked, ...how });

  const numbersOf = async (id: string) => {
    const { rows, user, phonebookEntry, phone } = await reportOf(appOf().strapi, id);
    return { rows, user, phonebookEntry, phone };
  };

  const newProfile = async () => {
    const profile = await createProfile(appOf().strapi, SETTINGS);
    const runs: string[] = [];
    const run = async (lines: string[], kind: 'run' | 'test' = 'run') => {
      await deliver(adminOf(), profile, [HEADER, ...lines]);
      const { id } = await runStored(appOf().strapi, profile, kind);
      runs.push(id);
      return id;
    };
    return { profile, runs, run };
  };

  /** A profile that has brought her, by her names one after the other. */
  const brought = async (...names: string[]) => {
    const known = await newProfile();
    for (const name of names) await known.run([ANN, zora(name), CARL]);
    return known;
  };

  /** A profile that has brought her, and given her another name. */
  const renamed = () => brought('Zora Quill', 'Zora Winterberg');

  /** A profile with a history of her: looked at, brought, renamed, with issues, and files. */
  const past = async () => {
    const known = await newProfile();
    const { run } = known;
    await run([ANN, zora('Zora Quill'), CARL], 'test');
    await run([ANN, zora('Zora Quill'), CARL]);
    await run([ANN, zora('Zora Winterberg', 'not-a-number-of-hers'), CARL]);
    // Her extension is wanted by somebody else, which is told with her name.
    await run([ANN, zora('Zora Winterberg'), CARL, 'dora,Dora Dachs,dora@example.com,202,,,']);
    return known;
  };

  /** Takes away what stays of requests. */
  const tidy = async (): Promise<void> => {
    for (const table of ['directory_connector_forgettings', 'directory_connector_secret_reads']) {
      await appOf().strapi.db.connection(table).delete();
    }
  };

  return {
    ...{ userNamed, tablesWith, preview, requestOf, forget, numbersOf, brought, renamed, past },
    ...{ tidy, previewAsked, refusalOf, forgetAsked },
  };
};

export type ForgettingTests = ReturnType<typeof forgettingOf>;

/**
 * Forgetting somebody over HTTP, on whatever database the app has.
 * @param places where the database refuses a statement, and where the process dies
 */
export const testForgetting = (
  appOf: () => TestApp,
  adminOf: () => AdminClient,
  places: { refused: Place[]; deadly: Place[] }
): void => {
  const by = forgettingOf(appOf, adminOf);
  const { userNamed, tablesWith, preview, requestOf, forget, numbersOf, past } = by;
  afterEach(by.tidy);

  it('is shown what there is, and is gone from everything that is stored', async () => {
    const { strapi } = appOf();
    const { profile, runs } = await past();
    const document = (await userNamed('zora')) ?? '';
    const token = await strapi
      .service('admin::api-token')
      .create({ name: `all ${Date.now()}`, description: '', type: 'full-access', lifespan: null });
    await request(strapi.server.httpServer)
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
    const changes = await adminOf().get(`${BASE}/runs/${runs[1]}/changes?pageSize=100`).expect(200);
    expect(changes.body.meta.pagination.total).toBe(7);
    const listed = await adminOf().get(`${BASE}/changes?search=Carl`).expect(200);
    expect(listed.body.data.length).toBeGreaterThan(0);
    const searched = await adminOf().get(`${BASE}/changes?search=zora`).expect(200);
    expect(searched.body.data).toEqual([]);

    // The file still reads, its other rows where they were, and nobody is missing.
    const again = await runStored(strapi, profile);
    expect(again).toMatchObject({ rows: { read: 3 }, user: { create: 1, remove: 0, update: 0 } });
    const row = await adminOf().get(`${BASE}/profiles/${profile}/rows/4`);
    expect([row.status, row.body.data?.values?.username]).toEqual([200, 'carl']);
  });

  if (places.refused.length > 0) {
    it('goes on each time that the database refuses something, and with the next start', async () => {
      await past();
      const document = (await userNamed('zora')) ?? '';
      const { counts } = await preview(document);
      const { connection } = appOf().strapi.db;
      let id: string | undefined;
      for (const [nth, place] of places.refused.entries()) {
        const mend = await refusing(appOf().strapi.db, place);
        if (id === undefined) ({ id } = await forget(document));
        else {
          await connection('directory_connector_forgettings').update({ retry_at_ms: 0 });
          await appOf().strapi.plugin('directory-connector').service('forgetting').resume();
        }
        await mend();
        const broken = await requestOf(id);
        expect([place, broken]).toMatchObject([
          place,
          { state: 'failed', error: { code: expect.any(String) } },
        ]);
        expect(JSON.stringify(broken)).not.toMatch(TRACES);
        const [{ failures }] = await connection('directory_connector_forgettings');
        expect(failures).toBe(nth + 1);
      }
      await appOf().restart();
      await until(async () => (await requestOf(id ?? '')).state === 'done');
      expect(await requestOf(id ?? '')).toMatchObject({ counts, error: null });
      expect(await tablesWith(TRACES)).toEqual([]);
      expect(await tablesWith(/Ann Ahorn/)).not.toEqual([]);
    });
  }

  for (const place of places.deadly) {
    it(`goes on in another process when its own dies at ${nameOf(place)}`, async () => {
      await past();
      const document = (await userNamed('zora')) ?? '';
      const { counts } = await preview(document);
      const other = await startSecondInstance(appOf().folder);
      const there = await superAdminAt(other.origin);
      const died = other.dieAt(nameOf(place));
      // It may die before it answers.
      await Promise.allSettled([there.post(`${BASE}/records/user/${document}/forgetting`)]);
      await died;
      const { body } = await adminOf().get(`${BASE}/forgettings`).expect(200);
      const [left] = body.data as ForgettingView[];
      expect(left).toMatchObject({ state: 'running', counts });
      expect(await tablesWith(TRACES)).not.toEqual([]);

      // What is looked for each minute.
      await appOf().strapi.plugin('directory-connector').service('forgetting').resume();
      expect(await requestOf(left?.id ?? '')).toMatchObject({ state: 'done', counts, error: null });
      expect(await tablesWith(TRACES)).toEqual([]);
      expect(await tablesWith(/Ann Ahorn/)).not.toEqual([]);
    });
  }
};
