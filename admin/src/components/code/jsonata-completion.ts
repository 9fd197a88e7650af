import type { ExpressionWords, Offer, Word } from './words';

const IDENTIFIER = /^[A-Za-z_\u00c0-\uffff][\w\u00c0-\uffff]*$/;
const KEYWORDS: readonly Word[] = ['and', 'or', 'in', 'true', 'false'].map((label) => ({
  label,
  kind: 'keyword',
}));

/** A column as an expression names it: with backticks where it is no plain word. */
export const columnInExpression = (name: string): string =>
  IDENTIFIER.test(name) && !KEYWORDS.some(({ label }) => label === name) ? name : `\`${name}\``;

const CLOSED_TEXT = /\/\*[\s\S]*?\*\/|`[^`]*`|"(?:[^"\\]|\\[\s\S])*"|'(?:[^'\\]|\\[\s\S])*'/g;

/** Whether a string or comment is begun and not ended. */
const isInsideText = (before: string): boolean => /["']|\/\*/.test(before.replace(CLOSED_TEXT, ''));

/** What can be written at the end of this text, where a word is begun or asked for; null where nothing fits. */
export const offerForExpression = (
  before: string,
  { columns, variables, functions }: ExpressionWords,
  isAsked: boolean
): Offer | null => {
  if (isInsideText(before)) return null;
  const written = /(?:\$[\w\u00c0-\uffff]*|`[^`]*|[\w\u00c0-\uffff]*)$/.exec(before)?.[0] ?? '';
  const from = before.length - written.length;
  if (/^\d/.test(written) || (written === '' && !isAsked)) return null;
  if (written.startsWith('$')) {
    return {
      from,
      words: [
        ...variables.map((word) => ({ word, text: `$${word.label}` })),
        ...functions.map((word) => ({ word, text: `$${word.label}(` })),
      ],
    };
  }
  const named = columns.map((word) => ({ word, text: columnInExpression(word.label) }));
  if (written.startsWith('`')) {
    return { from, words: named.map(({ word }) => ({ word, text: `\`${word.label}\`` })) };
  }
  const keywords = KEYWORDS.map((word) => ({ word, text: word.label }));
  const called = functions.map((word) => ({ word, text: `$${word.label}(` }));
  return { from, words: [...named, ...keywords, ...called] };
};
