import type { Run } from '../../run';
import type { PhpValue } from '../../values';
import { badValue, bool, define, int, mixed, nullable, type PhpFunctions, text } from '../define';
import { JsonReader } from './decode';
import { FLAGS, JsonWriter } from './encode';
import {
  guarded,
  JSON_ERRORS,
  JsonFault,
  lastError,
  messageOf,
  setLastError,
  THROW_ON_ERROR,
} from './errors';

const DEPTH = 512n;
const AS_ARRAYS = 1n;
const LARGE_AS_TEXT = 2n;

function write(value: PhpValue, flags: bigint, depth: bigint, run: Run): PhpValue {
  const writer = new JsonWriter(flags, depth, run);
  const result = guarded<PhpValue>(run, flags, () => writer.value(value), false);
  if (writer.fault !== JSON_ERRORS.none) setLastError(run, writer.fault);
  return result;
}

const json_encode = define(
  [mixed('value'), int('flags', 0n), int('depth', DEPTH)],
  (value, flags, depth, run) => write(value, flags, depth, run)
);

const json_decode = define(
  [text('json'), nullable(bool('associative'), null), int('depth', DEPTH), int('flags', 0n)],
  (json, associative, depth, flags, run) => {
    if (json !== '' && depth <= 0n)
      throw badValue('json_decode', 3, 'depth', 'must be greater than 0');
    const reading = {
      asArrays: associative ?? (flags & AS_ARRAYS) !== 0n,
      depth,
      largeAsText: (flags & LARGE_AS_TEXT) !== 0n,
    };
    const read = (): PhpValue => {
      if (json === '') throw new JsonFault(JSON_ERRORS.syntax);
      return new JsonReader(json, reading, run).whole();
    };
    return guarded<PhpValue>(run, flags, read, null);
  }
);

/** JSON, read and written. */
export const JSON_FUNCTIONS: PhpFunctions = {
  json_encode,
  json_decode,
  json_last_error: define([], lastError),
  json_last_error_msg: define([], (run) => messageOf(lastError(run))),
};

export const JSON_CONSTANTS: Readonly<Record<string, PhpValue>> = {
  ...Object.fromEntries(Object.entries(FLAGS).map(([name, flag]) => [`JSON_${name}`, flag])),
  JSON_THROW_ON_ERROR: THROW_ON_ERROR,
  JSON_OBJECT_AS_ARRAY: AS_ARRAYS,
  JSON_BIGINT_AS_STRING: LARGE_AS_TEXT,
  JSON_ERROR_NONE: JSON_ERRORS.none,
  JSON_ERROR_DEPTH: JSON_ERRORS.depth,
  JSON_ERROR_STATE_MISMATCH: JSON_ERRORS.mismatch,
  JSON_ERROR_CTRL_CHAR: JSON_ERRORS.character,
  JSON_ERROR_SYNTAX: JSON_ERRORS.syntax,
  JSON_ERROR_UTF8: JSON_ERRORS.utf8,
  JSON_ERROR_INF_OR_NAN: JSON_ERRORS.number,
  JSON_ERROR_UNSUPPORTED_TYPE: JSON_ERRORS.type,
  JSON_ERROR_UTF16: JSON_ERRORS.utf16,
};
