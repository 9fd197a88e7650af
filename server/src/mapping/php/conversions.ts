import { PhpArray } from './array';
import {
  fitsInt,
  isArray,
  isClosure,
  MAX_INT,
  MIN_INT,
  PhpError,
  type PhpText,
  type PhpValue,
} from './values';

const BITS = 64;

/** What begins a text that PHP takes for a number; blanks before it are allowed, and since PHP 8 after it. */
const NUMBER = /^[ \t\n\r\v\f]*([+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?)/;
const BLANKS = /^[ \t\n\r\v\f]*$/;
const WHOLE = /^[+-]?\d+$/;

interface Numeral {
  value: bigint | number;
  /** Whether there is nothing but the number. */
  isWhole: boolean;
  /** 1 or -1 for an integer that is too large or too small for one, which is a float. */
  overflow: -1 | 0 | 1;
}

/** The number that a text begins with; null where it begins with none. */
export function numeralIn(text: PhpText): Numeral | null {
  const [found, digits] = NUMBER.exec(text) ?? [];
  if (found === undefined || digits === undefined) return null;
  const isWhole = BLANKS.test(text.slice(found.length));
  const integer = WHOLE.test(digits) ? BigInt(digits.replace('+', '')) : null;
  if (integer !== null && fitsInt(integer)) return { value: integer, isWhole, overflow: 0 };
  return {
    value: Number(digits),
    isWhole,
    overflow: integer === null ? 0 : integer > 0n ? 1 : -1,
  };
}

/** The number that a numeric text is; null for any other text. */
export function numericValue(text: PhpText): bigint | number | null {
  const numeral = numeralIn(text);
  return numeral?.isWhole ? numeral.value : null;
}

export function toBoolean(value: PhpValue): boolean {
  if (isArray(value)) return value.size > 0;
  if (typeof value === 'string') return value !== '' && value !== '0';
  return Number.isNaN(value) || Boolean(value);
}

/** A float in decimal with so many significant digits, as C's `%.*G` writes it and PHP completes it (`1.0E+25`). */
export function floatText(value: number, digits: number): PhpText {
  if (Number.isNaN(value)) return 'NAN';
  if (!Number.isFinite(value)) return value > 0 ? 'INF' : '-INF';
  if (value === 0) return Object.is(value, -0) ? '-0' : '0';
  const [mantissa = '', exponent = '0'] = exponentialText(value, digits - 1).split('e');
  return written(mantissa, Number(exponent), digits);
}

const EXACT = 100;

/** `toExponential`, but of two numbers as near the even one, as C writes it. */
export function exponentialText(value: number, decimals: number): string {
  const text = value.toExponential(decimals);
  const [exact = '', exponent] = value.toExponential(EXACT).split('e');
  const end = exact.indexOf('.') + 1 + decimals;
  const isBetween = /^50*$/.test(exact.slice(end));
  const kept = exact.slice(0, decimals === 0 ? end - 1 : end);
  return isBetween && Number(kept.slice(-1)) % 2 === 0 ? `${kept}e${exponent}` : text;
}

/** A float with as many digits as tell it from every other (`serialize_precision` -1). */
export function exactFloatText(value: number): PhpText {
  if (!Number.isFinite(value) || value === 0) return floatText(value, 17);
  const [mantissa = '', exponent = '0'] = value.toExponential().split('e');
  return written(mantissa, Number(exponent), 17);
}

function written(mantissa: string, exponent: number, digits: number): string {
  const sign = mantissa.startsWith('-') ? '-' : '';
  const figures = mantissa.replace(/[-.]/g, '').replace(/0+$/, '') || '0';
  if (exponent < -4 || exponent >= digits) {
    const rest = figures.slice(1) || '0';
    return `${sign}${figures[0]}.${rest}E${exponent < 0 ? '-' : '+'}${Math.abs(exponent)}`;
  }
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${figures}`;
  const whole = figures.slice(0, exponent + 1).padEnd(exponent + 1, '0');
  const rest = figures.slice(exponent + 1);
  return `${sign}${whole}${rest && `.${rest}`}`;
}

/** `precision` of php.ini. */
const PRECISION = 14;

/**
 * A value where PHP needs a text. An array is the text `Array`, as PHP only warns of it; but a list of
 * values that the row has is an error, so that no record is named that.
 */
export function toText(value: PhpValue): PhpText {
  if (typeof value === 'string') return value;
  if (value === null || value === false) return '';
  if (value === true) return '1';
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'number') return floatText(value, PRECISION);
  if (isClosure(value))
    throw new PhpError('Error', 'Object of class Closure could not be converted to string');
  if (value.isCell)
    throw new PhpError('TypeError', 'the row has a list of values where a text is read');
  return 'Array';
}

/** A float without its decimals, in 64 bits: modulo 2^64 beyond them, 0 where it is infinite or no number. */
export function truncated(value: number): bigint {
  return Number.isFinite(value) ? BigInt.asIntN(BITS, BigInt(Math.trunc(value))) : 0n;
}

/** `(int)` */
export function toInt(value: PhpValue): bigint {
  if (typeof value === 'bigint') return value;
  if (typeof value === 'number') return truncated(value);
  if (typeof value === 'string') {
    const number = numeralIn(value)?.value ?? 0n;
    return typeof number === 'bigint' ? number : saturated(number);
  }
  return toBoolean(value) ? 1n : 0n;
}

/** A float that stands in a text is at most the largest integer there is. */
function saturated(value: number): bigint {
  if (!Number.isFinite(value)) return 0n;
  const integer = BigInt(Math.trunc(value));
  if (fitsInt(integer)) return integer;
  return integer > 0n ? MAX_INT : MIN_INT;
}

/** `(float)` */
export function toFloat(value: PhpValue): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'string') {
    const number = numeralIn(value)?.value ?? 0;
    return number === 0n && value.trimStart().startsWith('-') ? -0 : Number(number);
  }
  return Number(toInt(value));
}

/** `(array)` */
export function toArray(value: PhpValue): PhpArray {
  if (isArray(value)) return value;
  return PhpArray.list(value === null ? [] : [value]);
}
