import type { ExpressionFunction } from './functions';

/** A translated part of a PHP expression. */
export interface PhpPart {
  /** JSONata whose value is the part's; undefined stands for PHP's null. */
  code: string;
  /** JSONata for what the part is as a condition. */
  truth: string;
  /** `text` for what is a text whatever the row has. */
  kind: 'column' | 'text' | 'boolean' | 'value';
  /** The content of a text that stands in the expression itself. */
  literal?: string;
}

export const value = (code: string): PhpPart => ({
  code,
  truth: `$phpTrue(${code})`,
  kind: 'value',
});

export const column = (code: string): PhpPart => ({ ...value(code), kind: 'column' });

export const boolean = (code: string): PhpPart => ({ code, truth: code, kind: 'boolean' });

export const text = (code: string): PhpPart => ({ ...value(code), kind: 'text' });

export const literal = (content: string): PhpPart => ({
  ...text(JSON.stringify(content)),
  literal: content,
});

/** JSONata for the part as PHP makes a text of it. */
export const asText = ({ code, kind }: PhpPart): string =>
  kind === 'text' ? code : `$phpText(${code})`;

type Translation = (...parts: PhpPart[]) => PhpPart;

/** A call of one of our functions, which read a value as PHP does. */
const call =
  (form: (code: string) => PhpPart, name: string): Translation =>
  (...parts) =>
    form(`$${name}(${parts.map(({ code }) => code).join(', ')})`);

/** A call of one of JSONata's functions, which are to see a text only. */
const callOnText =
  (form: (code: string) => PhpPart, name: string): Translation =>
  (...parts) =>
    form(`$${name}(${parts.map(asText).join(', ')})`);

/** The numbers of arguments that a function of PHP takes here, and its translation. */
type PhpFunction = [counts: readonly number[], translate: Translation];

/** By their names in lower case, as PHP finds them. */
export const PHP_CALLS: ReadonlyMap<string, PhpFunction> = new Map<string, PhpFunction>([
  ['strtolower', [[1], call(text, 'phpLower')]],
  ['mb_strtolower', [[1], callOnText(text, 'lowercase')]],
  ['strtoupper', [[1], call(text, 'phpUpper')]],
  ['mb_strtoupper', [[1], callOnText(text, 'uppercase')]],
  ['trim', [[1], call(text, 'phpTrim')]],
  ['strlen', [[1], call(value, 'phpLength')]],
  ['mb_strlen', [[1], callOnText(value, 'length')]],
  ['str_replace', [[3], call(text, 'phpReplace')]],
  ['implode', [[2], call(text, 'phpImplode')]],
  ['str_contains', [[2], call(boolean, 'phpContains')]],
  ['strpos', [[2], call(value, 'phpPosition')]],
  ['stripos', [[2], call(value, 'phpPositionNoCase')]],
  ['substr', [[2, 3], call(text, 'phpSubstring')]],
  ['mb_substr', [[2, 3], call(text, 'phpLetters')]],
  ['empty', [[1], (part) => boolean(`$not(${part?.truth})`)]],
]); /** Between slashes; a line's end is another one in each language, so the flag `m` is not taken. */
const DELIMITED = /^\/((?:[^/\\\n]|\\.)+)\/(i?)$/;

/**
 * What PCRE reads in another way than JavaScript or not at all: escapes of its own, POSIX classes,
 * groups other than capturing, `(?:`, `(?=`, `(?!`, `(?<=`, `(?<!`, possessive quantifiers.
 */
