import type { PhpValue } from '../../values';
import type { PhpFunctions } from '../define';
import { COMPARE_FUNCTIONS } from './compare';
import { CTYPE } from './ctype';
import { FORMAT } from './format';
import { LETTERS } from './letters';
import { OUTPUT } from './output';
import { PARTS } from './parts';
import { REPLACE_CONSTANTS, REPLACE_FUNCTIONS } from './replace';
import { SEARCH } from './search';
import { SIMILARITY } from './similarity';
import { TOKENS } from './tokens';
import { WORDS } from './words';

/** PHP's functions of texts, which are bytes. */
export const STRINGS: PhpFunctions = {
  ...COMPARE_FUNCTIONS,
  ...CTYPE,
  ...FORMAT,
  ...LETTERS,
  ...OUTPUT,
  ...PARTS,
  ...REPLACE_FUNCTIONS,
  ...SEARCH,
  ...SIMILARITY,
  ...TOKENS,
  ...WORDS,
};

export const STRING_CONSTANTS: Readonly<Record<string, PhpValue>> = { ...REPLACE_CONSTANTS };
