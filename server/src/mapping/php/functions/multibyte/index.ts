import type { PhpValue } from '../../values';
import type { PhpFunctions } from '../define';
import { CASE_CONSTANTS, CASES } from './cases';
import { CONVERT_FUNCTIONS } from './convert';
import { ICONV } from './iconv';
import { MULTIBYTE_PARTS } from './parts';
import { MULTIBYTE_SEARCH } from './search';

/** PHP's functions of texts by their characters. */
export const MULTIBYTE: PhpFunctions = {
  ...CASES,
  ...CONVERT_FUNCTIONS,
  ...MULTIBYTE_PARTS,
  ...MULTIBYTE_SEARCH,
  iconv: ICONV,
};

export const MULTIBYTE_CONSTANTS: Readonly<Record<string, PhpValue>> = { ...CASE_CONSTANTS };
