import { errors } from '@strapi/utils';
import type { Core } from '@strapi/strapi';

import { UIDS } from '../constants';

interface Context {
  params?: Record<string, unknown>;
  request: { body?: unknown };
}

const INTERNAL: unknown[] = [UIDS.profile, UIDS.run];

const namesInternal = (values: unknown): boolean =>
  typeof values === 'object' &&
  values !== null &&
  Object.values(values).some((value) => INTERNAL.includes(value));

/** Lets everything pass but requests that name one of the plugin's internal types. */
const refuseInternal = ({ params, request }: Context, next: () => Promise<void>): Promise<void> => {
  if (namesInternal(params) || namesInternal(request.body)) throw new errors.NotFoundError();
  return next();
};

/**
 * Keeps profiles and runs out of the content manager's API, where `visible: false` hides them in the
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
