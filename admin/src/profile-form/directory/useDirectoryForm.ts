import type { LdapInput } from '../../../../shared/profile/ldap';
import { useProfileForm } from '../form-context';
import { defaultsFor, directoryOf } from './directory';

/** The directory that is being edited, and what is known of it. */
export const useDirectoryForm = () => {
  const { draft, set, isReadOnly, preview, connection } = useProfileForm();
  const source = directoryOf(draft.source);
  return {
    source,
    change: (part: Partial<LdapInput>) => set('source', { ...source, ...part }),
    isReadOnly,
    connection,
    /** What the vendor that is chosen or was found is known for; null while that is not known. */
    defaults: defaultsFor(source, [preview.vendor, connection.result?.vendor]),
  };
};
