import type { PhpText } from '../values';

const BLANK = /[ \t\n\r\v\f]/;
const isDigit = (byte: string): boolean => byte >= '0' && byte <= '9';

/** Past the end of a text there is a byte that is 0. */
const byteAt = (text: PhpText, place: number): string => text[place] ?? '\0';

const upper = (byte: string): string => (byte >= 'a' && byte <= 'z' ? byte.toUpperCase() : byte);

type Order = -1 | 0 | 1;

/** Runs of digits side by side: the longer one is larger, else the first that differs tells. */
function orderOfIntegers(one: PhpText, left: number, other: PhpText, right: number): Order {
  let first: Order = 0;
  for (let place = 0; ; place++) {
    const [a, b] = [byteAt(one, left + place), byteAt(other, right + place)];
    if (!isDigit(a)) return isDigit(b) ? -1 : first;
    if (!isDigit(b)) return 1;
    if (first === 0 && a !== b) first = a < b ? -1 : 1;
  }
}

/** Runs of digits as what follows a decimal point: the first that differs tells. */
function orderOfFractions(one: PhpText, left: number, other: PhpText, right: number): Order {
  for (let place = 0; ; place++) {
    const [a, b] = [byteAt(one, left + place), byteAt(other, right + place)];
    if (!isDigit(a)) return isDigit(b) ? -1 : 0;
    if (!isDigit(b)) return 1;
    if (a !== b) return a < b ? -1 : 1;
  }
}

/** Past the zeros that a text begins with, but for the last digit. */
function pastZeros(text: PhpText): number {
  let place = 0;
  while (byteAt(text, place) === '0' && isDigit(byteAt(text, place + 1))) place += 1;
  return place;
}

function pastBlanks(text: PhpText, start: number): number {
  let place = start;
  while (BLANK.test(byteAt(text, place))) place += 1;
  return place;
}

/** Orders texts with numbers in them as people do: `img2` before `img10` (`strnatcmp`). */
export function naturalOrder(one: PhpText, other: PhpText, foldsCase = false): Order {
  if (one === '' || other === '') return one === other ? 0 : one === '' ? -1 : 1;
  let left = pastZeros(one);
  let right = pastZeros(other);
  const orderOfRests = (left: number, right: number): Order =>
    left < one.length ? 1 : right < other.length ? -1 : 0;
  for (;;) {
    left = pastBlanks(one, left);
    right = pastBlanks(other, right);
    if (isDigit(byteAt(one, left)) && isDigit(byteAt(other, right))) {
      const isFraction = byteAt(one, left) === '0' || byteAt(other, right) === '0';
      const order = (isFraction ? orderOfFractions : orderOfIntegers)(one, left, other, right);
      if (order !== 0) return order;
      while (isDigit(byteAt(one, left)) && isDigit(byteAt(other, right))) {
        left += 1;
        right += 1;
      }
      if (left >= one.length || right >= other.length) return orderOfRests(left, right);
    }
    const [a, b] = [byteAt(one, left), byteAt(other, right)].map((byte) =>
      foldsCase ? upper(byte) : byte
    ) as [string, string];
    if (a !== b) return a < b ? -1 : 1;
    left += 1;
    right += 1;
    if (left >= one.length || right >= other.length) return orderOfRests(left, right);
  }
}
