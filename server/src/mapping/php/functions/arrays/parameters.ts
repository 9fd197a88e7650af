import type { PhpArray } from '../../array';
import { truncated } from '../../conversions';
import type { Run } from '../../run';
import { isArray, PhpError, type PhpValue, type Reference } from '../../values';
import { array, type Parameter, wrongArgument } from '../define';

const ARRAY = array('array');

/** The array in a variable that a function changes: nobody else has this one. */
export function arrayIn(reference: Reference, name: string, run: Run): PhpArray {
  const { value } = reference;
  if (!isArray(value)) throw wrongArgument(name, 1, ARRAY, value);
  const writable = run.writable(value);
  reference.value = writable;
  return writable;
}

/** `Countable|array` and the like: an array, whatever else PHP would take there. */
export const arrayAs = (type: string, name: string): Parameter<PhpArray> => ({
  ...array(name),
  type,
});

/** A key of an array that is an argument; null where a value can be none. */
export function readKey(given: PhpValue): { value: bigint | string } | null {
  if (typeof given === 'string' || typeof given === 'bigint') return { value: given };
  if (typeof given === 'boolean') return { value: given ? 1n : 0n };
  return typeof given === 'number' ? { value: truncated(given) } : null;
}

/** A value as PHP takes it where a key is needed, as in `$array[$key]`. */
export function offsetOf(value: PhpValue): bigint | string {
  const key = value === null ? { value: '' } : readKey(value);
  if (!key) throw new PhpError('TypeError', 'Illegal offset type');
  return key.value;
}

/** Elements that are passed over in the time of one step. */
const PER_STEP = 64;

/** Counts what it takes to get to an element by its place. */
export const passOver = (array: PhpArray, run: Run): void =>
  run.step(Math.ceil(array.size / PER_STEP));
