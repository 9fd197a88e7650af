import { errors } from '@strapi/utils';
import type { Core } from '@strapi/strapi';

import { INTERNAL_UIDS } from '../constants';

interface Context {
  params?: Record<string, unknown>;
  query: Record<string, unknown>;
  request: { body?: unknown };
}

const INTERNAL: readonly string[] = INTERNAL_UIDS;

const namesInternal = (values: unknown): boolean =>
  typeof values === 'object' &&
  values !== null &&
  // A list of one name is as good as the name to whoever looks a type up.
  Object.values(values).some((value) => INTERNAL.includes(String(value)));

/** Lets everything pass but requests that name one of the plugin's internal types. */
const refuseInternal = (
  { params, query, request }: Context,
  next: () => Promise<void>
): Promise<void> => {
  if ([params, query, request.body].some(namesInternal)) throw new errors.NotFoundError();
  return next();
};

/**
 * Keeps profiles, runs and remote phonebooks out of the content manager's API, where `visible: false` hides them in the
 * panel only: it would show the ciphertext of secrets, and write what no check has seen.
 */
export const hideInternalTypes = (strapi: Core.Strapi): void => {
  const routers = strapi.plugin('content-manager').routes as Record<
    string,
    { routes: { config?: { middlewares?: unknown[] } }[] }
  >;
  for (const route of Object.values(routers).flatMap(({ routes }) => routes)) {
    route.config = {
      ...route.config,
      middlewares: [refuseInternal, ...(route.config?.middlewares ?? [])],
    };
  }
};
