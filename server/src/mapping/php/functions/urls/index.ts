import type { PhpValue } from '../../values';
import type { PhpFunctions } from '../define';
import { URL_CODING, URL_CODING_CONSTANTS } from './coding';
import { URL_PART_CONSTANTS, URL_PARTS } from './parse';
import { PATH_CONSTANTS, PATHS } from './paths';

/** Addresses of the web and paths, as texts. */
export const URLS: PhpFunctions = { ...PATHS, ...URL_CODING, ...URL_PARTS };

export const URL_CONSTANTS: Readonly<Record<string, PhpValue>> = {
  ...PATH_CONSTANTS,
  ...URL_CODING_CONSTANTS,
  ...URL_PART_CONSTANTS,
};
