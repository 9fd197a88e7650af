import { testSearch } from '../support/change-search';
import { clear } from '../support/runs';
import { createTestApp, type TestApp } from '../support/strapi';

describe('the search over changes', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await createTestApp();
  });
  afterEach(() => clear(app.strapi));
  afterAll(() => app.close());

  testSearch(() => app.strapi);
});
