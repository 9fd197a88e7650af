import * as React from 'react';

import type { LdapVendorDefaults } from '../../../../shared/contracts/ldap';
import type { LdapInput } from '../../../../shared/profile/ldap';
import type { ConnectionTrial } from './useConnectionTrial';

export interface LdapForm {
  source: LdapInput;
  change: (part: Partial<LdapInput>) => void;
  /** What is wrong with a field of the source, such as `groups.filter`, and with what is in it. */
  messageOf: (path: string) => string | undefined;
  isReadOnly: boolean;
  /** What the vendor that is chosen or was found is known for; null while that is not known. */
  defaults: LdapVendorDefaults | null;
  connection: ConnectionTrial;
}

const LdapFormContext = React.createContext<LdapForm | null>(null);

/** Gives the fields of a directory what is being edited, in the wizard and in the editor. */
export const LdapFormProvider = LdapFormContext.Provider;

/** The directory that is being edited; within its form only. */
export const useLdapForm = (): LdapForm => {
  const form = React.useContext(LdapFormContext);
  if (!form) throw new Error('useLdapForm is used outside of a form for a directory');
  return form;
};
