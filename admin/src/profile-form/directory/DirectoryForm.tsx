import * as React from 'react';

import type { LdapVendorDefaults } from '../../../../shared/contracts/ldap';
import { EMPTY_DIRECTORY, type LdapInput } from '../../../../shared/profile/ldap';
import { isDirectory } from '../../utils/source-kind';
import { useProfileForm } from '../form-context';

import { defaultsFor, sentDirectory } from './directory';
import { type ConnectionTesting, useConnectionTest } from './useConnectionTest';

interface DirectoryKnown {
  /** What the vendor that is chosen or was found is known for; null while that is not known. */
  defaults: LdapVendorDefaults | null;
  connection: ConnectionTesting;
}

const DirectoryContext = React.createContext<DirectoryKnown | null>(null);

interface DirectoryFormProps {
  /** Takes why the server did not even test the connection. */
  onRefused?: (error: unknown) => void;
  children: React.ReactNode;
}

/** Gives the fields of a directory what is known of it, and the test of its connection. */
export const DirectoryForm = ({ onRefused, children }: DirectoryFormProps) => {
  const { profile, draft, preview } = useProfileForm();
  const source = isDirectory(draft.source) ? draft.source : EMPTY_DIRECTORY;
  const connection = useConnectionTest({ profile, source: sentDirectory(source), onRefused });
  const defaults = defaultsFor(source, [preview.vendor, connection.result?.vendor]);
  return (
    <DirectoryContext.Provider value={{ defaults, connection }}>
      {children}
    </DirectoryContext.Provider>
  );
};

/** The directory that is being edited; within its form only. */
export const useDirectoryForm = () => {
  const form = React.useContext(DirectoryContext);
  const { draft, set, isReadOnly } = useProfileForm();
  if (!form) throw new Error('useDirectoryForm is used outside of a form for a directory');
  const source = isDirectory(draft.source) ? draft.source : EMPTY_DIRECTORY;
  return {
    ...form,
    source,
    change: (part: Partial<LdapInput>) => set('source', { ...source, ...part }),
    isReadOnly,
  };
};
