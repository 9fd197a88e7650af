import { PhpArray } from '../../array';
import { toText } from '../../conversions';
import type { Found, Pattern } from '../../regex/pattern';
import type { Subject } from '../../regex/subject';
import type { Run } from '../../run';
import {
  isArray,
  isClosure,
  type PhpClosure,
  PhpError,
  type PhpText,
  type PhpValue,
  type Reference,
} from '../../values';
import {
  arrayOrText,
  callable,
  callables,
  define,
  int,
  optional,
  type PhpFunctions,
  reference,
} from '../define';
import { beginSearch, type GroupForm, groupArray, groupForm, readPattern, search } from './search';

/** What stands in the place of what was found. */
type Replacement = (pattern: Pattern, subject: Subject, found: Found) => PhpText;

/** One pattern, and what replaces what it finds. */
interface Step {
  literal: PhpText;
  replacement: Replacement;
  withPlaces: boolean;
}

/** A group in a replacement, or a backslash before one, which says that it is none. */
const GROUPS = /\\([\\$])|[\\$](\d{1,2})|\$\{(\d{1,2})\}/g;

const byText =
  (replacement: PhpText): Replacement =>
  (_pattern, subject, { groups }) =>
    replacement.replace(GROUPS, (_all, escaped: string | undefined, ...numbers: string[]) =>
      escaped === undefined
        ? subject.bytesOf(groups[Number(numbers[0] ?? numbers[1])] ?? '')
        : escaped
    );

const byCallback =
  (run: Run, callback: PhpClosure, form: GroupForm): Replacement =>
  (pattern, subject, found) =>
    toText(run.call(callback, groupArray(run, pattern, subject, found, form)));

/** Replaces in texts, one pattern after the other, and counts how often. */
class Replacer {
  count = 0n;

  constructor(
    private readonly run: Run,
    private readonly name: string,
    private readonly steps: readonly Step[],
    private readonly limit: bigint
  ) {}

  /** Null for a text in which one of the patterns cannot be looked for. */
  text(given: PhpText): PhpText | null {
    let text: PhpText | null = given;
    for (const step of this.steps) {
      text = this.step(text, step);
      if (text === null) return null;
    }
    return text;
  }

  private step(text: PhpText, { literal, replacement, withPlaces }: Step): PhpText | null {
    const pattern = readPattern(this.run, this.name, literal);
    const subject = beginSearch(this.run, pattern, text);
    if (!subject) return null;
    const parts: PhpText[] = [];
    let length = 0;
    const add = (part: PhpText): void => {
      length += part.length;
      this.run.text(length, part.length);
      parts.push(part);
    };
    let end = 0;
    let left = this.limit;
    for (const found of left === 0n ? [] : search(this.run, pattern, subject, { withPlaces })) {
      add(subject.between(end, found.start));
      add(replacement(pattern, subject, found));
      end = found.end;
      this.count += 1n;
      left -= 1n;
      if (left === 0n) break;
    }
    add(subject.between(end, subject.text.length));
    return parts.join('');
  }

  /** A text, or each of an array under its key. */
  value(subject: PhpArray | PhpText): PhpValue {
    if (!isArray(subject)) return this.text(subject);
    const result = new PhpArray();
    for (const [key, given] of subject.entries()) {
      const text = this.text(toText(given));
      this.run.elements(result.size + 1, 1);
      if (text !== null) result.set(key, text);
    }
    return result;
  }
}

function replaced(
  replacer: Replacer,
  subject: PhpArray | PhpText,
  count: Reference | null
): PhpValue {
  const result = replacer.value(subject);
  if (count) count.value = replacer.count;
  return result;
}

const textsOf = (given: PhpArray | PhpText): PhpText[] =>
  isArray(given) ? given.values().map(toText) : [given];

function replaceSteps(pattern: PhpArray | PhpText, replacement: PhpArray | PhpText): Step[] {
  if (isArray(replacement) && !isArray(pattern)) {
    throw new PhpError(
      'TypeError',
      'preg_replace(): Argument #1 ($pattern) must be of type array when argument #2 ($replacement) is an array, string given'
    );
  }
  const replacements = isArray(replacement) ? textsOf(replacement) : null;
  return textsOf(pattern).map((literal, place) => ({
    literal,
    replacement: byText(replacements ? (replacements[place] ?? '') : toText(replacement)),
    withPlaces: false,
  }));
}

function callbackSteps(run: Run, callbacks: PhpArray, flags: bigint): Step[] {
  const form = groupForm(flags);
  return callbacks.entries().map(([literal, callback]) => {
    if (typeof literal !== 'string') throw wrongCallbacks('string patterns as keys');
    if (!isClosure(callback)) throw wrongCallbacks('valid callbacks');
    const replacement = byCallback(run, callback, form);
    return { literal, replacement, withPlaces: form.withPlaces };
  });
}

const wrongCallbacks = (expected: string): PhpError =>
  new PhpError(
    'TypeError',
    `preg_replace_callback_array(): Argument #1 ($pattern) must contain only ${expected}`
  );

const limit = int('limit', -1n);
const count = optional(reference('count'));
const flags = int('flags', 0n);

/** What replaces what patterns find. */
export const REPLACEMENTS: PhpFunctions = {
  preg_replace: define(
    [arrayOrText('pattern'), arrayOrText('replacement'), arrayOrText('subject'), limit, count],
    (pattern, replacement, subject, limit, count, run) =>
      replaced(
        new Replacer(run, 'preg_replace', replaceSteps(pattern, replacement), limit),
        subject,
        count
      )
  ),
  preg_replace_callback: define(
    [arrayOrText('pattern'), callable('callback'), arrayOrText('subject'), limit, count, flags],
    (pattern, callback, subject, limit, count, flags, run) => {
      const form = groupForm(flags);
      const replacement = byCallback(run, callback, form);
      const steps = textsOf(pattern).map((literal) => ({
        literal,
        replacement,
        withPlaces: form.withPlaces,
      }));
      return replaced(new Replacer(run, 'preg_replace_callback', steps, limit), subject, count);
    }
  ),
  preg_replace_callback_array: define(
    [callables('pattern'), arrayOrText('subject'), limit, count, flags],
    (callbacks, subject, limit, count, flags, run) => {
      const steps = callbackSteps(run, callbacks, flags);
      const replacer = new Replacer(run, 'preg_replace_callback_array', steps, limit);
      return replaced(replacer, subject, count);
    }
  ),
};
