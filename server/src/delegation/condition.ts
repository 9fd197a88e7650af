import type { Core } from '@strapi/strapi';

import { ACTIONS_FOR_ALL, actionId, PLUGIN_ID } from '../constants';

const NAME = 'profiles-of-role';

/** How permissions refer to it. */
export const CONDITION_ID = `plugin::${PLUGIN_ID}.${NAME}`;

/** What Strapi hands to a condition: the person, and the permission that is limited. */
interface Evaluated {
  id: number;
  permission: { action: string };
}

interface StoredPermission {
  conditions: string[] | null;
  role: { code: string } | null;
}

/** Limited to some profiles, these would be about others as well. */
const FOR_ALL: readonly string[] = ACTIONS_FOR_ALL.map(actionId);

/**
 * Strapi's condition that limits a permission to the profiles that are given to the role. It asks which of
 * a person's roles have that permission so limited: another role of theirs brings no profile along.
 */
export const profilesOfRole = (strapi: Core.Strapi) => ({
  displayName: 'Profiles of this role',
  name: NAME,
  plugin: PLUGIN_ID,
  category: 'Directory Connector',
  async handler({ id, permission: { action } }: Evaluated) {
    if (FOR_ALL.includes(action)) return false;
    const found: StoredPermission[] = await strapi.db.query('admin::permission').findMany({
      where: { action, role: { users: { id } } },
      populate: { role: { select: ['code'] } },
    });
    const codes = found.flatMap(({ conditions, role }) =>
      role && conditions?.includes(CONDITION_ID) ? [role.code] : []
    );
    return { adminRoles: { $in: codes } };
  },
});
