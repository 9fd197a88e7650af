import {
  beginningOf,
  foldBlanks,
  hasInvisible,
  trimInvisible,
  visible,
  withoutFormats,
} from '../../../shared/text';

const FORMATS =
  '\u00AD\u061C\u200B\u200C\u200D\u200E\u200F\u202A\u202B\u202C\u202D\u202E\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\uFEFF';

describe('invisible characters', () => {
  it.each([...FORMATS, '\u00A0', '\u2007', '\u202F', '\u3000', '\t', '\n'])(
    '%j vanishes at the ends and is shown in a message',
    (character) => {
      expect(trimInvisible(`${character} a${character}b ${character}`)).toBe(`a${character}b`);
    }
  );

  it('vanish everywhere where they cannot belong', () => {
    expect(withoutFormats(`9${FORMATS}01`)).toBe('901');
  });

  it.each([...FORMATS, '\u00A0', '\u0007', '\u2003'])(
    '%j is shown by its code point',
    (character) => {
      const code = character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
      expect(hasInvisible(`a${character}`)).toBe(true);
      expect(visible(`a${character}b`)).toBe(`a<U+${code}>b`);
    }
  );

  it('shows a NUL as its symbol, and leaves what can be seen', () => {
    expect(visible('a\0b')).toBe('a␀b');
    expect(visible('Zoë\tO’Brien\r\n"x"')).toBe('Zoë\tO’Brien\r\n"x"');
    expect(hasInvisible('Zoë\tO’Brien\r\n"x"')).toBe(false);
  });

  it('quotes the beginning of a long text, and no half of a character', () => {
    expect(beginningOf('a'.repeat(100))).toBe('a'.repeat(100));
    expect(beginningOf('a'.repeat(101))).toBe(`${'a'.repeat(100)}…`);
    expect(beginningOf('👩👩👩', 5)).toBe('👩👩…');
  });

  it('folds blanks of any kind', () => {
    expect(foldBlanks('phone\u00A0\u2003 number\nx')).toBe('phone number x');
  });
});
