import type { Core } from '@strapi/strapi';

import type { DelegationView } from '../../../shared/contracts/delegation';
import { type ActionName, actionId, ACTION_NAMES, UIDS } from '../constants';
import { patientRepository } from '../storage/patience';
import { type Caller, canAtAll, type Delegated, isUnlimited } from './ability';
import { createAuthors } from './authors';

/** What somebody may do with a profile: `hidden` where they may not even know that it is there. */
export type Access = 'granted' | 'refused' | 'hidden';

const SUPER_ADMIN = 'strapi-super-admin';

/** Whoever may one of these knows of the profile. */
const SEEING = ['profiles.read', 'runs.history'] as const satisfies ActionName[];

const FIELDS = {
  select: ['documentId', 'name', 'adminRoles'],
  populate: { createdBy: { select: ['id'], populate: { roles: { select: ['id'] } } } },
};

type Stored = Omit<Delegated, 'adminRoles'> & { adminRoles: unknown };

const delegatedOf = (stored: Stored): Delegated => ({
  ...stored,
  adminRoles: Array.isArray(stored.adminRoles) ? stored.adminRoles.map(String) : [],
});

/**
 * Which profiles people may do what with, by the conditions of their permissions. Whose permission has none
 * is asked for nothing, and costs no look at the database.
 */
export const createDelegation = ({ strapi }: { strapi: Core.Strapi }) => {
  const query = () => patientRepository(strapi, UIDS.profile);

  const find = async (documentId: string): Promise<Delegated | null> => {
    const found: Stored | null = await query().findOne({ where: { documentId }, ...FIELDS });
    return found && delegatedOf(found);
  };

  /** Whether the conditions of somebody's permissions let them do it with this profile. */
  const allows = ({ userAbility: ability }: Caller, name: ActionName, profile: Delegated) => {
    if (!ability) return false;
    const action = actionId(name);
    const model = UIDS.profile;
    const manager = strapi
      .service('admin::permission')
      .createPermissionsManager({ ability, action, model });
    return ability.can(action, manager.toSubject({ ...profile }));
  };

  const may = async (caller: Caller, action: ActionName, profile: string): Promise<boolean> => {
    if (isUnlimited(caller, action)) return true;
    const found = canAtAll(caller, action) ? await find(profile) : null;
    return found !== null && allows(caller, action, found);
  };

  /** The ids of the profiles that somebody may do it with; null: all of them, whichever there will be. */
  const profilesFor = async (caller: Caller, action: ActionName): Promise<string[] | null> => {
    if (isUnlimited(caller, action)) return null;
    const stored: Stored[] = canAtAll(caller, action) ? await query().findMany(FIELDS) : [];
    return stored
      .map(delegatedOf)
      .filter((profile) => allows(caller, action, profile))
      .map(({ documentId }) => documentId);
  };

  const rolesFor = async (caller: Caller): Promise<DelegationView['roles']> => {
    const where = isUnlimited(caller, 'profiles.edit')
      ? { code: { $ne: SUPER_ADMIN } }
      : { id: { $in: caller.user?.roles?.map(({ id }) => id) ?? [] } };
    return strapi.db
      .query('admin::role')
      .findMany({ where, select: ['code', 'name'], orderBy: { name: 'asc' } })
      .then((found) => found.map(({ code, name }) => ({ code, name })));
  };

  return {
    may,
    profilesFor,

    /** What somebody may do with a profile, if all of it has to be allowed. */
    async access(caller: Caller, actions: ActionName[], profile: string): Promise<Access> {
      const found = await find(profile);
      if (!found) return 'hidden';
      if (actions.every((action) => allows(caller, action, found))) return 'granted';
      return SEEING.some((action) => allows(caller, action, found)) ? 'refused' : 'hidden';
    },

    /** What the panel has to know of it. */
    async viewFor(caller: Caller): Promise<DelegationView> {
      const limited = ACTION_NAMES.filter((action) => !isUnlimited(caller, action));
      const limits = limited.map(async (action) => [action, await profilesFor(caller, action)]);
      return {
        limits: Object.fromEntries(await Promise.all(limits)),
        roles: await rolesFor(caller),
      };
    },

    ...createAuthors({ allows, find }),
  };
};

export type Delegation = ReturnType<typeof createDelegation>;
