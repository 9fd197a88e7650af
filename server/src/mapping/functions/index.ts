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
