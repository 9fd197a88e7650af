import { ConnectionFields } from '../../../components/ldap/ConnectionFields';
import { DirectoryForm } from '../DirectoryForm';
import type { Wizard } from '../useWizard';

/** How a directory is reached, and where in it the people are. */
export const LdapSource = ({ wizard }: { wizard: Wizard }) => (
  <DirectoryForm wizard={wizard}>
    <ConnectionFields />
  </DirectoryForm>
);
