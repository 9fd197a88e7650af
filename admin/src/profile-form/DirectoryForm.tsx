import * as React from 'react';

import { EMPTY_DIRECTORY } from '../../../shared/profile/ldap';
import { LdapFormProvider } from '../components/ldap/ldap-form';
import { defaultsFor } from '../components/ldap/model/defaults';
import { sentDirectory } from '../components/ldap/model/sent';
import { useConnectionTrial } from '../components/ldap/useConnectionTrial';
import { isDirectory } from '../utils/source-kind';
import { useMessageAt, useProfileForm } from './form-context';

interface DirectoryFormProps {
  /** Takes why the server did not even test the connection. */
  onRefused?: (error: unknown) => void;
  children: React.ReactNode;
}

/** Gives the fields of a directory what is known of it, and the test of its connection. */
export const DirectoryForm = ({ onRefused, children }: DirectoryFormProps) => {
  const { profile, draft, set, isReadOnly, preview } = useProfileForm();
  const messageAt = useMessageAt();
  const source = isDirectory(draft.source) ? draft.source : EMPTY_DIRECTORY;
  const connection = useConnectionTrial({ profile, source: sentDirectory(source), onRefused });
  return (
    <LdapFormProvider
      value={{
        source,
        change: (part) => set('source', { ...source, ...part }),
        messageOf: (path) => messageAt(`source.${path}`),
        isReadOnly,
        defaults: defaultsFor(source, [preview.vendor, connection.result?.vendor]),
        connection,
      }}
    >
      {children}
    </LdapFormProvider>
  );
};
