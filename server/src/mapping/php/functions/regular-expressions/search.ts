import { PhpArray } from '../../array';
import { type Found, type Pattern, patternOf } from '../../regex/pattern';
import { PatternRefusal } from '../../regex/refusal';
import { Subject } from '../../regex/subject';
import type { Run } from '../../run';
import { PhpError, type PhpText, type PhpValue } from '../../values';

export const PREG_FLAGS = {
  PREG_PATTERN_ORDER: 1n,
  PREG_SET_ORDER: 2n,
  PREG_OFFSET_CAPTURE: 256n,
  PREG_UNMATCHED_AS_NULL: 512n,
  PREG_SPLIT_NO_EMPTY: 1n,
  PREG_SPLIT_DELIM_CAPTURE: 2n,
  PREG_SPLIT_OFFSET_CAPTURE: 4n,
  PREG_GREP_INVERT: 1n,
};

export const PREG_ERRORS = {
  PREG_NO_ERROR: 0n,
  PREG_INTERNAL_ERROR: 1n,
  PREG_BACKTRACK_LIMIT_ERROR: 2n,
  PREG_RECURSION_LIMIT_ERROR: 3n,
  PREG_BAD_UTF8_ERROR: 4n,
  PREG_BAD_UTF8_OFFSET_ERROR: 5n,
  PREG_JIT_STACKLIMIT_ERROR: 6n,
};

const lastErrors = new WeakMap<Run, bigint>();

/** What the run's last search has met: one of `PREG_ERRORS`. */
export const lastError = (run: Run): bigint => lastErrors.get(run) ?? PREG_ERRORS.PREG_NO_ERROR;

/** Says what a search has met. */
export const setLastError = (run: Run, error: bigint): void => {
  lastErrors.set(run, error);
};

/** The pattern of a literal, for the function that is called so. */
export function readPattern(run: Run, name: string, literal: PhpText): Pattern {
  run.step();
  try {
    return patternOf(literal);
  } catch (error) {
    if (!(error instanceof PatternRefusal)) throw error;
    throw new PhpError('Error', `${name}(): ${error.message}`);
  }
}

/** Begins a search: null, and an error to ask for, where the text should be UTF-8 and is not. */
export function beginSearch(run: Run, pattern: Pattern, bytes: PhpText): Subject | null {
  run.step();
  const subject = Subject.of(bytes, pattern.isUtf);
  setLastError(run, subject ? PREG_ERRORS.PREG_NO_ERROR : PREG_ERRORS.PREG_BAD_UTF8_ERROR);
  return subject;
}

/** A search that must take something looks at all that is left of the text. */
const RETRIED_PER_STEP = 256;

/**
 * All that a pattern finds, one after the other. After an empty one it is tried again in the same
 * place, where it must take something, before it goes on by a character.
 */
export function* search(
  run: Run,
  pattern: Pattern,
  subject: Subject,
  { from = 0, withPlaces = false } = {}
): Generator<Found, void, undefined> {
  const { text } = subject;
  let at = from;
  let isRetry = false;
  for (;;) {
    run.step(isRetry ? 1 + Math.ceil((text.length - at) / RETRIED_PER_STEP) : 1);
    const found = pattern.find(text, at, { isRetry, withPlaces });
    if (found) {
      yield found;
      at = found.end;
      isRetry = found.start === found.end;
    } else {
      if (!isRetry || at >= text.length) return;
      at = subject.after(at);
      isRetry = false;
    }
  }
}

/** How groups are handed to a snippet. */
export interface GroupForm {
  withPlaces: boolean;
  unmatchedAsNull: boolean;
}

export const groupForm = (flags: bigint): GroupForm => ({
  withPlaces: (flags & PREG_FLAGS.PREG_OFFSET_CAPTURE) !== 0n,
  unmatchedAsNull: (flags & PREG_FLAGS.PREG_UNMATCHED_AS_NULL) !== 0n,
});

/** A group as a snippet gets it. */
export function groupValue(
  run: Run,
  subject: Subject,
  found: Found,
  group: number,
  form: GroupForm
): PhpValue {
  const text = found.groups[group];
  const place = found.places[group];
  const unmatched = form.unmatchedAsNull ? null : '';
  const value = text === undefined ? unmatched : subject.bytesOf(text);
  run.text(value?.length ?? 0);
  if (!form.withPlaces) return value;
  run.elements(2);
  return PhpArray.list([value, place === undefined ? -1n : BigInt(subject.offsetOf(place))]);
}

/** The number of groups up to the last that took part. */
export function groupCount({ groups }: Found): number {
  return groups.findLastIndex((text) => text !== undefined) + 1;
}

/** The whole and the groups of what was found, by their names and numbers. */
export function groupArray(
  run: Run,
  pattern: Pattern,
  subject: Subject,
  found: Found,
  form: GroupForm
): PhpArray {
  const count = form.unmatchedAsNull ? found.groups.length : groupCount(found);
  const array = new PhpArray();
  run.elements(count);
  for (let group = 0; group < count; group += 1) {
    const value = groupValue(run, subject, found, group, form);
    const name = pattern.names[group];
    if (name !== undefined) array.set(name, value);
    array.set(BigInt(group), value);
  }
  return array;
}
