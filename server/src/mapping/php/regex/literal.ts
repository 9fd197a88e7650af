import { isUtf8 } from 'node:buffer';
import type { PhpText } from '../values';
import { type PatternAdvice, PatternRefusal } from './refusal';

/** What may change within a pattern: `(?i)`. */
export interface Flags {
  caseless: boolean;
  multiline: boolean;
  /** `.` is a line feed as well. */
  dotAll: boolean;
  /** Blanks and comments count for nothing. */
  extended: boolean;
  ungreedy: boolean;
  /** Groups without a name take nothing. */
  noCapture: boolean;
}

/** A pattern as PHP takes it apart: what is between its delimiters, and what its modifiers say. */
export interface PatternLiteral {
  text: PhpText;
  /** Where the pattern begins and ends in `text`. */
  start: number;
  end: number;
  flags: Flags;
  isUtf: boolean;
  isAnchored: boolean;
  /** `$` is the very end alone. */
  dollarEnd: boolean;
}

const BLANK = /[ \t\n\v\f\r]/;
const NO_DELIMITER = /[A-Za-z0-9\\\0]/;
const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}', '<': '>' };

/** The letters of modifiers and `(?…)` that switch a flag. */
export const FLAG_LETTERS: Readonly<Record<string, keyof Flags>> = {
  i: 'caseless',
  m: 'multiline',
  s: 'dotAll',
  x: 'extended',
  n: 'noCapture',
  U: 'ungreedy',
};

/** Modifiers that PHP has, and we do not: errors that it ignores, and names that groups share. */
const REFUSED_MODIFIERS = 'XJ';
/** `S` asks for more work on the pattern, and PHP ignores it; the others stand between modifiers. */
const MEANINGLESS = 'S \n\r';

/** Takes a pattern apart; throws `PatternRefusal`. */
export function readLiteral(text: PhpText): PatternLiteral {
  const opening = [...text].findIndex((character) => !BLANK.test(character));
  if (opening < 0) throw new PatternRefusal('empty', text, 0);
  const delimiter = text.charAt(opening);
  if (NO_DELIMITER.test(delimiter)) throw new PatternRefusal('delimiter', delimiter, opening);
  const end = closingAt(text, opening + 1, delimiter);
  if (end < 0) throw new PatternRefusal('no-end', delimiter, opening);
  const literal = withModifiers(text, opening + 1, end);
  if (literal.isUtf && !isUtf8(Buffer.from(text.slice(opening + 1, end), 'latin1'))) {
    throw new PatternRefusal('utf8', text.slice(opening + 1, end), opening + 1);
  }
  return literal;
}

function closingAt(text: PhpText, from: number, opening: string): number {
  const closing = CLOSING[opening] ?? opening;
  let depth = 1;
  for (let at = from; at < text.length; at += 1) {
    const character = text[at];
    if (character === '\\') at += 1;
    else if (character === closing) depth -= 1;
    else if (character === opening) depth += 1;
    if (depth === 0) return at;
  }
  return -1;
}

function withModifiers(text: PhpText, start: number, end: number): PatternLiteral {
  const modifiers = text.slice(end + 1);
  [...modifiers].forEach((letter, place) => {
    const advice = modifierAdvice(letter);
    if (advice) throw new PatternRefusal(advice, letter, end + 1 + place);
  });
  const has = (letter: string): boolean => modifiers.includes(letter);
  return {
    text,
    start,
    end,
    flags: {
      caseless: has('i'),
      multiline: has('m'),
      dotAll: has('s'),
      extended: has('x'),
      noCapture: has('n'),
      ungreedy: has('U'),
    },
    isUtf: has('u'),
    isAnchored: has('A'),
    dollarEnd: has('D'),
  };
}

function modifierAdvice(letter: string): PatternAdvice | null {
  if (REFUSED_MODIFIERS.includes(letter)) return 'refused-modifier';
  return letter in FLAG_LETTERS || 'uAD'.includes(letter) || MEANINGLESS.includes(letter)
    ? null
    : 'modifier';
}
