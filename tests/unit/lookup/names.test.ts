import {
  keypadOf,
  nameTermsOf,
  TERM_LENGTH,
  withoutUmlauts,
  wordsOf,
} from '../../../server/src/lookup/names';
import { nameIds, recordOfName } from '../../../server/src/storage/lookup/models';

describe('the words of a name', () => {
  it.each([
    ['Jörg Müller', 'jorg muller'],
    ['Łucja Großmann', 'lucja grossmann'],
    ["O'Brien-Smith", 'obrien smith'],
    ['Иванов', 'ivanov'],
    ['Zoë\u0301', 'zoe'],
    ['  ', ''],
    ['!!!', ''],
  ])('of %s are %s', (name, words) => {
    expect(wordsOf(name).join(' ')).toBe(words);
  });

  it.each(['mueller', 'manuel', 'michael', 'aeoeue', 'samuel', 'poe'])(
    'of %s are found by each of their beginnings',
    (word) => {
      for (let length = 1; length <= word.length; length += 1) {
        const beginning = withoutUmlauts(word.slice(0, length));
        expect(withoutUmlauts(word).startsWith(beginning)).toBe(true);
      }
    }
  );

  it('are alike with and without umlauts', () => {
    const fold = (name: string) => wordsOf(name).map(withoutUmlauts);
    expect(fold('Mueller')).toEqual(fold('Müller'));
  });

  it('are typed with the keys of ITU-T E.161', () => {
    expect(keypadOf('abc def ghi jkl mno pqrs tuv wxyz 1')).toBe(
      '222 333 444 555 666 7777 888 9999 1'
    );
  });
});

describe('what a record is found by', () => {
  it('is each word with the others behind it', () => {
    expect(
      nameTermsOf('phonebookEntry', { displayName: 'Jörg Müller', organisation: 'Works' })
    ).toEqual([
      { term: 'jorg muller works', keypad: '5674 685537 96757' },
      { term: 'muller jorg works', keypad: '685537 5674 96757' },
      { term: 'works jorg muller', keypad: '96757 5674 685537' },
    ]);
  });

  it('is the login of a user without a name', () => {
    expect(nameTermsOf('user', { username: 'jm', displayName: null })).toEqual([
      { term: 'jm', keypad: '56' },
    ]);
    expect(nameTermsOf('user', { username: 'jm', displayName: 'A' })).toHaveLength(1);
  });

  it('is bounded, however long the name', () => {
    const terms = nameTermsOf('user', { displayName: 'word1 '.repeat(3) + 'x'.repeat(300) });
    expect(terms.every(({ term }) => term.length <= TERM_LENGTH)).toBe(true);
    const many = Array.from({ length: 30 }, (_, place) => `w${place}`).join(' ');
    expect(nameTermsOf('user', { displayName: many })).toHaveLength(8);
  });

  it('says by its id whose it is', () => {
    for (const [type, id] of [
      ['user', 1],
      ['phonebookEntry', 1],
      ['user', 123_456_789],
    ] as const) {
      const { from, below } = nameIds(type, id);
      expect(recordOfName(from)).toEqual({ type, id });
      expect(recordOfName(below - 1)).toEqual({ type, id });
      expect(recordOfName(below)).not.toEqual({ type, id });
    }
  });
});
