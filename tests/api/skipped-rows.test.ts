import type { RowFix } from '../../shared/contracts/uploads';
import { createSuperAdmin, type AdminClient } from '../support/admin';
import {
  clear,
  createProfile,
  deliver,
  NOTHING_GENERATED,
  runStored,
  secretsOf,
} from '../support/runs';
import { createTestApp, type TestApp } from '../support/strapi';

const BASE = '/directory-connector';
const HEADER = 'username;displayname;extension;mac;enabled';
const ANN = 'ann;Ann Ahorn;201;00:11:22:33:44:01;';
const BOB = 'bob;Bob Birke;202;00:11:22:33:44:02;';
const CARL = 'carl;Carl Cedar;203;00:11:22:33:44:03;';
/** The line of the first person. */
const ROW = 2;

describe('rows that corrections leave out', () => {
  let app: TestApp;
  let admin: AdminClient;
  let profile: string;

  beforeAll(async () => {
    app = await createTestApp();
    admin = await createSuperAdmin(app);
  });
  beforeEach(async () => {
    profile = await createProfile(app.strapi, NOTHING_GENERATED);
    await give(ANN, BOB, CARL);
    expect(await run()).toMatchObject({ status: 'succeeded', user: { create: 3 } });
  });
  afterEach(() => clear(app.strapi));
  afterAll(() => app.close());

  const give = (...lines: string[]): Promise<string> => deliver(admin, profile, [HEADER, ...lines]);

  const skip = (upload: string, row: number, why: unknown, status = 200) =>
    admin.post(`${BASE}/uploads/${upload}/fixes`).send({ row, skip: why }).expect(status);

  const run = (kind?: 'run' | 'test') => runStored(app.strapi, profile, kind);

  const stored = async () => {
    const records = async (table: string, column: string): Promise<string[]> => {
      const rows: Record<string, string>[] = await app.strapi.db.connection(table).select('*');
      return rows.map((row) => row[column] ?? '').sort();
    };
    return {
      users: await records('directory_users', 'username'),
      entries: await records('directory_phonebook_entries', 'display_name'),
      phones: await records('directory_phones', 'mac'),
    };
  };

  const EVERYBODY = {
    users: ['ann', 'bob', 'carl'],
    entries: ['Ann Ahorn', 'Bob Birke', 'Carl Cedar'],
    phones: ['00:11:22:33:44:01', '00:11:22:33:44:02', '00:11:22:33:44:03'],
  };

  it('leave a person with entry and phone as stored, whatever is in their row', async () => {
    const kept = {
      'a cell that cannot be used': 'ann;Ann;201;not-a-mac;',
      'an account that is neither on nor off': 'ann;;999;;perhaps',
      'an extension that another row has': 'ann;Ann;202;;',
      'nothing wrong with it': 'ann;Another Ann;299;00:11:22:33:44:99;',
    };
    for (const [what, line] of Object.entries(kept)) {
      await skip(await give(line, BOB, CARL), ROW, 'keep');
      const tested = await run('test');
      expect([what, tested]).toMatchObject([what, { status: 'succeeded', issues: [] }]);
      expect([what, await run()]).toMatchObject([
        what,
        {
          status: 'succeeded',
          rows: { read: 3, filtered: 0, skipped: 1, failed: 0 },
          user: { update: 0, unchanged: 2, remove: 0 },
          phonebookEntry: { remove: 0 },
          phone: { update: 0, remove: 0 },
        },
      ]);
      expect(await stored()).toEqual(EVERYBODY);
    }
  });

  it('leave them on where the missing are switched off', async () => {
    await admin
      .put(`${BASE}/profiles/${profile}`)
      .send({ ...(await exported()), missing: 'disable' })
      .expect(200);
    await skip(await give('ann;Ann;x;y;', BOB, CARL), ROW, 'keep');
    expect(await run()).toMatchObject({ user: { update: 0, remove: 0 } });
  });

  const exported = async (): Promise<object> =>
    (await admin.get(`${BASE}/profiles/${profile}/export`).expect(200)).body;

  it.each([
    ['more fields than the header', 'ann;Ann;201;;;;x'],
    ['no key', ';Ann;201;;'],
  ])('remove nobody where it cannot be told whom they mean: a row with %s', async (_, line) => {
    await skip(await give(line, BOB, 'dora;Dora;204;;'), ROW, 'keep');
    const report = await run();
    expect(report).toMatchObject({
      status: 'succeeded',
      rows: { skipped: 1, failed: 0 },
      user: { create: 1, remove: 0 },
      issues: [{ code: 'removal-skipped', severity: 'warning', row: null }],
    });
    expect((await stored()).users).toEqual(['ann', 'bob', 'carl', 'dora']);
  });

  it('are no person where that is meant, whoever was in them', async () => {
    await skip(await give('ann;Total: 2;;;', BOB, CARL), ROW, 'no-record');
    expect(await run()).toMatchObject({
      status: 'succeeded',
      rows: { read: 3, skipped: 1 },
      user: { remove: 1 },
      phonebookEntry: { remove: 1 },
      phone: { remove: 1 },
    });
    expect((await stored()).users).toEqual(['bob', 'carl']);
  });

  it('hold the others back from nothing when they are totals', async () => {
    const upload = await give(ANN, BOB, 'Total;;2;;;;');
    await skip(upload, 4, 'no-record');
    expect(await run()).toMatchObject({ status: 'succeeded', issues: [], user: { remove: 1 } });
    expect((await stored()).users).toEqual(['ann', 'bob']);
  });

  it('can be undone as long as they apply, and are then read as they stand', async () => {
    const upload = await give('ann;Anna;201;00:11:22:33:44:01;', BOB, CARL);
    await skip(upload, ROW, 'keep');
    await run();
    const fixes = `${BASE}/uploads/${upload}/fixes`;
    expect((await admin.get(fixes)).body.data).toEqual([{ row: ROW, skip: 'keep' }]);
    await admin.delete(`${fixes}?row=${ROW}`).expect(200);
    expect(await run()).toMatchObject({ rows: { skipped: 0 }, user: { update: 1 } });
  });

  it('of an earlier version keep the person', async () => {
    const upload = await give('ann;Anna;201;not-a-mac;', BOB, CARL);
    const secrets = secretsOf(app.strapi);
    await app.strapi.db
      .connection('directory_connector_uploads')
      .where({ key: upload })
      .update({ fixes: secrets.encrypt(JSON.stringify([{ row: ROW, skip: true }])) });
    const { body } = await admin.get(`${BASE}/uploads/${upload}/fixes`).expect(200);
    expect(body.data).toEqual([{ row: ROW, skip: 'keep' }] satisfies RowFix[]);
    expect(await run()).toMatchObject({ rows: { skipped: 1 }, user: { remove: 0 } });
    expect(await stored()).toEqual(EVERYBODY);
  });

  it('name the person where that is certain', async () => {
    const named: [line: string, person: string | null][] = [
      ['ann;Ann Ahorn;201;not-a-mac;', 'Ann Ahorn'],
      ['ann;;201;;perhaps', 'ann'],
      ['ann;Ann Ahorn;201;;;;x', null],
      [';Ann Ahorn;201;;', null],
    ];
    for (const [line, person] of named) {
      await give(line, BOB, CARL);
      const { body } = await admin.get(`${BASE}/profiles/${profile}/rows/${ROW}`).expect(200);
      expect([line, body.data]).toMatchObject([line, { row: ROW, person }]);
    }
  });
});
