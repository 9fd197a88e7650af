import type { CsvFormat } from '../../../shared/profile/csv';
import { textTable, useTextTable } from './useText';

/** The options of a file's format by names of our own, as they are offered; encodings are named as iconv-lite does. */
const WORDS = textTable('format', {
  delimiter: {
    comma: 'Comma ( , )',
    semicolon: 'Semicolon ( ; )',
    tab: 'Tab',
    pipe: 'Vertical bar ( | )',
    colon: 'Colon ( : )',
    space: 'Space',
  },
  lineSeparator: {
    crlf: 'Windows (CR LF)',
    lf: 'Unix, Linux, macOS (LF)',
    cr: 'Old Macintosh (CR)',
  },
  enclosure: {
    double: 'Quotation mark ( " )',
    single: "Apostrophe ( ' )",
    none: 'None',
  },
  encoding: {
    'utf-8': 'UTF-8 (Unicode)',
    'utf-16le': 'UTF-16 LE (Excel “Unicode text”)',
    'utf-16be': 'UTF-16 BE (Unicode)',
    'windows-1252': 'Windows-1252 (Western European)',
    'iso-8859-1': 'ISO 8859-1 (Latin 1, Western European)',
    'iso-8859-15': 'ISO 8859-15 (Latin 9, with euro sign)',
    'windows-1250': 'Windows-1250 (Central European)',
    'iso-8859-2': 'ISO 8859-2 (Central European)',
    'windows-1251': 'Windows-1251 (Cyrillic)',
    'koi8-r': 'KOI8-R (Cyrillic)',
    'windows-1253': 'Windows-1253 (Greek)',
    'windows-1254': 'Windows-1254 (Turkish)',
    ibm850: 'IBM 850 (DOS, Western European)',
    ibm437: 'IBM 437 (DOS, US)',
    ibm852: 'IBM 852 (DOS, Central European)',
    ibm866: 'IBM 866 (DOS, Cyrillic)',
    macintosh: 'Mac Roman (old Macintosh)',
  },
});

/** What is chosen from a list of options that every file has. */
export type FormatProperty = Exclude<keyof CsvFormat, 'headerRow' | 'sheet'>;

/** What the options stand for. */
const VALUES: Record<Exclude<FormatProperty, 'encoding'>, Record<string, string>> = {
  delimiter: { comma: ',', semicolon: ';', tab: '\t', pipe: '|', colon: ':', space: ' ' },
  lineSeparator: { crlf: '\r\n', lf: '\n', cr: '\r' },
  enclosure: { double: '"', single: "'", none: '' },
};

/** The values that are offered for a property of the format. */
export const formatValues = (property: FormatProperty): string[] =>
  property === 'encoding' ? Object.keys(WORDS.texts.encoding) : Object.values(VALUES[property]);

/** The name of the option that stands for a value; undefined for a value that is none of them. */
export const optionOf = (property: FormatProperty, value: string): string | undefined =>
  property === 'encoding'
    ? value
    : Object.entries(VALUES[property]).find(([, known]) => known === value)?.[0];

/** A file's format in words; a value without a word of its own is shown as it is. */
export const useFormatWords = () => {
  const words: Record<FormatProperty, Record<string, string>> = useTextTable(WORDS);
  const word =
    (property: FormatProperty) =>
    (value: string): string =>
      words[property][optionOf(property, value) ?? ''] ??
      (property === 'encoding' ? value : `“${value}”`);
  return {
    encoding: word('encoding'),
    delimiter: word('delimiter'),
    lineSeparator: word('lineSeparator'),
    enclosure: word('enclosure'),
    sheet: (value: string): string => value,
  };
};
