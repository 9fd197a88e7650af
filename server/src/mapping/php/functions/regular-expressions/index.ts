import type { PhpValue } from '../../values';
import { define, type PhpFunctions } from '../define';
import { MATCHES } from './match';
import { REPLACEMENTS } from './replace';
import { lastError, PREG_ERRORS, PREG_FLAGS } from './search';
import { SPLITS } from './split';

const MESSAGES: readonly string[] = [
  'No error',
  'Internal error',
  'Backtrack limit exhausted',
  'Recursion limit exhausted',
  'Malformed UTF-8 characters, possibly incorrectly encoded',
  'The offset did not correspond to the beginning of a valid UTF-8 code point',
  'JIT stack limit exhausted',
];

/** Patterns as PHP has them, those of PCRE. */
export const REGULAR_EXPRESSIONS: PhpFunctions = {
  ...MATCHES,
  ...REPLACEMENTS,
  ...SPLITS,
  preg_last_error: define([], lastError),
  preg_last_error_msg: define([], (run) => MESSAGES[Number(lastError(run))] ?? ''),
};

/** The constants of regular expressions. */
export const REGULAR_EXPRESSION_CONSTANTS: Readonly<Record<string, PhpValue>> = {
  ...PREG_FLAGS,
  ...PREG_ERRORS,
};
