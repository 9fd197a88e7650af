import { PhpArray } from '../../array';
import type { Run } from '../../run';
import type { PhpText, PhpValue } from '../../values';
import { badValue, define, int, nullable, type PhpFunctions, text } from '../define';
import { byte, charactersIn } from './bytes';

const isLetter = (character: string): boolean => /^[A-Za-z]$/.test(character);

interface Word {
  word: PhpText;
  place: number;
}

/** Letters, with apostrophes and hyphens among them, and the characters that are given. */
function wordsOf(string: PhpText, given: ReadonlySet<string>): Word[] {
  let place = 0;
  let end = string.length;
  const isLoose = (character: string): boolean => !given.has(character);
  const first = string.charAt(0);
  if ((first === "'" || first === '-') && isLoose(first)) place += 1;
  if (string.charAt(end - 1) === '-' && isLoose('-')) end -= 1;
  const words: Word[] = [];
  const belongs = (character: string): boolean =>
    isLetter(character) || character === "'" || character === '-' || given.has(character);
  while (place < end) {
    const start = place;
    while (place < end && belongs(string.charAt(place))) place += 1;
    if (place > start) words.push({ word: string.slice(start, place), place: start });
    else place += 1;
  }
  return words;
}

function str_word_count(string: PhpText, format: bigint, list: PhpText | null, run: Run): PhpValue {
  if (format < 0n || format > 2n) {
    throw badValue('str_word_count', 2, 'format', 'must be a valid format value');
  }
  run.step(string.length);
  const words = string === '' ? [] : wordsOf(string, charactersIn(list ?? ''));
  if (format === 0n) return BigInt(words.length);
  run.elements(words.length);
  return format === 1n
    ? PhpArray.list(words.map(({ word }) => word))
    : PhpArray.of(words.map(({ word, place }) => [BigInt(place), word] as const));
}

const BYTES = 256;
const UNIQUE = 3n;
const MOST = 4n;

function count_chars(string: PhpText, mode: bigint): PhpValue {
  if (mode < 0n || mode > MOST) {
    throw badValue('count_chars', 2, 'mode', 'must be between 0 and 4 (inclusive)');
  }
  const counts = new Array<number>(BYTES).fill(0);
  for (const character of string) {
    const code = character.charCodeAt(0);
    counts[code] = (counts[code] ?? 0) + 1;
  }
  const all = counts.map((amount, code) => ({ code, amount }));
  if (mode >= UNIQUE) {
    const kept = all.filter(({ amount }) => (mode === UNIQUE ? amount > 0 : amount === 0));
    return kept.map(({ code }) => byte(code)).join('');
  }
  const kept = all.filter(({ amount }) => mode === 0n || (mode === 1n ? amount > 0 : amount === 0));
  return PhpArray.of(kept.map(({ code, amount }) => [BigInt(code), BigInt(amount)] as const));
}

/** Words of texts, and how often bytes occur in them. */
export const WORDS: PhpFunctions = {
  str_word_count: define(
    [text('string'), int('format', 0n), nullable(text('characters'), null)],
    str_word_count
  ),
  count_chars: define([text('string'), int('mode', 0n)], count_chars),
};
