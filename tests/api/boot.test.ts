import request from 'supertest';

import { createTestApp, type TestApp } from '../support/strapi';
import { testUninstall } from '../support/uninstall';

describe('plugin in a Strapi app', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await createTestApp();
  });
  afterAll(() => app.close());

  it('is loaded', async () => {
    expect(app.strapi.plugin('directory-connector')).toBeDefined();
    await request(app.strapi.server.httpServer).get('/_health').expect(204);
  });

  testUninstall(() => app.strapi);
});
