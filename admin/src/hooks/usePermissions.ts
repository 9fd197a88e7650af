import * as React from 'react';

import { useAuth, useRBAC } from '@strapi/strapi/admin';

import { PERMISSIONS } from '../constants';
import { PLUGIN_ID } from '../pluginId';
import { useGetDelegationQuery } from '../services/profiles';

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
  canForget: boolean;
  canAdministerPhonebooks: boolean;
}

const ConcernedProfile = React.createContext<string | null>(null);

/** What is inside is about a profile, by its id: permissions are those for it. */
export const OfProfile = ConcernedProfile.Provider;

/** Whether any of the person's permissions here is limited by a condition. */
const useIsLimited = (): boolean =>
  useAuth('usePermissions', ({ permissions }) =>
    permissions.some(
      ({ action, conditions }) =>
        action.startsWith(`plugin::${PLUGIN_ID}.`) && (conditions?.length ?? 0) > 0
    )
  );

/** Whether the person may do it with the profile that is concerned, where they may do it with some. */
const useLimits = () => {
  const profile = React.useContext(ConcernedProfile);
  const isLimited = useIsLimited();
  const { data, isError } = useGetDelegationQuery(undefined, { skip: !isLimited });
  const isLoading = isLimited && data === undefined && !isError;
  return {
    isLoading,
    isWithin: (action: string): boolean => {
      if (profile === null || !isLimited || isError) return true;
      const limit = data?.limits[action];
      return data !== undefined && (limit === undefined || limit.includes(profile));
    },
  };
};

/** What the person who is logged in may do, with the profile that is concerned; nothing while that is not known yet. */
export const usePermissions = (): Permissions & { isLoading: boolean } => {
  const { allowedActions, isLoading } = useRBAC(ALL);
  const limits = useLimits();
  const may = (name: string, action: string): boolean =>
    allowedActions[name] === true && limits.isWithin(action);
  return {
    isLoading: isLoading || limits.isLoading,
    canRead: may('canRead', 'profiles.read'),
    canEdit: may('canEdit', 'profiles.edit'),
    canHistory: may('canHistory', 'runs.history'),
    canTest: may('canTest', 'runs.test'),
    canExecute: may('canExecute', 'runs.execute'),
    canApprove: may('canApprove', 'runs.approve'),
    canCredentials: may('canCredentials', 'runs.credentials'),
    canReveal: may('canReveal', 'profiles.reveal'),
    canForget: may('canForget', 'people.forget'),
    canAdministerPhonebooks: may('canAdminister', 'remote-phonebooks.administer'),
  };
};
