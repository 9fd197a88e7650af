import { createFilterTest, filterOf } from '../../../server/src/storage/runs/search-filter';

const mayFind = (texts: string[], search: string): boolean =>
  createFilterTest(search)(filterOf(texts));

/** So many people as a block holds, as their changes are found by. */
const peopleFrom = (first: number): string[] =>
  Array.from({ length: 50 }, (_, index) => {
    const number = first + index;
    return [
      `person ${number} ünal`,
      `username:user${number}`,
      `user${number}@example.com`,
      `+4930${7_919_317 * number}`.slice(0, 12),
      'engineer',
    ].join('\n');
  });

describe('the filter of a search block', () => {
  it.each([
    ['a part of any word', 'velac'],
    ['two characters', 'ad'],
    ['one character', 'x'],
    ['several words', 'ada love'],
    ['a number', '201'],
    ['a MAC address', '00:11:22:33:44:55'],
    ['the beginning of an e-mail address', 'ada@'],
    ['a NUL as it is shown', 'a␀b'],
    ['letters of another script', '李明'],
    ['an emoji', '😀'],
  ])('says yes to %s that stands there', (_name, search) => {
    const text = 'ada lovelace\n201\n00:11:22:33:44:55\nada@example.com\na␀b\n李明\n😀';
    expect(mayFind(['somebody else', text], search)).toBe(true);
  });

  it('says no to what stands in no text', () => {
    for (const search of ['babbage', 'zz', '00:11:23', 'ada lovelace 2']) {
      expect([search, mayFind(['ada lovelace\n201\n00:11:22'], search)]).toEqual([search, false]);
    }
    expect(mayFind([], 'ada')).toBe(false);
  });

  it('takes letters with and without accents for the same, as some databases do', () => {
    for (const search of ['ünal', 'unal', 'u\u0308nal']) {
      expect(mayFind(['person ünal'], search)).toBe(true);
      expect(mayFind(['person u\u0308nal'], search)).toBe(true);
    }
    expect(mayFind(['straße'], 'straße')).toBe(true);
  });

  it('finds every part of every text, whatever stands beside it', () => {
    const texts = peopleFrom(100_000);
    const filter = filterOf(texts);
    for (const text of texts.slice(0, 5)) {
      for (let length = 1; length < 12; length += 1) {
        for (let from = 0; from + length <= text.length; from += 1) {
          const search = text.slice(from, from + length);
          expect([search, createFilterTest(search)(filter)]).toEqual([search, true]);
        }
      }
    }
  });

  it('leaves nearly all blocks out for what stands in one of them, in few characters', () => {
    const filters = Array.from({ length: 200 }, (_, block) =>
      filterOf(peopleFrom(100_000 + 50 * block))
    );
    for (const search of ['user104321', 'person 104321', 'user104321@example.com']) {
      const mayHold = createFilterTest(search);
      const found = filters.flatMap((filter, block) => (mayHold(filter) ? [block] : []));
      expect(found).toContain(86);
      expect(found.length).toBeLessThan(10);
    }
    expect(filters.filter(createFilterTest('lovelace'))).toEqual([]);
    const perChange = filters.join('').length / (200 * 50);
    expect(perChange).toBeLessThan(60);
  });

  it('is small for few texts', () => {
    expect(filterOf(['ada\nusername:ada\n201']).length).toBeLessThan(100);
  });
});
