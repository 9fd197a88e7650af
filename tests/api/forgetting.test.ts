import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

import { createRestrictedAdmin, createSuperAdmin, type AdminClient } from '../support/admin';
import { itOnSqlite } from '../support/databases';
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
import { clear, createProfile, deliver, reportOf, runsOf, runStored } from '../support/runs';
import { createTestApp, type TestApp } from '../support/strapi';
import { rowsOf } from '../support/tables';
import { until } from '../support/until';

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
  const { userNamed, tablesWith, preview, requestOf, forget, brought, past } = by;

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
    const { profile, run } = await brought();
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
    const { profile, run } = await brought();
    const done = await forget((await userNamed('zora')) ?? '', { keepOut: false });
    expect(done.keepOut).toBe(false);
    await run([ANN, zora('Zora Summer'), CARL]);
    expect(await userNamed('zora')).not.toBeNull();
    await app.strapi.plugin('directory-connector').service('profiles').remove(profile);
    expect(await rowsOf(app.strapi, 'directory_connector_tombstones')).toEqual([]);
  });

  it('takes a plan along that waits for approval, which others need not', async () => {
    const { profile, run } = await past();
    const others = await createProfile(app.strapi, SETTINGS);
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
    await brought();
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
    const { profile, runs } = await brought();
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
});
