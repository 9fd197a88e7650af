import { createRestrictedAdmin, createSuperAdmin, type AdminClient } from '../support/admin';
import { ANN, changing, testHandEdits } from '../support/hand-edits';
import { clear } from '../support/runs';
import { createTestApp, type TestApp } from '../support/strapi';

const BASE = '/directory-connector';
const READ = 'plugin::directory-connector.profiles.read';

describe.each(['bulk', 'documents'] as const)(
  'fields that people change, written by %s',
  (mode) => {
    let app: TestApp;
    let admin: AdminClient;

    beforeAll(async () => {
      app = await createTestApp({ plugin: { writeMode: mode } });
      admin = await createSuperAdmin(app);
    });
    afterEach(() => clear(app.strapi));
    afterAll(() => app.close());

    const { profileWith, run, ann, edit } = changing(
      () => app,
      () => admin
    );

    testHandEdits(
      () => app,
      () => admin
    );

    it('have rules of fields that there are', async () => {
      const { body } = await admin
        .post(`${BASE}/profiles`)
        .send({
          name: 'Wrong',
          source: { type: 'csv', delivery: 'upload' },
          writing: { phone: { emial: 'creating' } },
        })
        .expect(400);
      expect(body.error.details.errors).toMatchObject([
        { path: ['writing', 'phone', 'emial'], code: 'unknown-attribute' },
      ]);
    });

    it('are listed for who may see the history', async () => {
      const profile = await profileWith();
      const { client, allow } = await createRestrictedAdmin(app);
      await allow([READ]);
      await client.get(`${BASE}/profiles/${profile}/hand-edits`).expect(403);
      await allow([READ, 'plugin::directory-connector.runs.history']);
      await client.get(`${BASE}/profiles/${profile}/hand-edits`).expect(200);
      await run(profile, ANN);
      await edit({ email: 'hand@example.com' });
      const origin = `${BASE}/records/user/${String((await ann()).document_id)}/origin`;
      expect((await client.get(origin).expect(200)).body.data.handEdits).toHaveLength(1);
      await allow([READ]);
      expect((await client.get(origin).expect(200)).body.data.handEdits).toEqual([]);
    });
  }
);
