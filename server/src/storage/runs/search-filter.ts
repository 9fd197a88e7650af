/** The most bits that a filter has; a hash names two of them. */
const MOST_BITS = 1 << 16;
const FEWEST_BYTES = 8;
/** The share of bits that may be set: the more, the smaller the filter and the oftener it says yes in vain. */
const MOST_SET = 0.3;

const bits = new Uint8Array(MOST_BITS / 8);

const BEYOND_ASCII = /[^\0-\x7f]/;

/** Letters that a database may take for others, although no accent is all that tells them apart. */
const TWINS: Record<string, string> = {
  ß: 's',
  ı: 'i',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ł: 'l',
  ħ: 'h',
  ς: 'σ',
  ґ: 'г',
};
const TWIN = new RegExp(`[${Object.keys(TWINS).join('')}]`, 'g');
const KANA = /[\p{sc=Hiragana}\p{sc=Katakana}]/gu;

/**
 * The text without accents: a database may take letters with and without them for the same, and a
 * filter must not leave out what it would find. Small, large and both kinds of kana are one letter.
 */
const folded = (text: string): string =>
  BEYOND_ASCII.test(text)
    ? text
        .normalize('NFKD')
        .replace(/[\p{M}·]+/gu, '')
        .toLowerCase()
        .replace(TWIN, (letter) => TWINS[letter]!)
        .replace(KANA, 'あ')
    : text;

const hashOf = (first: number, second: number, third: number): number => {
  let hash = Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b);
  hash ^= Math.imul(third, 0xc2b2ae35);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return hash ^ (hash >>> 13);
};

/** A hash of each two (`size` 2) or three characters that stand side by side. */
const hashesOf = (text: string, size: 2 | 3): number[] => {
  const hashes: number[] = [];
  for (let last = size - 1; last < text.length; last += 1) {
    const first = size === 3 ? text.charCodeAt(last - 2) : 0;
    hashes.push(hashOf(first, text.charCodeAt(last - 1), text.charCodeAt(last)));
  }
  return hashes;
};

const setBits = (hash: number): void => {
  bits[(hash & 0xffff) >>> 3]! |= 1 << (hash & 7);
  bits[hash >>> 19]! |= 1 << ((hash >>> 16) & 7);
};

/** Sets the bits of all that `hashesOf` says of a text, which is looked at but once. */
const setBitsOf = (text: string): void => {
  let before = 0;
  let last = text.charCodeAt(0);
  for (let place = 1; place < text.length; place += 1) {
    const next = text.charCodeAt(place);
    setBits(hashOf(0, last, next));
    if (place > 1) setBits(hashOf(before, last, next));
    before = last;
    last = next;
  }
};

const bitsSet = (bytes: Uint8Array): number => {
  let count = 0;
  for (const byte of bytes) for (let rest = byte; rest !== 0; rest &= rest - 1) count += 1;
  return count;
};

/** Half as long: a hash names the same bits in it, without the highest digit. */
const halved = (bytes: Uint8Array): Uint8Array => {
  const half = bytes.length / 2;
  const folding = bytes.slice(0, half);
  for (let at = 0; at < half; at += 1) folding[at]! |= bytes[at + half]!;
  return folding;
};

/**
 * A Bloom filter of all that stands in some texts, which are in lower case, as text: it tells which searches find nothing in
 * any of them, without a look at the texts.
 */
export const filterOf = (texts: Iterable<string>): string => {
  bits.fill(0);
  for (const text of texts) setBitsOf(folded(text));
  let filter: Uint8Array = bits;
  while (filter.length > FEWEST_BYTES) {
    const smaller = halved(filter);
    if (bitsSet(smaller) > smaller.length * 8 * MOST_SET) break;
    filter = smaller;
  }
  return Buffer.from(filter).toString('base64');
};

/**
 * Asks filters for a text in lower case. False: it stands in none of the filter's texts. A single character may
 * stand in all.
 */
export const createFilterTest = (search: string): ((filter: string) => boolean) => {
  const plain = folded(search);
  const hashes = hashesOf(plain, plain.length > 2 ? 3 : 2);
  return (filter) => {
    const bytes = Buffer.from(filter, 'base64');
    const last = bytes.length * 8 - 1;
    const has = (place: number): boolean => {
      const bit = place & last;
      return (bytes[bit >>> 3]! & (1 << (bit & 7))) !== 0;
    };
    return hashes.every((hash) => has(hash & 0xffff) && has(hash >>> 16));
  };
};
