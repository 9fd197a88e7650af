import * as React from 'react';

import { Field, TextInput } from '@strapi/design-system';

interface NumberFieldProps {
  name: string;
  label: string;
  hint?: string;
  placeholder?: string;
  error?: string;
  /** For an error that is shown elsewhere. */
  isWrong?: boolean;
  value: number | null;
  /** How many digits fit. */
  digits: number;
  onChange: (value: number | null) => void;
}

/** A whole number as it is written: Strapi's own number input would group the digits of an extension. */
export const NumberField = ({
  name,
  label,
  hint,
  placeholder,
  error,
  isWrong = false,
  value,
  digits,
  onChange,
}: NumberFieldProps) => {
  const change = ({ target }: React.ChangeEvent<HTMLInputElement>) => {
    const text = target.value.replace(/\D/g, '').slice(0, digits);
    onChange(text === '' ? null : Number(text));
  };
  return (
    <Field.Root name={name} hint={hint} error={error ?? isWrong} width="100%">
      <Field.Label>{label}</Field.Label>
      <TextInput
        inputMode="numeric"
        value={value?.toString() ?? ''}
        placeholder={placeholder}
        onChange={change}
      />
      <Field.Hint />
      <Field.Error />
    </Field.Root>
  );
};
