import { cleanCell, cleanText } from './cleaning';
import { definitionOf } from './field-names';
import { first } from './functions/text';
import { splitList } from './lists';
import { readAnswer } from './truth';

type Helper = (...values: unknown[]) => unknown;

const isTrue = (value: unknown): boolean => Boolean(Array.isArray(value) ? value.length : value);

/** A value as text, the way a template shows it: nothing for what is empty, lists with commas. */
export function textOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return value.map(textOf).join(',');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** What a template may call besides if, unless, each and with. Numbers and their text are equal. */
export const HELPERS: Readonly<Record<string, Helper>> = {
  eq: (a, b) => textOf(a) === textOf(b),
  ne: (a, b) => textOf(a) !== textOf(b),
  and: (...values) => values.every(isTrue),
  or: (...values) => values.find(isTrue) ?? values.at(-1),
  not: (value) => !isTrue(value),
  lower: (value) => textOf(value).toLowerCase(),
  upper: (value) => textOf(value).toUpperCase(),
  trim: (value) => textOf(value).trim(),
  default: (value, otherwise) => (textOf(value).trim() === '' ? otherwise : value),
  number: (value) =>
    cleanText(textOf(value), definitionOf('phonebookEntry', 'phone'), false) === '' ? '' : value,
  join: (list, separator = ', ') =>
    (Array.isArray(list) ? list : [list]).map(textOf).join(textOf(separator)),
  opposite: (value) => {
    const answer = readAnswer(cleanCell(textOf(value)));
    // What cannot be read stays to be reported, and a state means the same in any column.
    return answer && !answer.isState ? !answer.value : value;
  },
  first: (value) => first(Array.isArray(value) ? value : splitList(textOf(value))),
};

/** Block helpers that change what names mean inside them. */
export const CONTEXT_BLOCKS: readonly string[] = ['each', 'with'];
export const CONDITION_BLOCKS: readonly string[] = ['if', 'unless'];
