import type { PhpValue } from '../values';
import { ARRAY_CONSTANTS, ARRAYS } from './arrays';
import type { PhpFunctions } from './define';
import { STRING_CONSTANTS, STRINGS } from './strings';
import { TYPES } from './types';

/** PHP's functions that a snippet may call, by their names in lower case. */
export const PHP_FUNCTIONS: PhpFunctions = { ...ARRAYS, ...STRINGS, ...TYPES };

/** PHP's constants that a snippet may name. */
export const PHP_CONSTANTS: Readonly<Record<string, PhpValue>> = { ...ARRAY_CONSTANTS, ...STRING_CONSTANTS };
