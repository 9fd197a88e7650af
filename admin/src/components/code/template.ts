import { StreamLanguage, type StreamParser, type StringStream } from '@codemirror/language';

import {
  TEMPLATE_BLOCKS,
  TEMPLATE_HELPERS,
  TEMPLATE_LISTS,
} from '../../../../shared/mapping-language';
import type { RecordType } from '../../../../shared/records';
import type { Offer, TemplateWords, Word } from './completion';

/** Where in a template a text ends. */
type TemplatePlace =
  /** Between `{{` and `}}`; `opener` is the mark right before the word: `#`, `/` or nothing. */
  | { kind: 'mustache'; opener: string; word: string; openBlocks: string[] }
  /** In the name of a field or list; `type` is what the record is, null where lists are named. */
  | { kind: 'key'; type: RecordType | null; word: string }
  | { kind: 'other' };

/** A container of the JSON text that is open, and the key that it is the value of. */
interface Open {
  bracket: '{' | '[';
  key: string | null;
}

const MUSTACHE = /\{\{(?:!--[\s\S]*?--\}\}|[\s\S]*?\}\}\}?)/g;
const OPEN_MUSTACHE = /\{\{\{?~?(?<opener>[#/^&>]?)(?<content>(?:(?!\}\})[\s\S])*)$/;

const openBlocksOf = (text: string): string[] => {
  const open: string[] = [];
  for (const [, mark, name] of text.matchAll(/\{\{~?([#/])\s*([\w-]+)/g)) {
    if (mark === '/') open.pop();
    else if (name !== undefined) open.push(name);
  }
  return open;
};

const listType = (key: string | null): RecordType | null =>
  Object.entries(TEMPLATE_LISTS).find(([name]) => name === key)?.[1].type ?? null;

/** The containers that are open at the end of a JSON text, and the string that is begun there. */
const openAt = (json: string): { stack: Open[]; begun: string | null; isKey: boolean } => {
  const stack: Open[] = [];
  let key: string | null = null;
  let awaitsKey = false;
  let last: string | null = null;
  for (const [token] of json.matchAll(/"(?:[^"\\]|\\[\s\S])*(?:"|$)|[{}[\],:]/g)) {
    if (token.startsWith('"')) {
      const isClosed = token.length > 1 && token.endsWith('"');
      if (!isClosed) return { stack, begun: token.slice(1), isKey: awaitsKey };
      last = token.slice(1, -1);
    } else if (token === '{' || token === '[') {
      stack.push({ bracket: token, key });
      key = null;
    } else if (token === '}' || token === ']') {
      stack.pop();
      key = null;
    } else if (token === ':') {
      key = last;
    } else {
      key = null;
    }
    awaitsKey = (token === '{' || token === ',') && stack.at(-1)?.bracket === '{';
  }
  return { stack, begun: null, isKey: false };
};

/** Finds out what is being written at the end of this part of a template. */
export const placeInTemplate = (before: string): TemplatePlace => {
  const withoutClosed = before.replace(MUSTACHE, (text) => ' '.repeat(text.length));
  const mustache = OPEN_MUSTACHE.exec(withoutClosed)?.groups;
  if (mustache) {
    const { opener = '', content = '' } = mustache;
    const word = /\[[^\]]*$|[@\w.\u00c0-\uffff-]*$/.exec(content)?.[0] ?? '';
    const isFirst = content.trimStart() === word;
    return {
      kind: 'mustache',
      opener: isFirst ? opener : '',
      word,
      openBlocks: openBlocksOf(before),
    };
  }
  const { stack, begun, isKey } = openAt(withoutClosed);
  if (begun === null || !isKey) return { kind: 'other' };
  const list = stack.at(-2);
  if (list?.bracket !== '[') return { kind: 'key', type: null, word: begun };
  const type = listType(list.key);
  return type === null ? { kind: 'other' } : { kind: 'key', type, word: begun };
};

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
