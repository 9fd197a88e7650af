import { ARITHMETIC } from '../arithmetic';
import { toArray, toBoolean, toFloat, toInt, toText } from '../conversions';
import {
  fitsInt,
  MAX_INT,
  MIN_INT,
  PhpError,
  type PhpText,
  type PhpValue,
  type Reference,
} from '../values';
import {
  badValue,
  define,
  float,
  int,
  mixed,
  number,
  type PhpFunction,
  type PhpFunctions,
  reference,
  text,
} from './define';

const ofFloat = (work: (num: number) => number | boolean): PhpFunction =>
  define([float('num')], work);

function absolute(num: bigint | number): bigint | number {
  if (typeof num === 'number') return Math.abs(num);
  const result = num < 0n ? -num : num;
  return fitsInt(result) ? result : Number(result);
}

function divideIntegers(num1: bigint, num2: bigint): bigint {
  if (num2 === 0n) throw new PhpError('DivisionByZeroError', 'Division by zero');
  const result = num1 / num2;
  if (!fitsInt(result)) {
    throw new PhpError('ArithmeticError', 'Division of PHP_INT_MIN by -1 is not an integer');
  }
  return result;
}

function logarithm(num: number, base: number): number {
  if (base === 2) return Math.log2(num);
  if (base === 10) return Math.log10(num);
  if (base === 1) return NaN;
  if (base <= 0) throw badValue('log', 2, 'base', 'must be greater than 0');
  return base === Math.E ? Math.log(num) : Math.log(num) / Math.log(base);
}

/** What `settype` makes of a value, by the name of the type. */
const TYPES: Readonly<Record<string, (value: PhpValue) => PhpValue>> = {
  array: toArray,
  bool: toBoolean,
  boolean: toBoolean,
  double: toFloat,
  float: toFloat,
  int: toInt,
  integer: toInt,
  null: () => null,
  string: toText,
};

function setType(variable: Reference, type: PhpText): true {
  const name = type.toLowerCase();
  if (name === 'resource') throw new PhpError('ValueError', 'Cannot convert to resource type');
  if (name === 'object') throw new PhpError('Error', 'settype(): objects are not known here');
  const convert = Object.hasOwn(TYPES, name) ? TYPES[name] : undefined;
  if (!convert) throw badValue('settype', 2, 'type', 'must be a valid type');
  variable.value = convert(variable.value);
  return true;
}

const HALF_CIRCLE = 180;

/** Functions of numbers. */
export const NUMBERS: PhpFunctions = {
  abs: define([number('num')], absolute),
  acos: ofFloat(Math.acos),
  acosh: ofFloat(Math.acosh),
  asin: ofFloat(Math.asin),
  asinh: ofFloat(Math.asinh),
  atan: ofFloat(Math.atan),
  atan2: define([float('y'), float('x')], (y, x) => Math.atan2(y, x)),
  atanh: ofFloat(Math.atanh),
  cos: ofFloat(Math.cos),
  cosh: ofFloat(Math.cosh),
  deg2rad: ofFloat((num) => (num / HALF_CIRCLE) * Math.PI),
  exp: ofFloat(Math.exp),
  expm1: ofFloat(Math.expm1),
  fdiv: define([float('num1'), float('num2')], (num1, num2) => num1 / num2),
  fmod: define([float('num1'), float('num2')], (num1, num2) => num1 % num2),
  hypot: define([float('x'), float('y')], (x, y) => Math.hypot(x, y)),
  intdiv: define([int('num1'), int('num2')], divideIntegers),
  is_finite: ofFloat(Number.isFinite),
  is_infinite: ofFloat((num) => Math.abs(num) === Infinity),
  is_nan: ofFloat(Number.isNaN),
  log: define([float('num'), float('base', Math.E)], logarithm),
  log10: ofFloat(Math.log10),
  log1p: ofFloat(Math.log1p),
  pi: define([], () => Math.PI),
  pow: define([mixed('num'), mixed('exponent')], ARITHMETIC['**']),
  rad2deg: ofFloat((num) => (num / Math.PI) * HALF_CIRCLE),
  settype: define([reference('var'), text('type')], setType),
  sin: ofFloat(Math.sin),
  sinh: ofFloat(Math.sinh),
  sqrt: ofFloat(Math.sqrt),
  tan: ofFloat(Math.tan),
  tanh: ofFloat(Math.tanh),
};

export const NUMBER_CONSTANTS: Readonly<Record<string, PhpValue>> = {
  INF: Infinity,
  M_1_PI: 1 / Math.PI,
  M_2_PI: 2 / Math.PI,
  M_2_SQRTPI: 2 / Math.sqrt(Math.PI),
  M_E: Math.E,
  M_LN10: Math.LN10,
  M_LN2: Math.LN2,
  M_LOG10E: Math.LOG10E,
  M_LOG2E: Math.LOG2E,
  M_PI: Math.PI,
  M_PI_2: Math.PI / 2,
  M_PI_4: Math.PI / 4,
  M_SQRT1_2: Math.SQRT1_2,
  M_SQRT2: Math.SQRT2,
  NAN: NaN,
  PHP_EOL: '\n',
  PHP_FLOAT_DIG: 15n,
  PHP_FLOAT_EPSILON: Number.EPSILON,
  PHP_FLOAT_MAX: Number.MAX_VALUE,
  PHP_FLOAT_MIN: 2 ** -1022,
  PHP_INT_MAX: MAX_INT,
  PHP_INT_MIN: MIN_INT,
  PHP_INT_SIZE: 8n,
};
