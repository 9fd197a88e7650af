import { bytesOf, type PhpError, type PhpText, textOf } from '../../values';
import { badValue } from '../define';

/** An encoding that the `mb_` functions know. */
export interface Encoding {
  name: string;
  /** The text of bytes; `?` stands for what is none. */
  decode(bytes: PhpText): string;
  /** The bytes of a text; `?` stands for a character that the encoding does not have. */
  encode(text: string): PhpText;
  isValid(bytes: PhpText): boolean;
}

const UNKNOWN = '?';
const REPLACEMENT = '\ufffd';
const REPLACEMENT_BYTES = bytesOf(REPLACEMENT);

/** Text of UTF-8 with `?` for bytes that are none, as PHP's default is. */
const lenient = (bytes: PhpText): string =>
  bytes
    .split(REPLACEMENT_BYTES)
    .map((part) => textOf(part).replaceAll(REPLACEMENT, UNKNOWN))
    .join(REPLACEMENT);

/** Whether bytes are UTF-8. */
export const isUtf8 = (bytes: PhpText): boolean =>
  bytes.split(REPLACEMENT_BYTES).every((part) => !textOf(part).includes(REPLACEMENT));

export const UTF8: Encoding = {
  name: 'UTF-8',
  decode: lenient,
  encode: bytesOf,
  isValid: isUtf8,
};

const upTo = (name: string, last: number): Encoding => ({
  name,
  decode: (bytes) => bytes.replace(/[^]/g, (byte) => (byte.charCodeAt(0) > last ? UNKNOWN : byte)),
  encode: (text) =>
    text.replace(/[^]/gu, (character) =>
      (character.codePointAt(0) ?? 0) > last ? UNKNOWN : character
    ),
  isValid: (bytes) => [...bytes].every((byte) => byte.charCodeAt(0) <= last),
});

const ASCII = upTo('ASCII', 0x7f);
const LATIN1 = upTo('ISO-8859-1', 0xff);

/** What Windows-1252 has from 0x80 to 0x9f; where it has nothing, the control character of the number. */
const HIGH = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';
const FIRST_HIGH = 0x80;

const WINDOWS: Encoding = {
  name: 'Windows-1252',
  decode: (bytes) =>
    bytes.replace(/[\x80-\x9f]/g, (byte) => HIGH.charAt(byte.charCodeAt(0) - FIRST_HIGH)),
  encode: (text) =>
    text.replace(/[\x80-\x9f]|[^\0-\xff]/gu, (character) => {
      const place = HIGH.indexOf(character);
      return place < 0 ? UNKNOWN : String.fromCharCode(FIRST_HIGH + place);
    }),
  isValid: () => true,
};

/** Each byte is a character. */
const BYTES: Encoding = { ...LATIN1, name: '8bit' };

const NAMES: Readonly<Record<string, Encoding>> = {
  'utf-8': UTF8,
  utf8: UTF8,
  ascii: ASCII,
  'us-ascii': ASCII,
  'iso-8859-1': LATIN1,
  'iso8859-1': LATIN1,
  latin1: LATIN1,
  'windows-1252': WINDOWS,
  cp1252: WINDOWS,
  '8bit': BYTES,
  binary: BYTES,
};

/** The encoding of a name; null for one that is not known here. */
export const knownEncoding = (name: PhpText): Encoding | null =>
  Object.hasOwn(NAMES, name.toLowerCase()) ? (NAMES[name.toLowerCase()] ?? null) : null;

/** What a function says of a name that is none of an encoding which it can work with. */
export const noEncoding = (name: string, place: number, parameter = 'encoding'): PhpError =>
  badValue(name, place, parameter, 'must be a valid encoding');

/** The encoding that an argument names; UTF-8 where there is none. */
export function encodingOf(given: PhpText | null, name: string, place: number): Encoding {
  if (given === null) return UTF8;
  const encoding = knownEncoding(given);
  if (!encoding) throw noEncoding(name, place);
  return encoding;
}
