import * as React from 'react';

import {
  Box,
  Checkbox,
  Flex,
  SingleSelect,
  SingleSelectOption,
  Textarea,
  TextInput,
  Typography,
} from '@strapi/design-system';
import { styled } from 'styled-components';

import { useLdapForm } from '../ldap-form';
import { LdapField, type LdapFieldProps } from './LdapField';

interface TextProps extends LdapFieldProps {
  value: string;
  placeholder?: string;
  isNumeric?: boolean;
  /** For one that has just been added. */
  isFocused?: boolean;
  onChange: (value: string) => void;
  onLeave?: () => void;
}

/** A line of text. */
export const LdapText = ({
  value,
  placeholder,
  isNumeric = false,
  isFocused = false,
  onChange,
  onLeave,
  ...field
}: TextProps) => {
  const { isReadOnly } = useLdapForm();
  return (
    <LdapField {...field}>
      <TextInput
        value={value}
        placeholder={placeholder}
        autoComplete="off"
        autoFocus={isFocused}
        spellCheck={false}
        inputMode={isNumeric ? 'numeric' : undefined}
        disabled={isReadOnly}
        onChange={({ target }: React.ChangeEvent<HTMLInputElement>) => onChange(target.value)}
        onBlur={onLeave}
      />
    </LdapField>
  );
};

/** As small as one line of text, which most of them are. */
const CodeArea = styled(Textarea)<{ $isLong: boolean }>`
  ${({ theme, $isLong }) => $isLong && `font-size: ${theme.fontSizes[1]};`}
  font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace;
  overflow-wrap: anywhere;

  && {
    min-height: 4rem;
    height: auto;
    field-sizing: content;
    max-height: 20rem;
  }
`;

interface CodeProps extends Omit<TextProps, 'isNumeric' | 'isFocused' | 'onLeave'> {
  lines?: number;
}

/** Text that means what it is written like, such as a filter or a list of names. */
export const LdapCode = ({ value, placeholder, lines = 1, onChange, ...field }: CodeProps) => {
  const { isReadOnly } = useLdapForm();
  return (
    <LdapField {...field}>
      <CodeArea
        rows={lines}
        $isLong={lines > 1}
        value={value}
        placeholder={placeholder}
        spellCheck={false}
        disabled={isReadOnly}
        onChange={({ target }: React.ChangeEvent<HTMLTextAreaElement>) => onChange(target.value)}
      />
    </LdapField>
  );
};

interface ChoiceProps<Value extends string> extends LdapFieldProps {
  value: Value;
  choices: { value: Value; label: string }[];
  onChange: (value: Value) => void;
}

/** One of a few values. */
export const LdapChoice = <Value extends string>({
  value,
  choices,
  onChange,
  ...field
}: ChoiceProps<Value>) => {
  const { isReadOnly } = useLdapForm();
  return (
    <LdapField {...field}>
      <SingleSelect
        value={value}
        disabled={isReadOnly}
        onChange={(wanted: string | number) => {
          const chosen = choices.find((choice) => choice.value === wanted);
          if (chosen) onChange(chosen.value);
        }}
      >
        {choices.map((choice) => (
          <SingleSelectOption key={choice.value} value={choice.value}>
            {choice.label}
          </SingleSelectOption>
        ))}
      </SingleSelect>
    </LdapField>
  );
};

interface NumberProps extends LdapFieldProps {
  value: number;
  /** Stands for no number at all. */
  fallback: number;
  digits: number;
  onChange: (value: number) => void;
}

/** A whole number above zero. */
export const LdapNumber = ({ value, fallback, digits, onChange, ...field }: NumberProps) => {
  const [text, setText] = React.useState<string | null>(null);
  const { isReadOnly } = useLdapForm();
  return (
    <LdapField {...field}>
      <TextInput
        inputMode="numeric"
        autoComplete="off"
        disabled={isReadOnly}
        value={text ?? String(value)}
        onChange={({ target }: React.ChangeEvent<HTMLInputElement>) => {
          const written = target.value.replace(/\D/g, '').slice(0, digits);
          setText(written);
          onChange(written === '' ? fallback : Number(written));
        }}
        onBlur={() => setText(null)}
      />
    </LdapField>
  );
};

interface CheckProps {
  label: string;
  hint?: React.ReactNode;
  isChecked: boolean;
  onChange: (isChecked: boolean) => void;
}

/** Something that is done or not. */
export const LdapCheck = ({ label, hint, isChecked, onChange }: CheckProps) => {
  const { isReadOnly } = useLdapForm();
  const id = React.useId();
  return (
    <Flex direction="column" alignItems="flex-start" gap={1}>
      <Checkbox
        checked={isChecked}
        disabled={isReadOnly}
        aria-describedby={hint === undefined ? undefined : id}
        onCheckedChange={(checked: boolean | 'indeterminate') => onChange(checked === true)}
      >
        {label}
      </Checkbox>
      {hint !== undefined && (
        <Box paddingLeft={7}>
          <Typography id={id} variant="pi" textColor="neutral600">
            {hint}
          </Typography>
        </Box>
      )}
    </Flex>
  );
};
