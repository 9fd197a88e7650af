import { factories, type Core, type UID } from '@strapi/strapi';

import { RECORD_TYPES } from '../../../../shared/records';
import { PLUGIN_ID, UIDS } from '../../constants';
import { answerErrors } from '../answer-errors';
import { type Description, DESCRIPTIONS } from './descriptions';
import { describeRecords } from './record-descriptions';

export interface Route {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  path: string;
  handler: string;
  config: object;
}

const COLLECTIONS = {
  users: UIDS.user,
  'phonebook-entries': UIDS.phonebookEntry,
  phones: UIDS.phone,
};

const restRoutes = ([name, uid]: [string, string]): Route[] => [
  { method: 'GET', path: `/${name}`, handler: `${uid}.find`, config: {} },
  { method: 'GET', path: `/${name}/:id`, handler: `${uid}.findOne`, config: {} },
  { method: 'POST', path: `/${name}`, handler: `${uid}.create`, config: {} },
  { method: 'PUT', path: `/${name}/:id`, handler: `${uid}.update`, config: {} },
  { method: 'DELETE', path: `/${name}/:id`, handler: `${uid}.delete`, config: {} },
];

const secretRoutes = ['user', 'phone'].map((name): Route => ({
  method: 'GET',
  path: `/${name}s/:documentId/secrets`,
  handler: `${name}.secrets`,
  config: {},
}));

const authenticationRoute: Route = {
  method: 'POST',
  path: '/users/authenticate',
  handler: 'user.authenticate',
  config: {},
};

/** Two forms of the same: who may have one may have the other. */
const HEALTH = 'health.find';
const healthRoutes: Route[] = [
  { method: 'GET', path: '/health', handler: HEALTH, config: {} },
  {
    method: 'GET',
    path: '/health/metrics',
    handler: 'health.metrics',
    config: { auth: { scope: [`plugin::${PLUGIN_ID}.${HEALTH}`] } },
  },
];

/** What programs do with runs: each kind of doing has a permission of its own, and all looking one. */
const reading = { auth: { scope: [`plugin::${PLUGIN_ID}.import.find`] } };
const importRoute = (
  method: Route['method'],
  path: string,
  action: string,
  config: object = {}
): Route => ({
  method,
  path,
  handler: `import.${action}`,
  config: { ...config, middlewares: [answerErrors] },
});
const importRoutes: Route[] = [
  importRoute('POST', '/profiles/:name/test', 'test'),
  importRoute('POST', '/profiles/:name/run', 'run'),
  importRoute('GET', '/runs', 'find'),
  importRoute('GET', '/runs/:id', 'findOne', reading),
  importRoute('GET', '/runs/:id/issues', 'issues', reading),
  importRoute('GET', '/runs/:id/changes', 'changes', reading),
  importRoute('POST', '/runs/:id/cancel', 'cancel'),
];

/**
 * What phones read. They show by themselves who they are, see `remote-phonebooks/`; some ask by POST for what they
 * download.
 */
const phonebookRoutes = (['GET', 'POST'] as const).map((method): Route => ({
  method,
  path: '/remote-phonebooks/:id/:file',
  handler: 'remote-phonebooks.read',
  config: { auth: false, middlewares: [answerErrors] },
}));

/** Whose number it is, and who is called so; private entries take the permission to see those of any user. */
const lookupRoutes = ['lookup', 'search'].flatMap((name): Route[] => [
  { method: 'GET', path: `/${name}`, handler: `${name}.find`, config: {} },
  {
    method: 'GET',
    path: `/users/:documentId/${name}`,
    handler: `${name}.findPrivate`,
    config: {},
  },
]);

/** The option without which a handler has no route, however an extension has changed that route. */
const OPTIONS = new Map([
  ...secretRoutes.map(({ handler }) => [handler, 'secretAccess'] as const),
  [authenticationRoute.handler, 'authentication.enabled'] as const,
]);

/** What is told of the requests and answers of routes, by their handlers. */
const describedRoutes = (): Map<string, object> => {
  const described = new Map<string, object>(Object.entries(DESCRIPTIONS));
  for (const type of RECORD_TYPES) {
    const { routes } = factories.createCoreRouter(UIDS[type] as UID.ContentType);
    const core = (typeof routes === 'function' ? routes() : routes) as (Route & Description)[];
    for (const route of core) {
      described.set(route.handler, { ...route, ...describeRecords(type, route) });
    }
  }
  return described;
};

/**
 * Strapi's REST routes for users, phonebook entries and phones; reading secrets back and
 * checking passwords have none unless the app asks for it. An app's extension may add to `routes`,
 * change and remove them, as with Strapi's own plugins; it comes before the app's types are known.
 */
const contentApi = Object.assign(
  ({ strapi }: { strapi: Core.Strapi }) => {
    const described = describedRoutes();
    const isOff = ({ handler }: Route): boolean => {
      const option = OPTIONS.get(handler);
      return option !== undefined && !strapi.plugin(PLUGIN_ID).config(option);
    };
    const routes = contentApi.routes
      .filter((route) => !isOff(route))
      .map((route) => ({ ...described.get(route.handler), ...route }));
    return { type: 'content-api' as const, routes };
  },
  {
    routes: [
      ...Object.entries(COLLECTIONS).flatMap(restRoutes),
      ...secretRoutes,
      authenticationRoute,
      ...healthRoutes,
      ...importRoutes,
      ...phonebookRoutes,
      ...lookupRoutes,
    ],
  }
);

export default contentApi;
