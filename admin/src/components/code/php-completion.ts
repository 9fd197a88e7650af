import { PHP_FUNCTION_NAMES } from '../../../../shared/php-functions';
import type { ExpressionWords, Offer, Word } from './completion';
import { inPhpQuotes, phpOf } from './php';

const KEYWORDS: readonly string[] = [
  ...['return', 'if', 'else', 'elseif', 'switch', 'case', 'default', 'match', 'break', 'continue'],
  ...['foreach', 'as', 'for', 'while', 'do', 'function', 'fn', 'use', 'true', 'false', 'null'],
];

/** What is called like a function and is a part of the language. */
const CALLED_KEYWORDS: readonly string[] = ['isset', 'empty', 'unset', 'list'];

const wordsOf = (labels: readonly string[], kind: Word['kind'], behind = ''): Offer['words'] =>
  labels.map((label) => ({ word: { label, kind }, text: label + behind }));

const PLAIN_WORDS: Offer['words'] = [
  ...wordsOf(KEYWORDS, 'keyword'),
  ...wordsOf(CALLED_KEYWORDS, 'keyword', '('),
  ...wordsOf(PHP_FUNCTION_NAMES, 'function', '('),
];

const CLOSED_STRING = /^(?:"(?:[^"\\]|\\[^])*"|'(?:[^'\\]|\\[^])*')$/;

const CLOSED = /\/\*[^]*?\*\/|(?:#|\/\/).*|"(?:[^"\\]|\\[^])*"|'(?:[^'\\]|\\[^])*'/g;

/** The grammar knows no comment that does not end. */
const isInOpenComment = (before: string): boolean => before.replace(CLOSED, '').includes('/*');

/** Whether code or a comment is written at the end of a text, or where the string begins that is begun there. */
const placeAtEnd = (before: string): 'code' | 'comment' | number => {
  if (isInOpenComment(before)) return 'comment';
  const innermost = phpOf(before).parser.parse(before).resolveInner(before.length, -1);
  for (let node: typeof innermost | null = innermost; node; node = node.parent) {
    const text = before.slice(node.from, node.to);
    if (node.name === 'Interpolation') return 'code';
    if (node.name === 'LineComment') return 'comment';
    if (node.name === 'String') return CLOSED_STRING.test(text) ? 'code' : node.from;
  }
  return 'code';
};

/** What stands before a string that is the name of a column. */
const BEFORE_COLUMN = /(?:\$row\s*(?<bracket>\[)|\b(?:array_)?key_exists\s*\()\s*$/i;

/** Columns where one is named in a string; null in any other string. */
const columnsIn = (before: string, from: number, columns: Word[]): Offer | null => {
  const found = BEFORE_COLUMN.exec(before.slice(0, from));
  if (!found) return null;
  const quote = before.startsWith("'", from) ? "'" : '"';
  const behind = found.groups?.bracket === undefined ? quote : `${quote}]`;
  return {
    from: from + 1,
    words: columns.map((word) => ({ word, text: inPhpQuotes(word.label, quote) + behind })),
  };
};

const VARIABLE = /\$([A-Za-z_\u00c0-\uffff][\w\u00c0-\uffff]*)/g;

/** The row, and what was written of variables before. */
const variablesIn = (before: string): string[] => [
  ...new Set(['$row', ...[...before.matchAll(VARIABLE)].map(([name]) => name)]),
];

/** What can be written at the end of this PHP, where a word is begun or asked for; null where nothing fits. */
export const offerForPhp = (
  before: string,
  { columns }: Pick<ExpressionWords, 'columns'>,
  isAsked: boolean
): Offer | null => {
  const place = placeAtEnd(before);
  if (place === 'comment') return null;
  const [written = ''] = /\$?[\w\u00c0-\uffff]*$/.exec(before) ?? [];
  const from = before.length - written.length;
  if (written.startsWith('$') && before.charAt(Number(place)) !== "'") {
    const words = wordsOf(variablesIn(before.slice(0, from)), 'variable');
    return { from, words };
  }
  if (place !== 'code') return columnsIn(before, place, columns);
  if (/^\d/.test(written) || (written === '' && !isAsked)) return null;
  return /(?:->|::)$/.test(before.slice(0, from)) ? null : { from, words: PLAIN_WORDS };
};
