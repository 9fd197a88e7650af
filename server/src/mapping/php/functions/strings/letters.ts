import type { PhpText } from '../../values';
import { define, int, type PhpFunctions, text } from '../define';
import { byte, charactersIn, lower, upper } from './bytes';

const BLANKS = ' \n\r\t\v\0';
const WORD_ENDS = ' \t\r\n\f\v';

const changeFirst = (change: (text: PhpText) => PhpText) =>
  define([text('string')], (string) => change(string.slice(0, 1)) + string.slice(1));

function words(string: PhpText, separators: PhpText): PhpText {
  const ends = charactersIn(separators);
  let result = upper(string.slice(0, 1));
  for (let place = 1; place < string.length; place++) {
    const character = string.charAt(place);
    result += ends.has(result.charAt(place - 1)) ? upper(character) : character;
  }
  return result;
}

const trimmer = (atStart: boolean, atEnd: boolean) =>
  define([text('string'), text('characters', BLANKS)], (string, list) => {
    const characters = charactersIn(list);
    let start = 0;
    let end = string.length;
    while (atStart && start < end && characters.has(string.charAt(start))) start += 1;
    while (atEnd && end > start && characters.has(string.charAt(end - 1))) end -= 1;
    return string.slice(start, end);
  });

const escaped = (characters: RegExp) =>
  define([text('string')], (string, run) => {
    const result = string.replace(characters, (found) => (found === '\0' ? '\\0' : `\\${found}`));
    run.text(result.length);
    return result;
  });

const ESCAPES: Readonly<Record<string, string>> = {
  '\n': '\\n',
  '\t': '\\t',
  '\r': '\\r',
  '\x07': '\\a',
  '\v': '\\v',
  '\b': '\\b',
  '\f': '\\f',
};

const OCTAL = 8;

function escapedInC(character: string): string {
  if (character >= ' ' && character <= '~') return `\\${character}`;
  const octal = character.charCodeAt(0).toString(OCTAL).padStart(3, '0');
  return ESCAPES[character] ?? `\\${octal}`;
}

/** Case, ends and escapes of texts, byte by byte. */
export const LETTERS: PhpFunctions = {
  strtolower: define([text('string')], lower),
  strtoupper: define([text('string')], upper),
  ucfirst: changeFirst(upper),
  lcfirst: changeFirst(lower),
  ucwords: define([text('string'), text('separators', WORD_ENDS)], words),
  trim: trimmer(true, true),
  ltrim: trimmer(true, false),
  rtrim: trimmer(false, true),
  chop: trimmer(false, true),
  addslashes: escaped(/[\0'"\\]/g),
  quotemeta: escaped(/[.\\+*?[^\]$()]/g),
  addcslashes: define([text('string'), text('characters')], (string, list, run) => {
    const characters = charactersIn(list);
    run.text(string.length);
    let result = '';
    for (const character of string) {
      result += characters.has(character) ? escapedInC(character) : character;
    }
    run.text(result.length, result.length - string.length);
    return result;
  }),
  stripslashes: define([text('string')], (string) =>
    string.replace(/\\([^]?)/g, (_, character: string) => (character === '0' ? '\0' : character))
  ),
  ord: define([text('character')], (character) => BigInt(character.charCodeAt(0) || 0)),
  chr: define([int('codepoint')], (code) => byte(Number(BigInt.asUintN(8, code)))),
};
