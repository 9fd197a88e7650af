import { keyOf, PhpArray } from '../../array';
import { toInt, toText } from '../../conversions';
import type { Run } from '../../run';
import { PhpError, type PhpText, type PhpValue } from '../../values';
import { define, int, mixed, type PhpFunctions, rest, text } from '../define';

/** Integers of so many bytes; upper case and `n` begin with the highest one where `isBig`. */
interface IntegerCode {
  size: number;
  isBig: boolean;
  isSigned: boolean;
}

const integer = (size: number, isBig = false, isSigned = false): IntegerCode => ({
  size,
  isBig,
  isSigned,
});

const INTEGERS: Readonly<Record<string, IntegerCode>> = {
  c: integer(1, false, true),
  C: integer(1),
  n: integer(2, true),
  v: integer(2),
  N: integer(4, true),
  V: integer(4),
  J: integer(8, true),
  P: integer(8),
};

const TEXT_CODES = 'aAZhH';
const BITS = 8;
const ALL = -1;

interface Instruction {
  code: string;
  /** `ALL` for `*`; null where there is none. */
  amount: number | null;
  name: string;
}

const valueError = (message: string): PhpError => new PhpError('ValueError', message);

const unknown = (code: string): PhpError => valueError(`Type ${code}: unknown format code`);

const isKnown = (code: string): boolean =>
  TEXT_CODES.includes(code) || Object.hasOwn(INTEGERS, code);

const amountOf = (digits: string | undefined): number | null =>
  digits ? (digits === '*' ? ALL : Number(digits)) : null;

function bytesOfInteger(value: bigint, { size, isBig }: IntegerCode): PhpText {
  const bytes = Array.from({ length: size }, (_, place) =>
    String.fromCharCode(Number((value >> BigInt(place * BITS)) & 0xffn))
  );
  return (isBig ? bytes.reverse() : bytes).join('');
}

function integerOfBytes(bytes: PhpText, { size, isBig, isSigned }: IntegerCode): bigint {
  const ordered = isBig ? [...bytes] : [...bytes].reverse();
  const value = ordered.reduce((sum, byte) => (sum << 8n) | BigInt(byte.charCodeAt(0)), 0n);
  const isWhole = size === BITS;
  return isSigned || isWhole ? BigInt.asIntN(size * BITS, value) : value;
}

/** Pairs of digits as bytes; in `h` the lower one comes first. */
const swapped = (hex: string): string => hex.replace(/(.)(.)/g, '$2$1');

function packedText(code: string, amount: number | null, value: PhpText): PhpText {
  const size = amount === ALL ? value.length + (code === 'Z' ? 1 : 0) : (amount ?? 1);
  if (code === 'a') return value.slice(0, size).padEnd(size, '\0');
  if (code === 'A') return value.slice(0, size).padEnd(size, ' ');
  if (code === 'Z') return value.slice(0, Math.max(size - 1, 0)).padEnd(size, '\0');
  const digits = value.slice(0, size).replace(/[^0-9A-Fa-f]/g, '0');
  const whole = digits.length % 2 === 0 ? digits : `${digits}0`;
  return Buffer.from(code === 'h' ? swapped(whole) : whole, 'hex').toString('latin1');
}

const pack = define([text('format'), rest(mixed('values'))], (format, values, run) => {
  let next = 0;
  let result = '';
  const argument = (code: string): PhpValue => {
    const value = values[next++];
    if (value === undefined) throw valueError(`Type ${code}: not enough arguments`);
    return value;
  };
  for (const [, code = '', digits] of format.matchAll(/([^])(\*|\d+)?/g)) {
    if (!isKnown(code)) throw unknown(code);
    const amount = amountOf(digits);
    run.text(result.length + Math.max(amount ?? 1, 0) * BITS, 0);
    const whole = INTEGERS[code];
    if (!whole) {
      result += packedText(code, amount, toText(argument(code)));
    } else {
      const times = amount === ALL ? values.length - next : (amount ?? 1);
      for (let time = 0; time < times; time++) {
        if (next >= values.length) throw valueError(`Type ${code}: too few arguments`);
        result += bytesOfInteger(toInt(argument(code)), whole);
      }
    }
    run.text(result.length);
  }
  return result;
});

function unpackedText(code: string, bytes: PhpText, digits: number | null): PhpText {
  if (code === 'a') return bytes;
  if (code === 'A') return bytes.replace(/[\0\t\r\n ]+$/, '');
  if (code === 'Z') return bytes.split('\0')[0] ?? '';
  const hex = Buffer.from(bytes, 'latin1').toString('hex');
  const ordered = code === 'h' ? swapped(hex) : hex;
  return digits === null ? ordered : ordered.slice(0, digits);
}

/** Reads one instruction's values from the bytes at a place; null where there are too few. */
function unpackOne(
  { code, amount, name }: Instruction,
  data: PhpText,
  place: number,
  put: (key: PhpText, value: PhpValue) => void
): number | null {
  const left = data.length - place;
  const whole = INTEGERS[code];
  if (!whole) {
    const isHex = code === 'h' || code === 'H';
    const digits = amount === ALL ? null : (amount ?? 1);
    const size = digits === null ? left : isHex ? Math.ceil(digits / 2) : digits;
    if (size > left) return null;
    put(name || '1', unpackedText(code, data.slice(place, place + size), isHex ? digits : null));
    return place + size;
  }
  const times = amount === ALL ? Math.floor(left / whole.size) : (amount ?? 1);
  if (times * whole.size > left) return null;
  for (let time = 0; time < times; time++) {
    const start = place + time * whole.size;
    const key = amount === null ? name || '1' : `${name}${time + 1}`;
    put(key, integerOfBytes(data.slice(start, start + whole.size), whole));
  }
  return place + times * whole.size;
}

function unpack(format: PhpText, string: PhpText, offset: bigint, run: Run): PhpValue {
  const data = string.slice(Number(offset));
  const result = new PhpArray();
  let place: number | null = 0;
  for (const part of format.split('/')) {
    const [, code = '', digits, name = ''] = /^([^]?)(\*|\d+)?([^]*)$/.exec(part) ?? [];
    if (!isKnown(code)) throw valueError(`Invalid format type ${code}`);
    place = unpackOne({ code, amount: amountOf(digits), name }, data, place, (key, value) => {
      run.elements(result.size + 1, 1);
      result.set(keyOf(key), value);
    });
    if (place === null) return false;
  }
  return result;
}

/** Values as bytes, and back: texts, digits and integers. */
export const PACKING: PhpFunctions = {
  pack,
  unpack: define([text('format'), text('string'), int('offset', 0n)], unpack),
};
