import type { Core } from '@strapi/strapi';

import type { AdminRole, DelegationView } from '../../../shared/contracts/delegation';
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

  const findAll = async (): Promise<Delegated[]> => {
    const found: Stored[] = await query().findMany(FIELDS);
    return found.map(delegatedOf);
  };

  /** Tells of profiles whether the conditions of somebody's permissions let them do it. */
  const allowing = (
    { userAbility: ability }: Caller,
    name: ActionName
  ): ((profile: Delegated) => boolean) => {
    if (!ability) return () => false;
    const action = actionId(name);
    const manager = strapi
      .service('admin::permission')
      .createPermissionsManager({ ability, action, model: UIDS.profile });
    return (profile) => ability.can(action, manager.toSubject({ ...profile }));
  };

  const may = async (caller: Caller, action: ActionName, profile: string): Promise<boolean> => {
    if (isUnlimited(caller, action)) return true;
    const found = canAtAll(caller, action) ? await find(profile) : null;
    return found !== null && allowing(caller, action)(found);
  };

  const idsOf = (caller: Caller, action: ActionName, profiles: Delegated[]): string[] =>
    profiles.filter(allowing(caller, action)).map(({ documentId }) => documentId);

  /** The ids of the profiles that somebody may do it with; null: all of them, whichever there will be. */
  const profilesFor = async (caller: Caller, action: ActionName): Promise<string[] | null> => {
    if (isUnlimited(caller, action)) return null;
    return canAtAll(caller, action) ? idsOf(caller, action, await findAll()) : [];
  };

  const rolesFor = async (caller: Caller): Promise<AdminRole[]> => {
    const where = isUnlimited(caller, 'profiles.edit')
      ? { code: { $ne: SUPER_ADMIN } }
      : { id: { $in: caller.user?.roles?.map(({ id }) => id) ?? [] } };
    const found: AdminRole[] = await strapi.db
      .query('admin::role')
      .findMany({ where, select: ['code', 'name'], orderBy: { name: 'asc' } });
    return found.map(({ code, name }) => ({ code, name }));
  };

  return {
    may,
    profilesFor,

    /** What somebody may do with a profile, if all of it has to be allowed. */
    async access(caller: Caller, actions: ActionName[], profile: string): Promise<Access> {
      const found = await find(profile);
      if (!found) return 'hidden';
      const may = (action: ActionName) => allowing(caller, action)(found);
      if (actions.every(may)) return 'granted';
      return SEEING.some(may) ? 'refused' : 'hidden';
    },

    /** What the panel has to know of it. */
    async viewFor(caller: Caller): Promise<DelegationView> {
      const limited = ACTION_NAMES.filter((action) => !isUnlimited(caller, action));
      const profiles = limited.length > 0 ? await findAll() : [];
      const limits = limited.map((action) => [action, idsOf(caller, action, profiles)]);
      return { limits: Object.fromEntries(limits), roles: await rolesFor(caller) };
    },

    ...createAuthors({ allowing, find }),
  };
};

export type Delegation = ReturnType<typeof createDelegation>;
