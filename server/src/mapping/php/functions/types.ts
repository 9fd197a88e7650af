import { numericValue, toBoolean, toFloat, toInt, toText } from '../conversions';
import { isArray, isClosure, PhpError, type PhpValue, typeName } from '../values';
import { define, int, mixed, type PhpFunctions } from './define';

const is = (test: (value: PhpValue) => boolean) => define([mixed('value')], test);

const isNumber = (value: PhpValue): boolean =>
  typeof value === 'bigint' || typeof value === 'number';

const TYPE_NAMES: Readonly<Record<string, string>> = {
  boolean: 'boolean',
  bigint: 'integer',
  number: 'double',
  string: 'string',
};

function typeOf(value: PhpValue): string {
  if (value === null) return 'NULL';
  return TYPE_NAMES[typeof value] ?? (isArray(value) ? 'array' : 'object');
}

const LOWEST_BASE = 2n;
const HIGHEST_BASE = 36n;

/** `intval` with a base other than ten reads what a text begins with, after its sign and prefix. */
function integerInBase(value: PhpValue, base: bigint): bigint {
  if (typeof value !== 'string' || base === 10n) return toInt(value);
  if (base !== 0n && (base < LOWEST_BASE || base > HIGHEST_BASE)) {
    throw new PhpError('ValueError', 'intval(): Argument #2 ($base) must be between 2 and 36');
  }
  return inBase(value.replace(/^[ \t\n\r\v\f]+/, ''), base);
}

const PREFIXES: readonly [prefix: RegExp, base: bigint][] = [
  [/^0x/i, 16n],
  [/^0o?/i, 8n],
  [/^0b/i, 2n],
];

function inBase(text: string, given: bigint): bigint {
  const sign = text.startsWith('-') ? -1n : 1n;
  const digits = text.replace(/^[+-]/, '');
  const [prefix, ofPrefix] =
    PREFIXES.find(([known, base]) => known.test(digits) && (given === 0n || given === base)) ?? [];
  const base = given === 0n ? (ofPrefix ?? 10n) : given;
  let result = 0n;
  for (const digit of prefix ? digits.replace(prefix, '') : digits) {
    const worth = Number.parseInt(digit, Number(HIGHEST_BASE));
    if (Number.isNaN(worth) || worth >= base) break;
    result = result * base + BigInt(worth);
  }
  return toInt(`${sign * result}`);
}

/** What values are, and what they are made. */
export const TYPES: PhpFunctions = {
  is_array: is(isArray),
  is_bool: is((value) => typeof value === 'boolean'),
  is_float: is((value) => typeof value === 'number'),
  is_double: is((value) => typeof value === 'number'),
  is_int: is((value) => typeof value === 'bigint'),
  is_integer: is((value) => typeof value === 'bigint'),
  is_long: is((value) => typeof value === 'bigint'),
  is_iterable: is(isArray),
  is_countable: is(isArray),
  is_null: is((value) => value === null),
  is_numeric: is((value) =>
    typeof value === 'string' ? numericValue(value) !== null : isNumber(value)
  ),
  is_object: is(isClosure),
  is_resource: is(() => false),
  is_scalar: is((value) => typeof value !== 'object'),
  is_string: is((value) => typeof value === 'string'),
  boolval: define([mixed('value')], toBoolean),
  floatval: define([mixed('value')], toFloat),
  doubleval: define([mixed('value')], toFloat),
  get_debug_type: define([mixed('value')], typeName),
  gettype: define([mixed('value')], typeOf),
  intval: define([mixed('value'), int('base', 10n)], integerInBase),
  strval: define([mixed('value')], toText),
};
