import { storable } from '../../../server/src/storage/cells';

describe('what is stored of a source’s values', () => {
  it.each([
    ['a text', 'a\0b', 'a␀b'],
    ['several of them', '\0\0', '␀␀'],
    ['a list', ['x', 'y\0'], ['x', 'y␀']],
    [
      'an object',
      { 'a\0': { before: null, after: ['\0'] } },
      { 'a␀': { before: null, after: ['␀'] } },
    ],
    ['a number', 42, 42],
    ['nothing', null, null],
    ['a text without', 'Ünal\u200b\n', 'Ünal\u200b\n'],
  ])('shows each NUL of %s', (_name, value, expected) => {
    expect(storable(value)).toEqual(expected);
  });
});
