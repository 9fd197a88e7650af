import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import type * as Library from 'libphonenumber-js/max';
import type * as Alphabets from 'transliteration';
import { normalizeMac } from '../../../../shared/mac';
import { foldBlanks, trimInvisible, withoutFormats } from '../../../../shared/text';
import { commonNameOf } from '../../utils/distinguished-names';
import {
  cleanCell,
  onEach,
  splitList,
  unwrapNumber,
  withExtension,
  withoutApostrophe,
} from '../values/cleaning';
import { numberIn } from '../values/numbers-and-times';
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

let library: typeof Library | undefined;

/** Loaded when the first number is read, since its tables are large. */
const load = (): typeof Library =>
  (library ??= createRequire(__filename)('libphonenumber-js/max') as typeof Library);

/** Whether there are numbers of a country, by its two-letter code. */
export const isCountry = (code: string): boolean => load().isSupportedCountry(code);

/** The longest number that may be an internal one. */
const INTERNAL_DIGITS = 6;

/**
 * A phone number in E.164 form, or each of a list: `0171 1234567` in `DE` → `+491711234567`, an
 * extension, in whatever words, as RFC 3966 writes it: `+12125550147;ext=204`. What may be an internal number stays as
 * it is: without `+`, `00` or the country's trunk prefix a number is national only at the full
 * length of a valid one, where the country writes its numbers so.
 * Throws unless `country` is a two-letter code.
 */
export function e164(value: unknown, country?: unknown): unknown {
  const numbers = load();
  const code =
    String(country ?? '')
      .trim()
      .toUpperCase() || undefined;
  if (code !== undefined && !numbers.isSupportedCountry(code)) {
    throw new RangeError(
      `$e164 was given the country "${String(country)}"; it expects a two-letter code such as "DE"`
    );
  }
  const defaultCountry: Library.CountryCode | undefined = code;
  return onEach(value, (text) => {
    const written = cleanNumber(text);
    const dialled = withoutUri(withExtension(written));
    const number =
      dialled === null
        ? undefined
        : numbers.parsePhoneNumberFromString(dialled, { defaultCountry, extract: false });
    if (!dialled || !number) return written;
    const { ext = '', nationalNumber } = number;
    const digits = numbers.parseDigits(dialled).length - ext.length;
    const isPrefixed = digits > nationalNumber.length;
    if (isPrefixed ? !isNumber(number) : !isWrittenInFull(number, numbers)) return written;
    return ext === '' ? number.number : `${number.number};ext=${ext}`;
  });
}

const cleanNumber = (text: string): string =>
  foldBlanks(trimInvisible(unwrapNumber(withoutApostrophe(withoutFormats(text), true))));

/** `tel:` (RFC 3966): a number, its extension, and for a local number what stands before it or whose network it is of. */
const TEL = /^tel:([^;]*)((?:;[^;]*)*)$/iu;

/** What is to be dialled; null for a local number of a network that has no prefix. */
function withoutUri(text: string): string | null {
  const [, number, parameters = ''] = TEL.exec(text) ?? [];
  if (number === undefined) return text;
  const context = /;phone-context=([^;]*)/iu.exec(parameters)?.[1] ?? '';
  const extension = /;ext=\d+/iu.exec(parameters)?.[0] ?? '';
  return context === '' || context.startsWith('+') ? `${context}${number}${extension}` : null;
}

/** Numbers that no table knows yet are taken as well, if they are too long for internal ones. */
const isNumber = (number: Library.PhoneNumber): boolean =>
  number.isValid() || (number.isPossible() && number.nationalNumber.length > INTERNAL_DIGITS);

/** True for a valid number that its country writes without any prefix, as Italy does, and North America. */
function isWrittenInFull(number: Library.PhoneNumber, { parseDigits }: typeof Library): boolean {
  const { nationalNumber } = number;
  if (!number.isValid() || nationalNumber.length <= INTERNAL_DIGITS) return false;
  const national = number.format('NATIONAL', { formatExtension: (formatted) => formatted });
  return parseDigits(national).length === nationalNumber.length;
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
