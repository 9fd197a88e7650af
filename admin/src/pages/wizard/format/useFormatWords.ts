import { type Text, useText } from '../../../hooks/useText';
import {
  DELIMITERS,
  type DelimiterKey,
  ENCLOSURES,
  type EnclosureKey,
  keyOfValue,
  LINE_SEPARATORS,
  type LineSeparatorKey,
} from '../model/format-options';

const delimiterWords = (t: Text): Record<DelimiterKey, string> => ({
  comma: t('wizard.delimiter.comma', 'Comma ( , )'),
  semicolon: t('wizard.delimiter.semicolon', 'Semicolon ( ; )'),
  tab: t('wizard.delimiter.tab', 'Tab'),
  pipe: t('wizard.delimiter.pipe', 'Vertical bar ( | )'),
  colon: t('wizard.delimiter.colon', 'Colon ( : )'),
  space: t('wizard.delimiter.space', 'Space'),
});

const lineSeparatorWords = (t: Text): Record<LineSeparatorKey, string> => ({
  crlf: t('wizard.line.crlf', 'Windows (CR LF)'),
  lf: t('wizard.line.lf', 'Unix, Linux, macOS (LF)'),
  cr: t('wizard.line.cr', 'Old Macintosh (CR)'),
});

const enclosureWords = (t: Text): Record<EnclosureKey, string> => ({
  double: t('wizard.enclosure.double', 'Quotation mark ( " )'),
  single: t('wizard.enclosure.single', 'Apostrophe ( {mark} )', { mark: "'" }),
  none: t('wizard.enclosure.none', 'None'),
});

const encodingWords = (t: Text): Record<string, string> => ({
  'utf-8': t('wizard.encoding.utf-8', 'UTF-8 (Unicode)'),
  'utf-16le': t('wizard.encoding.utf-16le', 'UTF-16 LE (Excel “Unicode text”)'),
  'utf-16be': t('wizard.encoding.utf-16be', 'UTF-16 BE (Unicode)'),
  'windows-1252': t('wizard.encoding.windows-1252', 'Windows-1252 (Western European)'),
  'iso-8859-1': t('wizard.encoding.iso-8859-1', 'ISO 8859-1 (Latin 1, Western European)'),
  'iso-8859-15': t('wizard.encoding.iso-8859-15', 'ISO 8859-15 (Latin 9, with euro sign)'),
  'windows-1250': t('wizard.encoding.windows-1250', 'Windows-1250 (Central European)'),
  'iso-8859-2': t('wizard.encoding.iso-8859-2', 'ISO 8859-2 (Central European)'),
  'windows-1251': t('wizard.encoding.windows-1251', 'Windows-1251 (Cyrillic)'),
  'koi8-r': t('wizard.encoding.koi8-r', 'KOI8-R (Cyrillic)'),
  'windows-1253': t('wizard.encoding.windows-1253', 'Windows-1253 (Greek)'),
  'windows-1254': t('wizard.encoding.windows-1254', 'Windows-1254 (Turkish)'),
  ibm850: t('wizard.encoding.ibm850', 'IBM 850 (DOS, Western European)'),
  ibm437: t('wizard.encoding.ibm437', 'IBM 437 (DOS, US)'),
  macintosh: t('wizard.encoding.macintosh', 'Mac Roman (old Macintosh)'),
});

/** A file's format in words; a value without a word of its own is shown as it is. */
export const useFormatWords = () => {
  const t = useText();
  const delimiters = delimiterWords(t);
  const lineSeparators = lineSeparatorWords(t);
  const enclosures = enclosureWords(t);
  const encodings = encodingWords(t);
  const named = <Key extends string>(
    words: Record<Key, string>,
    key: Key | undefined,
    value: string
  ) => (key === undefined ? `“${value}”` : words[key]);
  return {
    encoding: (value: string) => encodings[value] ?? value,
    delimiter: (value: string) => named(delimiters, keyOfValue(DELIMITERS, value), value),
    lineSeparator: (value: string) =>
      named(lineSeparators, keyOfValue(LINE_SEPARATORS, value), value),
    enclosure: (value: string) => named(enclosures, keyOfValue(ENCLOSURES, value), value),
  };
};
