import type { Run } from '../../run';
import { type PhpError, type PhpText } from '../../values';
import { badValue } from '../define';

/** As it is, where others fold the case. */
export const asIs = (text: PhpText): PhpText => text;

/** In lower case as PHP 8 does it: the letters of ASCII alone. */
export const lower = (text: PhpText): PhpText =>
  text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());

/** In upper case, the letters of ASCII alone. */
export const upper = (text: PhpText): PhpText =>
  text.replace(/[a-z]+/g, (letters) => letters.toUpperCase());

/** The character of a byte; only its last eight bits count. */
export const byte = (code: number): PhpText => String.fromCharCode(code & 0xff);

/** The characters that a list names, in which `a..z` is all from one to the other. */
export function charactersIn(list: PhpText): Set<string> {
  const characters = new Set<string>();
  for (let place = 0; place < list.length; place++) {
    const isRange = list.startsWith('..', place + 1) && place + 3 < list.length;
    if (isRange && list.charCodeAt(place + 3) >= list.charCodeAt(place)) {
      const last = list.charCodeAt(place + 3);
      for (let code = list.charCodeAt(place); code <= last; code++) characters.add(byte(code));
      place += 3;
    } else if (!list.startsWith('..', place)) {
      characters.add(list.charAt(place));
    }
  }
  return characters;
}

/** A number of bytes, elements or places, for what JavaScript counts; far more than there can be stays far more. */
export const count = (value: bigint): number => Number(value);

/** `<=>` as PHP's functions that compare texts give it. */
export const sign = (one: PhpText, other: PhpText): bigint =>
  one === other ? 0n : one < other ? -1n : 1n;

/** What PHP says of an argument that leads out of the text that is searched. */
export const outside = (name: string, place = 3, parameter = 'offset'): PhpError =>
  badValue(name, place, parameter, 'must be contained in argument #1 ($haystack)');

/** How often a text that is not empty stands in another between two places, one time behind the other. */
export function occurrences(
  haystack: PhpText,
  needle: PhpText,
  [from, to]: readonly [number, number],
  run: Run
): bigint {
  let found = 0n;
  let place = haystack.indexOf(needle, from);
  while (place >= 0 && place + needle.length <= to) {
    run.step();
    found += 1n;
    place = haystack.indexOf(needle, place + needle.length);
  }
  return found;
}
