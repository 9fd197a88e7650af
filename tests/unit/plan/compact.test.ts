import { HashIndex } from '../../../server/src/plan/compact/hash-index';
import { keyedHash, randomHash } from '../../../server/src/plan/compact/keyed-hash';
import { NumberPages } from '../../../server/src/plan/compact/number-pages';
import { rounds } from '../../support/rounds';
import { Random } from '../../support/random';

const ENTRIES = rounds(50_000, 1_000_000);
const keys = Array.from({ length: ENTRIES }, (_, index) => `username:user${index}`);

describe('the keyed hash', () => {
  const hash = keyedHash([1, 2]);

  it('is a safe integer, the same for the same text, kind and key', () => {
    for (const text of ['', 'a', 'Müller', '\u{1F600}', 'x'.repeat(300)]) {
      expect(Number.isSafeInteger(hash(text, 0))).toBe(true);
      expect(keyedHash([1, 2])(text, 0)).toBe(hash(text, 0));
    }
  });

  it('tells texts, kinds and keys apart', () => {
    const texts = ['', '\0', 'a', 'a\0', 'a\0\0', 'ab', 'ba', 'abc', '\u0100', 'a'.repeat(64)];
    const others = [keyedHash([2, 1]), keyedHash([1, 3]), keyedHash([0, 2]), randomHash()];
    const hashes = texts.flatMap((text) => [
      ...[0, 1, 2].map((kind) => hash(text, kind)),
      ...others.map((other) => other(text, 0)),
    ]);
    expect(new Set(hashes).size).toBe(hashes.length);
  });

  it('spreads texts that are alike: about half of all bits differ', () => {
    const bits = (one: number, other: number): number =>
      [...(BigInt(one) ^ BigInt(other)).toString(2)].filter((bit) => bit === '1').length;
    const differing = keys
      .slice(1, 1001)
      .map((key, index) => bits(hash(key, 0), hash(keys[index] ?? '', 0)));
    const mean = differing.reduce((sum, count) => sum + count, 0) / differing.length;
    expect(mean).toBeGreaterThan(25);
    expect(mean).toBeLessThan(28);
  });
});

describe('the index of hashes', () => {
  it('finds every number, seldom one of another key, and takes few bytes for each', () => {
    const index = new HashIndex();
    const hash = keyedHash([3, 4]);
    keys.forEach((key, number) => index.add(hash(key, 0), number + 1));
    expect(keys.every((key, number) => index.find(hash(key, 0)).includes(number + 1))).toBe(true);
    expect(keys.flatMap((key) => index.find(hash(key, 1))).length).toBeLessThan(10);
    expect(index.size).toBe(ENTRIES);
    expect(index.bytes / ENTRIES).toBeLessThan(14);
  });

  it('does as a map of lists does, also where hashes are the same', () => {
    for (let seed = 1; seed <= 20; seed += 1) {
      const random = new Random(seed);
      const index = new HashIndex();
      const expected = new Map<number, number[]>();
      // The same segment, the same places in it, and its last places, behind which the first ones come.
      const hashes = [
        0,
        1,
        2,
        2 ** 32,
        2 ** 32 - 1,
        2 ** 32 - 2,
        2 ** 41 - 1,
        2 ** 40 + 7,
        2 ** 31,
      ];
      for (let value = 1; value <= 400; value += 1) {
        const hash = random.chance(0.5) ? random.pick(hashes) : random.below(2 ** 30) * 2 ** 10;
        index.add(hash, value);
        expected.set(hash, [...(expected.get(hash) ?? []), value]);
      }
      const found = [...expected.keys()].map((hash) =>
        [...index.find(hash)].sort((one, other) => one - other)
      );
      expect({ seed, found }).toEqual({ seed, found: [...expected.values()] });
      expect(index.find(5)).toEqual([]);
    }
  });
});

describe('pages of numbers', () => {
  it('do as a map does, in four bytes a number', () => {
    const random = new Random(1);
    const pages = new NumberPages();
    const expected = new Map<number, number>();
    for (let count = 0; count < 10_000; count += 1) {
      const place = random.chance(0.01) ? random.below(2 ** 31) : random.below(20_000);
      const value = random.below(2 ** 32);
      pages.set(place, value);
      expected.set(place, value);
    }
    for (const [place, value] of expected) expect(pages.at(place)).toBe(value);
    expect(new NumberPages().at(7)).toBe(0);
    const dense = new NumberPages();
    for (let place = 0; place < ENTRIES; place += 1) dense.set(place, place);
    expect(dense.bytes / ENTRIES).toBeLessThan(5);
  });
});
