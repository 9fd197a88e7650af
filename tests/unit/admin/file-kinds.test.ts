import { refusedKind } from '../../../admin/src/utils/file-kinds';

const fileOf = (name: string, beginning: string): File =>
  new File([Buffer.from(beginning, 'latin1')], name);

describe('a file that is dropped', () => {
  it.each([
    ['list.xls', '\xd0\xcf\x11\xe0', 'excel'],
    ['LIST.XLSB', 'PK\x03\x04', 'excelBinary'],
    ['letter.docx', 'PK\x03\x04', 'word'],
    ['list.numbers', 'PK\x03\x04', 'numbers'],
    ['list.pdf', '%PDF-1.7', 'pdf'],
    ['list.fods', '<?xml version="1.0"?>', 'flatOpenDocument'],
  ])('is refused by its name and beginning: %s', async (name, beginning, kind) => {
    expect(await refusedKind(fileOf(name, beginning))).toBe(kind);
  });

  it.each([
    ['list.csv', 'a;b'],
    ['list.xlsx', 'PK\x03\x04'],
    ['list.ods', 'PK\x03\x04'],
    ['list', '\xd0\xcf\x11\xe0'],
    // What many programs call so is text.
    ['list.xls', 'username\tphone'],
    ['list.xls', ''],
  ])('is left to the server: %s, %s', async (name, beginning) => {
    expect(await refusedKind(fileOf(name, beginning))).toBeNull();
  });
});
