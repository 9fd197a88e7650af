import { TEMPLATE_LISTS } from '../../../../shared/mapping-language';
import type { RecordType } from '../../../../shared/records';

/** Where in a template a text ends. */
export type TemplatePlace =
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
