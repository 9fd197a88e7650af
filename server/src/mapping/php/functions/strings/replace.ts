import { PhpArray } from '../../array';
import { toText } from '../../conversions';
import type { Run } from '../../run';
import { isArray, PhpError, type PhpText, type PhpValue } from '../../values';
import {
  arrayOrInt,
  arrayOrText,
  badValue,
  bool,
  define,
  int,
  nullable,
  optional,
  type PhpFunction,
  type PhpFunctions,
  reference,
  text,
} from '../define';
import { lower } from './bytes';
import { partOf } from './parts';

interface Replaced {
  text: PhpText;
  count: number;
}

/** Puts one text in place of another wherever it stands. */
function replaceAll(
  subject: PhpText,
  search: PhpText,
  replacement: PhpText,
  isCaseless: boolean,
  run: Run
): Replaced {
  run.step(1 + (subject.length >> 8));
  if (search === '') return { text: subject, count: 0 };
  const haystack = isCaseless ? lower(subject) : subject;
  const parts: PhpText[] = [];
  const needle = isCaseless ? lower(search) : search;
  let start = 0;
  let length = subject.length;
  for (let end = haystack.indexOf(needle); end >= 0; end = haystack.indexOf(needle, start)) {
    run.step();
    length += replacement.length - search.length;
    run.text(length, 0);
    parts.push(subject.slice(start, end));
    start = end + search.length;
  }
  if (parts.length === 0) return { text: subject, count: 0 };
  run.text(length);
  return { text: [...parts, subject.slice(start)].join(replacement), count: parts.length };
}

/** The pairs of what is searched and what is put there; with fewer replacements, the rest are empty. */
function pairsOf(
  search: PhpArray | PhpText,
  replace: PhpArray | PhpText
): (readonly [PhpText, PhpText])[] {
  if (!isArray(search)) return [[search, toText(replace)]];
  const replacements = isArray(replace) ? replace.values().map(toText) : null;
  return search
    .values()
    .map((one, place) => [
      toText(one),
      replacements ? (replacements[place] ?? '') : (replace as PhpText),
    ]);
}

const replacing = (name: string, isCaseless: boolean): PhpFunction =>
  define(
    [
      arrayOrText('search'),
      arrayOrText('replace'),
      arrayOrText('subject'),
      optional(reference('count')),
    ],
    (search, replace, subject, count, run) => {
      if (!isArray(search) && isArray(replace)) {
        throw new PhpError(
          'TypeError',
          `${name}(): Argument #2 ($replace) must be of type string when argument #1 ($search) is a string`
        );
      }
      const pairs = pairsOf(search, replace);
      let total = 0;
      const replaced = (given: PhpText): PhpText =>
        pairs.reduce((result, [from, to]) => {
          const next = replaceAll(result, from, to, isCaseless, run);
          total += next.count;
          return next.text;
        }, given);
      const result = isArray(subject) ? mapTexts(subject, replaced, run) : replaced(subject);
      if (count) count.value = BigInt(total);
      return result;
    }
  );

/** An array with what is in it changed, as texts. */
function mapTexts(array: PhpArray, change: (text: PhpText) => PhpText, run: Run): PhpArray {
  run.elements(array.size);
  return PhpArray.of(array.entries().map(([key, value]) => [key, change(toText(value))] as const));
}

function strtr(string: PhpText, from: PhpArray | PhpText, to: PhpText | null, run: Run): PhpText {
  if (isArray(from)) {
    if (to !== null) throw wrongFrom('string', 'array');
    return translated(string, from, run);
  }
  if (to === null) throw wrongFrom('array', 'string');
  const length = Math.min(from.length, to.length);
  const table = new Map<string, string>();
  for (let place = 0; place < length; place++) table.set(from.charAt(place), to.charAt(place));
  run.text(string.length);
  return table.size === 0
    ? string
    : string.replace(/[^]/g, (character) => table.get(character) ?? character);
}

const wrongFrom = (expected: string, given: string): PhpError =>
  new PhpError(
    'TypeError',
    `strtr(): Argument #2 ($from) must be of type ${expected}, ${given} given`
  );

/** At each place the longest of the texts that begins there is replaced, and not looked at again. */
function translated(string: PhpText, pairs: PhpArray, run: Run): PhpText {
  run.elements(pairs.size);
  const table = new Map<PhpText, PhpText>();
  for (const [key, value] of pairs.entries()) if (key !== '') table.set(`${key}`, toText(value));
  const lengths = [...new Set([...table.keys()].map((key) => key.length))].sort((a, b) => b - a);
  let result = '';
  for (let place = 0; place < string.length;) {
    run.step(lengths.length);
    const length = lengths.find((one) => table.has(string.substr(place, one))) ?? 0;
    const next = length ? (table.get(string.substr(place, length)) ?? '') : string.charAt(place);
    run.text(result.length + next.length, next.length);
    result += next;
    place += length || 1;
  }
  return result;
}

