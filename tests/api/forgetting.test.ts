import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

import { encode } from 'iconv-lite';

import { createRestrictedAdmin, createSuperAdmin, type AdminClient } from '../support/admin';
import {
  ANN,
  CARL,
  crowd,
  forgettingOf,
  HEADER,
  PLACES,
  SETTINGS,
  testForgetting,
  TRACES,
  zora,
} from '../support/forgetting';
import { testGonePeople } from '../support/gone-people';
import { isLong } from '../support/rounds';
import {
  clear,
  createProfile,
  deliver,
  NOTHING_GENERATED,
  reportOf,
  runsOf,
  runStored,
} from '../support/runs';
import { createTestApp, type TestApp } from '../support/strapi';
import { rowsOf } from '../support/tables';
import { until } from '../support/until';
import { textRow, xlsxOf } from '../support/workbooks';

const BASE = '/directory-connector';

describe('a person who asks to be forgotten', () => {
  let app: TestApp;
  let admin: AdminClient;

  beforeAll(async () => {
    app = await createTestApp();
    admin = await createSuperAdmin(app);
  });
  afterEach(async () => {
    await clear(app.strapi);
    await by.tidy();
  });
  afterAll(() => app.close());

  const by = forgettingOf(
    () => app,
    () => admin
  );
  const { userNamed, tablesWith, preview, requestOf, forget, brought } = by;

  testForgetting(
    () => app,
    () => admin,
    isLong
      ? { refused: PLACES, deadly: PLACES }
      : { refused: PLACES.slice(1, 4), deadly: PLACES.slice(2, 3) }
  );

  describe('without having a record any more', () => {
    testGonePeople(() => ({ app, admin, tests: by }));
  });

  it('comes again with the next run only where that is wanted', async () => {
    const { profile, run } = await brought('Zora Quill');
    const returns = await forget((await userNamed('zora')) ?? '', { keepOut: false });
    expect(returns.keepOut).toBe(false);
    await run([ANN, zora('Zora Winterberg'), CARL]);
    expect(await userNamed('zora')).not.toBeNull();

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

    const allowAgain = `${BASE}/forgettings/kept-out/${profile}/allow-again`;
    await admin.post(allowAgain).send({ key: 'nobody' }).expect(404);
    await admin.post(allowAgain).send({ key: 'ZORA' }).expect(204);
    expect((await admin.get(`${BASE}/forgettings/kept-out`)).body.data).toEqual([]);
    await runStored(app.strapi, profile);
    expect(await userNamed('zora')).not.toBeNull();
  });

  it('takes a plan along that waits for approval, which others need not', async () => {
    const { profile, run } = await brought();
    const others = await createProfile(app.strapi, SETTINGS);
    await deliver(admin, others, [HEADER, ...crowd(8)]);
    await runStored(app.strapi, others);
    await deliver(admin, others, [HEADER, ...crowd(3)]);
    const waiting = await runStored(app.strapi, others);
    await run([ANN, zora('Zora Winterberg'), CARL, ...crowd(6, 'v')]);
    const held = await run([ANN, ...crowd(3, 'v')]);
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
    expect((await reportOf(app.strapi, waiting.id)).user.remove).toBe(5);
    expect(profile).not.toBe(others);
  });

  it('is asked for by whoever may, with a reference that does not name anybody', async () => {
    await brought('Zora Winterberg');
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
    const { profile, runs } = await brought('Zora Winterberg');
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

  /** The files of SQLite's database that have a text; a server has its own elsewhere. */
  const filesWith = async (words: RegExp): Promise<string[]> => {
    if (app.strapi.db.dialect.client !== 'sqlite') return [];
    const folder = path.join(app.folder, '.tmp');
    const names = (await readdir(folder)).filter((name) => name.startsWith('data.db'));
    const contents = names.map((name) => readFile(path.join(folder, name), 'latin1'));
    return (await Promise.all(contents)).flatMap((content, nth) =>
      words.test(content) ? [names[nth] ?? ''] : []
    );
  };

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
    expect((await filesWith(/Zora Quill/)).length > 0).toBe(
      app.strapi.db.dialect.client === 'sqlite'
    );
    await forget(document);
    expect(await tablesWith(TRACES)).toEqual([]);
    expect(await filesWith(TRACES)).toEqual([]);
    const again = await runStored(app.strapi, sent);
    expect(again).toMatchObject({ rows: { read: 2 }, user: { unchanged: 2, remove: 0 } });
  });

  it('is taken out of files as people have them, and a workbook goes', async () => {
    const upload = async (name: string, content: Buffer, settings: object = {}) => {
      const profile = await createProfile(app.strapi, {
        ...NOTHING_GENERATED,
        ownedByOthers: 'share',
        ...settings,
      });
      const sent = admin.post(`${BASE}/uploads`).field('profile', profile);
      await sent.attach('files', content, name).expect(201);
      return profile;
    };
    const csv = (...names: string[]): string =>
      ['username,displayname', ...names.map((name) => `${name.split(' ')[0]},${name}`), ''].join(
        '\r\n'
      );
    const card = (name: string): string =>
      [
        'BEGIN:VCARD',
        'VERSION:3.0',
        `FN:${name}`,
        `NICKNAME:${name.split(' ')[0]}`,
        'END:VCARD',
        '',
      ].join('\r\n');
    const windows = await upload(
      'a.csv',
      encode(csv('Jörg Öhm', 'Zora Quill-Groß', 'Günter Strauß'), 'windows-1252')
    );
    const wide = await upload(
      'b.csv',
      encode(csv('Zora Quill', 'Łucja Żak', 'Ömer Ünal'), 'utf-16le', { addBOM: true })
    );
    const cards = await upload(
      'c.vcf',
      Buffer.from(['Ännchen Eins', 'Zora Quill', 'Çelik Zwei'].map(card).join('')),
      {
        fields: [
          {
            type: 'user',
            values: { username: { column: 'Nickname' }, displayName: { column: 'Display name' } },
          },
        ],
      }
    );
    const rows = textRow(1, 'username', 'displayname') + textRow(2, 'Zora', 'Zora Quill');
    await upload('d.xlsx', xlsxOf({ sheets: { People: rows } }));
    await runStored(app.strapi, windows);

    const done = await forget((await userNamed('Zora')) ?? '');
    expect(done).toMatchObject({ state: 'done', counts: { rows: 3, files: 1 } });
    expect(await tablesWith(TRACES)).toEqual([]);
    expect(await rowsOf(app.strapi, 'directory_connector_uploads')).toHaveLength(3);
    const two = { rows: { read: 2, failed: 0 }, issues: [] };
    expect(await runStored(app.strapi, windows)).toMatchObject({ ...two, user: { unchanged: 2 } });
    expect(await runStored(app.strapi, wide)).toMatchObject({ ...two, user: { create: 2 } });
    expect(await runStored(app.strapi, cards)).toMatchObject({ ...two, user: { create: 2 } });
    const names = (await rowsOf(app.strapi, 'directory_users')).map(
      ({ display_name: name }) => name
    );
    expect(names.toSorted()).toEqual(
      [
        'Günter Strauß',
        'Jörg Öhm',
        'Łucja Żak',
        'Ömer Ünal',
        'Ännchen Eins',
        'Çelik Zwei',
      ].toSorted()
    );
  });
});