const FOREIGN =
  /\\[AaCEeGHhKkLlNnoPpQRUuVvXxZzg\d]|\[\[?:[a-z^]+:\]|\(\?(?![:=!]|<[=!])|\(\*|[+*?}]\+|\[\]|\[\^\]/;

/** The parts of a pattern: escapes, classes, and single characters. */
const PARTS = /\\.|\[(?:\\.|[^\]\\])*\]|[^]/gu;

const BLANKS = ' \\t\\n\\v\\f\\r';

/** What matches any character of some kind matches one byte in PHP, and so a part of a letter. */
const MATCHES_BYTES = /^(?:\.|\\[WDS]|\[\^.*)$/s;

/** How a part is written in JavaScript with PHP's meaning; null where that cannot be done. */
function translated(part: string, next: string | undefined, isCaseless: boolean): string | null {
  const isAscii = /^\p{ASCII}*$/u.test(part);
  if (!isAscii && (isCaseless || part.startsWith('[') || /^[*+?{]/.test(next ?? ''))) return null;
  if (MATCHES_BYTES.test(part) && !/^[*+]/.test(next ?? '')) return null;
  if (part.startsWith('[') && part.includes('\\S')) return null;
  if (part === '.') return '[^\\n]';
  // PHP's end is before a last line break as well.
  if (part === '$') return '(?=\\n?$)';
  if (part === '\\S') return `[^${BLANKS}]`;
  if (part === '\\s') return `[${BLANKS}]`;
  return part.startsWith('[') ? part.replaceAll('\\s', BLANKS) : part;
}

/**
 * A regular expression of PHP as JavaScript writes it with the same meaning, which is that of bytes;
 * null where there is none.
 */
export function portablePattern(pattern: string): string | null {
  const [, source, flags] = DELIMITED.exec(pattern) ?? [];
  if (source === undefined || FOREIGN.test(source.replace(/\\[\\/]/g, ''))) return null;
  const parts = source.match(PARTS) ?? [];
  const written = parts.map((part, index) => translated(part, parts[index + 1], flags === 'i'));
  if (written.includes(null)) return null;
  const text = written.join('');
  try {
    return RegExp(text) instanceof RegExp ? `/${text}/${flags}` : null;
  } catch {
    return null;
  }
}

/** A value as PHP has it; a column that is absent is null. */
type PhpValue = null | boolean | number | string | PhpValue[];

const php = (value: unknown): PhpValue => {
  if (value === undefined || value === null) return null;
  if (typeof value === 'boolean' || typeof value === 'number' || typeof value === 'string') {
    return value;
  }
  if (Array.isArray(value)) return value.map(php);
  throw new TypeError('the PHP expression was given an object, which it cannot read');
};

/** The form of a numeric string, blanks around it allowed as since PHP 8. */
const NUMERIC = /^[ \t\n\r\v\f]*[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?[ \t\n\r\v\f]*$/;
const isNumeric = (text: string): boolean => NUMERIC.test(text);

function toText(given: unknown): string {
  const value = php(given);
  if (value === null || value === false) return '';
  if (value === true) return '1';
  if (Array.isArray(value)) {
    throw new TypeError('the PHP expression reads a text where the row has a list of values');
  }
  return String(value);
}

/** Everything but null, false, 0, "", "0" and the empty list. */
function toBoolean(given: unknown): boolean {
  const value = php(given);
  return Array.isArray(value) ? value.length > 0 : Boolean(value) && value !== '0';
}

const bytesOf = (value: unknown): Buffer => Buffer.from(toText(value), 'utf8');

/** `strtolower` knows the letters of ASCII only. */
const lower = (text: string): string => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
const upper = (text: string): string => text.replace(/[a-z]/g, (letter) => letter.toUpperCase());

const order = <Value>(one: Value, other: Value): number => (one < other ? -1 : one > other ? 1 : 0);

/** Ids may have more digits than JavaScript's numbers keep. */
const INTEGER = /^[ \t\n\r\v\f]*([+-]?)(\d+)[ \t\n\r\v\f]*$/;
const integerOf = (text: string): bigint | null => {
  const [, sign, digits = ''] = INTEGER.exec(text) ?? [];
  return sign === undefined ? null : BigInt(digits) * (sign === '-' ? -1n : 1n);
};

function orderOfTexts(one: string, other: string): number {
  if (!isNumeric(one) || !isNumeric(other)) {
    return Buffer.compare(Buffer.from(one), Buffer.from(other));
  }
  const integers = [integerOf(one), integerOf(other)] as const;
  return integers[0] !== null && integers[1] !== null
    ? order(integers[0], integers[1])
    : order(Number(one), Number(other));
}

const orderOfNumberAndText = (number: number, text: string): number =>
  isNumeric(text) ? order(number, Number(text)) : orderOfTexts(String(number), text);

/** The result of `<=>` by the table of comparisons with various types; lists come after everything else. */
function compare(one: PhpValue, other: PhpValue): number {
  if (typeof one === 'boolean' || typeof other === 'boolean') {
    return order(toBoolean(one), toBoolean(other));
  }
  if (one === null && typeof other === 'string') return orderOfTexts('', other);
  if (other === null && typeof one === 'string') return orderOfTexts(one, '');
  if (one === null || other === null) return order(toBoolean(one), toBoolean(other));
  if (Array.isArray(one) || Array.isArray(other)) return compareLists(one, other);
  if (typeof one === 'string') {
    return typeof other === 'string' ? orderOfTexts(one, other) : -orderOfNumberAndText(other, one);
  }
  return typeof other === 'string' ? orderOfNumberAndText(one, other) : order(one, other);
}

function compareLists(one: PhpValue, other: PhpValue): number {
  if (!Array.isArray(one)) return -1;
  if (!Array.isArray(other)) return 1;
  if (one.length !== other.length) return order(one.length, other.length);
  for (const [index, item] of one.entries()) {
    const result = compare(item, other[index] ?? null);
    if (result !== 0) return result;
  }
  return 0;
}

function same(one: PhpValue, other: PhpValue): boolean {
  if (!Array.isArray(one) || !Array.isArray(other)) return one === other;
  return one.length === other.length && one.every((item, at) => same(item, other[at] ?? null));
}

function position(text: Buffer, part: Buffer): number | false {
  const found = text.indexOf(part);
  return found === -1 ? false : found;
}

/** What a function of PHP that wants a whole number makes of a value. */
function toInteger(given: unknown): number {
  const value = php(given);
  const number = typeof value === 'string' && !isNumeric(value) ? NaN : Number(value);
  if (Array.isArray(value) || !Number.isFinite(number)) {
    throw new TypeError('the PHP expression reads a number where the row has something else');
  }
  return Math.trunc(number);
}

/** `substr`: a negative start or length counts from the end. */
function slice<Item>(
  items: { length: number; slice(start: number, end: number): Item },
  from: unknown,
  length: unknown
): Item {
  const size = items.length;
  const first = toInteger(from);
  const start = first < 0 ? Math.max(0, size + first) : first;
  const count = php(length) === null ? size : toInteger(length);
  const end = count < 0 ? size + count : start + count;
  return items.slice(start, Math.max(start, end));
}

/** A row gives a list of one value as a text. */
const listOf = (value: unknown): unknown[] => {
  const list = php(value);
  if (list === null) return [];
  return Array.isArray(list) ? list : [list];
};

/**
 * What PHP does and JSONata does not, for the translation of PHP: an absent column is null, texts
 * are bytes in UTF-8, comparisons juggle types as PHP 8 does. A list where PHP wants a text throws.
 */
export const PHP_FUNCTIONS: Readonly<Record<string, ExpressionFunction>> = {
  phpText: toText,
  phpTrue: toBoolean,
  phpNull: (value) => php(value) === null,
  phpEqual: (one, other) => compare(php(one), php(other)) === 0,
  phpSame: (one, other) => same(php(one), php(other)),
  phpCompare: (one, other) => compare(php(one), php(other)),
  phpLower: (text) => lower(toText(text)),
  phpUpper: (text) => upper(toText(text)),
  phpTrim: (text) => toText(text).replace(/^[ \t\n\r\v\0]+|[ \t\n\r\v\0]+$/g, ''),
  phpLength: (text) => bytesOf(text).length,
  phpReplace: (from, to, text) => {
    const search = toText(from);
    return search === '' ? toText(text) : toText(text).replaceAll(search, () => toText(to));
  },
  phpExplode: (separator, text) => toText(text).split(toText(separator)),
  phpImplode: (separator, list) => listOf(list).map(toText).join(toText(separator)),
  phpContains: (text, part) => toText(text).includes(toText(part)),
  phpPosition: (text, part) => position(bytesOf(text), bytesOf(part)),
  phpPositionNoCase: (text, part) =>
    position(Buffer.from(lower(toText(text))), Buffer.from(lower(toText(part)))),
  phpSubstring: (text, start, length) => slice(bytesOf(text), start, length).toString('utf8'),
  phpLetters: (text, start, length) => slice([...toText(text)], start, length).join(''),
};