/** What `substr_replace` puts, from where and how far, of each text. */
type Given<Value> = PhpArray | Value;

const REPLACE = 'substr_replace';

function substrReplace(
  string: Given<PhpText>,
  replace: Given<PhpText>,
  offset: Given<bigint>,
  length: Given<bigint> | null,
  run: Run
): PhpValue {
  const lengthOf = (place: number, size: number): bigint =>
    length === null ? BigInt(size) : isArray(length) ? intAt(length, place, BigInt(size)) : length;
  const offsetOf = (place: number): bigint => (isArray(offset) ? intAt(offset, place, 0n) : offset);
  const replaced = (given: PhpText, place: number): PhpText => {
    const [from, to] = partOf(given.length, offsetOf(place), lengthOf(place, given.length));
    const put = isArray(replace) ? toText(replace.values()[place] ?? '') : replace;
    run.text(given.length + put.length);
    return given.slice(0, from) + put + given.slice(to);
  };
  if (!isArray(string)) {
    for (const [at, one] of [offset, length].entries()) {
      if (isArray(one)) throw onSingle(at + 3, at === 0 ? 'offset' : 'length');
    }
    return replaced(string, 0);
  }
  let place = 0;
  return mapTexts(string, (one) => replaced(one, place++), run);
}

const onSingle = (place: number, name: string): PhpError =>
  new PhpError(
    'TypeError',
    `${REPLACE}(): Argument #${place} ($${name}) cannot be an array when working on a single string`
  );

const intAt = (values: PhpArray, place: number, otherwise: bigint): bigint => {
  const value = values.values()[place];
  return value === undefined ? otherwise : (int('').read(value)?.value ?? otherwise);
};

function padded(string: PhpText, length: bigint, pad: PhpText, type: bigint, run: Run): PhpText {
  const missing = Number(length) - string.length;
  if (missing <= 0) return string;
  if (pad === '') throw badValue('str_pad', 3, 'pad_string', 'must be a non-empty string');
  if (type < 0n || type > PAD_BOTH) {
    const expected = 'must be STR_PAD_LEFT, STR_PAD_RIGHT, or STR_PAD_BOTH';
    throw badValue('str_pad', 4, 'pad_type', expected);
  }
  run.text(Number(length));
  const left = type === PAD_LEFT ? missing : type === PAD_RIGHT ? 0 : missing >> 1;
  const filled = (size: number): PhpText => pad.repeat(Math.ceil(size / pad.length)).slice(0, size);
  return filled(left) + string + filled(missing - left);
}

const PAD_LEFT = 0n;
const PAD_RIGHT = 1n;
const PAD_BOTH = 2n;

const str_repeat = define([text('string'), int('times')], (string, times, run) => {
  if (times < 0n) throw badValue('str_repeat', 2, 'times', 'must be greater than or equal to 0');
  if (string === '') return '';
  run.text(string.length * Number(times));
  return string.repeat(Number(times));
});

const nl2br = define([text('string'), bool('use_xhtml', true)], (string, isXhtml, run) => {
  const result = string.replace(/\r\n|\n\r|\n|\r/g, `${isXhtml ? '<br />' : '<br>'}$&`);
  run.text(result.length);
  return result;
});

/** What is put in place of parts of texts. */
export const REPLACE_FUNCTIONS: PhpFunctions = {
  str_replace: replacing('str_replace', false),
  str_ireplace: replacing('str_ireplace', true),
  substr_replace: define(
    [
      arrayOrText('string'),
      arrayOrText('replace'),
      arrayOrInt('offset'),
      nullable(arrayOrInt('length'), null),
    ],
    substrReplace
  ),
  strtr: define([text('string'), arrayOrText('from'), nullable(text('to'), null)], strtr),
  str_pad: define(
    [text('string'), int('length'), text('pad_string', ' '), int('pad_type', PAD_RIGHT)],
    padded
  ),
  str_repeat,
  strrev: define([text('string')], (string) => [...string].reverse().join('')),
  nl2br,
};

/** How `str_pad` fills up. */
export const REPLACE_CONSTANTS: Readonly<Record<string, PhpValue>> = {
  STR_PAD_LEFT: PAD_LEFT,
  STR_PAD_RIGHT: PAD_RIGHT,
  STR_PAD_BOTH: PAD_BOTH,
};
