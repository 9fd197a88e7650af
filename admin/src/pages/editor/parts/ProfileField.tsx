import * as React from 'react';

import { Field } from '@strapi/design-system';

import { useEditor } from '../editor-context';
import { messageOf } from '../../../profile-form/problems';

interface ProfileFieldProps {
  /** Its place in the profile, such as `source.url`: what is wrong there is shown with it. */
  path: string;
  label: string;
  hint?: React.ReactNode;
  isRequired?: boolean;
  children: React.ReactNode;
}

/** An input of the profile with its label, its explanation and what is wrong with it. */
export const ProfileField = ({
  path,
  label,
  hint,
  isRequired = false,
  children,
}: ProfileFieldProps) => {
  const { problems } = useEditor();
  return (
    <Field.Root
      name={path}
      hint={hint}
      error={messageOf(problems, path)}
      required={isRequired}
      width="100%"
    >
      <Field.Label>{label}</Field.Label>
      {children}
      <Field.Hint />
      <Field.Error />
    </Field.Root>
  );
};
