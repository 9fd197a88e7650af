import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import type * as Alphabets from 'transliteration';
import { normalizeMac } from '../../../../shared/mac';
import { foldBlanks, trimInvisible, withoutFormats } from '../../../../shared/text';
import { commonNameOf } from '../../utils/distinguished-names';
import { cleanCell, onEach, splitList, withoutApostrophe } from '../values/cleaning';
import { numberIn } from '../values/numbers-and-times';
import { e164Of, isCountry } from '../values/phone-numbers';
import { textOf } from '../values/rendered';

/** German custom, where the library only drops the dots; the rest of the alphabets is the library's. */
const GERMAN: Readonly<Record<string, string>> = {
  ä: 'ae',
  ö: 'oe',
  ü: 'ue',
  Ä: 'Ae',
  Ö: 'Oe',
  Ü: 'Ue',
  ß: 'ss',
  ẞ: 'SS',
};

/** Text in Latin letters without accents: `Jürgen Groß` → `Juergen Gross`, `Łukasz` → `Lukasz`. */
export const transliterate = (value: unknown): unknown => onEach(value, latin);

let alphabets: typeof Alphabets | undefined;

/** Its tables are loaded when a mapping needs them: they would be a fifth of the work of starting a worker. */
const toLatin = (text: string): string => {
  alphabets ??= createRequire(__filename)('transliteration') as typeof Alphabets;
  return alphabets.transliterate(text);
};

const latin = (text: string): string =>
  toLatin(text.normalize('NFC').replace(/[äöüÄÖÜßẞ]/g, (letter) => GERMAN[letter] ?? letter));

const LOGIN_LENGTH = 255;

