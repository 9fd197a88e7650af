import { cleanCell, cleanText, readAnswer, splitList } from '../values/cleaning';
import { alike, e164, first, login } from '../expressions/functions';
import { definitionOf } from '../names';
import { isNothing, textOf } from '../values/rendered';

type Helper = (...values: unknown[]) => unknown;

/** Changes a text, or each of a list: what has several values keeps them. */
const onTexts = (value: unknown, change: (text: string) => string): unknown =>
  Array.isArray(value) ? value.map((one) => change(textOf(one))) : change(textOf(value));

/** Each word with a large first letter, the rest small: `ANNA-LENA VON GROSS` → `Anna-Lena Von Gross`. */
const capitalize = (text: string): string =>
  text
    .toLowerCase()
    .replace(
      /(^|[\s-])(\p{L})/gu,
      (_, before: string, letter: string) => before + letter.toUpperCase()
    );

const split = (value: unknown, separator: unknown): string[] =>
  [value]
    .flat()
    .flatMap((text) => textOf(text).split(textOf(separator)))
    .map(cleanCell)
    .filter((part) => part !== '');

/** @param from counted from 1, or with a minus sign from the end */
const cut = (text: string, from: number, length?: number): string => {
  const characters = [...text];
  const start = from > 0 ? from - 1 : Math.max(0, characters.length + from);
  return characters.slice(start, length === undefined ? undefined : start + length).join('');
};

/** Other words for some texts: pairs of what is found and what it becomes; the rest stays, or becomes a last one without a pair. */
function translate(value: unknown, words: readonly unknown[]): unknown {
  const otherwise = words.length % 2 === 1 ? textOf(words.at(-1)) : null;
  return onTexts(value, (text) => {
    if (text.trim() === '') return text;
    const found = words.findIndex(
      (word, index) => index % 2 === 0 && index + 1 < words.length && alike(word) === alike(text)
    );
    return found === -1 ? (otherwise ?? text) : textOf(words[found + 1]);
  });
}

const isTrue = (value: unknown): boolean => Boolean(Array.isArray(value) ? value.length : value);

/** What a template may call besides if, unless, each and with. Numbers and their text are equal. */
export const HELPERS: Readonly<Record<string, Helper>> = {
  eq: (a, b) => textOf(a) === textOf(b),
  ne: (a, b) => textOf(a) !== textOf(b),
  and: (...values) => values.every(isTrue),
  or: (...values) => values.find(isTrue) ?? values.at(-1),
  not: (value) => !isTrue(value),
  lower: (value) => onTexts(value, (text) => text.toLowerCase()),
  upper: (value) => onTexts(value, (text) => text.toUpperCase()),
  trim: (value) => onTexts(value, (text) => text.trim()),
  capitalize: (value) => onTexts(value, capitalize),
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
  list: (...values) => values.filter((value) => !isNothing(value)),
  split,
  part: (list, index) => {
    const all = [list].flat();
    return all.at(Number(index) > 0 ? Number(index) - 1 : Number(index));
  },
  cut: (value, from, length) =>
    onTexts(value, (text) =>
      cut(text, Number(from), length === undefined ? undefined : Number(length))
    ),
  map: (value, ...words) => translate(value, words),
  e164,
  login,
  first: (value) => first(Array.isArray(value) ? value : splitList(textOf(value))),
};
