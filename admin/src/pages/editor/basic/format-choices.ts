import type { CsvFormat } from '../../../../../shared/contracts/profiles';
import type { Text } from '../../../hooks/useText';
import { ENCODINGS } from '../../wizard/model/format-options';
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

export const encodingChoices = (t: Text, value: string): Choice<string>[] =>
  including(
    [auto(t), ...ENCODINGS.map((name) => ({ value: name, label: name.toUpperCase() }))],
    value
  );

export const delimiterChoices = (t: Text, value: string): Choice<string>[] =>
  including(
    [
      auto(t),
      { value: ',', label: t('editor.format.comma', 'Comma ( , )') },
      { value: ';', label: t('editor.format.semicolon', 'Semicolon ( ; )') },
      { value: '\t', label: t('editor.format.tab', 'Tab') },
      { value: '|', label: t('editor.format.pipe', 'Vertical bar ( | )') },
      { value: ':', label: t('editor.format.colon', 'Colon ( : )') },
      { value: ' ', label: t('editor.format.space', 'Space') },
    ],
    value
  );

export const lineSeparatorChoices = (t: Text): Choice<CsvFormat['lineSeparator']>[] => [
  auto(t),
  { value: '\r\n', label: t('editor.format.crlf', 'Windows (CR LF)') },
  { value: '\n', label: t('editor.format.lf', 'Linux and macOS (LF)') },
  { value: '\r', label: t('editor.format.cr', 'Old Mac (CR)') },
];

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
