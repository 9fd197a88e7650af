import { fitsInt, type PhpText } from '../values';
import { badValue, define, int, type PhpFunctions, text } from './define';

const LOWEST = 2n;
const HIGHEST = 36n;
const BITS = 64;

/** What a number may begin with in a base. */
const PREFIXES: Readonly<Record<string, RegExp>> = { 2: /^0b/i, 8: /^0o/i, 16: /^0x/i };

/** Reads digits of a base; what is none PHP leaves out. It is a float where it is beyond an integer. */
function read(digits: PhpText, base: bigint): bigint | number {
  const prefix = PREFIXES[base.toString()];
  let whole: bigint | number = 0n;
  for (const digit of prefix ? digits.replace(prefix, '') : digits) {
    const worth = Number.parseInt(digit, Number(HIGHEST));
    if (Number.isNaN(worth) || worth >= Number(base)) continue;
    if (typeof whole === 'bigint') {
      const next: bigint = whole * base + BigInt(worth);
      whole = fitsInt(next) ? next : Number(whole) * Number(base) + worth;
    } else {
      whole = whole * Number(base) + worth;
    }
  }
  return whole;
}

/** The digits of a float, found as PHP finds them. */
function writeFloat(number: number, base: number): PhpText {
  if (!Number.isFinite(number)) return '';
  let rest = number;
  let digits = '';
  do {
    digits = Math.trunc(rest % base).toString(base) + digits;
    rest /= base;
  } while (rest >= 1 && digits.length < BITS);
  return digits;
}

function convert(num: PhpText, from: bigint, to: bigint): PhpText {
  for (const [place, name, base] of [
    [2, 'from_base', from] as const,
    [3, 'to_base', to] as const,
  ]) {
    if (base < LOWEST || base > HIGHEST) {
      throw badValue('base_convert', place, name, 'must be between 2 and 36 (inclusive)');
    }
  }
  const number = read(num, from);
  return typeof number === 'bigint' ? number.toString(Number(to)) : writeFloat(number, Number(to));
}

/** An integer that is negative is written as the 64 bits that it has. */
const write = (num: bigint, base: number): PhpText => BigInt.asUintN(BITS, num).toString(base);

/** Numbers in bases other than ten. */
export const BASES: PhpFunctions = {
  base_convert: define([text('num'), int('from_base'), int('to_base')], convert),
  bindec: define([text('binary_string')], (digits) => read(digits, 2n)),
  decbin: define([int('num')], (num) => write(num, 2)),
  dechex: define([int('num')], (num) => write(num, 16)),
  decoct: define([int('num')], (num) => write(num, 8)),
  hexdec: define([text('hex_string')], (digits) => read(digits, 16n)),
  octdec: define([text('octal_string')], (digits) => read(digits, 8n)),
};
