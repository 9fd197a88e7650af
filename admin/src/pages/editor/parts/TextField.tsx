import * as React from 'react';

import { TextInput } from '@strapi/design-system';

import { useEditor } from '../editor-context';
import { ProfileField } from './ProfileField';

interface TextFieldProps {
  path: string;
  label: string;
  hint?: React.ReactNode;
  isRequired?: boolean;
  value: string;
  placeholder?: string;
  /** For one that has just been added. */
  isFocused?: boolean;
  onChange: (value: string) => void;
}

/** A line of text. */
export const TextField = ({
  path,
  label,
  hint,
  isRequired,
  value,
  placeholder,
  isFocused = false,
  onChange,
}: TextFieldProps) => {
  const { isReadOnly } = useEditor();
  return (
    <ProfileField path={path} label={label} hint={hint} isRequired={isRequired}>
      <TextInput
        value={value}
        placeholder={placeholder}
        autoComplete="off"
        autoFocus={isFocused}
        disabled={isReadOnly}
        onChange={(event: React.ChangeEvent<HTMLInputElement>) => onChange(event.target.value)}
      />
    </ProfileField>
  );
};
