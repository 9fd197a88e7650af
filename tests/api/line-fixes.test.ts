import type { FileRow, LineFix, RowCheck } from '../../shared/contracts/uploads';
import { MASK } from '../../shared/text';
import { createRestrictedAdmin, createSuperAdmin, type AdminClient } from '../support/admin';
import {
  clear,
  createProfile,
  NOTHING_GENERATED,
  profilesOf,
  runsOf,
  runStored,
  runText,
  reportOf,
} from '../support/runs';
import { createTestApp, type TestApp } from '../support/strapi';
import { serve, stopServers } from '../unit/sources/server';

const BASE = '/directory-connector';
const HEADER = 'username,displayname,extension,pin';
const ANN = 'ann,Ann Ahorn,201,4711';
/** A comma too many. */
const BOB = 'bob,Birke, Bob,202,4712';
const CARL = 'carl,Carl Cedar,203,4713';
const SECRET = '4712';
const csv = (...lines: string[]) => [HEADER, ...lines, ''].join('\n');

describe('corrections of files that nobody uploads', () => {
  let app: TestApp;
  let admin: AdminClient;
  let address: string;
  let text = '';
  let requests = 0;

  beforeAll(async () => {
    app = await createTestApp({ plugin: { network: { allowedHosts: ['127.0.0.1'] } } });
    admin = await createSuperAdmin(app);
    address = await serve((request, response) => {
      requests += 1;
      const etag = `"${Buffer.from(text).length}"`;
      const isKnown = request.headers['if-none-match'] === etag;
      response.writeHead(isKnown ? 304 : 200, { etag }).end(isKnown ? undefined : text);
    });
  });
  beforeEach(() => {
    text = csv(ANN, BOB, CARL);
    requests = 0;
  });
  afterEach(() => clear(app.strapi));
  afterAll(async () => {
    await stopServers();
    await app.close();
  });

  const atAddress = () =>
    createProfile(app.strapi, {
      ...NOTHING_GENERATED,
      source: { type: 'csv', delivery: 'url', url: `${address}/people.csv` },
    });

  const correctionsOf = async (profile: string): Promise<LineFix[]> =>
    (await admin.get(`${BASE}/profiles/${profile}/corrections`).expect(200)).body.data;

  const correct = async (profile: string, body: object, client = admin): Promise<LineFix[]> =>
    (await client.post(`${BASE}/profiles/${profile}/corrections`).send(body).expect(200)).body.data;

  const rowOf = async (profile: string, run: string, row: number): Promise<FileRow> =>
    (await admin.get(`${BASE}/profiles/${profile}/rows/${row}?run=${run}`).expect(200)).body.data;

  const checked = async (profile: string, run: string, row: number): Promise<RowCheck> =>
    (await admin.get(`${BASE}/profiles/${profile}/rows/${row}/check?run=${run}`).expect(200)).body
      .data;

  const names = async (): Promise<string[]> => {
    const users = await app.strapi.db.connection('directory_users').select('display_name');
    return users.map((user: { display_name: string }) => user.display_name).sort();
  };

  const JOIN = { steps: [{ join: 1 }] };

  it('join cells of a line at an address, are checked at once, and hold for scheduled runs', async () => {
    const profile = await atAddress();
    const run = await runStored(app.strapi, profile);
    expect(run.issues[0]).toMatchObject({ row: 3, code: 'too-many-fields' });
    expect(await names()).toEqual(['Ann Ahorn', 'Carl Cedar']);

    const { columns, line } = await rowOf(profile, run.id, 3);
    expect(columns).toEqual(HEADER.split(','));
    expect(line).toMatchObject({
      cells: ['bob', 'Birke', 'Bob', '202', SECRET].map(hidden),
      count: 1,
    });
    expect((await checked(profile, run.id, 3)).issues).toMatchObject([{ code: 'too-many-fields' }]);

    await correct(profile, { run: run.id, row: 3, ...JOIN });
    expect(requests).toBe(1);
    const check = await checked(profile, run.id, 3);
    expect(check).toMatchObject({ row: 3, issues: [], skipped: null });
    expect(check.changes).toMatchObject([
      { type: 'user', action: 'create', label: 'Birke, Bob' },
      { type: 'phonebookEntry', action: 'create' },
    ]);

    const { done, id } = await runsOf(app.strapi).start({
      profileId: profile,
      kind: 'run',
      trigger: 'schedule',
    });
    await done;
    expect(await reportOf(app.strapi, id)).toMatchObject({ status: 'succeeded', issues: [] });
    expect(await names()).toEqual(['Ann Ahorn', 'Birke, Bob', 'Carl Cedar']);
  });

  /** As whoever may not see PINs is shown the cells of a line that may have moved. */
  const hidden = (cell: string, index: number): string => (index < 3 ? cell : MASK);

  it('follow their line, and say when they no longer apply', async () => {
    const profile = await atAddress();
    const first = await runStored(app.strapi, profile);
    await correct(profile, { run: first.id, row: 3, ...JOIN });
    text = csv(BOB, CARL, ANN);
    expect(await runStored(app.strapi, profile, 'test')).toMatchObject({ issues: [] });
    expect(await correctionsOf(profile)).toMatchObject([{ row: 2, found: 1 }]);

    text = csv('bob,Bob Birke,202,4712', ANN, CARL);
    const gone = await runStored(app.strapi, profile);
    expect(gone).toMatchObject({ status: 'succeeded', user: { create: 1, unchanged: 2 } });
    expect(gone.issues).toMatchObject([{ code: 'correction-outdated', severity: 'warning' }]);
    expect(await correctionsOf(profile)).toMatchObject([{ row: 2, found: 0 }]);

    const [{ line }] = (await correctionsOf(profile)) as [LineFix];
    await admin.delete(`${BASE}/profiles/${profile}/corrections?line=${line}`).expect(200);
    expect(await runStored(app.strapi, profile)).toMatchObject({ issues: [] });
  });

  it('are not made where two lines have the text, and change neither where they come to have it', async () => {
    const profile = await atAddress();
    const first = await runStored(app.strapi, profile);
    await correct(profile, { run: first.id, row: 3, ...JOIN });
    text = csv(BOB, ANN, CARL, 'dora,Dora Dorn,204,4714', BOB);
    const second = await runStored(app.strapi, profile);
    expect(second.issues.map(({ code, row }) => [row, code])).toEqual(
      expect.arrayContaining([
        [2, 'too-many-fields'],
        [6, 'too-many-fields'],
        [null, 'correction-outdated'],
      ])
    );
    const { body } = await admin
      .post(`${BASE}/profiles/${profile}/corrections`)
      .send({ run: second.id, row: 2, skip: 'no-record' })
      .expect(409);
    expect(body.error.details.code).toBe('line-not-unique');
  });

  it('are read though the file has not changed since', async () => {
    const profile = await atAddress();
    text = csv(ANN, CARL);
    expect(await runStored(app.strapi, profile)).toMatchObject({ status: 'succeeded' });
    expect(await runStored(app.strapi, profile)).toMatchObject({ notModified: true });
    text = csv(ANN, 'carl,,x,4713');
    const broken = await runStored(app.strapi, profile);
    await correct(profile, { run: broken.id, row: 3, column: 'extension', value: '203' });
    const detail = await admin.get(`${BASE}/runs/${broken.id}`).expect(200);
    expect(detail.body.data).toMatchObject({ keepsFile: true, changedSince: { file: true } });
    expect(await runStored(app.strapi, profile)).toMatchObject({ issues: [] });
    expect(await runStored(app.strapi, profile)).toMatchObject({ notModified: true });
    const [{ line }] = (await correctionsOf(profile)) as [LineFix];
    await admin.delete(`${BASE}/profiles/${profile}/corrections?line=${line}`).expect(200);
    expect(await runStored(app.strapi, profile)).toMatchObject({ notModified: false });
  });

  it('hold for the files that are given to commands', async () => {
    const profile = await createProfile(app.strapi, NOTHING_GENERATED);
    const run = await runText(app.strapi, profile, text);
    expect(run.issues[0]).toMatchObject({ row: 3, code: 'too-many-fields' });
    await correct(profile, { run: run.id, row: 3, ...JOIN });
    expect((await checked(profile, run.id, 3)).issues).toEqual([]);
    expect(await runText(app.strapi, profile, csv(CARL, BOB, ANN))).toMatchObject({
      status: 'succeeded',
      issues: [],
      user: { create: 1, unchanged: 2 },
    });
    expect(await names()).toContain('Birke, Bob');
  });

  it('keep one file of a profile, encrypted, as long as its rows have problems', async () => {
    const profile = await atAddress();
    const run = await runStored(app.strapi, profile);
    await correct(profile, { run: run.id, row: 3, column: 'pin', value: '998877' });
    const tables = ['uploads', 'upload_chunks', 'line_fixes'];
    const stored = async () => {
      const all = tables.map((name) => app.strapi.db.connection(`directory_connector_${name}`));
      return JSON.stringify(await Promise.all(all));
    };
    expect(await stored()).not.toMatch(/4712|998877|Birke/);
    expect((await correctionsOf(profile))[0]).toMatchObject({ column: 'pin', value: MASK });
    expect(await app.strapi.db.connection('directory_connector_uploads')).toHaveLength(1);
    await admin.get(`${BASE}/uploads/${run.id}`).expect(404);
    await runStored(app.strapi, profile, 'test');
    expect(await app.strapi.db.connection('directory_connector_uploads')).toHaveLength(1);
    await admin.get(`${BASE}/profiles/${profile}/rows/3?run=${run.id}`).expect(404);
    text = csv(ANN);
    await runStored(app.strapi, profile, 'test');
    expect(await app.strapi.db.connection('directory_connector_uploads')).toEqual([]);
    await profilesOf(app.strapi).remove(profile);
    expect(await app.strapi.db.connection('directory_connector_line_fixes')).toEqual([]);
  });

  it('keep no file of a run that has left the history', async () => {
    const profile = await atAddress();
    // The latest run that succeeded would stay.
    text = csv(BOB);
    const run = await runStored(app.strapi, profile);
    expect(run.status).toBe('failed');
    expect(await app.strapi.db.connection('directory_connector_uploads')).toHaveLength(1);
    await app.strapi.db.query('plugin::directory-connector.connector-run').update({
      where: { documentId: run.id },
      data: { startedAtMs: 1 },
    });
    const { source, ...file } = await profilesOf(app.strapi).exportFile(profile);
    const gone = { ...source, url: 'http://127.0.0.1:1/people.csv' };
    await profilesOf(app.strapi).importFile({ ...file, source: gone });
    expect(await runStored(app.strapi, profile)).toMatchObject({ status: 'failed' });
    expect(await app.strapi.db.connection('directory_connector_runs')).toHaveLength(1);
    expect(await app.strapi.db.connection('directory_connector_uploads')).toEqual([]);
    expect(await app.strapi.db.connection('directory_connector_upload_chunks')).toEqual([]);
  });

  it('are for those who may test', async () => {
    const profile = await atAddress();
    const { id } = await runStored(app.strapi, profile);
    const { client, allow } = await createRestrictedAdmin(app);
    const path = `${BASE}/profiles/${profile}/corrections`;
    await client.get(path).expect(403);
    await allow(['plugin::directory-connector.runs.test']);
    const [fix] = await correct(profile, { run: id, row: 3, ...JOIN }, client);
    expect(fix).toMatchObject({ row: 3, steps: [{ join: 1 }], found: 1 });
    await client
      .post(path)
      .send({ run: id, row: 3, steps: [{ join: -1 }] })
      .expect(400);
    await client
      .post(path)
      .send({ run: 'another', row: 3, ...JOIN })
      .expect(404);
    await client
      .post(path)
      .send({ run: id, row: 77, ...JOIN })
      .expect(404);
  });
});
