import {
  DIRECTION,
  LONG_MONTH,
  ORDINAL,
  OTHER_UNITS,
  ROMAN_MONTH,
  SHORT_MONTH,
  UNITS,
  WEEKDAY,
} from './words';

/** Any of the words in any case, the longest that fits. */
export const anyCase = (words: readonly string[]): string =>
  oneOf(
    words.map((word) => word.replace(/[a-z]/g, (letter) => `[${letter}${letter.toUpperCase()}]`))
  );

const oneOf = (patterns: readonly string[]): string =>
  `(?:${[...patterns].sort((one, other) => other.length - one.length).join('|')})`;

export const SPACE = '[ \\t]+';
export const HOUR_24 = '(2[0-4]|[01]?[0-9])';
export const HOUR_24_LZ = '(2[0-4]|[01][0-9])';
export const HOUR_12 = '(1[0-2]|0?[1-9])';
export const MINUTE = '([0-5]?[0-9])';
export const MINUTE_LZ = '([0-5][0-9])';
export const SECOND = '(60|[0-5]?[0-9])';
export const SECOND_LZ = '(60|[0-5][0-9])';
export const FRACTION = '\\.[0-9]+';
export const MERIDIAN = '([AaPp])\\.?[Mm]\\.?[\\0\\t ]';
export const CORRECTION =
  '(?:GMT)?[+-](?:(?:2[0-4]|[01][0-9]):[0-5][0-9]:(?:60|[0-5][0-9])|(?:2[0-4]|[01][0-9])[0-5][0-9](?:60|[0-5][0-9])|(?:2[0-4]|[01]?[0-9])(?::?[0-5]?[0-9])?)';
export const ZONE = '(?:[A-Z][a-z]+(?:[_/-][A-Za-z]+)+|\\(?[A-Za-z]{1,6}\\)?)';

export const MONTH = '(1[0-2]|0?[0-9])';
export const MONTH_LZ = '(1[0-2]|0[0-9])';
export const DAY = '(3[01]|[0-2]?[0-9])(?:st|nd|rd|th)?';
export const DAY_LZ = '(3[01]|[0-2][0-9])';
export const YEAR = '([0-9]{1,4})';
export const YEAR_2 = '([0-9]{2})';
export const YEAR_4 = '([0-9]{4})';
export const DAY_OF_YEAR = '(00[1-9]|0[1-9][0-9]|[12][0-9][0-9]|3[0-5][0-9]|36[0-6])';
export const WEEK = '(0[1-9]|[1-4][0-9]|5[0-3])';

export const SHORT_MONTH_NAME = anyCase(Object.keys(SHORT_MONTH));
export const NAMED_MONTH = anyCase([...Object.keys(SHORT_MONTH), ...Object.keys(LONG_MONTH)]);
export const MONTH_NAME = `(${NAMED_MONTH}|${oneOf(Object.keys(ROMAN_MONTH))})`;
export const WEEKDAY_NAME = `(${anyCase(Object.keys(WEEKDAY))})`;
export const DIRECTION_NAME = anyCase(Object.keys(DIRECTION));
export const ORDINAL_NAME = anyCase(Object.keys(ORDINAL));
const UNITS_AND_DAYS = [...Object.keys(UNITS), ...Object.keys(WEEKDAY), ...OTHER_UNITS];
export const UNIT_NAME = anyCase(UNITS_AND_DAYS);
/** `first week` is nothing that PHP knows. */
export const UNIT_AFTER_WORD = anyCase(UNITS_AND_DAYS.filter((name) => name !== 'week'));

export const BETWEEN = '[ .\\t-]*';
export const SHORT_DATE = `${MONTH_NAME}${BETWEEN}${DAY}(?:[,.stndrh\\t ]+|\\0)`;
