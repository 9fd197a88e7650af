import { PhpArray } from '../../array';
import { toText } from '../../conversions';
import type { Found, Pattern } from '../../regex/pattern';
import type { Subject } from '../../regex/subject';
import type { Run } from '../../run';
import { PhpError, type PhpText, type PhpValue, type Reference } from '../../values';
import { array, define, int, optional, type PhpFunctions, reference, text } from '../define';
import {
  beginSearch,
  groupArray,
  type GroupForm,
  groupForm,
  groupValue,
  PREG_ERRORS,
  PREG_FLAGS,
  readPattern,
  search,
  setLastError,
} from './search';

/** The bits of the flags that say in what order all that was found stands. */
const ORDER = 0xffn;

/** The place in the text that an offset means, which counts from the end where it is negative; null, with an error, where it is none. */
function startIn(run: Run, subject: Subject, offset: bigint): number | null {
  const length = BigInt(subject.bytes.length);
  const fromStart = offset < 0n ? offset + length : offset;
  if (fromStart > length) {
    setLastError(run, PREG_ERRORS.PREG_INTERNAL_ERROR);
    return null;
  }
  const index = subject.indexOf(Number(fromStart < 0n ? 0n : fromStart));
  if (index === null) setLastError(run, PREG_ERRORS.PREG_BAD_UTF8_OFFSET_ERROR);
  return index;
}

const wrongFlags = (name: string): PhpError =>
  new PhpError('ValueError', `${name}(): Argument #4 ($flags) must be a PREG_* constant`);

function match(
  literal: PhpText,
  bytes: PhpText,
  matches: Reference | null,
  flags: bigint,
  offset: bigint,
  run: Run
): PhpValue {
  const pattern = readPattern(run, 'preg_match', literal);
  if (matches) matches.value = new PhpArray();
  if ((flags & ORDER) !== 0n) throw wrongFlags('preg_match');
  const subject = beginSearch(run, pattern, bytes);
  const from = subject && startIn(run, subject, offset);
  if (!subject || from === null) return false;
  const form = groupForm(flags);
  const found = pattern.find(subject.text, from, { isRetry: false, withPlaces: form.withPlaces });
  if (found && matches) matches.value = groupArray(run, pattern, subject, found, form);
  return found ? 1n : 0n;
}

/** By groups: for each of them a list of what it took in all that was found. */
class ByGroup {
  private readonly lists: PhpArray[];

  constructor(
    private readonly run: Run,
    private readonly pattern: Pattern,
    private readonly form: GroupForm
  ) {
    this.lists = pattern.names.map(() => new PhpArray());
  }

  add(subject: Subject, found: Found): void {
    this.lists.forEach((list, group) => {
      this.run.elements(list.size + 1, 1);
      list.push(groupValue(this.run, subject, found, group, this.form));
    });
  }

  result(): PhpArray {
    const result = new PhpArray();
    this.lists.forEach((list, group) => {
      const name = this.pattern.names[group];
      if (name !== undefined) result.set(name, list);
      result.set(BigInt(group), list);
    });
    return result;
  }
}

/** One after the other: for each that was found, its groups. */
class BySet {
  private readonly sets = new PhpArray();

  constructor(
    private readonly run: Run,
    private readonly pattern: Pattern,
    private readonly form: GroupForm
  ) {}

  add(subject: Subject, found: Found): void {
    this.run.elements(this.sets.size + 1, 1);
    this.sets.push(groupArray(this.run, this.pattern, subject, found, this.form));
  }

  result(): PhpArray {
    return this.sets;
  }
}

function matchAll(
  literal: PhpText,
  bytes: PhpText,
  matches: Reference | null,
  flags: bigint,
  offset: bigint,
  run: Run
): PhpValue {
  const pattern = readPattern(run, 'preg_match_all', literal);
  if (matches) matches.value = new PhpArray();
  const order = flags & ORDER || PREG_FLAGS.PREG_PATTERN_ORDER;
  if (order > PREG_FLAGS.PREG_SET_ORDER) throw wrongFlags('preg_match_all');
  const form = groupForm(flags);
  const all = new (order === PREG_FLAGS.PREG_SET_ORDER ? BySet : ByGroup)(run, pattern, form);
  const subject = beginSearch(run, pattern, bytes);
  const from = subject && startIn(run, subject, offset);
  const isTooFar = subject !== null && offset > BigInt(subject.bytes.length);
  let count = 0n;
  if (subject && from !== null) {
    for (const found of search(run, pattern, subject, { from, withPlaces: form.withPlaces })) {
      count += 1n;
      if (matches) all.add(subject, found);
    }
  }
  if (matches && !isTooFar) matches.value = all.result();
  return from === null ? false : count;
}

function grep(literal: PhpText, texts: PhpArray, flags: bigint, run: Run): PhpValue {
  const pattern = readPattern(run, 'preg_grep', literal);
  const isInverted = (flags & PREG_FLAGS.PREG_GREP_INVERT) !== 0n;
  const result = new PhpArray();
  setLastError(run, PREG_ERRORS.PREG_NO_ERROR);
  for (const [key, value] of texts.entries()) {
    const subject = beginSearch(run, pattern, toText(value));
    if (!subject) break;
    const found = pattern.find(subject.text, 0, { isRetry: false, withPlaces: false });
    if ((found === null) !== isInverted) continue;
    run.elements(result.size + 1, 1);
    result.set(key, value);
  }
  return result;
}

const parameters = [
  text('pattern'),
  text('subject'),
  optional(reference('matches')),
  int('flags', 0n),
  int('offset', 0n),
] as const;

/** Whether, and where, patterns are found. */
export const MATCHES: PhpFunctions = {
  preg_match: define(parameters, match),
  preg_match_all: define(parameters, matchAll),
  preg_grep: define([text('pattern'), array('array'), int('flags', 0n)], grep),
};
