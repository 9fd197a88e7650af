import { decode, encode, encodingExists } from 'iconv-lite';
import { bytesOf, type PhpText } from '../../values';
import { define, type PhpFunction, text } from '../define';
import { isUtf8 } from './encodings';

/** The encodings of texts among those that iconv-lite knows. */
const OF_TEXTS =
  /^(?:utf-?(?:8|16|16le|16be|32|32le|32be)|(?:us-?)?ascii|latin-?[1-9]|iso-?8859-?\d+|(?:windows-?|win|cp)\d+|ibm\d+|koi8-?[ru]|mac\w*)$/i;

/** What stands for characters that an encoding does not have, where their letters alone do not. */
const TRANSLITERATIONS: Readonly<Record<string, string>> = {
  ß: 'ss',
  ẞ: 'SS',
  æ: 'ae',
  Æ: 'AE',
  ø: 'o',
  Ø: 'O',
  œ: 'oe',
  Œ: 'OE',
  ł: 'l',
  Ł: 'L',
  đ: 'd',
  Đ: 'D',
  ð: 'd',
  Ð: 'D',
  þ: 'th',
  Þ: 'TH',
  ħ: 'h',
  Ħ: 'H',
  ı: 'i',
  ŋ: 'n',
  Ŋ: 'N',
  ŧ: 't',
  Ŧ: 'T',
  ĸ: 'q',
  ſ: 's',
  ŀ: 'l',
  Ŀ: 'L',
  ŉ: "'n",
  ĳ: 'ij',
  Ĳ: 'IJ',
  ƒ: 'f',
  '\u00a0': ' ',
  '¡': '!',
  '¢': 'c',
  '£': 'GBP',
  '¥': 'JPY',
  '¦': '|',
  '©': '(C)',
  ª: 'a',
  '«': '<<',
  '¬': '!',
  '\u00ad': '-',
  '®': '(R)',
  '±': '+-',
  '²': '2',
  '³': '3',
  '´': "'",
  µ: 'u',
  '·': '.',
  '¸': ',',
  '¹': '1',
  º: 'o',
  '»': '>>',
  '¼': ' 1/4 ',
  '½': ' 1/2 ',
  '¾': ' 3/4 ',
  '×': 'x',
  '÷': '/',
  '‐': '-',
  '‑': '-',
  '‒': '-',
  '–': '-',
  '—': '--',
  '―': '-',
  '‘': "'",
  '’': "'",
  '‚': ',',
  '‛': "'",
  '“': '"',
  '”': '"',
  '„': ',,',
  '‟': '"',
  '†': '+',
  '•': 'o',
  '…': '...',
  '‹': '<',
  '›': '>',
  '€': 'EUR',
  '™': '(TM)',
  '\u2002': ' ',
  '\u2003': ' ',
  '\u2009': ' ',
  '\u200a': ' ',
  '\u202f': ' ',
  '\u200b': '',
  '−': '-',
  '⁄': '/',
};

interface Target {
  encoding: string;
  isTransliterated: boolean;
  ignores: boolean;
}

function targetOf(name: PhpText): Target {
  const [encoding = '', ...options] = name.split('//');
  const chosen = options.map((option) => option.toUpperCase());
  return {
    encoding,
    isTransliterated: chosen.includes('TRANSLIT'),
    ignores: chosen.includes('IGNORE'),
  };
}

const isKnown = (name: string): boolean => OF_TEXTS.test(name) && encodingExists(name);
const isUnicode = (name: string): boolean => /^utf/i.test(name);

const has = (encoding: string, text: string): boolean =>
  isUnicode(encoding) || decode(encode(text, encoding), encoding) === text;

const MARKS = /\p{M}/gu;

/** A character as the encoding has it; null where it has nothing for it. */
function written(
  character: string,
  { encoding, isTransliterated, ignores }: Target
): string | null {
  if (has(encoding, character)) return character;
  if (isTransliterated) {
    const plain = character.normalize('NFD').replace(MARKS, '');
    const other = TRANSLITERATIONS[character] ?? TRANSLITERATIONS[plain] ?? plain;
    return has(encoding, other) ? other : '?';
  }
  return ignores ? '' : null;
}

function decoded(bytes: PhpText, encoding: string, ignores: boolean): string | null {
  const text = decode(Buffer.from(bytes, 'latin1'), encoding, { stripBOM: false });
  const isValid = /^utf-?8$/i.test(encoding) ? isUtf8(bytes) : !text.includes('\ufffd');
  if (isValid) return text;
  return ignores ? text.replaceAll('\ufffd', '') : null;
}

/** `iconv`: false where a character is none of the encoding, or has none in the other one. */
export const ICONV: PhpFunction = define(
  [text('from_encoding'), text('to_encoding'), text('string')],
  (from, to, string, run) => {
    const target = targetOf(to);
    const [source = ''] = from.split('//');
    if (!isKnown(source) || !isKnown(target.encoding)) return false;
    const text = decoded(string, source, target.ignores);
    if (text === null) return false;
    run.step(text.length);
    let result = '';
    for (const character of text) {
      const next = written(character, target);
      if (next === null) return false;
      result += next;
    }
    const bytes = /^utf-?8$/i.test(target.encoding)
      ? bytesOf(result)
      : encode(result, target.encoding).toString('latin1');
    run.text(bytes.length);
    return bytes;
  }
);
