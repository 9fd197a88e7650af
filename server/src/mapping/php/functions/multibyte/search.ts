import type { PhpText } from '../../values';
import {
  badValue,
  bool,
  define,
  int,
  nullable,
  type PhpFunction,
  type PhpFunctions,
  text,
} from '../define';
import { asIs, occurrences, outside } from '../strings/bytes';
import { folded } from './cases';
import { Characters } from './characters';
import { type Encoding, encodingOf } from './encodings';

type Fold = (bytes: PhpText, encoding: Encoding) => PhpText;

const ENCODING = nullable(text('encoding'), null);
const SEARCHED = [text('haystack'), text('needle')] as const;

/** PHP does not look into an empty text where case does not count. */
const isPassedOver = (haystack: PhpText, fold: Fold): boolean => haystack === '' && fold === folded;

const first = (name: string, fold: Fold): PhpFunction =>
  define([...SEARCHED, int('offset', 0n), ENCODING], (haystack, needle, offset, given, run) => {
    const encoding = encodingOf(given, name, 4);
    if (isPassedOver(haystack, fold)) return false;
    const characters = new Characters(fold(haystack, encoding), encoding, run);
    const start = Number(offset) + (offset < 0n ? characters.length : 0);
    if (start < 0 || start > characters.length) throw outside(name);
    const place = characters.bytes.indexOf(fold(needle, encoding), characters.byteAt(start));
    return place >= 0 && BigInt(characters.characterAt(place));
  });

/** Where a text begins for the last time; with a negative offset, that many characters before the end or earlier. */
function lastPlace(
  haystack: Characters,
  needle: Characters,
  offset: number,
  name: string
): bigint | false {
  if (Math.abs(offset) > haystack.length) throw outside(name);
  const from = haystack.byteAt(Math.max(offset, 0));
  const isNearEnd = offset >= 0 || -offset < needle.length;
  const latest = isNearEnd
    ? haystack.bytes.length - needle.bytes.length
    : haystack.byteAt(haystack.length + offset);
  const place = latest < 0 ? -1 : haystack.bytes.lastIndexOf(needle.bytes, latest);
  return place >= from && BigInt(haystack.characterAt(place));
}

const last = (name: string, fold: Fold): PhpFunction =>
  define([...SEARCHED, int('offset', 0n), ENCODING], (haystack, needle, offset, given, run) => {
    const encoding = encodingOf(given, name, 4);
    if (isPassedOver(haystack, fold)) return false;
    const characters = (bytes: PhpText): Characters =>
      new Characters(fold(bytes, encoding), encoding, run);
    return lastPlace(characters(haystack), characters(needle), Number(offset), name);
  });

/** The rest of the text from what is found, or what stands before it. */
const around = (name: string, fold: Fold, isLast: boolean): PhpFunction =>
  define(
    [...SEARCHED, bool('before_needle', false), ENCODING],
    (haystack, needle, isBefore, given, run) => {
      const encoding = encodingOf(given, name, 4);
      const text = fold(haystack, encoding);
      const sought = fold(needle, encoding);
      const place = isLast ? text.lastIndexOf(sought) : text.indexOf(sought);
      if (place < 0) return false;
      const number = new Characters(text, encoding, run).characterAt(place);
      const whole = new Characters(haystack, encoding, run);
      return isBefore ? whole.slice(0, number) : whole.slice(number, whole.length);
    }
  );

const COUNT = 'mb_substr_count';

const inCharacters = first('iconv_strpos', asIs);

/** As `mb_strpos`, but it finds nothing that is empty, and nothing in what is not of the encoding. */
const iconv_strpos = define(
  [...SEARCHED, int('offset', 0n), ENCODING],
  (haystack, needle, offset, encoding, run) => {
    const { isValid } = encodingOf(encoding, 'iconv_strpos', 4);
    if (!isValid(haystack) || !isValid(needle) || (needle === '' && offset >= 0n)) return false;
    const place = inCharacters.call(run, [haystack, needle, offset, encoding]);
    return needle !== '' && place;
  }
);

/** What stands in a text, and at which of its characters. */
export const MULTIBYTE_SEARCH: PhpFunctions = {
  mb_strpos: first('mb_strpos', asIs),
  mb_stripos: first('mb_stripos', folded),
  mb_strrpos: last('mb_strrpos', asIs),
  mb_strripos: last('mb_strripos', folded),
  mb_strstr: around('mb_strstr', asIs, false),
  mb_stristr: around('mb_stristr', folded, false),
  mb_strrchr: around('mb_strrchr', asIs, true),
  mb_strrichr: around('mb_strrichr', folded, true),
  mb_substr_count: define([...SEARCHED, ENCODING], (haystack, needle, encoding, run) => {
    encodingOf(encoding, COUNT, 3);
    if (needle === '') throw badValue(COUNT, 2, 'needle', 'must not be empty');
    return occurrences(haystack, needle, [0, haystack.length], run);
  }),
  iconv_strpos,
};
