import * as React from 'react';

import { Field } from '@strapi/design-system';

import { FieldLabel } from '../../components/text';
import { type FieldProps, useMessageAt } from '../form-context';
import { useSettingTexts } from '../settings';

type LabelledFieldProps = Pick<FieldProps<unknown>, 'path' | 'label' | 'hint' | 'isRequired'> & {
  children: React.ReactNode;
};

/** An input of the form with its label, its explanation and what is wrong with it. */
export const LabelledField = ({
  path,
  label,
  hint,
  isRequired = false,
  children,
}: LabelledFieldProps) => {
  const texts = useSettingTexts()(path);
  const error = useMessageAt()(path);
  return (
    <Field.Root
      name={path}
      hint={hint ?? texts.hint}
      error={error}
      required={isRequired}
      width="100%"
    >
      <FieldLabel>{label ?? texts.label}</FieldLabel>
      {children}
      <Field.Hint />
      <Field.Error />
    </Field.Root>
  );
};
