import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { DetectionView } from '../../shared/contracts/sources';
import { type AdminClient, createSuperAdmin } from '../support/admin';
import {
  clear,
  createProfile,
  dump,
  NOTHING_GENERATED,
  runFile,
  runStored,
  runText,
} from '../support/runs';
import { createTestApp, type TestApp } from '../support/strapi';
import {
  libreOfficeFile,
  odsOf,
  odsTable,
  odsTextRow,
  textRow,
  xlsxOf,
} from '../support/workbooks';

const BASE = '/directory-connector';
const LIMITS = { removePercent: 100, removeCount: null, minimumPopulation: 1 };
const SETTINGS = { ...NOTHING_GENERATED, limits: LIMITS };
const HEADER = ['username', 'displayname', 'extension'];

const CONTENT_TYPES: Record<string, string> = {
  'people.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'people.ods': 'application/octet-stream',
};

describe('workbooks', () => {
  let app: TestApp;
  let admin: AdminClient;
  let server: Server;
  let address: string;

  beforeAll(async () => {
    app = await createTestApp({ plugin: { network: { allowedHosts: ['127.0.0.1'] } } });
    admin = await createSuperAdmin(app);
    server = createServer(({ url = '' }, response) => {
      const name = url.slice(1);
      response.setHeader('Content-Type', CONTENT_TYPES[name] ?? 'text/plain');
      response.end(readFileSync(libreOfficeFile(name)));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(() => clear(app.strapi));
  afterAll(async () => {
    server.close();
    await app.close();
  });

  const upload = async (content: Buffer, name: string, profile?: string): Promise<string> => {
    const sending = admin.post(`${BASE}/uploads`).attach('files', content, name);
    if (profile !== undefined) void sending.field('profile', profile);
    const { body } = await sending.expect(201);
    return body.data.id as string;
  };

  const users = async (...columns: string[]) =>
    (await app.strapi.db.connection('directory_users').orderBy('username')).map(
      (user: Record<string, unknown>) => columns.map((column) => user[column])
    );

  describe.each(['people.xlsx', 'people.ods'])('%s', (name) => {
    const content = readFileSync(libreOfficeFile(name));

    it('comes by upload, is shown, and is imported; a second run writes nothing', async () => {
      const id = await upload(content, name);
      const { body } = await admin.post(`${BASE}/uploads/${id}/detect`).send({}).expect(200);
      const shown = body.data as DetectionView;
      expect(shown).toMatchObject({
        problem: null,
        format: { sheet: 'Personal', headerRow: 3 },
        file: { sheets: ['Hinweise', 'Personal', 'Alt'] },
      });
      expect(shown.rows[0]).toMatchObject({ number: 4 });

      const profile = await createProfile(app.strapi, SETTINGS);
      await admin.post(`${BASE}/uploads/${id}/attach`).send({ profile }).expect(200);
      const first = await runStored(app.strapi, profile);
      expect(first).toMatchObject({
        status: 'succeeded',
        rows: { read: 3, failed: 0 },
        user: { create: 3, error: 0 },
      });
      expect(first.issues.map(({ code }) => code)).toEqual(
        expect.arrayContaining(['sheet-found', 'header-found', 'cell-error', 'hidden-rows'])
      );
      expect(await users('username', 'display_name', 'extension', 'group_name')).toEqual([
        ['anna', 'Anna Ährenfeld', '0301', 'Vertrieb'],
        ['bob', 'Bob  Baum & Söhne <x>', '0302', 'Vertrieb'],
        ['cleo', 'Cleo Çelik', '303', 'Einkauf'],
      ]);

      const before = await dump(app.strapi);
      expect(await runStored(app.strapi, profile)).toMatchObject({
        user: { create: 0, update: 0, unchanged: 3, remove: 0 },
      });
      expect(await dump(app.strapi)).toEqual(before);
    });

    it('comes from an address', async () => {
      const source = { type: 'csv', delivery: 'url', url: `${address}/${name}` };
      const { body } = await admin
        .post(`${BASE}/sources/detect`)
        .send({ source, profile: null })
        .expect(200);
      expect(body.data).toMatchObject({ problem: null, format: { sheet: 'Personal' } });
      const profile = await createProfile(app.strapi, { ...SETTINGS, source });
      expect(await runStored(app.strapi, profile)).toMatchObject({ user: { create: 3 } });
      expect(await runStored(app.strapi, profile)).toMatchObject({ user: { unchanged: 3 } });
    });

    it('is corrected and shown by the rows of its sheet', async () => {
      const profile = await createProfile(app.strapi, SETTINGS);
      const id = await upload(content, name, profile);
      const row = await admin.get(`${BASE}/profiles/${profile}/rows/5`).expect(200);
      expect(row.body.data).toMatchObject({ row: 5, values: { Benutzername: 'bob' } });
      await admin.get(`${BASE}/profiles/${profile}/rows/6`).expect(404);
      for (const fix of [
        { row: 5, column: 'Durchwahl', value: '0399' },
        { row: 8, skip: 'no-record' },
      ]) {
        await admin.post(`${BASE}/uploads/${id}/fixes`).send(fix).expect(200);
      }
      const report = await runStored(app.strapi, profile);
      expect(report).toMatchObject({ rows: { read: 3, skipped: 1 }, user: { create: 2 } });
      expect(await users('username', 'extension')).toEqual([
        ['anna', '0301'],
        ['bob', '0399'],
      ]);
    });
  });

  it('of before 2007 and other kinds are refused by name', async () => {
    const id = await upload(readFileSync(libreOfficeFile('people.xls')), 'people.xls');
    const { body } = await admin.post(`${BASE}/uploads/${id}/detect`).send({}).expect(200);
    expect(body.data.problem).toMatchObject({ code: 'binary-file', params: { what: 'excel' } });
    const profile = await createProfile(app.strapi);
    expect(await runFile(app.strapi, profile, libreOfficeFile('people.xls'))).toMatchObject({
      status: 'failed',
      error: {
        code: 'binary-file',
        message: expect.stringContaining('save it as “Excel workbook (.xlsx)”'),
      },
    });
  });

  const listOf = (...people: string[][]): Buffer =>
    xlsxOf({
      sheets: {
        People: [HEADER, ...people].map((cells, index) => textRow(index + 1, ...cells)).join(''),
      },
    });

  const THREE = ['ann', 'bob', 'cem'].map((name, index) => [
    name,
    name.toUpperCase(),
    `30${index}`,
  ]);

  it('remove nobody where they are cut off, and nobody whose key shows an error', async () => {
    const profile = await createProfile(app.strapi, SETTINGS);
    const whole = listOf(...THREE);
    expect(await runText(app.strapi, profile, whole)).toMatchObject({ user: { create: 3 } });
    const cut = await runText(app.strapi, profile, whole.subarray(0, whole.length - 300));
    expect(cut).toMatchObject({ status: 'failed', error: { code: 'damaged-workbook' } });

    const rows = [HEADER, ...THREE.slice(0, 2)].map((cells, index) => textRow(index + 1, ...cells));
    const wrong = '<row r="4"><c t="e"><v>#REF!</v></c><c t="str"><v>CEM</v></c></row>';
    const file = xlsxOf({ sheets: { People: rows.join('') + wrong } });
    const report = await runText(app.strapi, profile, file);
    expect(report).toMatchObject({ rows: { failed: 1 }, user: { remove: 0 } });
    expect(report.issues).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ row: 4, column: 'username', code: 'cell-error' }),
      ])
    );
    expect(await users('username')).toEqual([['ann'], ['bob'], ['cem']]);
  });

  it('leave what a cell with an error would fill as it is stored', async () => {
    const profile = await createProfile(app.strapi, SETTINGS);
    await runText(app.strapi, profile, listOf(['ann', 'Ann', '301']));
    const error =
      '<row r="2"><c t="str"><v>ann</v></c><c t="str"><v>Anna</v></c><c t="e"><v>#N/A</v></c></row>';
    const file = xlsxOf({ sheets: { People: textRow(1, ...HEADER) + error } });
    expect(await runText(app.strapi, profile, file)).toMatchObject({ user: { update: 1 } });
    expect(await users('display_name', 'extension')).toEqual([['Anna', '301']]);
  });

  it('take the place of a list in CSV, and the other way round', async () => {
    const profile = await createProfile(app.strapi, SETTINGS);
    const csv = [HEADER, ...THREE].map((cells) => cells.join(';')).join('\n') + '\n';
    expect(await runText(app.strapi, profile, csv)).toMatchObject({ user: { create: 3 } });
    const table = odsTable('People', [HEADER, ...THREE].map((row) => odsTextRow(...row)).join(''));
    for (const file of [listOf(...THREE), odsOf(table), csv]) {
      expect(await runText(app.strapi, profile, file)).toMatchObject({
        status: 'succeeded',
        user: { unchanged: 3, create: 0, update: 0, remove: 0 },
      });
    }
  });

  it('hold the run where people would go because another sheet is read than before', async () => {
    const profile = await createProfile(app.strapi, SETTINGS);
    await runText(app.strapi, profile, listOf(...THREE));
    const sheets = {
      Guests: textRow(1, ...HEADER) + textRow(2, 'zoe', 'Zoe', '900'),
      Staff: textRow(1, ...HEADER) + textRow(2, 'ann', 'ANN', '300'),
    };
    const parts = { Old: textRow(1, 'nothing'), ...sheets };
    const report = await runText(app.strapi, profile, xlsxOf({ sheets: parts }));
    expect(report).toMatchObject({ status: 'held' });
    expect(report.error?.message).toMatch(/sheet "Guests".*sheet "People"/);
  });

  it('keep the secrets of their cells', async () => {
    const profile = await createProfile(app.strapi, SETTINGS);
    const sheets = {
      People:
        textRow(1, 'username', 'displayname', 'password') +
        textRow(2, 'ann', 'Ann', 'S3cret-password'),
    };
    const id = await upload(xlsxOf({ sheets }), 'people.xlsx', profile);
    const { text } = await admin.post(`${BASE}/uploads/${id}/detect`).send({}).expect(200);
    expect(text).not.toContain('S3cret');
    const report = await runStored(app.strapi, profile);
    expect(report).toMatchObject({ user: { create: 1 } });
    expect(JSON.stringify(report)).not.toContain('S3cret');
    expect(await runStored(app.strapi, profile)).toMatchObject({ user: { unchanged: 1 } });
  });
});
