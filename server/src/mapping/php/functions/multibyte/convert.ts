import { PhpArray } from '../../array';
import type { Run } from '../../run';
import { isArray, type PhpText, type PhpValue } from '../../values';
import {
  arrayOrText,
  badValue,
  bool,
  define,
  int,
  nullable,
  type PhpFunctions,
  text,
} from '../define';
import { toText } from '../../conversions';
import { type Encoding, encodingOf, isUtf8, knownEncoding, noEncoding, UTF8 } from './encodings';

const LATIN1 = encodingOf('ISO-8859-1', '', 0);
const DEFAULT_ORDER = 'ASCII,UTF-8';

/** The encodings that an argument names, in its order: an array, or names with commas between them. */
function encodingsOf(
  given: PhpArray | PhpText,
  name: string,
  place: number,
  parameter: string
): Encoding[] {
  const names = isArray(given) ? given.values().map(toText) : given.split(',');
  const all = names
    .map((one) => one.trim())
    .flatMap((one) => (one.toLowerCase() === 'auto' ? DEFAULT_ORDER.split(',') : [one]))
    .map(knownEncoding);
  if (all.some((one) => !one)) throw badValue(name, place, parameter, 'contains invalid encoding');
  return all as Encoding[];
}

/** The byte at which a text stops being of an encoding: in UTF-8 the one that does not go on with a character. */
function faultIn(bytes: PhpText, encoding: Encoding): number {
  let [low, high] = [0, bytes.length];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (encoding.isValid(bytes.slice(0, middle))) low = middle;
    else high = middle - 1;
  }
  const begins = encoding === UTF8 && /[\xc2-\xf4]/.test(bytes.charAt(low));
  return begins ? low + 1 : low;
}

/** UTF-8 where the bytes are such and more than ASCII, else the first encoding that they are of. */
function detected(
  bytes: PhpText,
  encodings: readonly Encoding[],
  isStrict: boolean
): Encoding | null {
  const valid = encodings.filter((encoding) => encoding.isValid(bytes));
  if (valid.length > 0) {
    const isMore = /[\x80-\xff]/.test(bytes);
    return (isMore && valid.includes(UTF8) ? UTF8 : valid[0]) ?? null;
  }
  return isStrict ? null : likeliest(bytes, encodings);
}

/** The encoding that is left when all others are ruled out, byte after byte. */
function likeliest(bytes: PhpText, encodings: readonly Encoding[]): Encoding | null {
  const faults = encodings.map((encoding) => ({ encoding, place: faultIn(bytes, encoding) }));
  const [last, before] = faults.sort((one, other) => other.place - one.place);
  return last && last.place > (before?.place ?? 0) ? last.encoding : null;
}

function converted(value: PhpValue, change: (bytes: PhpText) => PhpText, run: Run): PhpValue {
  if (isArray(value)) {
    run.elements(value.size);
    return PhpArray.of(
      value
        .entries()
        .map(([key, one]) => [
          typeof key === 'string' ? change(key) : key,
          run.within(() => converted(one, change, run)),
        ])
    );
  }
  if (typeof value !== 'string') return value;
  const result = change(value);
  run.text(result.length);
  return result;
}

const CONVERT = 'mb_convert_encoding';

const mb_convert_encoding = define(
  [arrayOrText('string'), text('to_encoding'), nullable(arrayOrText('from_encoding'), null)],
  (string, to, from, run) => {
    const target = knownEncoding(to);
    if (!target) throw noEncoding(CONVERT, 2, 'to_encoding');
    const sources = from === null ? [UTF8] : encodingsOf(from, CONVERT, 3, 'from_encoding');
    if (sources.length === 0)
      throw badValue(CONVERT, 3, 'from_encoding', 'must specify at least one encoding');
    let isKnown = true;
    const change = (bytes: PhpText): PhpText => {
      const source = sources.length > 1 ? detected(bytes, sources, true) : sources[0];
      isKnown &&= source !== null;
      return source ? target.encode(source.decode(bytes)) : bytes;
    };
    const result = converted(string, change, run);
    return isKnown && result;
  }
);

const DETECT = 'mb_detect_encoding';

const mb_detect_encoding = define(
  [text('string'), nullable(arrayOrText('encodings'), null), bool('strict', false)],
  (string, given, isStrict) => {
    const encodings = encodingsOf(given ?? DEFAULT_ORDER, DETECT, 2, 'encodings');
    if (encodings.length === 0)
      throw badValue(DETECT, 2, 'encodings', 'must specify at least one encoding');
    return detected(string, encodings, isStrict)?.name ?? false;
  }
);

function isAllValid(value: PhpValue, encoding: Encoding, run: Run): boolean {
  if (!isArray(value)) return typeof value !== 'string' || encoding.isValid(value);
  run.step(value.size);
  return value
    .entries()
    .every(([key, one]) =>
      run.within(
        () => (typeof key === 'bigint' || encoding.isValid(key)) && isAllValid(one, encoding, run)
      )
    );
}

const INVALID = /[\xc0-\xff][\x80-\xbf]*|[\x80-\xbf]/g;

/** Each character of UTF-8 as one byte of ISO-8859-1, `?` for others. */
const latin1Of = (bytes: PhpText): PhpText =>
  isUtf8(bytes)
    ? LATIN1.encode(UTF8.decode(bytes))
    : bytes.replace(INVALID, (found) => (isUtf8(found) ? LATIN1.encode(UTF8.decode(found)) : '?'));

/** Texts in other encodings than UTF-8. */
export const CONVERT_FUNCTIONS: PhpFunctions = {
  mb_convert_encoding,
  mb_detect_encoding,
  mb_check_encoding: define(
    [nullable(arrayOrText('value'), null), nullable(text('encoding'), null)],
    (value, encoding, run) => isAllValid(value, encodingOf(encoding, 'mb_check_encoding', 2), run)
  ),
  mb_internal_encoding: define([nullable(text('encoding'), null)], (encoding) => {
    if (encoding === null) return UTF8.name;
    if (knownEncoding(encoding) !== UTF8) throw noEncoding('mb_internal_encoding', 1);
    return true;
  }),
  mb_scrub: define([text('string'), nullable(text('encoding'), null)], (string, given, run) => {
    const encoding = encodingOf(given, 'mb_scrub', 2);
    const result = encoding.encode(encoding.decode(string));
    run.text(result.length);
    return result;
  }),
  mb_ord: define([text('string'), nullable(text('encoding'), null)], (string, given) => {
    if (string === '') throw badValue('mb_ord', 1, 'string', 'must not be empty');
    const encoding = encodingOf(given, 'mb_ord', 2);
    const first = string.slice(0, 4);
    const [character = ''] = encoding.decode(first);
    const isNone = !first.startsWith(encoding.encode(character));
    return !isNone && BigInt(character.codePointAt(0) ?? 0);
  }),
  mb_chr: define([int('codepoint'), nullable(text('encoding'), null)], (code, given) => {
    const encoding = encodingOf(given, 'mb_chr', 2);
    if (code < 0n || code > 0x10ffffn || (code >= 0xd800n && code <= 0xdfffn)) return false;
    const character = String.fromCodePoint(Number(code));
    const bytes = encoding.encode(character);
    return encoding.decode(bytes) === character && bytes;
  }),
  utf8_encode: define([text('string')], (string, run) => {
    const result = UTF8.encode(string);
    run.text(result.length);
    return result;
  }),
  utf8_decode: define([text('string')], latin1Of),
};
