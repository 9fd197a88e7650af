import { type FieldSource, sourceOf } from '../../../../shared/profile/field-sources';
import type { FieldValue } from '../../../../shared/profile/fields';
import { useAttributeWords, useEnumerationWords } from '../../components/changes/useAttributeWords';
import { textTable, useText, useTextTable } from '../../hooks/useText';
import { shownValue } from '../../utils/shown-value';
import type { ConversionName } from './conversions';

const CONVERSIONS = textTable<Record<ConversionName, string>>('form.convert', {
  trim: 'Remove blanks at both ends',
  lower: 'Write all in lower case',
  upper: 'Write all in upper case',
  capitalize: 'Begin each word with a capital letter',
  login: 'Make a login name: Jürgen Groß becomes juergen.gross',
  phoneNumber: 'Write as an international phone number',
  number: 'Leave empty what is no phone number, such as “n/a”',
  join: 'Put further columns behind it',
  default: 'Where it is empty, take something else',
  map: 'Replace words by others',
  cut: 'Take a part of it only',
  split: 'Split it into several values',
  first: 'Take the first of several values',
  part: 'Take one of several values',
  opposite: 'Turn yes into no, and no into yes',
});

/** What can be done with a value, in words. */
export const useConversionWords = (): Record<ConversionName, string> => useTextTable(CONVERSIONS);

/** Names where a value comes from, and puts what comes out into words. */
export const useFieldWords = () => {
  const t = useText();
  const attributeWord = useAttributeWords();
  const enumerationWord = useEnumerationWords();
  const yesNo = (isTrue: boolean): string =>
    isTrue ? t('run.value.yes', 'Yes') : t('run.value.no', 'No');

  const shown = (attribute: string, value: unknown): string =>
    typeof value === 'boolean'
      ? yesNo(value)
      : (shownValue(enumerationWord(attribute, value)) ?? '');

  const word = (source: FieldSource, name: string): string => {
    switch (source) {
      case 'column':
        return name;
      case 'variable':
        return t('form.from.variable', 'Variable {name}', { name });
      case 'user':
        return t('form.from.user', 'The person’s {attribute}', { attribute: attributeWord(name) });
      case 'text':
        return t('form.from.text', 'A fixed text');
      case 'expression':
        return t('form.from.expression', 'An expression (code)');
    }
  };

  return {
    /** What comes out, as people write it. */
    shown,
    /** A kind of source, with what it names. */
    word,
    yesNo,
    /** Where a value comes from, in a few words. */
    origin: (attribute: string, value: FieldValue): string => {
      const { source, name } = sourceOf(value);
      return source === 'text' ? `“${shown(attribute, name)}”` : word(source, name);
    },
  };
};
