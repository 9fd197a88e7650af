import { e164 } from './phone-numbers';
import { commonName, first, hash, login, mac, splitList, transliterate } from './text';

/** A function as expressions call it. */
export type ExpressionFunction = (...values: unknown[]) => unknown;

/** What expressions may call besides JSONata's own functions, by the name after the `$`. */
export const FUNCTIONS: Readonly<Record<string, ExpressionFunction>> = {
  e164,
  mac,
  transliterate,
  login,
  first,
  splitList,
  hash,
  cn: commonName,
};

/** JSONata's own functions. A test compares the list with the library. */
export const BUILT_IN_FUNCTIONS: readonly string[] =
  `sum count max min average string substring substringBefore substringAfter lowercase uppercase
   length trim pad match contains replace split join formatNumber formatBase formatInteger
   parseInteger number floor ceil round abs sqrt power random boolean not map zip filter single
   reduce sift keys lookup append exists spread merge reverse each error assert type sort shuffle
   distinct base64encode base64decode encodeUrlComponent encodeUrl decodeUrlComponent decodeUrl eval
   toMillis fromMillis clone now millis`.split(/\s+/);

/** Functions that no expression may use, and why. */
export const FORBIDDEN_FUNCTIONS: Readonly<Record<string, string>> = {
  eval: 'it would run text of a row as an expression',
  random:
    'every run would give another value, so that a test run and the run after it would differ',
  shuffle:
    'every run would give another order, so that a test run and the run after it would differ',
};

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
