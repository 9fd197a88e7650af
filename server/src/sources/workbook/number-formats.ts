import { format, getFormatInfo, getLocale, isDateFormat, isValidFormat, tokenize } from 'numfmt';

/** What Excel's own formats are, by their numbers (ECMA-376, part 1, 18.8.30). */
const BUILT_IN: Readonly<Record<number, string>> = {
  0: 'General',
  1: '0',
  2: '0.00',
  3: '#,##0',
  4: '#,##0.00',
  5: '#,##0',
  6: '#,##0',
  7: '#,##0.00',
  8: '#,##0.00',
  9: '0%',
  10: '0.00%',
  11: '0.00E+00',
  12: '# ?/?',
  13: '# ??/??',
  15: 'd-mmm-yy',
  16: 'd-mmm',
  17: 'mmm-yy',
  18: 'h:mm AM/PM',
  19: 'h:mm:ss AM/PM',
  20: 'h:mm',
  21: 'h:mm:ss',
  37: '#,##0;(#,##0)',
  38: '#,##0;(#,##0)',
  39: '#,##0.00;(#,##0.00)',
  40: '#,##0.00;(#,##0.00)',
  41: '#,##0',
  42: '#,##0',
  43: '#,##0.00',
  44: '#,##0.00',
  45: 'mm:ss',
  46: '[h]:mm:ss',
  47: 'mm:ss.0',
  48: '##0.0E+0',
  49: '@',
};

/** How Excel shows a date whose format is that of the computer's settings; ISO 8601 where that could be misread. */
const DATES: Readonly<Record<string, string>> = {
  de: 'dd.mm.yyyy',
  fr: 'dd/mm/yyyy',
  es: 'dd/mm/yyyy',
  it: 'dd/mm/yyyy',
  nl: 'd-m-yyyy',
  ru: 'dd.mm.yyyy',
};
const ISO_DATE = 'yyyy-mm-dd';

/** The formats that follow the settings of the computer, in a format's own text. */
const SYSTEM_DATE = /^\[\$-(?:x-sysdate|F800)\]/i;
const SYSTEM_TIME = /^\[\$-(?:x-systime|F400)\]/i;

/** What stands for the slash of a date, which is that of the language, by the language and its number in a format. */
const SEPARATORS: Readonly<Record<string, string>> = {
  ...{ de: '.', 0x07: '.', ru: '.', 0x19: '.', pl: '.', 0x15: '.', cs: '.', 0x05: '.' },
  ...{ tr: '.', 0x1f: '.', nl: '-', 0x13: '-', da: '-', 0x06: '-' },
};
const LANGUAGE = /^-(?:[\da-f]*?([\da-f]{3,4})|([a-z]{2})(?:-[a-z]+)?)$/i;
/** The part of a language's number that leaves the country out. */
const WITHOUT_COUNTRY = 0x3ff;

/** How many days the calendar that begins in 1904 is behind the other. */
const DAYS_TO_1904 = 1462;

/** How the numbers of a workbook are shown. */
export interface Showing {
  /** The language of the Excel that wrote it, such as `de`; null where that is not known. */
  language: string | null;
  /** Whether its days are counted from 1904 on. */
  from1904: boolean;
}

/** The text of a number format, by its number, where the workbook itself has none for that. */
export const builtInFormat = (id: number, { language }: Showing): string => {
  const date = DATES[language ?? ''] ?? ISO_DATE;
  if (id === 22) return `${date} hh:mm`;
  // 14, and dates of the calendars of East Asia.
  return BUILT_IN[id] ?? (id === 14 || (id > 26 && id < 59) ? date : 'General');
};

/** A number as Excel's input line shows it: with all of its digits, at most fifteen. */
const plain = (value: number, { language }: Showing): string => {
  const rounded = Number(value.toPrecision(15));
  const text = Math.abs(rounded) < 1e-6 ? rounded.toFixed(20).replace(/\.?0+$/, '') : `${rounded}`;
  const decimal = (language === null ? null : getLocale(language)?.decimal) ?? '.';
  return text.replace('.', decimal);
};

/** How a number is shown in one format. */
export type Shown = (value: number) => string;

const render = (pattern: string, value: number | string | boolean, showing: Showing): string =>
  format(pattern, value, { locale: showing.language ?? undefined });

const isScientific = (pattern: string): boolean => getFormatInfo(pattern).type === 'scientific';

/** A date's format with the separator of its language. */
const withSeparator = (pattern: string, { language }: Showing): string => {
  const tokens = tokenize(pattern);
  const locale = tokens.find(({ type }) => type === 'locale');
  const [, number, name] = LANGUAGE.exec(String(locale?.value ?? '')) ?? [];
  const key = number ? parseInt(number, 16) & WITHOUT_COUNTRY : (name ?? language ?? '');
  const separator = SEPARATORS[key];
  if (separator === undefined) return pattern;
  return tokens.map(({ type, raw }) => (type === 'slash' ? `\\${separator}` : raw)).join('');
};

const patternOf = (given: string, showing: Showing): string => {
  if (SYSTEM_DATE.test(given)) return builtInFormat(14, showing);
  return SYSTEM_TIME.test(given) ? 'hh:mm:ss' : given;
};

/**
 * Shows numbers as a format's cell does, with two exceptions for what a reader of the cell would
 * take for something else: digits that an exponent leaves out are kept, and so is a value that its
 * format hides, but for a zero.
 */
export const shownIn = (given: string, showing: Showing): Shown => {
  const asIs: Shown = (value) => plain(value, showing);
  const pattern = patternOf(given, showing);
  // Excel would not have some formats either.
  const isPlain = /^(general|@)$/i.test(pattern) || !isValidFormat(pattern);
  if (isPlain || isScientific(pattern)) return asIs;
  const isDate = isDateFormat(pattern);
  const days = isDate && showing.from1904 ? DAYS_TO_1904 : 0;
  const written = isDate ? withSeparator(pattern, showing) : pattern;
  return (value) => {
    const text = render(written, value + days, showing).trim();
    return text === '' && value !== 0 ? asIs(value) : text;
  };
};

/** A truth value in the words of the workbook's language. */
export const shownTruth = (value: boolean, showing: Showing): string =>
  render('General', value, showing);
