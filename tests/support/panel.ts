import { symlink } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import path from 'node:path';

import type { Core } from '@strapi/strapi';

import { makeAppFolder, makeStrapi, type TestAppOptions } from './strapi';

const ROOT = path.resolve(__dirname, '..', '..');
export const ADMIN = { email: 'ada@example.com', password: 'S3cret-of-the-panel' };

export interface Panel {
  strapi: Core.Strapi;
  /** Where the admin panel is: `http://127.0.0.1:<port>`. */
  origin: string;
}

/** A Strapi of its own that listens on the loopback and serves the admin panel that `npm test` built; it ends with the test file. */
export const startPanel = async (options: TestAppOptions = {}): Promise<Panel> => {
  const folder = await makeAppFolder(options);
  await symlink(path.join(ROOT, 'playground', 'dist', 'build'), path.join(folder, 'build'));
  const strapi = makeStrapi(folder, true);
  await strapi.load();
  // Tests log in more often in a minute than people do.
  strapi.config.set('admin.rateLimit', { enabled: false });
  strapi.server.mount();
  await new Promise<void>((resolve) => strapi.server.httpServer.listen(0, '127.0.0.1', resolve));
  const { port } = strapi.server.httpServer.address() as AddressInfo;
  const role = await strapi.service('admin::role').getSuperAdmin();
  await strapi.service('admin::user').create({
    ...ADMIN,
    firstname: 'Ada',
    lastname: 'Admin',
    isActive: true,
    roles: [role.id],
  });
  return { strapi, origin: `http://127.0.0.1:${port}` };
};
