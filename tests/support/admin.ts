import type { UID } from '@strapi/strapi';
import request from 'supertest';

import type { TestApp } from './strapi';

const EMAIL = 'ada@example.com';
const PASSWORD = 'S3cret-of-the-panel';

type Method = 'get' | 'post' | 'put' | 'delete';

/** Requests to a Strapi's HTTP server as somebody who is logged in to its admin panel. */
export type AdminClient = Record<Method, (path: string) => request.Test>;

/** @param server what is asked, each time anew: an app that starts again has another one */
const clientWith = (server: () => Parameters<typeof request>[0], token: string): AdminClient => {
  const send = (method: Method) => (path: string) =>
    request(server())[method](path).set('Authorization', `Bearer ${token}`);
  return { get: send('get'), post: send('post'), put: send('put'), delete: send('delete') };
};

/** Makes the app's first administrator, who may do everything. */
export const createSuperAdmin = async (app: Pick<TestApp, 'strapi'>): Promise<AdminClient> => {
  // All apps of a process share what its limiter counts.
  app.strapi.config.set('admin.rateLimit', { enabled: false });
  const response = await request(app.strapi.server.httpServer)
    .post('/admin/register-admin')
    .send({ firstname: 'Ada', lastname: 'Admin', email: EMAIL, password: PASSWORD })
    .expect(200);
  return clientWith(() => app.strapi.server.httpServer, response.body.data.token);
};

/** The same one's requests to another instance of the app. @param origin where that answers */
export const superAdminAt = async (origin: string): Promise<AdminClient> => {
  const response = await request(origin)
    .post('/admin/login')
    .send({ email: EMAIL, password: PASSWORD })
    .expect(200);
  return clientWith(() => origin, response.body.data.token);
};

export interface RestrictedAdmin {
  client: AdminClient;
  role: { id: number; code: string };
  user: { id: number };
  /** From now on the role may do this and nothing else. @param conditions the ids of those that limit it */
  allow(actions: string[], conditions?: string[]): Promise<void>;
  /** From now on the role may do what the content manager lets people do with these types, and nothing else. */
  allowContent(uids: string[]): Promise<void>;
}

const CONTENT_ACTIONS = ['create', 'read', 'update', 'delete'].map(
  (action) => `plugin::content-manager.explorer.${action}`
);

/**
 * Makes an administrator with a role of their own that may do nothing yet; the first one has to be there.
 * @param others the ids of further roles of theirs
 */
export const createRestrictedAdmin = async (
  app: TestApp,
  { name = 'Rita', others = [] }: { name?: string; others?: number[] } = {}
): Promise<RestrictedAdmin> => {
  const { strapi } = app;
  const email = `${name.toLowerCase()}@example.com`;
  const role = await strapi
    .service('admin::role')
    .create({ name: `Restricted ${name}`, description: '' });
  const user = await strapi.service('admin::user').create({
    firstname: name,
    lastname: 'Restricted',
    email,
    password: PASSWORD,
    isActive: true,
    roles: [role.id, ...others],
  });
  const response = await request(strapi.server.httpServer)
    .post('/admin/login')
    .send({ email, password: PASSWORD })
    .expect(200);
  const assign = (
    permissions: { action: string; subject: string | null; properties: object }[],
    conditions: string[] = []
  ) =>
    strapi.service('admin::role').assignPermissions(
      role.id,
      permissions.map((permission) => ({ ...permission, conditions }))
    );
  return {
    client: clientWith(() => app.strapi.server.httpServer, response.body.data.token),
    role,
    user,
    async allow(actions, conditions) {
      await assign(
        actions.map((action) => ({ action, subject: null, properties: {} })),
        conditions
      );
    },
    async allowContent(uids) {
      const properties = (uid: string) => ({
        fields: Object.keys(strapi.contentTypes[uid as UID.ContentType]?.attributes ?? {}),
      });
      await assign(
        uids.flatMap((subject) =>
          CONTENT_ACTIONS.map((action) => ({ action, subject, properties: properties(subject) }))
        )
      );
    },
  };
};
