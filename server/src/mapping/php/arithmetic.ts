import type { PhpArray } from './array';
import { numericValue, numeralIn, toBoolean, toInt, truncated } from './conversions';
import { floatPower, largePower } from './power';
import { fitsInt, isArray, PhpError, type PhpText, type PhpValue, typeName } from './values';

/** An operator of two values that gives a third. */
export type BinaryOperator = (one: PhpValue, other: PhpValue) => PhpValue;

type Numeric = bigint | number;

/** A value as an operand; null where it is none: an array, a text that begins with no number. */
function operandOf(value: PhpValue): Numeric | null {
  if (typeof value === 'bigint' || typeof value === 'number') return value;
  if (typeof value === 'string') return numeralIn(value)?.value ?? null;
  return typeof value === 'object' && value !== null ? null : toBoolean(value) ? 1n : 0n;
}

const unsupported = (operator: string, one: PhpValue, other: PhpValue): PhpError =>
  new PhpError(
    'TypeError',
    `Unsupported operand types: ${typeName(one)} ${operator} ${typeName(other)}`
  );

const operator =
  <Operand extends Numeric>(
    name: string,
    work: (one: Operand, other: Operand) => Numeric,
    read: (value: PhpValue) => Operand | null
  ): BinaryOperator =>
  (one, other) => {
    const left = read(one);
    const right = read(other);
    if (left === null || right === null) throw unsupported(name, one, other);
    return work(left, right);
  };

/** An operand of what calculates with integers alone; null where it is none. */
function integerOf(value: PhpValue): bigint | null {
  const operand = operandOf(value);
  if (typeof operand !== 'number') return operand;
  return typeof value === 'string' ? toInt(value) : truncated(operand);
}

/** Integers as long as the result is one, else floats. */
const exact =
  (
    integers: (one: bigint, other: bigint) => bigint,
    floats: (one: number, other: number) => number
  ) =>
  (one: Numeric, other: Numeric): Numeric => {
    if (typeof one === 'bigint' && typeof other === 'bigint') {
      const result = integers(one, other);
      if (fitsInt(result)) return result;
    }
    return floats(Number(one), Number(other));
  };

function divide(one: Numeric, other: Numeric): Numeric {
  if (Number(other) === 0) throw new PhpError('DivisionByZeroError', 'Division by zero');
  const isExact = typeof one === 'bigint' && typeof other === 'bigint' && one % other === 0n;
  return isExact && fitsInt(one / other) ? one / other : Number(one) / Number(other);
}

/** Past this power even 2 is beyond an integer. */
const HIGHEST_POWER = 64n;

function power(one: Numeric, other: Numeric): Numeric {
  if (typeof one === 'bigint' && typeof other === 'bigint' && other >= 0n) {
    const isSmall = one >= -1n && one <= 1n;
    if (isSmall) return one === -1n && other % 2n === 0n ? 1n : other === 0n ? 1n : one;
    const result = other < HIGHEST_POWER ? one ** other : null;
    if (result !== null && fitsInt(result)) return result;
    return largePower(one, other, fitsInt);
  }
  return floatPower(Number(one), Number(other));
}

function modulo(one: bigint, other: bigint): bigint {
  if (other === 0n) throw new PhpError('DivisionByZeroError', 'Modulo by zero');
  return one % other;
}

const BITS = 64n;

const shift =
  (work: (value: bigint, by: bigint) => bigint, rest: (value: bigint) => bigint) =>
  (value: bigint, by: bigint): bigint => {
    if (by < 0n) throw new PhpError('ArithmeticError', 'Bit shift by negative number');
    return by >= BITS ? rest(value) : BigInt.asIntN(64, work(value, by));
  };

/** On two texts the bitwise operators work byte by byte: `|` as far as the longer one, others as the shorter. */
const bitwise =
  (
    name: string,
    bits: (one: bigint, other: bigint) => bigint,
    bytes: (one: number, other: number) => number
  ): BinaryOperator =>
  (one, other) => {
    if (typeof one !== 'string' || typeof other !== 'string') {
      return operator(name, bits, integerOf)(one, other);
    }
    const length =
      name === '|' ? Math.max(one.length, other.length) : Math.min(one.length, other.length);
    let result = '';
    for (let place = 0; place < length; place++) {
      const byte = (text: PhpText): number => (place < text.length ? text.charCodeAt(place) : 0);
      result += String.fromCharCode(bytes(byte(one), byte(other)));
    }
    return result;
  };

