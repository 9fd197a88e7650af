import type { CsvFormat } from '../../../../../shared/profile/csv';
import type { Text } from '../../../hooks/useText';
import { DELIMITERS, ENCODINGS } from '../../../utils/format-options';
import type { Choice } from '../parts/ChoiceField';

const auto = (t: Text): Choice<'auto'> => ({
  value: 'auto',
  label: t('editor.format.auto', 'Detect automatically'),
});

/** The choices, with the value itself where it is none of them. */
const including = <Value extends string>(
  choices: Choice<Value>[],
  value: Value
): Choice<Value>[] =>
  choices.some((choice) => choice.value === value)
    ? choices
    : [...choices, { value, label: value }];

/** The encodings to choose from. */
export const encodingChoices = (t: Text, value: string): Choice<string>[] =>
  including(
    [auto(t), ...ENCODINGS.map((name) => ({ value: name, label: name.toUpperCase() }))],
    value
  );

/** The delimiters to choose from, by their names. */
export const delimiterChoices = (
  t: Text,
  word: (delimiter: string) => string,
  value: string
): Choice<string>[] =>
  including(
    [
      auto(t),
      ...DELIMITERS.map((delimiter) => ({ value: delimiter.value, label: word(delimiter.value) })),
    ],
    value
  );

/** The line separators to choose from. */
export const lineSeparatorChoices = (t: Text): Choice<CsvFormat['lineSeparator']>[] => [
  auto(t),
  { value: '\r\n', label: t('editor.format.crlf', 'Windows (CR LF)') },
  { value: '\n', label: t('editor.format.lf', 'Linux and macOS (LF)') },
  { value: '\r', label: t('editor.format.cr', 'Old Mac (CR)') },
];

/** The field enclosures to choose from. */
export const enclosureChoices = (t: Text, value: string): Choice<string>[] =>
  including(
    [
      auto(t),
      { value: '"', label: t('editor.format.double-quote', 'Double quotes ( " )') },
      { value: "'", label: t('editor.format.single-quote', "Single quotes ( '' )") },
      { value: '', label: t('editor.format.no-quotes', 'None') },
    ],
    value
  );
