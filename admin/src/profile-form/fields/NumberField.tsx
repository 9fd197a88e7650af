import * as React from 'react';

import { TextInput } from '@strapi/design-system';

import { type FieldProps, useField } from '../form-context';
import { useSettingTexts } from '../settings';
import { LabelledField } from './LabelledField';

interface NumberFieldProps extends FieldProps<number | null> {
  placeholder?: string;
  /** Whether parts of a whole are allowed. */
  isFraction?: boolean;
  /** How many characters fit. */
  digits?: number;
  /** What emptied text stands for. */
  fallback?: number | null;
}

const DIGITS = 10;

/**
 * A number as it is written: Strapi's own number input would group the digits of an extension. What is
 * being typed stays as it is until the person has left it.
 */
export const NumberField = ({
  placeholder,
  isFraction = false,
  digits = DIGITS,
  fallback = null,
  ...field
}: NumberFieldProps) => {
  const { value, change, isDisabled } = useField<number | null>(field);
  const { empty } = useSettingTexts()(field.path);
  const [text, setText] = React.useState<string | null>(null);

  const edit = ({ target }: React.ChangeEvent<HTMLInputElement>) => {
    const written = target.value.replace(isFraction ? /[^\d.,]/g : /\D/g, '').slice(0, digits);
    const number = Number(written.replace(',', '.'));
    setText(written);
    if (written === '') change(fallback);
    else if (!Number.isNaN(number)) change(number);
  };

  return (
    <LabelledField {...field}>
      <TextInput
        inputMode={isFraction ? 'decimal' : 'numeric'}
        autoComplete="off"
        value={text ?? value?.toString() ?? ''}
        placeholder={placeholder ?? empty}
        disabled={isDisabled}
        onChange={edit}
        onBlur={() => setText(null)}
      />
    </LabelledField>
  );
};