const sum = operator(
  '+',
  exact(
    (one, other) => one + other,
    (one, other) => one + other
  ),
  operandOf
);

/** What the first array has, and of the second what has no counterpart. */
function union(one: PhpArray, other: PhpArray): PhpArray {
  const all = one.copy();
  for (const [key, value] of other.entries()) if (!all.has(key)) all.set(key, value);
  return all;
}

/** The arithmetic and bitwise operators, as PHP 8 has them. They throw `PhpError`. */
export const ARITHMETIC = {
  '+': (one, other) => (isArray(one) && isArray(other) ? union(one, other) : sum(one, other)),
  '-': operator(
    '-',
    exact(
      (one, other) => one - other,
      (one, other) => one - other
    ),
    operandOf
  ),
  '*': operator(
    '*',
    exact(
      (one, other) => one * other,
      (one, other) => one * other
    ),
    operandOf
  ),
  '/': operator('/', divide, operandOf),
  '%': operator('%', modulo, integerOf),
  '**': operator('**', power, operandOf),
  '<<': operator(
    '<<',
    shift(
      (value, by) => value << by,
      () => 0n
    ),
    integerOf
  ),
  '>>': operator(
    '>>',
    shift(
      (value, by) => value >> by,
      (value) => (value < 0n ? -1n : 0n)
    ),
    integerOf
  ),
  '|': bitwise(
    '|',
    (one, other) => one | other,
    (one, other) => one | other
  ),
  '&': bitwise(
    '&',
    (one, other) => one & other,
    (one, other) => one & other
  ),
  '^': bitwise(
    '^',
    (one, other) => one ^ other,
    (one, other) => one ^ other
  ),
} satisfies Record<string, BinaryOperator>;

/** `~` */
export function complement(value: PhpValue): PhpValue {
  if (typeof value === 'bigint') return ~value;
  if (typeof value === 'number') return ~truncated(value);
  if (typeof value !== 'string') {
    throw new PhpError('TypeError', `Cannot perform bitwise not on ${typeName(value)}`);
  }
  return value.replace(/[^]/g, (byte) => String.fromCharCode(~byte.charCodeAt(0) & 0xff));
}

/** `++` */
export function increment(value: PhpValue): PhpValue {
  if (value === null) return 1n;
  if (typeof value === 'boolean') return value;
  if (typeof value !== 'string') return step(value, 1n);
  if (value === '') return '1';
  const number = numericValue(value);
  return number === null ? successor(value) : step(number, 1n);
}

/** `--` */
export function decrement(value: PhpValue): PhpValue {
  if (value === null || typeof value === 'boolean') return value;
  if (typeof value !== 'string') return step(value, -1n);
  if (value === '') return -1n;
  const number = numericValue(value);
  return number === null ? value : step(number, -1n);
}

function step(value: PhpValue, by: bigint): PhpValue {
  if (typeof value === 'object') {
    throw new PhpError('TypeError', `Cannot ${by > 0n ? 'in' : 'de'}crement ${typeName(value)}`);
  }
  return sum(value, by);
}

/** The runs of characters that `++` counts through in a text, as Perl does: `Az` → `Ba`, `zz` → `aaa`. */
const RUNS = [
  { first: 'a', last: 'z', more: 'a' },
  { first: 'A', last: 'Z', more: 'A' },
  { first: '0', last: '9', more: '1' },
] as const;

function successor(text: PhpText): PhpText {
  const bytes = [...text];
  for (let place = bytes.length - 1; place >= 0; place--) {
    const byte = bytes[place] ?? '';
    const run = RUNS.find(({ first, last }) => byte >= first && byte <= last);
    if (!run) break;
    if (byte !== run.last) {
      bytes[place] = String.fromCharCode(byte.charCodeAt(0) + 1);
      break;
    }
    bytes[place] = run.first;
    if (place === 0) bytes.unshift(run.more);
  }
  return bytes.join('');
}

/** `-value`: 0 minus it would lose the sign of a float that is 0. */
export const negated: (value: PhpValue) => PhpValue = (value) => ARITHMETIC['*'](value, -1n);

/** `+value` */
export const asNumber: (value: PhpValue) => PhpValue = (value) => ARITHMETIC['*'](value, 1n);
