import words from './extension-words.json';

const withoutAccents = (word: string): string =>
  word.normalize('NFD').replace(/\p{M}/gu, '').normalize('NFC');

const WORDS = [...new Set(words.flatMap((word) => [word.normalize('NFC'), withoutAccents(word)]))]
  .sort((one, other) => other.length - one.length)
  .map((word) => word.replaceAll('.', String.raw`\.`))
  .join('|');

/** What people and their programs call an extension, in the big languages, and its digits. */
export const EXTENSION = String.raw`(?:${WORDS})(?:\s*(?:nr|no|n°|№|#))?[.:：]{0,2}[\s-]*\d{1,7}`;

/** An extension in words behind a number: `+49 30 123456 Durchwahl 12`, `(poste 204)`. */
const BEHIND_NUMBER = new RegExp(
  String.raw`^([^\p{L}]*\d\)?)[\s,;/(\[–—-]*(?:${EXTENSION.replace(String.raw`\d{1,7}`, String.raw`(\d{1,7})`)})[)\]]?$`,
  'iu'
);
/** Longer texts are no numbers. */
const CHARACTERS = 100;

/** The number with its extension as RFC 3966 writes it; any other text as it is. */
export function withExtension(text: string): string {
  const [, number, extension] =
    text.length > CHARACTERS ? [] : (BEHIND_NUMBER.exec(text.normalize('NFC')) ?? []);
  return number === undefined || extension === undefined ? text : `${number};ext=${extension}`;
}
