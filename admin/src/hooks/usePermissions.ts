import { useRBAC } from '@strapi/strapi/admin';

import { PERMISSIONS } from '../constants';

const ALL = Object.values(PERMISSIONS).flatMap((permissions) =>
  permissions.map((permission) => ({ ...permission, id: 0, properties: {}, conditions: [] }))
);

export interface Permissions {
  canRead: boolean;
  canEdit: boolean;
  canHistory: boolean;
  canTest: boolean;
  canExecute: boolean;
  canApprove: boolean;
  canCredentials: boolean;
  canReveal: boolean;
  canAdministerPhonebooks: boolean;
}

/** What the person who is logged in may do; nothing while that is not known yet. */
export const usePermissions = (): Permissions & { isLoading: boolean } => {
  const { allowedActions, isLoading } = useRBAC(ALL);
  const may = (name: string): boolean => allowedActions[name] === true;
  return {
    isLoading,
    canRead: may('canRead'),
    canEdit: may('canEdit'),
    canHistory: may('canHistory'),
    canTest: may('canTest'),
    canExecute: may('canExecute'),
    canApprove: may('canApprove'),
    canCredentials: may('canCredentials'),
    canReveal: may('canReveal'),
    canAdministerPhonebooks: may('canAdminister'),
  };
};
