import * as React from 'react';

import { useText } from '../hooks/useText';
import { FieldFormProvider } from './field-form';
import { FormContext, type ProfileForm } from './form-context';
import { settingTexts } from './settings';

interface ProfileFormProviderProps {
  value: ProfileForm;
  children: React.ReactNode;
}

/** Gives fields and sections the profile that is being edited. */
export const ProfileFormProvider = ({ value, children }: ProfileFormProviderProps) => {
  const say = useText();
  const { type } = value.draft.source;
  return (
    <FormContext.Provider value={value}>
      <FieldFormProvider value={{ ...value, textsOf: (path) => settingTexts(say, path, type) }}>
        {children}
      </FieldFormProvider>
    </FormContext.Provider>
  );
};