/** A login name of the parts of a name, joined with dots: `Jürgen`, `von Groß-O'Neill` → `juergen.von.gross-oneill`. */
export function login(...parts: unknown[]): string | undefined {
  const name = parts
    .flat()
    .filter((part) => part !== undefined && part !== null)
    .map((part) =>
      latin(withoutFormats(cleanCell(String(part))))
        .toLowerCase()
        .replace(/['’`]/g, '')
    )
    .join('.')
    .slice(0, LOGIN_LENGTH)
    .replace(/[^a-z0-9-]+/g, '.')
    .replace(/^[.-]+|[.-]+$/g, '');
  return name === '' ? undefined : name;
}

/** The first value of a list that is not empty; of a text, the text itself. */
export const first = (value: unknown): unknown =>
  (Array.isArray(value) ? value : [value]).find(
    (item) =>
      item !== null && item !== undefined && (typeof item !== 'string' || cleanCell(item) !== '')
  );

/** The parts of a text between commas and semicolons, trimmed, the empty ones left out. */
const splitEach = (value: unknown): unknown =>
  value === undefined || value === null
    ? undefined
    : [value].flat().flatMap((text) => splitList(String(text)));

/** Sixteen hexadecimal digits that stay the same for the same text (the start of its SHA-256). */
export const hash = (value: unknown): unknown =>
  onEach(value, (text) => createHash('sha256').update(text).digest('hex').slice(0, 16));

/** A MAC address as `aa:bb:cc:dd:ee:ff`. Anything else stays as it is, so that the check of the attribute reports it. */
export const mac = (value: unknown): unknown =>
  onEach(value, (text) => normalizeMac(withoutApostrophe(withoutFormats(text), true)) ?? text);

/** The common name of a distinguished name: `CN=Sales,OU=Groups,DC=x` → `Sales`. Text that does not begin so stays as it is. */
export const commonName = (value: unknown): unknown =>
  onEach(value, (text) => commonNameOf(text) ?? text);

/**
 * A phone number in E.164 form, or each of a list, as `e164Of` reads them.
 * Throws unless `country` is a two-letter code.
 */
export function e164(value: unknown, country?: unknown): unknown {
  const code =
    String(country ?? '')
      .trim()
      .toUpperCase() || null;
  if (code !== null && !isCountry(code)) {
    throw new RangeError(
      `$e164 was given the country "${String(country)}"; it expects a two-letter code such as "DE"`
    );
  }
  return onEach(value, (text) => e164Of(text, code));
}

/** A text as it is compared with what people fill in: case, blanks and what cannot be seen aside. */
export const alike = (value: unknown): string =>
  foldBlanks(trimInvisible(textOf(value)))
    .toLowerCase()
    .normalize('NFC');

/** Asks of each of several values, or of nothing, whether one of those that are wanted fits. */
const comparing =
  (fits: (text: string, wanted: string) => boolean): ExpressionFunction =>
  (value, wanted) => {
    const texts = [value].flat().map(alike);
    const all = [wanted].flat().map(alike);
    return (texts.length > 0 ? texts : ['']).some((text) => all.some((one) => fits(text, one)));
  };

/** Compares the numbers that two texts are; what is none, or could be two, fits nothing. */
const comparingNumbers = (fits: (number: number, limit: number) => boolean): ExpressionFunction =>
  comparing((text, wanted) => {
    const [number, limit] = [numberIn(text), numberIn(wanted)];
    return typeof number === 'number' && typeof limit === 'number' && fits(number, limit);
  });

/** Whether there is nothing in a value, or in any of a list. */
const isEmpty = (value: unknown): boolean => [value].flat().every((one) => alike(one) === '');

/** A function as expressions call it. */
export type ExpressionFunction = (...values: unknown[]) => unknown;

/** What expressions may call besides JSONata's own functions, by the name after the `$`. */
export const FUNCTIONS: Readonly<Record<string, ExpressionFunction>> = {
  e164,
  mac,
  transliterate,
  login,
  first,
  splitList: splitEach,
  hash,
  cn: commonName,
  is: comparing((text, wanted) => text === wanted),
  has: comparing((text, wanted) => text.includes(wanted)),
  startsWith: comparing((text, wanted) => text.startsWith(wanted)),
  endsWith: comparing((text, wanted) => text.endsWith(wanted)),
  atLeast: comparingNumbers((number, limit) => number >= limit),
  atMost: comparingNumbers((number, limit) => number <= limit),
  isEmpty,
};

/** JSONata's own functions. A test compares the list with the library. */
export const BUILT_IN_FUNCTIONS: readonly string[] =
  `sum count max min average string substring substringBefore substringAfter lowercase uppercase
   length trim pad match contains replace split join formatNumber formatBase formatInteger
   parseInteger number floor ceil round abs sqrt power random boolean not map zip filter single
   reduce sift keys lookup append exists spread merge reverse each error assert type sort shuffle
   distinct base64encode base64decode encodeUrlComponent encodeUrl decodeUrlComponent decodeUrl eval
   toMillis fromMillis clone now millis`.split(/\s+/);

/** Functions that no expression may use; the text of `function-not-allowed` says why. */
export const FORBIDDEN_FUNCTIONS = ['eval', 'random', 'shuffle'] as const;

type ForbiddenFunction = (typeof FORBIDDEN_FUNCTIONS)[number];

export const isForbidden = (name: unknown): name is ForbiddenFunction =>
  FORBIDDEN_FUNCTIONS.some((forbidden) => forbidden === name);

/** Functions whose value is another one in each run. */
export const CLOCK_FUNCTIONS: readonly string[] = ['now', 'millis'];

/**
 * JSONata's functions that take the context, which may be the row, for a first argument that is
 * not given, with how many arguments it takes to keep them from it.
 */
const CONTEXT_ARGUMENTS: Readonly<Record<string, number>> = {
  boolean: 1,
  clone: 1,
  each: 2,
  keys: 1,
  lookup: 2,
  not: 1,
  sift: 2,
  spread: 1,
  string: 1,
};

/** How many arguments a function of that name needs so that it does not take the row; null where it never does. */
export const contextArguments = (name: unknown): number | null =>
  Object.hasOwn(CONTEXT_ARGUMENTS, String(name)) ? (CONTEXT_ARGUMENTS[String(name)] ?? null) : null;
