import * as React from 'react';

import { Field, TextInput, Typography } from '@strapi/design-system';

import { FieldLabel } from '../text';

interface TypedNameProps {
  label: string;
  /** What the person has to type. */
  name: string;
  value: string;
  onChange: (value: string) => void;
}

/** Asks to type a name, so that nobody goes on by mistake. */
export const TypedName = ({ label, name, value, onChange }: TypedNameProps) => (
  <Field.Root name="confirm" required>
    <FieldLabel>{label}</FieldLabel>
    <Typography textColor="neutral800" style={{ overflowWrap: 'anywhere' }}>
      {name}
    </Typography>
    <TextInput
      autoComplete="off"
      value={value}
      onChange={(event: React.ChangeEvent<HTMLInputElement>) => onChange(event.target.value)}
    />
  </Field.Root>
);
