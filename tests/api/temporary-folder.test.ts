import { mkdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

import { createSuperAdmin, type AdminClient } from '../support/admin';
import { clear, createProfile, people, runText } from '../support/runs';
import { loadStrapi, makeAppFolder, removeAppFolder, type TestApp } from '../support/strapi';

const BASE = '/directory-connector';

describe('a folder for temporary files that cannot be written', () => {
  let app: Pick<TestApp, 'strapi' | 'folder'>;
  let admin: AdminClient;
  let profile: string;
  let upload: string;
  /** Where Strapi keeps what comes with a request. */
  let incoming: string;

  beforeAll(async () => {
    const folder = await makeAppFolder();
    incoming = path.join(folder, 'incoming');
    await mkdir(incoming);
    const middlewares = ['logger', 'errors', 'security', 'cors', 'query'].map(
      (name) => `strapi::${name}`
    );
    const body = { name: 'strapi::body', config: { formidable: { uploadDir: incoming } } };
    const others = ['strapi::session', 'strapi::favicon', 'strapi::public'];
    await writeFile(
      path.join(folder, 'config', 'middlewares.js'),
      `module.exports = ${JSON.stringify([...middlewares, body, ...others])};`
    );
    app = { strapi: await loadStrapi(folder), folder };
    admin = await createSuperAdmin(app as TestApp);
    profile = await createProfile(app.strapi);
    upload = (await send(201)).data.id as string;
  });
  afterEach(() => jest.restoreAllMocks());
  afterAll(async () => {
    await clear(app.strapi);
    await app.strapi.destroy();
    await removeAppFolder(app.folder);
  });

  const send = async (status: number) => {
    const { body } = await admin
      .post(`${BASE}/uploads`)
      .field('profile', profile)
      .attach('files', Buffer.from(people(3)), 'users.csv')
      .expect(status);
    return body;
  };

  /** What stands where the folder should be. */
  const PLACES: [string, () => Promise<string>][] = [
    ['it is missing', async () => path.join(app.folder, 'missing')],
    ['it is a file', async () => path.join(app.folder, 'package.json')],
    ['it stands below a file', async () => path.join(app.folder, 'package.json', 'tmp')],
  ];

  const breakFolder = async (place: () => Promise<string>): Promise<void> => {
    const folder = await place();
    jest.spyOn(os, 'tmpdir').mockReturnValue(folder);
  };

  const DISK_ERROR = { error: { status: 400, details: { code: 'disk-error' } } };

  describe.each(PLACES)('%s', (_what, place) => {
    it('is told by a run, which changes nothing', async () => {
      await breakFolder(place);
      const { strapi } = app;
      const { body } = await admin.post(`${BASE}/profiles/${profile}/run`).expect(202);
      let report = { status: 'running', error: null };
      while (report.status === 'running') {
        ({ data: report } = (await admin.get(`${BASE}/runs/${body.data.id}`).expect(200)).body);
      }
      expect(report).toMatchObject({ status: 'failed', error: { code: 'disk-error' } });
      expect(await strapi.db.connection('directory_users')).toEqual([]);
    });

    it.each(['a trial', 'the check of a mapping', 'detecting'])('is told by %s', async (name) => {
      await breakFolder(place);
      const draft = {
        name: 'Draft',
        source: { type: 'csv', delivery: 'upload' },
        template: '{"identity":[{"username":"{{username}}"}]}',
      };
      const [address, sent] = {
        'a trial': ['/mapping/trial', { profile, upload }] as const,
        'the check of a mapping': ['/profiles/check', { draft }] as const,
        detecting: [`/uploads/${upload}/detect`, {}] as const,
      }[name] ?? ['', {}];
      const { body } = await admin.post(BASE + address).send(sent);
      expect(body).toMatchObject(DISK_ERROR);
      expect(body.error.message).toContain('space and permissions');
    });

    it('is told by an upload', async () => {
      await breakFolder(place);
      await rm(incoming, { recursive: true });
      try {
        expect(await send(400)).toMatchObject(DISK_ERROR);
      } finally {
        await mkdir(incoming);
      }
    });
  });

  it('keeps Strapi from nothing else: it starts, and runs once the folder is there again', async () => {
    jest.spyOn(os, 'tmpdir').mockReturnValue(path.join(app.folder, 'missing'));
    await app.strapi.destroy();
    app.strapi = await loadStrapi(app.folder);
    jest.restoreAllMocks();
    expect(await runText(app.strapi, profile, people(3))).toMatchObject({
      status: 'succeeded',
      user: { create: 3 },
    });
  });
});
