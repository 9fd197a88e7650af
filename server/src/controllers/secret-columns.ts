import type { Core } from '@strapi/strapi';

import { actionId } from '../constants';
import { getService } from '../utils/get-service';
import type { RequestContext } from '../utils/request-context';

/**
 * The columns that stored profiles make secrets of, and that the person may not see in their sources
 * therefore; none for whoever may fetch credentials.
 * @param profiles the ids of those whose source it is; null where it is that of none
 */
export const secretColumnsFor = async (
  strapi: Core.Strapi,
  ctx: RequestContext,
  ...profiles: (string | null)[]
): Promise<string[]> => {
  if (ctx.state.userAbility?.can(actionId('runs.credentials'))) return [];
  const ids = new Set(profiles.filter((id) => id !== null));
  const found = [...ids].map(async (id) => {
    const { columns } = await getService('profiles', { strapi }).knownSecrets(id);
    return columns;
  });
  return (await Promise.all(found)).flat();
};
