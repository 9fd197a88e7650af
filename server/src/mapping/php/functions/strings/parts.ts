import { PhpArray } from '../../array';
import { toText } from '../../conversions';
import type { Run } from '../../run';
import { isArray, MAX_INT, PhpError, type PhpText, type PhpValue } from '../../values';
import {
  array,
  arrayOrText,
  badValue,
  bool,
  define,
  int,
  nullable,
  type PhpFunctions,
  text,
} from '../define';

/**
 * The bounds of a part within so many bytes, elements or characters, both of which may count from the end.
 * @param length null for all that is left
 */
export function partOf(
  size: number,
  offset: bigint,
  length: bigint | null
): [from: number, to: number] {
  const from = offset < 0n ? Math.max(size + Number(offset), 0) : Math.min(Number(offset), size);
  const to = length === null ? size : length < 0n ? size + Number(length) : from + Number(length);
  return [from, Math.max(from, Math.min(to, size))];
}

function explode(separator: PhpText, string: PhpText, limit: bigint, run: Run): PhpValue {
  if (separator === '') throw badValue('explode', 1, 'separator', 'cannot be empty');
  const most = limit > 0n ? Number(limit) : limit === 0n ? 1 : Infinity;
  const parts: PhpText[] = [];
  let start = 0;
  let end = string.indexOf(separator);
  while (end >= 0 && parts.length + 1 < most) {
    run.elements(parts.length + 1, 1);
    parts.push(string.slice(start, end));
    start = end + separator.length;
    end = string.indexOf(separator, start);
  }
  parts.push(string.slice(start));
  if (limit < 0n) parts.splice(Math.max(parts.length + Number(limit), 0));
  return PhpArray.list(parts);
}

function implode(given: PhpArray | PhpText, list: PhpArray | null, run: Run): PhpText {
  if (!list && !isArray(given)) {
    throw new PhpError(
      'TypeError',
      'implode(): Argument #1 ($array) must be of type array, string given'
    );
  }
  if (list && isArray(given)) {
    throw new PhpError(
      'TypeError',
      'implode(): Argument #1 ($separator) must be of type string, array given'
    );
  }
  const separator = isArray(given) ? '' : given;
  const parts = (list ?? (given as PhpArray)).values().map(toText);
  const texts = parts.reduce((length, part) => length + part.length, 0);
  run.elements(parts.length);
  run.text(texts + separator.length * Math.max(parts.length - 1, 0));
  return parts.join(separator);
}

const joined = define([arrayOrText('separator'), nullable(array('array'), null)], implode);

function piecesOf(string: PhpText, length: number, run: Run): PhpText[] {
  const amount = Math.ceil(string.length / length);
  run.elements(amount);
  return Array.from({ length: amount }, (_, piece) =>
    string.slice(piece * length, (piece + 1) * length)
  );
}

const str_split = define([text('string'), int('length', 1n)], (string, length, run) => {
  if (length < 1n) throw badValue('str_split', 2, 'length', 'must be greater than 0');
  return PhpArray.list(piecesOf(string, Number(length), run));
});

const chunk_split = define(
  [text('string'), int('length', 76n), text('separator', '\r\n')],
  (string, length, separator, run) => {
    if (length < 1n) throw badValue('chunk_split', 2, 'length', 'must be greater than 0');
    const amount = Math.max(Math.ceil(string.length / Number(length)), 1);
    run.text(string.length + amount * separator.length);
    if (string === '') return separator;
    return piecesOf(string, Number(length), run)
      .map((piece) => piece + separator)
      .join('');
  }
);

/** Lines of at most so many bytes, broken at blanks, and within a word only where `isCutting`. */
function wordwrap(
  string: PhpText,
  width: bigint,
  ending: PhpText,
  isCutting: boolean,
  run: Run
): PhpText {
  if (string === '') return '';
  if (ending === '') throw badValue('wordwrap', 3, 'break', 'cannot be empty');
  if (width === 0n && isCutting) {
    throw badValue(
      'wordwrap',
      4,
      'cut_long_words',
      'cannot be true when argument #2 ($width) is 0'
    );
  }
  const most = Number(width);
  run.text(string.length);
  let result = '';
  let lineStart = 0;
  let blank = 0;
  const breakAt = (end: number): void => {
    run.text(result.length + ending.length, ending.length);
    result += string.slice(lineStart, end) + ending;
  };
  for (let place = 0; place < string.length; place++) {
    const isFull = place - lineStart >= most;
    if (string.startsWith(ending, place) && place + ending.length < string.length) {
      result += string.slice(lineStart, place + ending.length);
      place += ending.length - 1;
      lineStart = blank = place + 1;
    } else if (string.charAt(place) === ' ') {
      if (isFull) {
        breakAt(place);
        lineStart = place + 1;
      }
      blank = place;
    } else if (isFull && isCutting && lineStart >= blank) {
      breakAt(place);
      lineStart = blank = place;
    } else if (isFull && lineStart < blank) {
      breakAt(blank);
      lineStart = blank = blank + 1;
    }
  }
  return result + string.slice(lineStart);
}

/** Parts of texts, and texts of parts. */
export const PARTS: PhpFunctions = {
  substr: define(
    [text('string'), int('offset'), nullable(int('length'), null)],
    (string, offset, length) => string.slice(...partOf(string.length, offset, length))
  ),
  explode: define([text('separator'), text('string'), int('limit', MAX_INT)], explode),
  implode: joined,
  join: joined,
  str_split,
  chunk_split,
  wordwrap: define(
    [text('string'), int('width', 75n), text('break', '\n'), bool('cut_long_words', false)],
    wordwrap
  ),
};
