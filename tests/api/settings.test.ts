import { once } from 'node:events';
import { symlink } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { Readable } from 'node:stream';

import type { ProblemView } from '../../shared/codes/kinds';
import {
  createRestrictedAdmin,
  createSuperAdmin,
  type AdminClient,
  type RestrictedAdmin,
} from '../support/admin';
import {
  clear,
  createProfile,
  profilesOf,
  reportOf,
  retentionOf,
  runStored,
  runText,
  uploadsOf,
} from '../support/runs';
import { startProgram } from '../support/program-process';
import { startSecondInstance } from '../support/second-instance';
import { createTestApp, type TestApp } from '../support/strapi';
import { until } from '../support/until';

const BASE = '/directory-connector';
const SETTINGS = `${BASE}/settings`;
const ROOT = path.resolve(__dirname, '..', '..');
const action = (name: string) => `plugin::directory-connector.${name}`;

const LOOPBACK = ['127.0.0.1'];

describe('settings of the plugin', () => {
  let app: TestApp;
  let admin: AdminClient;
  let rita: RestrictedAdmin;
  let server: Server;
  let url: string;

  beforeAll(async () => {
    const network = { retries: 0, connectTimeoutSeconds: 2 };
    app = await createTestApp({ plugin: { network, retention: { days: 60 } } });
    await symlink(path.join(ROOT, 'node_modules'), path.join(app.folder, 'node_modules'));
    admin = await createSuperAdmin(app);
    rita = await createRestrictedAdmin(app);
    server = createServer((_, response) => response.end('username,name\nada,Ada\nbob,Bob\n'));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/users.csv`;
  });
  afterEach(async () => {
    await admin
      .put(SETTINGS)
      .send({
        network: { allowedHosts: [] },
        defaultCountry: null,
        retention: { runs: 50, credentialDays: 30, uploadDays: null },
        notify: { emails: [], language: 'en' },
      })
      .expect(200);
    await clear(app.strapi);
  });
  afterAll(async () => {
    server.close();
    await app.close();
  });

  const change = (settings: object) => admin.put(SETTINGS).send(settings).expect(200);
  const atAddress = () => ({ type: 'csv', delivery: 'url', url });

  const refusedOf = async (settings: object) => {
    const { body } = await admin.put(SETTINGS).send(settings).expect(400);
    const errors = body.error.details.errors as (ProblemView & { path: string[] })[];
    return errors.map(({ path: place, code }) => `${place.join('.')} ${code}`);
  };

  it('are for those who may change them, by default super admins', async () => {
    await rita.allow(['profiles.read', 'profiles.edit', 'runs.execute'].map(action));
    await rita.client.get(SETTINGS).expect(403);
    await rita.client.put(SETTINGS).send({ defaultCountry: 'AT' }).expect(403);
    await rita.allow([action('settings.manage')]);
    await rita.client.put(SETTINGS).send({ defaultCountry: 'AT' }).expect(200);
    const { body } = await rita.client.get(SETTINGS).expect(200);
    expect(body.data.settings.defaultCountry).toBe('AT');
    await rita.client.get(`${SETTINGS}/defaults`).expect(403);
    await admin.get(SETTINGS).expect(200);
  });

  it('tell those who edit profiles the country, and nothing else', async () => {
    await change({ defaultCountry: 'CH' });
    await rita.allow([action('profiles.read')]);
    const { body } = await rita.client.get(`${SETTINGS}/defaults`).expect(200);
    expect(body).toEqual({ data: { country: 'CH' } });
  });

  it('that the file has are shown as they are there, and cannot be changed', async () => {
    const { body } = await admin.get(SETTINGS).expect(200);
    expect(body.data).toEqual({
      settings: {
        network: { allowedHosts: [] },
        defaultCountry: null,
        numbering: { prefix: null, extensionLength: null },
        retention: { runs: 50, days: 60, credentialDays: 30, uploadDays: null },
        undo: { days: 7 },
        sharing: { order: [] },
        notify: { emails: [], language: 'en' },
      },
      fixed: ['retention.days'],
    });
    const refused = await refusedOf({ retention: { runs: 7, days: 61 } });
    expect(refused).toEqual(['retention.days setting-fixed']);
    expect((await admin.get(SETTINGS)).body).toEqual(body);
    await change({ retention: { runs: 7, days: 60 } });
  });

  it('refuse what is no host, with its place', async () => {
    const allowedHosts = ['intranet.example', 'https://hr.example', '10.0.0.0/8'];
    expect(await refusedOf({ network: { allowedHosts } })).toEqual([
      'network.allowedHosts.1 invalid-allowed-host',
    ]);
  });

  it('let files be fetched from the own network without a restart, and not any more', async () => {
    const id = await createProfile(app.strapi, { source: atAddress() });
    const blocked = await runStored(app.strapi, id);
    expect(blocked.error).toMatchObject({
      code: 'address-blocked',
      message: expect.stringMatching(/Settings › Directory Connector.*config\/plugins/),
    });
    await change({ network: { allowedHosts: LOOPBACK } });
    expect(await runStored(app.strapi, id)).toMatchObject({
      status: 'succeeded',
      user: { create: 2 },
    });
    await change({ network: { allowedHosts: [] } });
    expect((await runStored(app.strapi, id)).error?.code).toBe('address-blocked');
  });

  it('let directories be reached, also for a look at them', async () => {
    const look = async () => {
      const directory = url.replace('http', 'ldap').replace('/users.csv', '');
      const source = { type: 'ldap', url: directory, baseDn: 'dc=x', bind: 'anonymous' };
      const { body } = await admin.post(`${BASE}/sources/browse`).send({ source }).expect(200);
      return body.data.problem.code;
    };
    expect(await look()).toBe('address-blocked');
    await change({ network: { allowedHosts: ['127.0.0.0/8'] } });
    expect(await look()).not.toBe('address-blocked');
  });

  it('say how much history is kept, from the next run on', async () => {
    const id = await createProfile(app.strapi);
    const run = async () => (await runText(app.strapi, id, 'username\nada\n')).id;
    const before = [await run(), await run(), await run()];
    await change({ retention: { runs: 2 } });
    const after = await run();
    const { body } = await admin.get(`${BASE}/runs?profile=${id}`).expect(200);
    const ids = body.data.map((one: { id: string }) => one.id);
    expect(ids).toEqual([after, before[2]]);
  });

  describe('of retention', () => {
    const DAY_MS = 24 * 60 * 60 * 1000;

    /** Makes everything that is stored so many days older than it is. */
    const age = async (days: number): Promise<void> => {
      const { connection } = app.strapi.db;
      const past = days * DAY_MS;
      await connection('directory_connector_runs').decrement('started_at_ms', past);
      await connection('directory_connector_runs').decrement('finished_at_ms', past);
      await connection('directory_connector_uploads').decrement('created_at_ms', past);
    };

    const kept = async (table: string): Promise<number> =>
      (await app.strapi.db.connection(table).select('id')).length;

    const generating = () =>
      createProfile(app.strapi, { generate: { password: true }, name: 'With passwords' });

    it('remove old runs of profiles that do not run any more, but the latest', async () => {
      const id = await createProfile(app.strapi);
      await runText(app.strapi, id, 'username\nada\n');
      const last = await runText(app.strapi, id, 'username\nada\n');
      await age(59);
      await retentionOf(app.strapi).tidy();
      expect(await kept('directory_connector_runs')).toBe(2);
      await age(2);
      await retentionOf(app.strapi).tidy();
      const { body } = await admin.get(`${BASE}/runs`).expect(200);
      expect(body.data.map((run: { id: string }) => run.id)).toEqual([last.id]);
    });

    it('drop generated passwords that nobody has fetched in time', async () => {
      await runText(app.strapi, await generating(), 'username\nada\n');
      await age(29);
      await retentionOf(app.strapi).tidy();
      expect(await kept('directory_connector_credentials')).toBe(1);
      await change({ retention: { credentialDays: 7 } });
      await retentionOf(app.strapi).tidy();
      expect(await kept('directory_connector_credentials')).toBe(0);
      expect(await kept('directory_connector_runs')).toBe(1);
    });

    it('leave uploaded files alone unless they are told for how long', async () => {
      const id = await createProfile(app.strapi);
      await uploadsOf(app.strapi).store(id, 'people.csv', Readable.from(['username\nada\n']));
      await age(1000);
      await retentionOf(app.strapi).tidy();
      expect(await uploadsOf(app.strapi).current(id)).toMatchObject({ name: 'people.csv' });
      await change({ retention: { uploadDays: 999 } });
      await retentionOf(app.strapi).tidy();
      expect(await uploadsOf(app.strapi).current(id)).toBeNull();
      expect(await kept('directory_connector_upload_chunks')).toBe(0);
    });
  });

  describe('for new profiles', () => {
    const standard = { emails: ['it@example.com'], language: 'de' };
    const upload = { type: 'csv', delivery: 'upload' };
    const notifyOf = async (id: string) => (await profilesOf(app.strapi).find(id)).notify;

    beforeEach(() => change({ notify: standard }));

    it.each([
      ['nothing', {}, standard],
      ['a language', { notify: { language: 'fr' } }, { ...standard, language: 'fr' }],
      ['nobody', { notify: { emails: [] } }, { ...standard, emails: [] }],
    ])('say who is told of their runs, where they name %s', async (_, more, expected) => {
      const { body } = await admin
        .post(`${BASE}/profiles`)
        .send({ name: 'Made', source: upload, ...more })
        .expect(201);
      expect(await notifyOf(body.data.id)).toEqual(expected);
      const imported = await admin
        .post(`${BASE}/profiles/import`)
        .send({ name: 'Imported', source: upload, ...more })
        .expect(201);
      expect(await notifyOf(imported.body.data.id)).toEqual(expected);
    });

    it('leave those that are there as they are', async () => {
      const id = await createProfile(app.strapi, { name: 'Old', notify: { emails: [] } });
      await change({ notify: { emails: ['new@example.com'], language: 'es' } });
      await admin.post(`${BASE}/profiles/import`).send({ name: 'Old', source: upload }).expect(200);
      expect(await notifyOf(id)).toEqual({ emails: [], language: 'en' });
    });
  });

  it('hold for the command line', async () => {
    await createProfile(app.strapi, { name: 'Staff', source: atAddress() });
    await change({ network: { allowedHosts: LOOPBACK } });
    const command = ['run', 'Staff', '--app', app.folder, '--json'];
    const { stdout } = await startProgram(command).result;
    expect(JSON.parse(stdout)).toMatchObject({ status: 'succeeded', rows: { read: 2 } });
  });

  it('hold for other instances, too', async () => {
    const profileId = await createProfile(app.strapi, { source: atAddress() });
    const second = await startSecondInstance(app.folder);
    const run = () => second.start({ profileId, kind: 'run', trigger: 'manual' });
    expect(await run()).toBe('failed');
    await change({ network: { allowedHosts: LOOPBACK } });
    // It has looked a moment ago, and looks again soon.
    let status = '';
    await until(async () => {
      status = await run();
      return status !== 'failed';
    });
    expect(status).toBe('succeeded');
    await second.stop();
  });

  it('are there after a restart; what is stored and does not fit keeps no app from starting', async () => {
    await change({ retention: { runs: 7 }, defaultCountry: 'DE' });
    const store = app.strapi.store({ type: 'plugin', name: 'directory-connector' });
    const stored = (await store.get({ key: 'settings' })) as object;
    expect(stored).toEqual({ retention: { runs: 7 }, defaultCountry: 'DE' });
    const wrong = { ...stored, defaultCountry: 'Germany', network: { allowedHosts: ['::/999'] } };
    await store.set({ key: 'settings', value: wrong });
    await app.restart();
    const { body } = await admin.get(SETTINGS).expect(200);
    expect(body.data.settings).toMatchObject({
      network: { allowedHosts: [] },
      defaultCountry: null,
      retention: { runs: 7 },
    });
    const id = await createProfile(app.strapi, { source: atAddress() });
    const { id: run } = await runStored(app.strapi, id);
    expect((await reportOf(app.strapi, run)).error?.code).toBe('address-blocked');
  });
});
