import * as React from 'react';

import { Box, Field, TextInput } from '@strapi/design-system';

import { useFormatWords } from '../../../hooks/useFormatWords';
import { useText } from '../../../hooks/useText';
import { DELIMITERS, keyOfValue, valueOfKey } from '../../../utils/format-options';
import { FormatSelect } from './FormatSelect';

const OTHER = 'other';
const CHARACTERS = 4;

interface DelimiterFieldProps {
  value: string;
  detected: string | null;
  error?: string;
  onChange: (delimiter: string) => void;
}

/** What separates the values of a line: detected, one of the usual, or text of one's own. */
export const DelimiterField = ({ value, detected, error, onChange }: DelimiterFieldProps) => {
  const t = useText();
  const words = useFormatWords();
  const known = value === 'auto' ? 'auto' : keyOfValue(DELIMITERS, value);
  const [isOther, setIsOther] = React.useState(false);
  const shown = isOther ? OTHER : (known ?? OTHER);

  const choose = (key: string) => {
    setIsOther(key === OTHER);
    if (key !== OTHER) onChange(valueOfKey(DELIMITERS, key) ?? 'auto');
  };

  return (
    <>
      <FormatSelect
        name="delimiter"
        label={t('wizard.format.delimiter', 'Delimiter')}
        hint={t('wizard.format.delimiter.hint', 'What stands between two values of a line.')}
        error={error}
        value={shown}
        detected={detected === null ? null : words.delimiter(detected)}
        options={[
          ...DELIMITERS.map(({ key, value: option }) => ({ key, label: words.delimiter(option) })),
          { key: OTHER, label: t('wizard.delimiter.other', 'Something else …') },
        ]}
        onChange={choose}
      />
      {shown === OTHER && (
        <Box paddingTop={3}>
          <Field.Root
            name="other-delimiter"
            hint={t('wizard.delimiter.own.hint', 'One to four characters, such as ~ or ||.')}
          >
            <Field.Label>{t('wizard.delimiter.own', 'Delimiter of your own')}</Field.Label>
            <TextInput
              autoComplete="off"
              maxLength={CHARACTERS}
              value={known === undefined ? value : ''}
              onChange={({ target }: React.ChangeEvent<HTMLInputElement>) =>
                onChange(target.value === '' ? 'auto' : target.value)
              }
            />
            <Field.Hint />
          </Field.Root>
        </Box>
      )}
    </>
  );
};
