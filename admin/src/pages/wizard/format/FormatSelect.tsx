import { Field, SingleSelect, SingleSelectOption } from '@strapi/design-system';

import { useText } from '../../../hooks/useText';

interface FormatOption {
  key: string;
  label: string;
}

interface FormatSelectProps {
  name: string;
  label: string;
  hint: string;
  error?: string;
  /** A key of the options, or `auto`. */
  value: string;
  /** What automatic detection has found, in words; null where it has found nothing. */
  detected: string | null;
  options: FormatOption[];
  onChange: (key: string) => void;
}

/** One property of a file's format: detected, or chosen. */
export const FormatSelect = ({
  name,
  label,
  hint,
  error,
  value,
  detected,
  options,
  onChange,
}: FormatSelectProps) => {
  const t = useText();
  const automatic =
    detected === null
      ? t('wizard.format.auto', 'Detect automatically')
      : t('wizard.format.detected', 'Detected: {found}', { found: detected });
  return (
    <Field.Root name={name} hint={hint} error={error} width="100%">
      <Field.Label>{label}</Field.Label>
      <SingleSelect value={value} onChange={(key) => onChange(String(key))}>
        <SingleSelectOption value="auto">{automatic}</SingleSelectOption>
        {options.map((option) => (
          <SingleSelectOption key={option.key} value={option.key}>
            {option.label}
          </SingleSelectOption>
        ))}
      </SingleSelect>
      <Field.Hint />
      <Field.Error />
    </Field.Root>
  );
};
