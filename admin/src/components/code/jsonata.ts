import { StreamLanguage, type StreamParser, type StringStream } from '@codemirror/language';

import type { ExpressionWords, Offer, Word } from './completion';

interface JsonataState {
  inComment: boolean;
  /** Whether a value stands before, so that a `/` divides instead of opening a pattern. */
  afterValue: boolean;
}

const KEYWORDS = /^(?:and|or|in|function)$/;
const CONSTANTS = /^(?:true|false|null)$/;

const readComment = (stream: StringStream, state: JsonataState): string => {
  state.inComment = !stream.skipTo('*/');
  if (state.inComment) stream.skipToEnd();
  else stream.match('*/');
  return 'comment';
};

const readQuoted = (stream: StringStream, quote: string): void => {
  let character = stream.next();
  while (character !== undefined && character !== quote) {
    if (character === '\\') stream.next();
    character = stream.next();
  }
};

const readVariable = (stream: StringStream): string => {
  stream.match(/^\$?[\w\u00c0-\uffff]*/);
  return stream.match(/^\s*\(/, false) ? 'variableName.function' : 'variableName.special';
};

const readWord = (word: string): string => {
  if (CONSTANTS.test(word)) return 'atom';
  return KEYWORDS.test(word) ? 'keyword' : 'variableName';
};

const readSymbol = (symbol: string): string => {
  if (/[()[\]{}]/.test(symbol)) return 'bracket';
  return /[,;.]/.test(symbol) ? 'punctuation' : 'operator';
};

const readToken = (stream: StringStream, state: JsonataState): string => {
  if (stream.match(/^\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/)) return 'number';
  if (!state.afterValue && stream.match(/^\/(?:[^/\\]|\\.)+\/[im]*/)) return 'regexp';
  const word = stream.match(/^[A-Za-z_\u00c0-\uffff][\w\u00c0-\uffff]*/);
  if (word && word !== true) return readWord(word[0]);
  const character = stream.next() ?? '';
  if (character === '$') return readVariable(stream);
  if (character === '`') {
    readQuoted(stream, character);
    return 'variableName';
  }
  if (character === '"' || character === "'") {
    readQuoted(stream, character);
    return 'string';
  }
  return readSymbol(character);
};

const endsValue = (token: string, text: string): boolean =>
  /^(?:number|string|regexp|variableName|atom)/.test(token) || /[)\]}]/.test(text);

/** Reads JSONata word by word; exported for its test. */
export const jsonataParser: StreamParser<JsonataState> = {
  name: 'jsonata',
  startState: () => ({ inComment: false, afterValue: false }),
  token(stream, state) {
    if (state.inComment) return readComment(stream, state);
    if (stream.eatSpace()) return null;
    if (stream.match('/*')) return readComment(stream, state);
    const token = readToken(stream, state);
    state.afterValue = endsValue(token, stream.current());
    return token;
  },
  languageData: {
    commentTokens: { block: { open: '/*', close: '*/' } },
    closeBrackets: { brackets: ['(', '[', '{', "'", '"', '`'] },
  },
};

/** JSONata, for highlighting. */
export const jsonata = StreamLanguage.define(jsonataParser);

const IDENTIFIER = /^[A-Za-z_\u00c0-\uffff][\w\u00c0-\uffff]*$/;
const KEYWORD_OFFERS: readonly Word[] = ['and', 'or', 'in', 'true', 'false'].map((label) => ({
  label,
  kind: 'keyword',
}));

/** A column as an expression names it: with backticks where it is no plain word. */
export const columnInExpression = (name: string): string =>
  IDENTIFIER.test(name) && !KEYWORD_OFFERS.some(({ label }) => label === name)
    ? name
    : `\`${name}\``;

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
  const keywords = KEYWORD_OFFERS.map((word) => ({ word, text: word.label }));
  const called = functions.map((word) => ({ word, text: `$${word.label}(` }));
  return { from, words: [...named, ...keywords, ...called] };
};
