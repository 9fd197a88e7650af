import * as React from 'react';

import { TextInput } from '@strapi/design-system';

import { useEditor } from '../editor-context';
import { ProfileField } from './ProfileField';

interface NumberFieldProps {
  path: string;
  label: string;
  hint?: React.ReactNode;
  placeholder?: string;
  value: number | null;
  /** Whether parts of a whole are allowed. */
  isFraction?: boolean;
  isDisabled?: boolean;
  onChange: (value: number | null) => void;
}

/** A number as it is written; empty for none. */
export const NumberField = ({
  path,
  label,
  hint,
  placeholder,
  value,
  isFraction = false,
  isDisabled = false,
  onChange,
}: NumberFieldProps) => {
  const { isReadOnly } = useEditor();
  const change = ({ target }: React.ChangeEvent<HTMLInputElement>) =>
    onChange(Number.isNaN(target.valueAsNumber) ? null : target.valueAsNumber);
  return (
    <ProfileField path={path} label={label} hint={hint}>
      <TextInput
        type="number"
        min={0}
        step={isFraction ? 'any' : 1}
        value={value ?? ''}
        placeholder={placeholder}
        disabled={isReadOnly || isDisabled}
        onChange={change}
      />
    </ProfileField>
  );
};
