import { StreamLanguage } from '@codemirror/language';

import {
  TEMPLATE_BLOCKS,
  TEMPLATE_HELPERS,
  TEMPLATE_LISTS,
} from '../../../../shared/mapping-language';
import type { RecordType } from '../../../../shared/records';
import type { Offer, TemplateWords, Word } from './completion';
import { readBy, type Rule } from './rules';

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

const WORDS = new Set<string>([...Object.keys(TEMPLATE_HELPERS), ...TEMPLATE_BLOCKS, 'else']);

const wordToken = (word: string): string => {
  if (WORDS.has(word)) return 'keyword';
  return /^(?:true|false|null|undefined)$/.test(word) ? 'atom' : 'variableName.special';
};

const OPENING: Rule[] = [
  { regex: /\{\{~?!(?:--.*?--|(?!--).*?)\}\}/, token: 'comment' },
  { regex: /\{\{~?!--.*/, token: 'comment', push: 'longComment' },
  { regex: /\{\{~?!.*/, token: 'comment', push: 'comment' },
  { regex: /\{\{\{?~?[#/^&>]?/, token: 'processingInstruction', push: 'mustache' },
];

/** The characters of a JSON text up to its end, to a mustache or to the end of the line. */
const TEXT = /(?:[^"\\{]|\\.?|\{(?!\{))*/.source;

/** Reads a template, JSON with mustaches in it, word by word; exported for its test. */
export const templateParser = readBy(
  {
    start: [
      ...OPENING,
      { regex: /\s+/ },
      { regex: new RegExp(`"${TEXT}"(?=\\s*:)`), token: 'propertyName' },
      { regex: new RegExp(`"${TEXT}"`), token: 'string' },
      { regex: new RegExp(`"${TEXT}(?=\\{\\{)`), token: 'string', push: 'text' },
      { regex: /".*/, token: 'string' },
      { regex: /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/, token: 'number' },
      { regex: /(?:true|false|null)\b/, token: 'atom' },
      { regex: /[[\]{}]/, token: 'bracket' },
      { regex: /[,:]/, token: 'punctuation' },
    ],
    // Within a JSON text that has a mustache, which ends with its line.
    text: [
      ...OPENING,
      { regex: new RegExp(`${TEXT}"`), token: 'string', pop: true },
      { regex: new RegExp(`${TEXT}(?=\\{\\{)`), token: 'string' },
      { regex: /.+/, token: 'string', pop: true },
    ],
    mustache: [
      { regex: /\s+/ },
      { regex: /~?\}\}\}?$/, token: 'processingInstruction', next: 'start' },
      { regex: /~?\}\}\}?/, token: 'processingInstruction', pop: true },
      { regex: /"[^"]*"?|'[^']*'?/, token: 'string' },
      { regex: /-?\d+(?:\.\d+)?/, token: 'number' },
      { regex: /\[[^\]]*\]?/, token: 'variableName.special' },
      { regex: /[@\w.\u00c0-\uffff-]+/, token: wordToken },
      { regex: /./, token: 'punctuation' },
    ],
    comment: [
      { regex: /.*?\}\}/, token: 'comment', pop: true },
      { regex: /.+/, token: 'comment' },
    ],
    longComment: [
      { regex: /.*?--\}\}/, token: 'comment', pop: true },
      { regex: /.+/, token: 'comment' },
    ],
  },
  {
    name: 'template',
    commentTokens: { block: { open: '{{!', close: '}}' } },
    // A mustache is mostly opened within quotes, before the closing one.
    closeBrackets: { brackets: ['(', '[', '{', '"'], before: ')]}:;>,"' },
  }
);

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
