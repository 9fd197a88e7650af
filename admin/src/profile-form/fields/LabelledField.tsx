import * as React from 'react';

import { Field } from '@strapi/design-system';

import { type FieldProps, useMessageAt } from '../form-context';

type LabelledFieldProps = Pick<FieldProps<unknown>, 'path' | 'label' | 'hint' | 'isRequired'> & {
  children: React.ReactNode;
};

/** An input of the profile with its label, its explanation and what is wrong with it. */
export const LabelledField = ({
  path,
  label,
  hint,
  isRequired = false,
  children,
}: LabelledFieldProps) => {
  const messageAt = useMessageAt();
  return (
    <Field.Root name={path} hint={hint} error={messageAt(path)} required={isRequired} width="100%">
      <Field.Label>{label}</Field.Label>
      {children}
      <Field.Hint />
      <Field.Error />
    </Field.Root>
  );
};
