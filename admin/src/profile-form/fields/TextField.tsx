import * as React from 'react';

import { Textarea, TextInput } from '@strapi/design-system';
import { styled } from 'styled-components';

import { MONOSPACE } from '../../components/text';
import { type FieldProps, useField } from '../form-context';
import { LabelledField } from './LabelledField';

/** As small as one line of text, which most of them are. */
const CodeArea = styled(Textarea)<{ $isLong: boolean }>`
  ${({ theme, $isLong }) => $isLong && `font-size: ${theme.fontSizes[1]};`}
  font-family: ${MONOSPACE};
  ${({ $isLong }) => ($isLong ? 'white-space: pre;' : 'overflow-wrap: anywhere;')}

  && {
    min-height: 4rem;
    height: auto;
    field-sizing: content;
    max-height: 20rem;
  }
`;

export interface TextFieldProps extends FieldProps<string> {
  placeholder?: string;
  /** More than one for text of several lines. */
  lines?: number;
  /** For what means what it is written like, such as a filter. */
  isCode?: boolean;
  /** Digits only are expected. */
  isNumeric?: boolean;
  /** Whether emptied text takes the setting away. */
  isOptional?: boolean;
  /** For one that has just been added. */
  isFocused?: boolean;
  onLeave?: () => void;
}

/** Text of one line or several. */
export const TextField = ({
  placeholder,
  lines = 1,
  isCode = false,
  isNumeric = false,
  isOptional = false,
  isFocused = false,
  onLeave,
  ...field
}: TextFieldProps) => {
  const { value = '', change, clear, isDisabled } = useField<string>(field);
  const input = {
    value,
    placeholder,
    autoFocus: isFocused,
    disabled: isDisabled,
    onBlur: onLeave,
    onChange: ({ target }: React.ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) =>
      isOptional && target.value === '' ? clear() : change(target.value),
  };
  return (
    <LabelledField {...field}>
      {isCode && <CodeArea {...input} rows={lines} $isLong={lines > 1} spellCheck={false} />}
      {!isCode && lines > 1 && <Textarea {...input} />}
      {!isCode && lines === 1 && (
        <TextInput {...input} autoComplete="off" inputMode={isNumeric ? 'numeric' : undefined} />
      )}
    </LabelledField>
  );
};
