import type { Run } from '../../run';
import { PhpError } from '../../values';

/** What is wrong with a text of JSON or a value, by PHP's numbers. */
export const JSON_ERRORS = {
  none: 0n,
  depth: 1n,
  mismatch: 2n,
  character: 3n,
  syntax: 4n,
  utf8: 5n,
  number: 7n,
  type: 8n,
  utf16: 10n,
} as const;

const MESSAGES: ReadonlyMap<bigint, string> = new Map<bigint, string>([
  [JSON_ERRORS.none, 'No error'],
  [JSON_ERRORS.depth, 'Maximum stack depth exceeded'],
  [JSON_ERRORS.mismatch, 'State mismatch (invalid or malformed JSON)'],
  [JSON_ERRORS.character, 'Control character error, possibly incorrectly encoded'],
  [JSON_ERRORS.syntax, 'Syntax error'],
  [JSON_ERRORS.utf8, 'Malformed UTF-8 characters, possibly incorrectly encoded'],
  [JSON_ERRORS.number, 'Inf and NaN cannot be JSON encoded'],
  [JSON_ERRORS.type, 'Type is not supported'],
  [JSON_ERRORS.utf16, 'Single unpaired high surrogate in Unicode escape'],
]);

/** What ends the reading or writing of JSON. */
export class JsonFault extends Error {
  constructor(readonly code: bigint) {
    super(messageOf(code));
  }
}

export const messageOf = (code: bigint): string => MESSAGES.get(code) ?? '';

const lastErrors = new WeakMap<Run, bigint>();

/** Keeps what was wrong with a call for `json_last_error`. */
export const setLastError = (run: Run, code: bigint): void => void lastErrors.set(run, code);

/** The error of the last call within a run. */
export const lastError = (run: Run): bigint => lastErrors.get(run) ?? JSON_ERRORS.none;

export const THROW_ON_ERROR = 4_194_304n;

/**
 * Does `work`, and keeps what is wrong for `json_last_error`.
 * @returns what `work` gives, or what `otherwise` gives where something is wrong
 */
export function guarded<Result>(
  run: Run,
  flags: bigint,
  work: () => Result,
  otherwise: Result
): Result {
  const isThrown = (flags & THROW_ON_ERROR) !== 0n;
  if (!isThrown) setLastError(run, JSON_ERRORS.none);
  try {
    return work();
  } catch (error) {
    if (!(error instanceof JsonFault)) throw error;
    if (isThrown) throw new PhpError('Error', error.message);
    setLastError(run, error.code);
    return otherwise;
  }
}
