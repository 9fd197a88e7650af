import request from 'supertest';

import { testLookup } from '../support/lookup';
import { apply, change, emptyTables } from '../support/plans';
import { settingsOf } from '../support/runs';
import { createTestApp, type TestApp } from '../support/strapi';

const API = '/api/directory-connector';
const USER = 'plugin::directory-connector.user';
const ENTRY = 'plugin::directory-connector.phonebook-entry';

describe('numbers and names', () => {
  let app: TestApp;

  const tokenFor = async (permissions: string[]): Promise<string> => {
    const { accessKey } = await app.strapi.service('admin::api-token').create({
      name: permissions.join(),
      description: '',
      type: 'custom',
      lifespan: null,
      permissions: permissions.map((name) => `plugin::directory-connector.${name}`),
    });
    return accessKey as string;
  };
  const get = (path: string, token: string) =>
    request(app.strapi.server.httpServer)
      .get(`${API}${path}`)
      .set('Authorization', `Bearer ${token}`);

  beforeAll(async () => {
    app = await createTestApp({ others: { graphql: { enabled: true } } });
  });
  afterAll(() => app.close());

  testLookup(() => app.strapi);

  describe('over HTTP', () => {
    let user: string;

    beforeAll(async () => {
      await emptyTables(app.strapi);
      await settingsOf(app.strapi).change(
        { defaultCountry: 'DE', numbering: { prefix: '+49305550', extensionLength: 3 } },
        'test'
      );
      await apply(app.strapi, [
        change({
          sequence: 1,
          type: 'user',
          action: 'create',
          key: 'username:ann',
          attributes: { username: 'ann', displayName: 'Ann Ahorn', extension: '204' },
        }),
      ]);
      const found = await app.strapi.db.query(USER).findOne({ where: { username: 'ann' } });
      user = String(found?.documentId);
      await app.strapi.db.query(ENTRY).create({
        data: { displayName: 'Supplier GmbH', organisation: 'Supplier', phone: '089 1234-0' },
      });
      await app.strapi.documents(ENTRY as never).create({
        data: { displayName: 'Aunt', homePhone: '0171 1111111', private: true, user } as never,
      });
    });

    it('tells whose number it is, and why', async () => {
      const token = await tokenFor(['lookup.find']);
      const { body } = await get('/lookup?number=%2B49+30+5550204', token).expect(200);
      expect(body).toEqual({
        data: [
          expect.objectContaining({
            type: 'user',
            documentId: user,
            displayName: 'Ann Ahorn',
            match: 'number',
            number: { kind: 'extension', number: '204', e164: '+49305550204', extension: null },
          }),
        ],
        meta: { e164: '+49305550204', extension: null },
      });
      const behind = await get('/lookup?number=0891234123', token).expect(200);
      expect(behind.body.data).toEqual([
        expect.objectContaining({ displayName: 'Supplier GmbH', match: 'behind-main' }),
      ]);
      await get('/search?q=ann', token).expect(403);
    });

    it('finds names as they are typed, without private entries', async () => {
      const token = await tokenFor(['search.find']);
      const { body } = await get('/search?q=SUPP', token).expect(200);
      expect(body.data).toEqual([
        expect.objectContaining({
          displayName: 'Supplier GmbH',
          numbers: [{ kind: 'phone', number: '089 1234-0', e164: '+498912340', extension: null }],
        }),
      ]);
      expect((await get('/search?q=aunt', token).expect(200)).body.data).toEqual([]);
      await get(`/users/${user}/search?q=aunt`, token).expect(403);
    });

    it('tells private entries to whoever may ask for any user', async () => {
      const token = await tokenFor(['search.findPrivate', 'lookup.findPrivate']);
      const { body } = await get(`/users/${user}/search?q=aunt`, token).expect(200);
      expect(body.data).toEqual([
        expect.objectContaining({
          displayName: 'Aunt',
          private: true,
          user: { documentId: user, displayName: 'Ann Ahorn' },
        }),
      ]);
      const whose = await get(`/users/${user}/lookup?number=01711111111`, token).expect(200);
      expect(whose.body.data).toHaveLength(1);
      await get('/search?q=aunt', token).expect(403);
    });

    it.each([
      ['/search?q=a', 'q'],
      ['/lookup', 'number'],
      ['/lookup?number=1&number=2', 'number'],
      ['/users/nobody/search?q=aunt', 'user'],
    ])('refuses %s with the place', async (path, place) => {
      const token = await tokenFor(['lookup.find', 'search.find', 'search.findPrivate']);
      const { body } = await get(path, token).expect(400);
      expect(body.error.details.errors[0].path).toEqual([place]);
    });

    it('answers the same in GraphQL, with the same permissions', async () => {
      const ask = async (token: string, query: string) =>
        (
          await request(app.strapi.server.httpServer)
            .post('/graphql')
            .set('Authorization', `Bearer ${token}`)
            .send({ query })
        ).body;
      const token = await tokenFor(['lookup.find', 'search.find']);
      const { data, errors } = await ask(
        token,
        `{ directoryLookup(number: "204") { match number { e164 kind } person { displayName } }
           directorySearch(q: "sup") { displayName numbers { number } } }`
      );
      expect(errors).toBeUndefined();
      expect(data).toEqual({
        directoryLookup: [
          {
            match: 'number',
            number: { e164: '+49305550204', kind: 'extension' },
            person: { displayName: 'Ann Ahorn' },
          },
        ],
        directorySearch: [{ displayName: 'Supplier GmbH', numbers: [{ number: '089 1234-0' }] }],
      });
      const query = `{ directorySearchForUser(user: "${user}", q: "aunt") { displayName } }`;
      expect((await ask(token, query)).errors[0].message).toMatch(/forbidden/i);
      const { data: own } = await ask(await tokenFor(['search.findPrivate']), query);
      expect(own.directorySearchForUser).toEqual([{ displayName: 'Aunt' }]);
    });
  });
});
