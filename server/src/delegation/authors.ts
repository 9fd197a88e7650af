import { problem } from '../../../shared/codes/problems';
import type { ProfileView } from '../../../shared/contracts/profiles';
import { isObject } from '../../../shared/path';
import type { ProfileInput } from '../../../shared/profile';
import type { ActionName } from '../constants';
import type { Author } from '../profiles/changes';
import { ConnectorError } from '../utils/errors';
import { invalid, profileProblem } from '../utils/validation';
import { type Caller, canAtAll, type Delegated, isUnlimited } from './ability';

interface AuthorNeeds {
  /** Tells of profiles whether somebody may do it with them. */
  allowing(caller: Caller, action: ActionName): (profile: Delegated) => boolean;
  find(profile: string): Promise<Delegated | null>;
}

/** What lets a profile change what others have brought, other than what it is stored with. */
const REACHING = {
  mode: (value: unknown) => value === 'replace',
  ownedByOthers: (value: unknown) => value !== undefined && value !== 'conflict',
} as const satisfies Partial<Record<keyof ProfileInput, (value: unknown) => boolean>>;

/** @throws ConnectorError `not-delegated` where a profile would reach further than it is stored to */
export const assertReach = (given: object, before: ProfileView | null): void => {
  for (const [name, reaches] of Object.entries(REACHING)) {
    const setting = name as keyof typeof REACHING;
    const { [setting]: found } = given as Partial<Record<typeof setting, unknown>>;
    if (!reaches(found) || found === before?.[setting]) continue;
    const what = problem('not-delegated/reach', { setting, found: String(found) });
    throw new ConnectorError(what, { details: { path: [setting] } });
  }
};

const rolesIn = ({ adminRoles }: Record<string, unknown>): string[] =>
  Array.isArray(adminRoles) ? adminRoles.map(String) : [];

const refusedRoles = () =>
  new ConnectorError(problem('not-delegated/roles'), { details: { path: ['adminRoles'] } });

const isSameSet = (some: string[], others: string[]): boolean =>
  some.every((one) => others.includes(one)) && others.every((one) => some.includes(one));

const NOBODYS: Delegated = { documentId: '', name: '', adminRoles: [], createdBy: null };

/** What whoever may save only some profiles may make of them: nothing that would widen what they may do. */
export const createAuthors = ({ allowing, find }: AuthorNeeds) => {
  const creatorOf = ({ user }: Caller): Delegated['createdBy'] =>
    user ? { id: user.id, roles: user.roles } : null;

  /** The roles that a new profile of somebody's gets: those by which they may do it with profiles. */
  const ownRoles = (caller: Caller): string[] =>
    (caller.user?.roles ?? [])
      .map(({ code }) => code)
      .filter((code) => allowing(caller, 'profiles.edit')({ ...NOBODYS, adminRoles: [code] }));

  const newProfile = (caller: Caller, name: unknown): Delegated => ({
    ...NOBODYS,
    name: String(name ?? ''),
    adminRoles: ownRoles(caller),
    createdBy: creatorOf(caller),
  });

  const asNew = (caller: Caller, given: Record<string, unknown>): object => {
    const profile = newProfile(caller, given.name);
    const { adminRoles } = profile;
    if (!allowing(caller, 'profiles.edit')(profile)) {
      throw new ConnectorError(problem('not-delegated'));
    }
    if (rolesIn(given).some((code) => !adminRoles.includes(code))) throw refusedRoles();
    return { ...given, adminRoles };
  };

  /** What is stored of its roles stays, also where somebody else changes them meanwhile. */
  const asBefore = async (
    caller: Caller,
    { adminRoles, ...given }: Record<string, unknown>,
    before: ProfileView
  ): Promise<object> => {
    const profile = await find(before.id);
    if (!profile || !allowing(caller, 'profiles.edit')(profile)) {
      // They chose its name without knowing of it.
      const { name } = before;
      throw invalid([profileProblem(['name'], problem('name-taken', { name }))]);
    }
    if (adminRoles !== undefined && !isSameSet(rolesIn({ adminRoles }), profile.adminRoles)) {
      throw refusedRoles();
    }
    return given;
  };

  const permitted = async (
    caller: Caller,
    given: unknown,
    before: ProfileView | null
  ): Promise<unknown> => {
    // What is no profile at all is told apart from one where it is read.
    if (isUnlimited(caller, 'profiles.edit') || !isObject(given)) return given;
    assertReach(given, before);
    return before ? asBefore(caller, given, before) : asNew(caller, given);
  };

  return {
    /** Whether somebody may do it with a profile that they would make. */
    mayWithNew: (caller: Caller, action: ActionName): boolean =>
      isUnlimited(caller, action) ||
      (canAtAll(caller, action) && allowing(caller, action)(newProfile(caller, ''))),

    /** Somebody who saves profiles. */
    author: (caller: Caller): Author => ({
      id: caller.user?.id ?? null,
      permitted: (given, before) => permitted(caller, given, before),
      async copied(file) {
        if (isUnlimited(caller, 'profiles.edit')) return file;
        return (await permitted(caller, { ...file, adminRoles: [] }, null)) as ProfileInput;
      },
    }),
  };
};
