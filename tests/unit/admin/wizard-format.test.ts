import { encodingExists } from 'iconv-lite';

import { formatValues, optionOf } from '../../../admin/src/hooks/useFormatWords';
import { isNotSeparated, likelyDelimiter } from '../../../admin/src/profile-form/separation';
import type { DetectionView } from '../../../shared/contracts/sources';
import { AUTOMATIC_FORMAT, csvFormat } from '../../../shared/profile/csv';

const lines = (header: string, ...rows: string[]): DetectionView => ({
  format: AUTOMATIC_FORMAT,
  columns: [header],
  rows: rows.map((row, index) => ({ number: index + 2, cells: [row] })),
  issues: [],
  problem: null,
});

describe('options', () => {
  test.each(formatValues('encoding'))('the server reads %s', (encoding) => {
    expect(encodingExists(encoding)).toBe(true);
  });

  test('the server takes every one', () => {
    for (const property of ['delimiter', 'lineSeparator', 'enclosure'] as const) {
      for (const value of formatValues(property)) csvFormat.parse({ [property]: value });
    }
  });

  test('are found by value', () => {
    expect(optionOf('delimiter', '\t')).toBe('tab');
    expect(optionOf('delimiter', '~')).toBeUndefined();
  });
});

describe('a file of a single column', () => {
  test('is not separated', () => {
    expect(isNotSeparated(lines('a~b', '1~2'))).toBe(true);
    expect(isNotSeparated({ ...lines('a'), columns: ['a', 'b'] })).toBe(false);
    expect(isNotSeparated(lines('a'))).toBe(false);
  });

  test('is likely divided by the character that each line has as often', () => {
    expect(likelyDelimiter(lines('name~mail~phone', 'Jörg~j@x.de~1', 'Käthe~k@x.de~2'))).toBe('~');
  });

  test('of two such characters by the more frequent one', () => {
    expect(likelyDelimiter(lines('a#b*c*d', '1#2*3*4'))).toBe('*');
  });

  test.each([
    ['a~b', '1', '2~3'],
    ['first name', 'Jörg Müller'],
    ['e-mail', 'j-m@example.com'],
    ['name', 'Jörg'],
  ])('is not divided where %j does not tell how', (header, ...rows) => {
    expect(likelyDelimiter(lines(header, ...rows))).toBeNull();
  });
});
