import { factories, type Core, type UID } from '@strapi/strapi';

import { PLUGIN_ID, UIDS } from '../../constants';

const coreRoutes = (uid: string) => {
  const { routes } = factories.createCoreRouter(uid as UID.ContentType);
  return typeof routes === 'function' ? routes() : routes;
};

const secretRoutes = ['user', 'phone'].map((name) => ({
  method: 'GET' as const,
  path: `/${name}s/:documentId/secrets`,
  handler: `${name}.secrets`,
  config: {},
}));

const authenticationRoute = {
  method: 'POST' as const,
  path: '/users/authenticate',
  handler: 'user.authenticate',
  config: {},
};

/**
 * Strapi's REST routes for users, phonebook entries and phones; reading secrets back and
 * checking passwords have none unless the app asks for it.
 */
export default ({ strapi }: { strapi: Core.Strapi }) => ({
  type: 'content-api' as const,
  routes: [
    ...[UIDS.user, UIDS.phonebookEntry, UIDS.phone].flatMap(coreRoutes),
    ...(strapi.plugin(PLUGIN_ID).config('secretAccess') ? secretRoutes : []),
    ...(strapi.plugin(PLUGIN_ID).config('authentication.enabled') ? [authenticationRoute] : []),
  ],
});
