/** Stands for a secret's value wherever one would be shown. It is never sent back. */
export const MASK = '•••';

/** Characters that format the text around them and show nothing themselves, in the form of a character class. */
const FORMAT = '\\u00AD\\u061C\\u200B-\\u200F\\u202A-\\u202E\\u2060-\\u2064\\u2066-\\u2069\\uFEFF';

const FORMATS = new RegExp(`[${FORMAT}]`, 'gu');
const NOTHING_SHOWN = new RegExp(`[\\s${FORMAT}]`, 'u');
/** What JavaScript calls white space: NBSP and its kin too. */
const BLANKS = /\s+/gu;

/** The text without blanks and format characters at its ends; those inside stay. */
export function trimInvisible(text: string): string {
  let start = 0;
  let end = text.length;
  // By hand: a regular expression for the end takes quadratic time where many blanks stand inside.
  while (start < end && NOTHING_SHOWN.test(text.charAt(start))) start += 1;
  while (end > start && NOTHING_SHOWN.test(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

/** The text without any format character, for values that cannot hold one: numbers, MACs, mail addresses, column names. */
export const withoutFormats = (text: string): string => text.replace(FORMATS, '');

/** The text with each run of blanks, NBSP and its kin included, as one space. */
export const foldBlanks = (text: string): string => text.replace(BLANKS, ' ');

/** True where a reader could not see what the text holds. */
export const hasInvisible = (text: string): boolean => INVISIBLE.test(text);

const INVISIBLE = new RegExp(
  `[\\u0000-\\u0008\\u000E-\\u001F\\u007F${FORMAT}]|[^\\S \\t\\r\\n]`,
  'u'
);
const INVISIBLES = new RegExp(INVISIBLE.source, 'gu');

/** A character by its code point, `<U+200B>`. */
export const codePoint = (character: string): string =>
  `<U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}>`;

const NUL_SIGN = '␀';

/** The text with each NUL as `␀`: PostgreSQL keeps no NUL in any text. */
export const withNulShown = (text: string): string => text.replaceAll('\0', NUL_SIGN);

const QUOTED_LENGTH = 100;

/** As much of a text as a message quotes; no character is cut in two. */
export const beginningOf = (text: string, length = QUOTED_LENGTH): string =>
  text.length > length ? `${text.slice(0, length).replace(/[\uD800-\uDBFF]$/, '')}…` : text;

/** The text as a message quotes it: what cannot be seen by its code point (`<U+200B>`), a NUL as `␀`. */
export const visible = (text: string): string =>
  text.replace(INVISIBLES, (character) => (character === '\0' ? NUL_SIGN : codePoint(character)));

/** Names as a message lists them: each once, in quotation marks. */
export const quoted = (names: Iterable<string>): string =>
  [...new Set(names)].map((name) => `"${visible(name)}"`).join(', ');

/**
 * The name of a column as it is meant: without format characters, composed (NFC), each run of blanks
 * and line breaks as one space, none at its ends.
 */
export const columnName = (text: string): string =>
  foldBlanks(withoutFormats(text)).trim().normalize('NFC');

/** A text as a part of a regular expression. */
export const escapePattern = (text: string): string =>
  text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
