import { foldBlanks } from '../../../shared/text';
import words from './truth-words.json';

/** A Turkish `İ` in lower case keeps its dot as a character of its own. */
const wordOf = (text: string): string =>
  foldBlanks(text).normalize('NFC').toLowerCase().replaceAll('i\u0307', 'i');

const setOf = (list: readonly string[]): ReadonlySet<string> => new Set(list.map(wordOf));

/**
 * Yes and no, as people write them (CLDR has most of them) and as spreadsheets call TRUE and FALSE
 * in their languages. They stand in `truth-words.json`.
 */
const YES = setOf(words.yes);
const NO = setOf(words.no);

/** States of an account, which mean the same in any column: a locked one is switched off whether the column is called "active" or "locked". */
const ON = setOf(words.on);
const OFF = setOf(words.off);

/** What accounts of Active Directory are (MS-ADTS § 2.2.16); each has one of these bits, and another where it is switched off. */
const ACCOUNT_TYPES = 0x100 | 0x200 | 0x800 | 0x1000 | 0x2000;
const ACCOUNT_DISABLED = 2;

/** What a text says in a column where it means "yes" or "no"; null where it says neither. `isState`: whatever the column asks. */
export interface Answer {
  value: boolean;
  isState: boolean;
}

/** Reads a cleaned text as yes or no, as the state of an account, or as Active Directory's `userAccountControl`. */
export function readAnswer(text: string): Answer | null {
  const word = wordOf(text);
  if (YES.has(word) || NO.has(word)) return { value: YES.has(word), isState: false };
  if (ON.has(word) || OFF.has(word)) return { value: ON.has(word), isState: true };
  const flags = /^\d{3,10}$/u.test(word) ? Number(word) : 0;
  if ((flags & ACCOUNT_TYPES) === 0) return null;
  return { value: (flags & ACCOUNT_DISABLED) === 0, isState: true };
}
