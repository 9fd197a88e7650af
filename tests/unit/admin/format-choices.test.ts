import { encode } from 'iconv-lite';

import {
  encodingsIn,
  headerChoices,
  isFormatSure,
  isHeaderUnsure,
} from '../../../admin/src/profile-form/format-choices';
import { detect, removeFolders } from '../sources/support';

afterAll(removeFolders);

describe('what is picked of a file', () => {
  it('is the encoding, by words as they read in each', async () => {
    const words = ['Città', 'Società', 'Contabilità'];
    const text = ['username,name', ...words.map((word, index) => `u${index},${word}`), ''].join(
      '\n'
    );
    const choices = encodingsIn(await detect(encode(text, 'ibm850')));
    expect(choices.length).toBeGreaterThan(1);
    expect(choices).toContainEqual({ encoding: 'ibm850', words });
    expect(encodingsIn(await detect(Buffer.from(text)))).toEqual([]);
  });

  it('is the row with the column names, by what stands in each', async () => {
    const text = 'Telefonliste\n\nName;Telefon\nAnna;0301\nBob;0302\nCleo;0303\n';
    const found = await detect(Buffer.from(text));
    expect([isHeaderUnsure(found), found.format.headerRow]).toEqual([true, 3]);
    const beginning = await detect(Buffer.from(text), { ...found.format, headerRow: 1 });
    expect(headerChoices(beginning, 3)).toEqual([
      { row: 1, cells: ['Telefonliste'] },
      { row: 3, cells: ['Name', 'Telefon'] },
      { row: 4, cells: ['Anna', '0301'] },
      { row: 5, cells: ['Bob', '0302'] },
    ]);
    expect(isHeaderUnsure(await detect(Buffer.from('Name;Telefon\nAnna;0301\n')))).toBe(false);
  });

  it.each([
    ['Name;Telefon\nAnna;0301\n', true],
    ['\uFEFFName;Telefon\r\nAnna;0301\r\n', true],
    ['Telefonliste\n\nName;Telefon\nAnna;0301\nBob;0302\n', false],
    ['Name\nAnna\n', false],
    ['Name;Telefon\nAnna;0301;zu viel\n', false],
  ])('of %j is nothing: %s', async (text, isSure) => {
    expect(isFormatSure(await detect(Buffer.from(text)))).toBe(isSure);
  });
});
