import { type StreamParser, StreamLanguage, type StringStream } from '@codemirror/language';

import { TEMPLATE_BLOCKS, TEMPLATE_HELPERS } from '../../../../shared/mapping-language';

interface TemplateState {
  /** What closes the mustache that is open; null outside of one. */
  closing: string | null;
  inString: boolean;
  isKey: boolean;
}

const WORDS = new Set<string>([...Object.keys(TEMPLATE_HELPERS), ...TEMPLATE_BLOCKS, 'else']);

const readWord = (word: string): string => {
  if (WORDS.has(word)) return 'keyword';
  return /^(?:true|false|null|undefined)$/.test(word) ? 'atom' : 'variableName.special';
};

const readComment = (stream: StringStream, state: TemplateState): string => {
  const closing = state.closing ?? '}}';
  if (stream.skipTo(closing)) {
    stream.match(closing);
    state.closing = null;
  } else {
    stream.skipToEnd();
  }
  return 'comment';
};

const openMustache = (stream: StringStream, state: TemplateState): string | null => {
  if (stream.match(/^\{\{~?!/)) {
    state.closing = stream.match('--') ? '--}}' : '}}';
    return readComment(stream, state);
  }
  const open = stream.match(/^\{\{\{?~?[#/^&>]?/);
  if (!open || open === true) return null;
  state.closing = open[0].startsWith('{{{') ? '}}}' : '}}';
  return 'processingInstruction';
};

const readMustache = (stream: StringStream, state: TemplateState): string | null => {
  if (state.closing === '--}}') return readComment(stream, state);
  if (stream.eatSpace()) return null;
  if (stream.match(/^~?\}\}\}?/)) {
    state.closing = null;
    return 'processingInstruction';
  }
  if (stream.match(/^"[^"]*"?/) || stream.match(/^'[^']*'?/)) return 'string';
  if (stream.match(/^-?\d+(?:\.\d+)?/)) return 'number';
  if (stream.match(/^\[[^\]]*\]?/)) return 'variableName.special';
  const word = stream.match(/^[@\w.\u00c0-\uffff-]+/);
  if (word && word !== true) return readWord(word[0]);
  stream.next();
  return 'punctuation';
};

/** Whether the text that begins here is the name of a field: `"003use_bez":`. */
const isKeyAhead = (stream: StringStream): boolean =>
  /^"(?:[^"\\]|\\.)*"\s*:/.test(stream.string.slice(stream.pos));

const readText = (stream: StringStream, state: TemplateState): string => {
  while (!stream.eol() && !stream.match('{{', false)) {
    const character = stream.next();
    if (character === '\\') stream.next();
    if (character === '"') {
      state.inString = false;
      break;
    }
  }
  return state.isKey ? 'propertyName' : 'string';
};

const readJson = (stream: StringStream, state: TemplateState): string | null => {
  if (stream.eatSpace()) return null;
  if (stream.peek() === '"') {
    state.isKey = isKeyAhead(stream);
    state.inString = true;
    stream.next();
    return readText(stream, state);
  }
  if (stream.match(/^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/)) return 'number';
  if (stream.match(/^(?:true|false|null)\b/)) return 'atom';
  const character = stream.next() ?? '';
  if (/[[\]{}]/.test(character)) return 'bracket';
  return /[,:]/.test(character) ? 'punctuation' : null;
};

/** Reads a template, JSON with mustaches in it, word by word; exported for its test. */
export const templateParser: StreamParser<TemplateState> = {
  name: 'template',
  startState: () => ({ closing: null, inString: false, isKey: false }),
  token(stream, state) {
    if (stream.sol() && state.closing === null) state.inString = false;
    if (state.closing !== null) return readMustache(stream, state);
    if (stream.match('{{', false)) return openMustache(stream, state);
    return state.inString ? readText(stream, state) : readJson(stream, state);
  },
  languageData: {
    commentTokens: { block: { open: '{{!', close: '}}' } },
    // A mustache is mostly opened within quotes, before the closing one.
    closeBrackets: { brackets: ['(', '[', '{', '"'], before: ')]}:;>,"' },
  },
};

/** Handlebars that renders to JSON, for highlighting. */
export const template = StreamLanguage.define(templateParser);
