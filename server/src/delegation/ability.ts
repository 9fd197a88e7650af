import { actionId, type ActionName, UIDS } from '../constants';

/** What of CASL's ability is asked: the person's permissions, as Strapi has read them. */
export interface Ability {
  can(action: string, subject?: unknown): boolean;
  rulesFor(action: string, subjectType: string): { conditions?: unknown }[];
}

/** Who asks, as Strapi's authentication has found them. */
export interface Caller {
  userAbility?: Ability;
  user?: { id: number; email: string; roles?: { id: number; code: string }[] };
}

/** What conditions of permissions are about. */
export interface Delegated {
  documentId: string;
  name: string;
  adminRoles: string[];
  createdBy: { id: number; roles?: { id: number }[] } | null;
}

/** Whether somebody may do it with some profile at least, or where none is concerned. */
export const canAtAll = ({ userAbility }: Caller, action: ActionName): boolean =>
  userAbility?.can(actionId(action)) === true;

/** Whether somebody may do it with each profile: one of their permissions has no condition. */
export const isUnlimited = ({ userAbility }: Caller, action: ActionName): boolean =>
  userAbility
    ?.rulesFor(actionId(action), UIDS.profile)
    .some(({ conditions }) => conditions === undefined) === true;
