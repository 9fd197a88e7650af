import { placeInTemplate, type TemplatePlace } from './template-place';
import type { Offer, TemplateWords, Word } from './words';

const PLAIN_NAME = /^[A-Za-z_\u00c0-\uffff][\w\u00c0-\uffff-]*$/;

/** A column or variable as a template names it: in brackets where it is no plain word. */
export const valueInTemplate = (name: string): string =>
  PLAIN_NAME.test(name) ? name : `[${name}]`;

const asWritten = (word: Word) => ({ word, text: word.label });
const asValue = (word: Word) => ({ word, text: valueInTemplate(word.label) });

const wordsInMustache = (
  { opener, openBlocks }: Extract<TemplatePlace, { kind: 'mustache' }>,
  { values, helpers, blocks }: TemplateWords
): Offer['words'] => {
  if (opener === '#') return blocks.map(asWritten);
  if (opener === '/') {
    const innermost = openBlocks.at(-1);
    return blocks.filter(({ label }) => label === innermost).map(asWritten);
  }
  return [...values.map(asValue), ...helpers.map(asWritten)];
};

/** What can be written at the end of this text; null where nothing fits. */
export const offerForTemplate = (before: string, words: TemplateWords): Offer | null => {
  const place = placeInTemplate(before);
  if (place.kind === 'other') return null;
  const from = before.length - place.word.length;
  if (place.kind === 'mustache') return { from, words: wordsInMustache(place, words) };
  const fields = place.type === null ? words.lists : words.fields[place.type];
  return { from, words: fields.map(asWritten) };
};
