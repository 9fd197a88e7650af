import request from 'supertest';

import { createRestrictedAdmin, createSuperAdmin, type RestrictedAdmin } from '../support/admin';
import { createTestApp, type TestApp } from '../support/strapi';

const { routes } = outside.plugin.default.routes.admin();
const ALL = [
  ...['profiles.read', 'profiles.edit', 'profiles.reveal', 'runs.history'],
  ...['runs.test', 'runs.execute', 'runs.approve', 'runs.credentials', 'settings.manage'],
  'people.forget',
  'remote-phonebooks.administer',
].map((action) => `plugin::directory-connector.${action}`);

interface Policy {
  name: string;
  config: { actions: string[] };
}

/** What one has to be allowed to do, all of it. */
const actionsOf = ({ config }: (typeof routes)[number]): string[] => {
  const [, permission] = config.policies as [string, Policy];
  return permission.config.actions;
};

const pathOf = (path: string): string =>
  `/directory-connector${path
    .replace(':id', 'missing0')
    .replace(':row', '2')
    .replace(':type', 'user')}`;

describe('routes of the admin API', () => {
  let app: TestApp;
  let restricted: RestrictedAdmin;

  beforeAll(async () => {
    app = await createTestApp();
    await createSuperAdmin(app);
    restricted = await createRestrictedAdmin(app);
  });
  afterAll(() => app.close());

  const send = (method: string, path: string) =>
    restricted.client[method.toLowerCase() as 'get'](pathOf(path));

  it('are all registered with both policies', () => {
    const plugin = app.strapi.plugin('directory-connector');
    const { admin } = plugin.routes as unknown as { admin: { routes: typeof routes } };
    const registered = admin.routes;
    expect(registered.map(({ method, path }) => `${method} ${path}`)).toEqual(
      routes.map(({ method, path }) => `${method} ${path}`)
    );
    for (const route of registered) {
      expect(route.config.policies).toEqual([
        'admin::isAuthenticatedAdmin',
        { name: 'admin::hasPermissions', config: { actions: expect.any(Array) } },
      ]);
      expect(actionsOf(route)).not.toEqual([]);
    }
  });

  it('use every action that roles can be given, and no other', () => {
    // What a profile may reveal is asked about where it is saved.
    const ofRoutes = ALL.filter((action) => !action.endsWith('.profiles.reveal'));
    expect(new Set(routes.flatMap(actionsOf))).toEqual(new Set(ofRoutes));
    const tails = ALL.map((action) => action.split('.').at(-1));
    expect(new Set(tails).size).toBe(tails.length);
  });

  it('have actions that Strapi offers to roles', async () => {
    const { actionProvider } = app.strapi.service('admin::permission');
    for (const action of ALL) expect(actionProvider.get(action)).toBeDefined();
  });

  it.each(routes.map(({ method, path }) => [method, path]))(
    '%s %s wants a login',
    async (method, path) => {
      const anybody = request(app.strapi.server.httpServer);
      await anybody[method.toLowerCase() as 'get'](pathOf(path)).expect(401);
    }
  );

  it.each(ALL)('refuse whoever has all permissions but %s', async (action) => {
    await restricted.allow(ALL.filter((other) => other !== action));
    for (const { method, path } of routes.filter((route) => actionsOf(route).includes(action))) {
      const { status } = await send(method, path);
      expect(`${method} ${path} ${status}`).toBe(`${method} ${path} 403`);
    }
  });

  it.each(ALL)('let in whoever has just %s, and what else they ask for', async (action) => {
    for (const route of routes.filter((one) => actionsOf(one).includes(action))) {
      const { method, path } = route;
      await restricted.allow(actionsOf(route));
      const { status } = await send(method, path);
      expect(`${method} ${path} ${status}`).toMatch(/ (200|400|404)$/);
    }
  });
});
