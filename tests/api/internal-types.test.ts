import request from 'supertest';

import {
  createRestrictedAdmin,
  createSuperAdmin,
  type AdminClient,
  type RestrictedAdmin,
} from '../support/admin';
import { createProfile, runText } from '../support/runs';
import { createTestApp, type TestApp } from '../support/strapi';

const HIDDEN = ['connector-profile', 'connector-run'].map(
  (name) => `plugin::directory-connector.${name}`
);
const SHOWN = 'plugin::directory-connector.user';

describe('the content manager’s API', () => {
  let app: TestApp;
  let admin: AdminClient;
  let editor: RestrictedAdmin;
  let documentId: string;

  beforeAll(async () => {
    app = await createTestApp();
    admin = await createSuperAdmin(app);
    editor = await createRestrictedAdmin(app);
    documentId = await createProfile(app.strapi);
    await runText(app.strapi, documentId, 'username\nada\n');
  });
  afterAll(() => app.close());

  it.each(HIDDEN)('does not know %s, whatever is asked', async (uid) => {
    const encoded = encodeURIComponent(uid);
    const { documentId: id } = await app.strapi.db.query(uid).findOne({});
    for (const path of [
      `collection-types/${uid}`,
      `collection-types/${encoded}`,
      `Collection-Types/${uid}?pageSize=1`,
      `collection-types/${uid}/${id}`,
      `single-types/${uid}`,
      `content-types/${uid}/configuration`,
      `relations/${uid}/name`,
      `relations/${uid}/${id}/createdBy`,
      `history-versions?contentType=${uid}&documentId=${id}`,
      `history-versions?contentType[]=${uid}&documentId=${id}`,
      `preview/url/${uid}?documentId=${id}`,
    ]) {
      const { status, text } = await admin.get(`/content-manager/${path}`);
      expect([path, status]).toEqual([path, 404]);
      expect(text).not.toContain('Profile');
    }
    const type = `/content-manager/collection-types/${uid}`;
    const answers = [
      await admin.post(type).send({ name: 'X' }),
      await admin.put(`${type}/${id}`).send({ name: 'X' }),
      await admin.post(`${type}/actions/bulkDelete`).send({ documentIds: [id] }),
      await admin
        .post('/content-manager/uid/check-availability')
        .send({ contentTypeUID: uid, field: 'name', value: 'x' }),
    ];
    for (const { status } of answers) expect([403, 404]).toContain(status);
    expect(await app.strapi.db.query(uid).count()).toBe(1);
  });

  it.each(HIDDEN)('does not know %s for who may do everything with records', async (uid) => {
    await editor.allowContent([SHOWN]);
    await expect(editor.allowContent([uid])).rejects.toThrow('not an existing permission');
    const { documentId: id } = await app.strapi.db.query(uid).findOne({});
    await editor.client.get(`/content-manager/collection-types/${SHOWN}`).expect(200);
    for (const path of [
      `collection-types/${uid}`,
      `collection-types/${uid}/${id}`,
      `collection-types/${uid}/${id}/actions/countDraftRelations`,
      `relations/${uid}/${id}/createdBy`,
      `history-versions?contentType=${uid}&documentId=${id}`,
      `history-versions?contentType[]=${uid}&documentId=${id}`,
      `preview/url/${uid}?documentId=${id}`,
    ]) {
      const { status, text } = await editor.client.get(`/content-manager/${path}`);
      expect([path, [403, 404].includes(status)]).toEqual([path, true]);
      expect(text).not.toContain('Profile');
    }
    const { text } = await editor.client.get(
      '/content-manager/homepage/recent-documents?action=update'
    );
    expect(text).not.toContain(uid);
  });

  it.each(['connector-profiles', 'connector-runs'])('serves no %s over REST', async (plural) => {
    const { httpServer } = app.strapi.server;
    for (const path of [`/api/${plural}`, `/api/directory-connector/${plural}`]) {
      const { status } = await request(httpServer).get(path);
      expect([path, status]).toEqual([path, 404]);
    }
  });

  it('knows the records as before', async () => {
    const { body } = await admin.get(`/content-manager/collection-types/${SHOWN}`).expect(200);
    expect(body.results).toMatchObject([{ username: 'ada' }]);
  });
});
