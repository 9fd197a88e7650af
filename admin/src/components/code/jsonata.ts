import { StreamLanguage } from '@codemirror/language';

import { columnReference } from '../../../../shared/filter';
import type { ExpressionWords, Offer, Word } from './completion';
import { readBy, type Rule } from './rules';

const COMMENTS: Rule[] = [
  { regex: /\/\*.*?\*\//, token: 'comment' },
  { regex: /\/\*.*/, token: 'comment', push: 'comment' },
];

const REST: Rule[] = [
  { regex: /\s+/ },
  { regex: /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/, token: 'number', next: 'afterValue' },
  { regex: /(?:true|false|null)(?![\w\u00c0-\uffff])/, token: 'atom', next: 'afterValue' },
  { regex: /(?:and|or|in|function)(?![\w\u00c0-\uffff])/, token: 'keyword', next: 'start' },
  { regex: /[A-Za-z_\u00c0-\uffff][\w\u00c0-\uffff]*/, token: 'variableName', next: 'afterValue' },
  { regex: /`(?:[^`\\]|\\.?)*`?/, token: 'variableName', next: 'afterValue' },
  {
    regex: /\$\$?[\w\u00c0-\uffff]*(?=\s*\()/,
    token: 'variableName.function',
    next: 'afterValue',
  },
  {
    regex: /\$\$?[\w\u00c0-\uffff]*/,
    token: 'variableName.special',
    next: 'afterValue',
  },
  {
    regex: /"(?:[^"\\]|\\.?)*"?|'(?:[^'\\]|\\.?)*'?/,
    token: 'string',
    next: 'afterValue',
  },
  { regex: /[)\]}]/, token: 'bracket', next: 'afterValue' },
  { regex: /[([{]/, token: 'bracket', next: 'start' },
  { regex: /[,;.]/, token: 'punctuation', next: 'start' },
  { regex: /./, token: 'operator', next: 'start' },
];

/** Reads JSONata word by word; exported for its test. */
export const jsonataParser = readBy(
  {
    start: [
      ...COMMENTS,
      { regex: /\/(?:[^/\\]|\\.)+\/[im]*/, token: 'regexp', next: 'afterValue' },
      ...REST,
    ],
    // There a `/` divides instead of opening a pattern.
    afterValue: [...COMMENTS, ...REST],
    comment: [
      { regex: /.*?\*\//, token: 'comment', pop: true },
      { regex: /.+/, token: 'comment' },
    ],
  },
  {
    name: 'jsonata',
    commentTokens: { block: { open: '/*', close: '*/' } },
    closeBrackets: { brackets: ['(', '[', '{', "'", '"', '`'] },
  }
);

/** JSONata, for highlighting. */
export const jsonata = StreamLanguage.define(jsonataParser);

const KEYWORD_OFFERS: readonly Word[] = ['and', 'or', 'in', 'true', 'false'].map((label) => ({
  label,
  kind: 'keyword',
}));

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
  const named = columns.map((word) => ({ word, text: columnReference(word.label) }));
  if (written.startsWith('`')) {
    return { from, words: named.map(({ word }) => ({ word, text: `\`${word.label}\`` })) };
  }
  const keywords = KEYWORD_OFFERS.map((word) => ({ word, text: word.label }));
  const called = functions.map((word) => ({ word, text: `$${word.label}(` }));
  return { from, words: [...named, ...keywords, ...called] };
};
