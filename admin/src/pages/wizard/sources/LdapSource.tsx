import { ConnectionFields } from '../../../components/ldap/ConnectionFields';
import { LdapFormProvider } from '../../../components/ldap/ldap-form';
import { directoryFormOf } from '../model/directory-form';
import type { Wizard } from '../useWizard';

/** How a directory is reached, and where in it the people are. */
export const LdapSource = ({ wizard }: { wizard: Wizard }) => (
  <LdapFormProvider value={directoryFormOf(wizard)}>
    <ConnectionFields />
  </LdapFormProvider>
);
