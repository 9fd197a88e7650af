import type { PhpValue } from '../values';
import { ARRAY_CONSTANTS, ARRAYS } from './arrays';
import { BASES } from './bases';
import { DATE_CONSTANTS, DATES } from './dates';
import type { PhpFunctions } from './define';
import { FILTER, FILTER_CONSTANTS } from './filter';
import { FUNCTIONS } from './functions';
import { HASHES } from './hashes';
import { HTML, HTML_CONSTANTS } from './html';
import { JSON_CONSTANTS, JSON_FUNCTIONS } from './json';
import { MULTIBYTE, MULTIBYTE_CONSTANTS } from './multibyte';
import { NUMBER_CONSTANTS, NUMBERS } from './numbers';
import { REGULAR_EXPRESSION_CONSTANTS, REGULAR_EXPRESSIONS } from './regular-expressions';
import { ROUNDING, ROUNDING_CONSTANTS } from './rounding';
import { STRING_CONSTANTS, STRINGS } from './strings';
import { TYPES } from './types';
import { URL_CONSTANTS, URLS } from './urls';

/** PHP's functions that a snippet may call, by their names in lower case. */
export const PHP_FUNCTIONS: PhpFunctions = {
  ...ARRAYS,
  ...BASES,
  ...DATES,
  ...FILTER,
  ...FUNCTIONS,
  ...HASHES,
  ...HTML,
  ...JSON_FUNCTIONS,
  ...MULTIBYTE,
  ...NUMBERS,
  ...REGULAR_EXPRESSIONS,
  ...ROUNDING,
  ...STRINGS,
  ...TYPES,
  ...URLS,
};

/** PHP's constants that a snippet may name. */
export const PHP_CONSTANTS: Readonly<Record<string, PhpValue>> = {
  ...ARRAY_CONSTANTS,
  ...DATE_CONSTANTS,
  ...FILTER_CONSTANTS,
  ...HTML_CONSTANTS,
  ...JSON_CONSTANTS,
  ...MULTIBYTE_CONSTANTS,
  ...NUMBER_CONSTANTS,
  ...REGULAR_EXPRESSION_CONSTANTS,
  ...ROUNDING_CONSTANTS,
  ...STRING_CONSTANTS,
  ...URL_CONSTANTS,
};
