import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';

import request from 'supertest';

import type { BytesRead } from '../../shared/contracts/runs';
import {
  createRestrictedAdmin,
  createSuperAdmin,
  type AdminClient,
  type RestrictedAdmin,
} from '../support/admin';
import { clear, createProfile, runsOf, runStored, uploadsOf } from '../support/runs';
import { createTestApp, type TestApp } from '../support/strapi';

const BASE = '/directory-connector/uploads';
const MAX_BYTES = 2_000_000;
const CSV = 'username;password;pin\nada;S3cret-password;4711\nbob;S3cret-other;\n';

describe('uploaded files', () => {
  let app: TestApp;
  let admin: AdminClient;
  let restricted: RestrictedAdmin;
  let profile: string;

  beforeAll(async () => {
    app = await createTestApp({ plugin: { network: { maxBytes: MAX_BYTES } } });
    admin = await createSuperAdmin(app);
    restricted = await createRestrictedAdmin(app);
  });
  beforeEach(async () => {
    profile = await createProfile(app.strapi);
  });
  afterEach(async () => {
    await clear(app.strapi);
    await app.strapi.db.connection('directory_connector_uploads').delete();
  });
  afterAll(() => app.close());

  const send = (
    content: string | Buffer,
    fields: Record<string, string> = {},
    name = 'users.csv'
  ) => {
    const sending = admin.post(BASE).attach('files', Buffer.from(content), name);
    for (const [field, value] of Object.entries(fields)) void sending.field(field, value);
    return sending;
  };

  const store = async (content: string | Buffer, fields: Record<string, string> = { profile }) => {
    const { body, status } = await send(content, fields);
    expect(status).toBe(201);
    return body.data as { id: string; sha256: string; size: number };
  };

  const materialized = async (
    id: string,
    onWritten: (bytes: BytesRead) => void = () => undefined
  ): Promise<Buffer> => {
    const folder = await mkdtemp(path.join(tmpdir(), 'dc-uploads-'));
    try {
      const file = await uploadsOf(app.strapi).materialize(id, folder, { onWritten });
      expect((await stat(file.path)).mode & 0o077).toBe(0);
      return await readFile(file.path);
    } finally {
      await rm(folder, { recursive: true });
    }
  };

  const tables = async () => ({
    uploads: await app.strapi.db.connection('directory_connector_uploads'),
    chunks: await app.strapi.db.connection('directory_connector_upload_chunks'),
  });

  it('are the profile’s current file', async () => {
    const { id } = await store(CSV);
    const { body } = await admin.get(`/directory-connector/profiles/${profile}/upload`).expect(200);
    expect(body.data).toMatchObject({
      id,
      profile,
      name: 'users.csv',
      size: CSV.length,
      sha256: createHash('sha256').update(CSV).digest('hex'),
      fixes: 0,
    });
    expect(await runsOf(app.strapi).find({ page: 1, pageSize: 1 })).toMatchObject({ results: [] });
  });

  it('are kept encrypted', async () => {
    await store(CSV);
    const { uploads, chunks } = await tables();
    expect(chunks).toHaveLength(1);
    expect(JSON.stringify({ uploads, chunks })).not.toMatch(/S3cret|ada[,;]|username/);
  });

  it.each([1, 256 * 1024 - 1, 256 * 1024, 256 * 1024 + 1, 1_500_000])(
    'of %d bytes of any kind come back as they were',
    async (size) => {
      const bytes = Buffer.alloc(size);
      for (let index = 0; index < size; index += 1) bytes[index] = (index * 31) % 256;
      const { id } = await store(bytes);
      expect((await materialized(id)).equals(bytes)).toBe(true);
      expect((await tables()).chunks).toHaveLength(Math.ceil(size / (256 * 1024)));
    }
  );

  it('come back whatever pieces they arrived in', async () => {
    const pieces = Readable.from([
      Buffer.from('user'),
      Buffer.alloc(300_000, 'x'),
      Buffer.from('€'.slice(0)),
    ]);
    const { id } = await uploadsOf(app.strapi).store(profile, 'a.csv', pieces);
    const told: BytesRead[] = [];
    const content = await materialized(id, (bytes) => told.push(bytes));
    expect(content.toString()).toBe(`user${'x'.repeat(300_000)}€`);
    expect(told).toEqual([
      { done: 262_144, total: 300_007 },
      { done: 300_007, total: 300_007 },
    ]);
  });

  it('take the place of earlier ones', async () => {
    const first = await store(CSV);
    const second = await store(`${CSV}carl;x;\n`);
    await admin.get(`${BASE}/${first.id}`).expect(404);
    const { body } = await admin.get(`/directory-connector/profiles/${profile}/upload`);
    expect(body.data.id).toBe(second.id);
    expect((await tables()).chunks).toHaveLength(1);
  });

  it('are deleted, alone and with their profile', async () => {
    const { id } = await store(CSV);
    await admin.delete(`${BASE}/${id}`).expect(204);
    await admin.delete(`${BASE}/${id}`).expect(404);
    expect(await tables()).toEqual({ uploads: [], chunks: [] });
    const { body } = await admin.get(`/directory-connector/profiles/${profile}/upload`).expect(200);
    expect(body.data).toBeNull();
    await store(CSV);
    await admin.delete(`/directory-connector/profiles/${profile}`).expect(204);
    expect(await tables()).toEqual({ uploads: [], chunks: [] });
  });

  it('may come before their profile is saved', async () => {
    const { id } = await store(CSV, {});
    const attached = await admin.post(`${BASE}/${id}/attach`).send({ profile }).expect(200);
    expect(attached.body.data).toMatchObject({ id, profile });
    const other = await createProfile(app.strapi);
    const { body } = await admin.post(`${BASE}/${id}/attach`).send({ profile: other }).expect(409);
    expect(body.error.details.code).toBe('upload-taken');
    await admin.post(`${BASE}/${id}/attach`).send({ profile: 'missing0' }).expect(404);
  });

  it('that wait for a profile for more than a day are forgotten', async () => {
    const waiting = await store(CSV, {});
    const table = app.strapi.db.connection('directory_connector_uploads');
    await table.update({ created_at_ms: Date.now() - 25 * 3600 * 1000 });
    const { id } = await store(CSV);
    await admin.get(`${BASE}/${waiting.id}`).expect(404);
    await admin.get(`${BASE}/${id}`).expect(200);
    expect((await tables()).chunks).toHaveLength(1);
  });

  it('are refused when empty, too large, absent, too many or for no profile', async () => {
    const empty = await send('', { profile }).expect(400);
    expect(empty.body.error.details.code).toBe('empty-file');
    const large = await send(Buffer.alloc(MAX_BYTES + 1, 'x'), { profile }).expect(413);
    expect(large.body.error).toMatchObject({
      message: expect.stringContaining('network.maxBytes'),
    });
    await admin.post(BASE).field('profile', profile).expect(400);
    await admin.post(BASE).send({ profile }).expect(400);
    await send(CSV, { profile }).attach('files', Buffer.from(CSV), 'second.csv').expect(400);
    await send(CSV, { profile: 'missing0' }).expect(404);
    await send(CSV, { profile, other: 'x' }).expect(400);
    expect(await tables()).toEqual({ uploads: [], chunks: [] });
  });

  it('that break off leave nothing behind, nor harm the one that is there', async () => {
    const { id } = await store(CSV);
    const broken = Readable.from(
      (async function* () {
        yield Buffer.alloc(600_000, 'x');
        throw new Error('connection lost');
      })()
    );
    await expect(uploadsOf(app.strapi).store(profile, 'b.csv', broken)).rejects.toThrow(
      'connection lost'
    );
    expect((await tables()).uploads).toHaveLength(1);
    expect((await tables()).chunks).toHaveLength(1);
    expect((await uploadsOf(app.strapi).current(profile))?.id).toBe(id);
  });

  it('leave no temporary file, not even for who may not upload', async () => {
    const before = (await readdir(tmpdir())).sort();
    await store(CSV);
    await restricted.client.post(BASE).attach('files', Buffer.from(CSV), 'users.csv').expect(403);
    await restricted.client.post(BASE).attach('other', Buffer.from(CSV), 'users.csv').expect(403);
    await request(app.strapi.server.httpServer)
      .post(BASE)
      .attach('files', Buffer.from(CSV), 'u.csv')
      .expect(401);
    await admin.post(BASE).attach('other', Buffer.from(CSV), 'users.csv').expect(400);
    expect((await readdir(tmpdir())).filter((name) => !before.includes(name))).toEqual([]);
  });

  it.each([
    ['an address with a slash at its end', `${BASE}/`],
    ['an address in capitals', BASE.toUpperCase()],
    ['an address with a slash too many', BASE.replace('/uploads', '//uploads')],
    ['an address that is none', `${BASE}/nowhere/at/all`],
    ['another address of the plugin', '/directory-connector/profiles/import'],
  ])('leave no temporary file at %s', async (_what, address) => {
    const before = (await readdir(tmpdir())).sort();
    for (const { post } of [admin, restricted.client]) {
      await post(address)
        .attach('files', Buffer.from(CSV), 'users.csv')
        .attach('second', Buffer.from(CSV), 'second.csv')
        .attach('second', Buffer.from(CSV), 'third.csv');
    }
    expect((await readdir(tmpdir())).filter((name) => !before.includes(name))).toEqual([]);
  });

  it('that are damaged in the database are not imported', async () => {
    const { id } = await store(Buffer.alloc(600_000, 'a;b\n'));
    await app.strapi.db
      .connection('directory_connector_upload_chunks')
      .where({ position: 1 })
      .delete();
    await expect(materialized(id)).rejects.toMatchObject({ code: 'upload-damaged' });
  });

  it('show their format and first rows, but no secrets', async () => {
    const { id } = await store(CSV);
    const { body } = await admin.post(`${BASE}/${id}/detect`).send({}).expect(200);
    expect(body.data).toMatchObject({
      format: { delimiter: ';', encoding: expect.stringMatching(/utf-?8/i) },
      columns: ['username', 'password', 'pin'],
      rows: [
        { number: 2, cells: ['ada', '•••', '•••'] },
        { number: 3, cells: ['bob', '•••', ''] },
      ],
      problem: null,
    });
    const wrong = await admin
      .post(`${BASE}/${id}/detect`)
      .send({ format: { delimiter: ',' } })
      .expect(200);
    expect(wrong.body.data.problem.code).toMatch(/^[a-z-]+$/);
    expect(wrong.text).not.toContain('S3cret');
    await admin
      .post(`${BASE}/${id}/detect`)
      .send({ format: { delimiter: '' } })
      .expect(400);
  });

  describe('that are new', () => {
    const compare = (id: string, of = profile) =>
      admin.post(`${BASE}/${id}/compare`).send({ profile: of });

    const mapped = (settings: object = {}) =>
      createProfile(app.strapi, {
        fields: [
          { type: 'user', values: { username: { column: 'username' }, pin: { column: 'pin' } } },
        ],
        ...settings,
      });

    it('are compared with the profile’s file, which stays until they are attached', async () => {
      const of = await mapped();
      const last = await store(CSV, { profile: of });
      const { id } = await store('Username;password;title\nada;S3cret-password;Dr.\n', {});
      const { body, text } = await compare(id, of).expect(200);
      expect(body.data).toMatchObject({
        last: { id: last.id, name: 'users.csv', sha256: last.sha256 },
        added: ['title'],
        gone: ['pin'],
        missed: ['pin'],
        rows: { before: 2, after: 1 },
        problem: null,
      });
      expect(text).not.toContain('S3cret');
      const current = () => uploadsOf(app.strapi).current(of);
      expect(await current()).toMatchObject({ id: last.id });
      await admin.post(`${BASE}/${id}/attach`).send({ profile: of }).expect(200);
      expect(await current()).toMatchObject({ id });
    });

    it('may lack what automatic matching is pinned to', async () => {
      await store('username;displayname;extension\nada;Ada;101\n');
      await runStored(app.strapi, profile);
      const { id } = await store('username;displayname\nada;Ada\n', {});
      const { body } = await compare(id).expect(200);
      expect(body.data).toMatchObject({ gone: ['extension'], missed: ['extension'] });
    });

    it('say why they cannot be read, without a cell of a secret column', async () => {
      await store(CSV);
      const { id } = await store('username;password\nada;"S3cret-password\n', {});
      const { body, text } = await compare(id).expect(200);
      expect(body.data).toMatchObject({ added: [], gone: [], rows: { before: 2, after: null } });
      expect(body.data.problem.message).toMatch(/quot/);
      expect(text).not.toContain('S3cret');
    });

    it('are not those of another profile, nor for one that fetches its source', async () => {
      const other = await mapped();
      const { id } = await store(CSV, { profile: other });
      await compare(id).expect(409);
      const fetching = await createProfile(app.strapi, {
        source: { type: 'csv', delivery: 'url', url: 'https://hr.example.com/users.csv' },
      });
      const waiting = await store(CSV, {});
      await compare(waiting.id, fetching).expect(400);
      await compare('missing0').expect(404);
      await compare(waiting.id, 'missing0').expect(404);
    });
  });

  describe('with corrections', () => {
    it('keep them, one for each cell, until they are undone', async () => {
      const { id } = await store(CSV);
      const fixes = `${BASE}/${id}/fixes`;
      await admin.post(fixes).send({ row: 2, column: 'username', value: 'lady' }).expect(200);
      await admin
        .post(fixes)
        .send({ row: 2, column: 'password', value: 'S3cret-corrected' })
        .expect(200);
      await admin.post(fixes).send({ row: 3, skip: 'keep' }).expect(200);
      await admin.post(fixes).send({ row: 3, skip: 'no-record' }).expect(200);
      const { body } = await admin
        .post(fixes)
        .send({ row: 2, column: 'username', value: 'ada.l' })
        .expect(200);
      expect(body.data).toEqual([
        { row: 2, column: 'password', value: '•••' },
        { row: 3, skip: 'no-record' },
        { row: 2, column: 'username', value: 'ada.l' },
      ]);
      expect(await uploadsOf(app.strapi).fixes(id)).toContainEqual({
        row: 2,
        column: 'password',
        value: 'S3cret-corrected',
      });
      expect(JSON.stringify((await tables()).uploads)).not.toContain('S3cret-corrected');
      expect((await admin.get(`${BASE}/${id}`)).body.data.fixes).toBe(3);

      const undone = await admin.delete(`${fixes}?row=2&column=username`).expect(200);
      expect(undone.body.data).toHaveLength(2);
      expect((await admin.delete(`${fixes}?row=2`)).body.data).toEqual([
        { row: 3, skip: 'no-record' },
      ]);
      expect((await admin.delete(`${fixes}?row=3`)).body.data).toEqual([]);
      expect((await admin.get(fixes)).body.data).toEqual([]);
    });

    it('refuse what is none', async () => {
      const { id } = await store(CSV);
      const wrong = [
        {},
        { row: 0, skip: 'keep' },
        { row: 2, skip: false },
        { row: 2, skip: 'remove' },
        { row: 2, column: 'a' },
        { row: '2', skip: 'keep' },
      ];
      for (const fix of wrong) await admin.post(`${BASE}/${id}/fixes`).send(fix).expect(400);
      await admin.delete(`${BASE}/${id}/fixes`).expect(400);
      await admin.post(`${BASE}/missing0/fixes`).send({ row: 2, skip: 'keep' }).expect(404);
    });

    it('are not lost when several people make them at once', async () => {
      const { id } = await store(CSV);
      const rows = Array.from({ length: 12 }, (_, index) => index + 2);
      await Promise.all(
        rows.map((row) => admin.post(`${BASE}/${id}/fixes`).send({ row, skip: 'keep' }).expect(200))
      );
      expect(
        (await uploadsOf(app.strapi).fixes(id)).map(({ row }) => row).sort((a, b) => a - b)
      ).toEqual(rows);
    });

    it('are what a run reads', async () => {
      const { id } = await store(CSV);
      await admin
        .post(`${BASE}/${id}/fixes`)
        .send({ row: 2, column: 'username', value: 'ada.l' })
        .expect(200);
      await admin.post(`${BASE}/${id}/fixes`).send({ row: 3, skip: 'no-record' }).expect(200);
      const run = await runsOf(app.strapi).start({
        profileId: profile,
        kind: 'run',
        trigger: 'manual',
      });
      expect(await run.done).toMatchObject({ status: 'succeeded', user: { create: 1 } });
      const users = await app.strapi.db.query('plugin::directory-connector.user').findMany();
      expect(users).toMatchObject([{ username: 'ada.l' }]);
    });
  });
});
