import type { PhpText, PhpValue } from '../../values';
import { badValue, define, int, nullable, type PhpFunctions, text } from '../define';
import { type Encoding, encodingOf } from './encodings';

const UPPER = 0n;
const LOWER = 1n;
const TITLE = 2n;
const FOLD = 3n;
const UPPER_SIMPLE = 4n;
const LOWER_SIMPLE = 5n;
const TITLE_SIMPLE = 6n;
const FOLD_SIMPLE = 7n;

type Change = (character: string) => string;

const upper: Change = (character) => character.toUpperCase();
const lower: Change = (character) => character.toLowerCase();

/** The letters that have a form of their own for the start of a word. */
const TITLES: Readonly<Record<string, string>> = {
  Ǆ: 'ǅ',
  Ǉ: 'ǈ',
  Ǌ: 'ǋ',
  Ǳ: 'ǲ',
};

const title: Change = (character) => {
  const [first = '', ...rest] = upper(character);
  return (TITLES[first] ?? first) + rest.map(lower).join('');
};

const DOTLESS = 'ı';

const fold: Change = (character) =>
  character === DOTLESS ? character : [...upper(character)].map(lower).join('');

/** The one letter that becomes two in lower case is the first of them where letters may not become more. */
const lowerSimple: Change = (character) => [...lower(character)][0] ?? '';

/** Only what is one character before and after. */
const simple =
  (change: Change): Change =>
  (character) => {
    const changed = change(character);
    return [...changed].length === 1 ? changed : character;
  };

const IGNORED = /^\p{Case_Ignorable}$/u;
const CASED = /^\p{Cased}$/u;

/** The first letter of each word by `first`, the others by `other`. */
function titled(text: string, first: Change, other: Change): string {
  let isWithin = false;
  return text.replace(/[^]/gu, (character) => {
    const changed = (isWithin ? other : first)(character);
    if (!IGNORED.test(character)) isWithin = CASED.test(character);
    return changed;
  });
}

const each = (change: Change) => (text: string) => text.replace(/[^]/gu, change);

const MODES: ReadonlyMap<bigint, (text: string) => string> = new Map([
  [UPPER, each(upper)],
  [LOWER, each(lower)],
  [TITLE, (text: string) => titled(text, title, lower)],
  [FOLD, each(fold)],
  [UPPER_SIMPLE, each(simple(upper))],
  [LOWER_SIMPLE, each(lowerSimple)],
  [TITLE_SIMPLE, (text: string) => titled(text, simple(title), lowerSimple)],
  [FOLD_SIMPLE, each(simple(fold))],
]);

/** A text as it is compared where case does not count; it has as many characters as before. */
export const folded = (bytes: PhpText, encoding: Encoding): PhpText =>
  changed(bytes, FOLD_SIMPLE, encoding);

const changed = (bytes: PhpText, mode: bigint, encoding: Encoding): PhpText => {
  const change = MODES.get(mode);
  if (!change) {
    throw badValue('mb_convert_case', 2, 'mode', 'must be one of the MB_CASE_* constants');
  }
  return encoding.encode(change(encoding.decode(bytes)));
};

const inCase = (name: string, mode: bigint) =>
  define([text('string'), nullable(text('encoding'), null)], (string, encoding, run) => {
    const result = changed(string, mode, encodingOf(encoding, name, 2));
    run.text(result.length);
    return result;
  });

/** Case of texts, by characters. */
export const CASES: PhpFunctions = {
  mb_strtolower: inCase('mb_strtolower', LOWER),
  mb_strtoupper: inCase('mb_strtoupper', UPPER),
  mb_convert_case: define(
    [text('string'), int('mode'), nullable(text('encoding'), null)],
    (string, mode, encoding, run) => {
      const result = changed(string, mode, encodingOf(encoding, 'mb_convert_case', 3));
      run.text(result.length);
      return result;
    }
  ),
};

export const CASE_CONSTANTS: Readonly<Record<string, PhpValue>> = {
  MB_CASE_UPPER: UPPER,
  MB_CASE_LOWER: LOWER,
  MB_CASE_TITLE: TITLE,
  MB_CASE_FOLD: FOLD,
  MB_CASE_UPPER_SIMPLE: UPPER_SIMPLE,
  MB_CASE_LOWER_SIMPLE: LOWER_SIMPLE,
  MB_CASE_TITLE_SIMPLE: TITLE_SIMPLE,
  MB_CASE_FOLD_SIMPLE: FOLD_SIMPLE,
};
