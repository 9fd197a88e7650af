import { LIMITS } from '../types';
import { PhpArray } from '../php/array';
import { phpOf, plainOf } from '../php/border';
import { compare, isEqual, isIdentical } from '../php/comparison';
import { toBoolean, toText } from '../php/conversions';
import { PHP_FUNCTIONS as DEFINED } from '../php/functions';
import { callFunction } from '../php/functions/call';
import { Run } from '../php/run';
import { isArray, type PhpValue, textOf } from '../php/values';
import type { ExpressionFunction } from './functions';

/** A value of JSONata as PHP has it; a column that is absent is null. */
function php(value: unknown): PhpValue {
  if (value === undefined || value === null) return null;
  if (typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isInteger(value) ? BigInt(value) : value;
  if (typeof value === 'string') return phpOf(value);
  if (!Array.isArray(value)) {
    throw new TypeError('the PHP expression was given an object, which it cannot read');
  }
  const list = PhpArray.list(value.map(php));
  list.isCell = true;
  return list;
}

const NONE = new Map<string, never>();

const MOST = {
  milliseconds: LIMITS.expressionMilliseconds,
  depth: LIMITS.stackDepth,
  elements: LIMITS.sequenceLength,
};

const callNamed = (name: string, values: PhpValue[]): unknown => {
  const definition = DEFINED[name];
  if (!definition) throw new TypeError(`there is no function ${name}`);
  const given = { values, named: NONE };
  const result = callFunction(name, definition, given, new Run(MOST), () => null);
  return plainOf(result, LIMITS.valueLength);
};

/** A function of PHP for values of JSONata. */
const call =
  (name: string): ExpressionFunction =>
  (...given) =>
    callNamed(name, given.map(php));

/** A row gives a list of one value as a text. */
const listOf = (value: PhpValue): PhpValue => {
  if (isArray(value)) return value;
  return PhpArray.list(value === null ? [] : [value]);
};

/**
 * What PHP does and JSONata does not, for PHP that is written in JSONata: an absent column is null,
 * texts are bytes in UTF-8, comparisons juggle types as PHP 8 does. A list where PHP wants a text throws.
 */
export const PHP_FUNCTIONS: Readonly<Record<string, ExpressionFunction>> = {
  phpText: (value) => textOf(toText(php(value))),
  phpTrue: (value) => toBoolean(php(value)),
  phpNull: (value) => php(value) === null,
  phpEqual: (one, other) => isEqual(php(one), php(other)),
  phpSame: (one, other) => isIdentical(php(one), php(other)),
  phpCompare: (one, other) => compare(php(one), php(other)),
  phpLower: call('strtolower'),
  phpUpper: call('strtoupper'),
  phpTrim: call('trim'),
  phpLength: call('strlen'),
  phpReplace: call('str_replace'),
  phpExplode: call('explode'),
  phpImplode: (separator, list) => callNamed('implode', [php(separator), listOf(php(list))]),
  phpContains: call('str_contains'),
  phpPosition: call('strpos'),
  phpPositionNoCase: call('stripos'),
  phpSubstring: call('substr'),
  phpLetters: call('mb_substr'),
};
