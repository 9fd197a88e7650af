import type { CsvFormat } from '../../../shared/profile/csv';

interface Option<Key extends string, Value extends string = string> {
  key: Key;
  value: Value;
}

export const DELIMITERS = [
  { key: 'comma', value: ',' },
  { key: 'semicolon', value: ';' },
  { key: 'tab', value: '\t' },
  { key: 'pipe', value: '|' },
  { key: 'colon', value: ':' },
  { key: 'space', value: ' ' },
] as const satisfies Option<string>[];

export const LINE_SEPARATORS = [
  { key: 'crlf', value: '\r\n' },
  { key: 'lf', value: '\n' },
  { key: 'cr', value: '\r' },
] as const satisfies Option<string, Exclude<CsvFormat['lineSeparator'], 'auto'>>[];

export const ENCLOSURES = [
  { key: 'double', value: '"' },
  { key: 'single', value: "'" },
  { key: 'none', value: '' },
] as const satisfies Option<string>[];

/** Names as iconv-lite knows them. */
export const ENCODINGS = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'windows-1252',
  'iso-8859-1',
  'iso-8859-15',
  'windows-1250',
  'iso-8859-2',
  'windows-1251',
  'koi8-r',
  'windows-1253',
  'windows-1254',
  'ibm850',
  'ibm437',
  'ibm852',
  'ibm866',
  'macintosh',
] as const;

export type DelimiterKey = (typeof DELIMITERS)[number]['key'];
export type LineSeparatorKey = (typeof LINE_SEPARATORS)[number]['key'];
export type EnclosureKey = (typeof ENCLOSURES)[number]['key'];

/** The option that has a value; undefined for a value that is none of them. */
export const keyOfValue = <Key extends string>(
  options: readonly Option<Key>[],
  value: string
): Key | undefined => options.find((option) => option.value === value)?.key;
