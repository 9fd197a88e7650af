import {
  DELIMITERS,
  type DelimiterKey,
  ENCLOSURES,
  type EnclosureKey,
  keyOfValue,
  LINE_SEPARATORS,
  type LineSeparatorKey,
} from '../utils/format-options';
import { type Text, useText } from './useText';

const delimiterWords = (t: Text): Record<DelimiterKey, string> => ({
  comma: t('format.delimiter.comma', 'Comma ( , )'),
  semicolon: t('format.delimiter.semicolon', 'Semicolon ( ; )'),
  tab: t('format.delimiter.tab', 'Tab'),
  pipe: t('format.delimiter.pipe', 'Vertical bar ( | )'),
  colon: t('format.delimiter.colon', 'Colon ( : )'),
  space: t('format.delimiter.space', 'Space'),
});

const lineSeparatorWords = (t: Text): Record<LineSeparatorKey, string> => ({
  crlf: t('format.line.crlf', 'Windows (CR LF)'),
  lf: t('format.line.lf', 'Unix, Linux, macOS (LF)'),
  cr: t('format.line.cr', 'Old Macintosh (CR)'),
});

const enclosureWords = (t: Text): Record<EnclosureKey, string> => ({
  double: t('format.enclosure.double', 'Quotation mark ( " )'),
  single: t('format.enclosure.single', 'Apostrophe ( {mark} )', { mark: "'" }),
  none: t('format.enclosure.none', 'None'),
});

const encodingWords = (t: Text): Record<string, string> => ({
  'utf-8': t('format.encoding.utf-8', 'UTF-8 (Unicode)'),
  'utf-16le': t('format.encoding.utf-16le', 'UTF-16 LE (Excel “Unicode text”)'),
  'utf-16be': t('format.encoding.utf-16be', 'UTF-16 BE (Unicode)'),
  'windows-1252': t('format.encoding.windows-1252', 'Windows-1252 (Western European)'),
  'iso-8859-1': t('format.encoding.iso-8859-1', 'ISO 8859-1 (Latin 1, Western European)'),
  'iso-8859-15': t('format.encoding.iso-8859-15', 'ISO 8859-15 (Latin 9, with euro sign)'),
  'windows-1250': t('format.encoding.windows-1250', 'Windows-1250 (Central European)'),
  'iso-8859-2': t('format.encoding.iso-8859-2', 'ISO 8859-2 (Central European)'),
  'windows-1251': t('format.encoding.windows-1251', 'Windows-1251 (Cyrillic)'),
  'koi8-r': t('format.encoding.koi8-r', 'KOI8-R (Cyrillic)'),
  'windows-1253': t('format.encoding.windows-1253', 'Windows-1253 (Greek)'),
  'windows-1254': t('format.encoding.windows-1254', 'Windows-1254 (Turkish)'),
  ibm850: t('format.encoding.ibm850', 'IBM 850 (DOS, Western European)'),
  ibm437: t('format.encoding.ibm437', 'IBM 437 (DOS, US)'),
  ibm852: t('format.encoding.ibm852', 'IBM 852 (DOS, Central European)'),
  ibm866: t('format.encoding.ibm866', 'IBM 866 (DOS, Cyrillic)'),
  macintosh: t('format.encoding.macintosh', 'Mac Roman (old Macintosh)'),
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
    sheet: (value: string) => value,
    enclosure: (value: string) => named(enclosures, keyOfValue(ENCLOSURES, value), value),
  };
};
