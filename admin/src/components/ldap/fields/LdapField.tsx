import * as React from 'react';

import { Field } from '@strapi/design-system';

import { useLdapForm } from '../ldap-form';

export interface LdapFieldProps {
  /** Its place in the source, such as `groups.filter`: what is wrong there is shown with it. */
  path: string;
  label: string;
  hint?: React.ReactNode;
  isRequired?: boolean;
}

/** An input of a directory with its label, its explanation and what is wrong with it. */
export const LdapField = ({
  path,
  label,
  hint,
  isRequired = false,
  children,
}: LdapFieldProps & { children: React.ReactNode }) => {
  const { messageOf } = useLdapForm();
  return (
    <Field.Root
      name={`source.${path}`}
      hint={hint}
      error={messageOf(path)}
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
