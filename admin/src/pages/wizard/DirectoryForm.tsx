import * as React from 'react';

import { LdapFormProvider } from '../../components/ldap/ldap-form';
import { type ProfileForm, ProfileFormProvider } from '../../profile-form/form-context';
import { withValue } from '../../profile-form/path';
import { directoryFormOf } from './model/directory-form';
import { profileOf } from './model/profile';
import type { Wizard } from './useWizard';

const MAPPED = { template: '', key: 'username' } as const;

const formOf = ({ draft, change, messages }: Wizard, saved: ProfileForm['saved']): ProfileForm => ({
  profile: null,
  saved,
  draft: { ...saved, source: draft.ldap },
  set: (path, value) => change({ ldap: withValue({ source: draft.ldap }, path, value).source }),
  problems: Object.entries(messages).map(([input, message]) => ({
    path: input.split('.'),
    code: 'invalid-value',
    message: message ?? '',
    line: null,
    column: null,
  })),
  isReadOnly: false,
});

/** Gives the fields of a directory what is entered in the wizard. */
export const DirectoryForm = ({
  wizard,
  children,
}: {
  wizard: Wizard;
  children: React.ReactNode;
}) => {
  const [saved] = React.useState(() => profileOf(wizard.draft, MAPPED, 'UTC'));
  return (
    <ProfileFormProvider value={formOf(wizard, saved)}>
      <LdapFormProvider value={directoryFormOf(wizard)}>{children}</LdapFormProvider>
    </ProfileFormProvider>
  );
};
