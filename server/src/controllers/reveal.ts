import type { Core } from '@strapi/strapi';

import { problem } from '../../../shared/codes/problems';
import { ConnectorError } from '../utils/errors';
import { getService } from '../utils/get-service';
import type { RequestContext } from './request';

const columnsOf = (profile: unknown): string[] => {
  const { reveal } = (profile ?? {}) as { reveal?: unknown };
  return Array.isArray(reveal) ? reveal.filter((column) => typeof column === 'string') : [];
};

/** Whether the person may make profiles that reveal secret columns. */
export const mayRevealAnew = (strapi: Core.Strapi, { state }: RequestContext): boolean =>
  getService('delegation', { strapi }).mayWithNew(state, 'profiles.reveal');

/**
 * Refuses a profile that reveals more secret columns than the stored one does, unless the person may
 * reveal them.
 * @param stored the profile that is changed: its id or its name; null for a new one
 * @throws ForbiddenError
 */
export const assertMayReveal = async (
  strapi: Core.Strapi,
  ctx: RequestContext,
  given: unknown,
  stored: { id: string } | { name: unknown } | null
): Promise<void> => {
  const columns = columnsOf(given);
  if (columns.length === 0) return;
  const profiles = getService('profiles', { strapi });
  const known =
    stored === null
      ? null
      : 'id' in stored
        ? await profiles.find(stored.id)
        : await profiles.findByName(String(stored.name));
  const { may } = getService('delegation', { strapi });
  const mayReveal = known
    ? await may(ctx.state, 'profiles.reveal', known.id)
    : mayRevealAnew(strapi, ctx);
  if (mayReveal) return;
  const more = columns.filter((column) => !known?.reveal.includes(column));
  if (more.length === 0) return;
  throw new ConnectorError(problem('reveal-not-allowed', { columns: more }), {
    details: { path: ['reveal'] },
  });
};
