import { PhpArray, share } from '../../array';
import { compare } from '../../comparison';
import { numericValue, toFloat, toInt, truncated } from '../../conversions';
import type { Run } from '../../run';
import { isArray, PhpError, type PhpValue } from '../../values';
import {
  badValue,
  define,
  mixed,
  number,
  type PhpFunction,
  type PhpFunctions,
  rest,
  wrongArgument,
} from '../define';
import { arrayAs } from './parameters';

/** More elements than PHP can have in an array; it says so before it tries. */
const TOO_MANY = 2 ** 30;

const tooMany = (): PhpError =>
  new PhpError('ValueError', 'The supplied range exceeds the maximum array size');

function checkStep(isWithin: boolean): void {
  if (isWithin) return;
  throw badValue('range', 3, 'step', 'must not exceed the specified range');
}

function rangeOfFloats(start: number, end: number, step: number, run: Run): PhpArray {
  if (Math.abs(start) === Infinity || Math.abs(end) === Infinity) {
    throw new PhpError('ValueError', 'Invalid range supplied');
  }
  const distance = Math.abs(start - end);
  if (!(distance > 0)) return PhpArray.list([start]);
  checkStep(distance >= step && step > 0);
  const size = distance / step + 1;
  if (size >= TOO_MANY) throw tooMany();
  run.elements(Math.round(size));
  const isRising = start < end;
  const result = new PhpArray();
  for (let index = 0; index < Math.round(size); index++) {
    const element = isRising ? start + index * step : start - index * step;
    if (isRising ? element > end : element < end) break;
    result.push(element);
  }
  return result;
}

function rangeOfIntegers(start: bigint, end: bigint, step: bigint, run: Run): PhpArray {
  checkStep(step > 0n);
  if (start === end) return PhpArray.list([start]);
  const distance = start < end ? end - start : start - end;
  checkStep(distance >= step);
  const size = distance / step + 1n;
  if (size >= BigInt(TOO_MANY)) throw tooMany();
  run.elements(Number(size));
  const by = start < end ? step : -step;
  return PhpArray.list(
    Array.from({ length: Number(size) }, (_, index) => start + by * BigInt(index))
  );
}

function rangeOfBytes(start: number, end: number, step: bigint, run: Run): PhpArray {
  if (start === end) return PhpArray.list([String.fromCharCode(start)]);
  const codes = rangeOfIntegers(BigInt(start), BigInt(end), step, run);
  return PhpArray.list(codes.values().map((code) => String.fromCharCode(Number(code))));
}

function range(start: PhpValue, end: PhpValue, given: bigint | number, run: Run): PhpArray {
  const step = Math.abs(Number(given));
  const areTexts = isLetter(start) && isLetter(end);
  const ends = areTexts ? [numericValue(start), numericValue(end)] : [start, end];
  if (typeof given === 'number' || ends.some((each) => typeof each === 'number')) {
    return rangeOfFloats(toFloat(start), toFloat(end), step, run);
  }
  if (!areTexts || ends.some((each) => each !== null)) {
    return rangeOfIntegers(toInt(start), toInt(end), truncated(step), run);
  }
  return rangeOfBytes(start.charCodeAt(0), end.charCodeAt(0), truncated(step), run);
}

const isLetter = (value: PhpValue): value is string => typeof value === 'string' && value !== '';

/** The first value, or a later one where it is better than what was the best before. */
const best = (
  values: readonly PhpValue[],
  isBetter: (value: PhpValue, best: PhpValue) => boolean
) => share(values.reduce((found, value) => (isBetter(value, found) ? value : found)));

/** `min` and `max`: of the elements of an array, or of several arguments. */
const extreme = (
  name: string,
  isBetterElement: (value: PhpValue, best: PhpValue) => boolean,
  isBetterArgument: (value: PhpValue, best: PhpValue) => boolean
): PhpFunction =>
  define([mixed('value'), rest(mixed('values'))], (value, others, run) => {
    run.step(others.length);
    if (others.length > 0) return best([value, ...others], isBetterArgument);
    if (!isArray(value)) throw wrongArgument(name, 1, arrayAs('array', 'value'), value);
    if (value.size === 0) {
      throw badValue(name, 1, 'value', 'must contain at least one element');
    }
    run.step(value.size);
    return best(value.values(), isBetterElement);
  });

/** Values from one to another, and which of several is the smallest or largest. */
export const RANGES: PhpFunctions = {
  range: define([mixed('start'), mixed('end'), number('step', 1n)], range),
  min: extreme(
    'min',
    (value, least) => compare(least, value) > 0,
    (value, least) => compare(value, least) < 0
  ),
  max: extreme(
    'max',
    (value, most) => compare(most, value) < 0,
    (value, most) => compare(value, most) > 0
  ),
};
