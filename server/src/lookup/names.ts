import { createRequire } from 'node:module';
import type * as Alphabets from 'transliteration';

import type { NumberedType } from './numbers';

/** A name as it is found by one of its words: that word, and the others behind it. */
export interface NameTerm {
  /** Latin letters and digits in lower case without accents, a space between words; `ae`, `oe`, `ue` as `a`, `o`, `u`. */
  term: string;
  /** The same as keys of a phone's keypad (ITU-T E.161), `ae` as it is written. */
  keypad: string;
}

/** Where people's names stand. */
const NAMES = {
  user: ['displayName', 'firstName', 'lastName'],
  phonebookEntry: ['displayName', 'firstName', 'lastName', 'organisation'],
} as const satisfies Record<NumberedType, readonly string[]>;

/** Whoever has no name is found by this. */
const LOGIN = 'username';

/** How many characters of a name are kept, and by how many of its words it is found. */
export const TERM_LENGTH = 100;
export const MOST_WORDS = 8;

/** ITU-T E.161: the letters on each key. */
const KEYS = ['abc', 'def', 'ghi', 'jkl', 'mno', 'pqrs', 'tuv', 'wxyz'];
const KEY_OF = new Map(
  KEYS.flatMap((letters, place) =>
    [...letters].map((letter): [string, string] => [letter, String(place + 2)])
  )
);

/** The keys that a folded text is typed with. */
export const keypadOf = (text: string): string =>
  [...text].map((sign) => KEY_OF.get(sign) ?? sign).join('');

let alphabets: typeof Alphabets | undefined;

const toLatin = (text: string): string => {
  if (/^[\x20-\x7e]*$/.test(text)) return text;
  const bare = text.normalize('NFD').replace(/\p{M}/gu, '');
  alphabets ??= createRequire(__filename)('transliteration') as typeof Alphabets;
  return alphabets.transliterate(bare);
};

/** The words of a text in Latin letters and digits, in lower case and without accents. */
export const wordsOf = (text: string): string[] =>
  toLatin(text)
    .toLowerCase()
    .replace(/['’`]/g, '')
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');

/** `Mueller` and `Müller` alike: German writes both. The beginning of a word gives the beginning of what it gives. */
export const withoutUmlauts = (text: string): string => text.replace(/([aou])e/g, '$1');

const textsOf = (type: NumberedType, record: Readonly<Record<string, unknown>>): string[] => {
  const given = NAMES[type].map((name) => record[name]).filter((text) => typeof text === 'string');
  return given.some((text) => text !== '')
    ? given
    : [record[LOGIN]].filter((text) => typeof text === 'string');
};

const cut = (words: string[]): string => words.join(' ').slice(0, TERM_LENGTH);

/**
 * What a record is found by as people type: a term for each word, the others in their order behind it. The first is
 * the whole name, in whose order people are listed; it is empty where nothing in the name is a word.
 */
export const nameTermsOf = (
  type: NumberedType,
  record: Readonly<Record<string, unknown>>
): NameTerm[] => {
  const words = [...new Set(textsOf(type, record).flatMap(wordsOf))].slice(0, MOST_WORDS);
  if (words.length === 0) return [{ term: '', keypad: '' }];
  return words.map((word, place) => {
    const others = [word, ...words.slice(0, place), ...words.slice(place + 1)];
    return { term: cut(others.map(withoutUmlauts)), keypad: cut(others.map(keypadOf)) };
  });
};

/** The attributes on which the names of a record depend. */
export const nameAttributes = (type: NumberedType): string[] =>
  type === 'user' ? [...NAMES.user, LOGIN] : [...NAMES.phonebookEntry];
