import * as React from 'react';

import { Grid } from '@strapi/design-system';

import type { CsvFormat } from '../../../../../shared/profile/csv';
import { useFormatWords } from '../../../hooks/useFormatWords';
import { useText } from '../../../hooks/useText';
import {
  ENCLOSURES,
  ENCODINGS,
  keyOfValue,
  LINE_SEPARATORS,
  valueOfKey,
} from '../../../utils/format-options';
import type { Messages } from '../model/problems';
import { DelimiterField } from './DelimiterField';
import { FormatSelect } from './FormatSelect';
import { HeaderRowField } from './HeaderRowField';

interface FormatFieldsProps {
  format: CsvFormat;
  /** What the file was read with; a property is `auto` where nothing was found. */
  found: CsvFormat;
  messages: Messages;
  onChange: (part: Partial<CsvFormat>) => void;
}

const Cell = ({ children }: { children: React.ReactNode }) => (
  <Grid.Item col={4} s={6} xs={12} direction="column" alignItems="stretch">
    {children}
  </Grid.Item>
);

/** The properties of a CSV file, as they were detected and as they can be corrected. */
export const FormatFields = ({ format, found, messages, onChange }: FormatFieldsProps) => {
  const t = useText();
  const words = useFormatWords();
  const detected = (property: 'encoding' | 'delimiter' | 'lineSeparator' | 'enclosure') => {
    const value = format[property] === 'auto' ? found[property] : 'auto';
    return value === 'auto' ? null : value;
  };
  const inWords = (value: string | null, word: (value: string) => string) =>
    value === null ? null : word(value);

  return (
    <Grid.Root gap={5}>
      <Cell>
        <FormatSelect
          name="encoding"
          label={t('wizard.format.encoding', 'Encoding')}
          hint={t(
            'wizard.format.encoding.hint',
            'Decides whether letters such as ä, é or ł are right.'
          )}
          error={messages.encoding}
          value={format.encoding}
          detected={inWords(detected('encoding'), words.encoding)}
          options={ENCODINGS.map((encoding) => ({
            key: encoding,
            label: words.encoding(encoding),
          }))}
          onChange={(encoding) => onChange({ encoding })}
        />
      </Cell>
      <Cell>
        <DelimiterField
          value={format.delimiter}
          detected={detected('delimiter')}
          error={messages.delimiter}
          onChange={(delimiter) => onChange({ delimiter })}
        />
      </Cell>
      <Cell>
        <HeaderRowField
          value={format.headerRow}
          detected={found.headerRow === 'auto' ? null : found.headerRow}
          error={messages.headerRow}
          onChange={(headerRow) => onChange({ headerRow })}
        />
      </Cell>
      <Cell>
        <FormatSelect
          name="enclosure"
          label={t('wizard.format.enclosure', 'Field enclosure')}
          hint={t('wizard.format.enclosure.hint', 'Surrounds values that hold the delimiter.')}
          error={messages.enclosure}
          value={
            format.enclosure === 'auto'
              ? 'auto'
              : (keyOfValue(ENCLOSURES, format.enclosure) ?? 'auto')
          }
          detected={inWords(detected('enclosure'), words.enclosure)}
          options={ENCLOSURES.map(({ key, value }) => ({ key, label: words.enclosure(value) }))}
          onChange={(key) => onChange({ enclosure: valueOfKey(ENCLOSURES, key) ?? 'auto' })}
        />
      </Cell>
      <Cell>
        <FormatSelect
          name="lineSeparator"
          label={t('wizard.format.line', 'Line separator')}
          hint={t('wizard.format.line.hint', 'How a line ends. Seldom needs to be changed.')}
          error={messages.lineSeparator}
          value={keyOfValue(LINE_SEPARATORS, format.lineSeparator) ?? 'auto'}
          detected={inWords(detected('lineSeparator'), words.lineSeparator)}
          options={LINE_SEPARATORS.map(({ key, value }) => ({
            key,
            label: words.lineSeparator(value),
          }))}
          onChange={(key) =>
            onChange({ lineSeparator: valueOfKey(LINE_SEPARATORS, key) ?? 'auto' })
          }
        />
      </Cell>
    </Grid.Root>
  );
};
