import { gzipSync } from 'node:zlib';
import { englishOf } from '../../../shared/codes/texts';
import { splitStrictly } from '../../../server/src/sources/csv/records';
import { SourceError } from '../../../server/src/utils/errors';
import { cellsOf, codeOf, errorOf, read, removeFolders } from './support';

afterAll(removeFolders);

const issuesOf = async (text: string, settings = {}) =>
  (await read(text, settings)).rows.flatMap(({ issues }) => issues);

describe('files that are no CSV', () => {
  it.each([
    ['an .xlsx file', Buffer.from('PK\x03\x04\x14\0\x06\0', 'latin1'), 'Excel'],
    ['an .xls file', Buffer.from('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'latin1'), 'Excel'],
    ['a PDF', Buffer.from('%PDF-1.7\n'), 'PDF'],
    ['a gzip file', gzipSync('a;b\n1;2\n'), 'gzip'],
  ])('refuses %s', async (_, bytes, named) => {
    const error = await errorOf(read(bytes));
    expect(error.code).toBe('binary-file');
    expect(error.message).toContain(named);
    expect(error.message).toContain('CSV');
  });

  it('refuses NULs, and names their line', async () => {
    expect(await codeOf(read('a;b;c;d;e;f\n1;\0;2;3;4;5\n'))).toBe('binary-file');
    const late = await errorOf(read('a;b\n' + 'x;y\n'.repeat(70_000) + '1;\0\n'));
    expect(late.code).toBe('binary-file');
    expect(late.message).toContain('line 70002 ');
  });

  it.each([
    '<!DOCTYPE html><html><body>Login</body></html>',
    '\n\n  <HTML lang="en">\n',
    '<!-- proxy -->\n<html>',
    '<?xml version="1.0"?><!DOCTYPE html PUBLIC>',
    '\uFEFF<head><title>404</title>',
  ])('refuses the web page %j', async (text) => {
    expect(await codeOf(read(text))).toBe('html-page');
  });

  it.each([
    ['comments', '<!-- x --> '.repeat(5000)],
    ['comments that are not closed', '<!-- '.repeat(5000)],
    ['blanks', ' '.repeat(200_000)],
    ['a long line', 'x'.repeat(200_000)],
    ['apostrophes', " '".repeat(20_000)],
  ])('is not held up by a beginning of many %s', async (_, beginning) => {
    const { rows } = await read(`a;b\n${beginning};2\n1;2\n1;2\n`);
    expect(rows).toHaveLength(3);
    const file = read(`${beginning}\n1\n`, { delimiter: ';', enclosure: '"' });
    await file.catch((error: unknown) => expect(error).toBeInstanceOf(SourceError));
  });

  it('takes a tag in a column name for data', async () => {
    expect((await read('<name>;<mail>\n1;2\n')).columns).toEqual(['<name>', '<mail>']);
  });

  it.each(['', '\uFEFF', ' \r\n\r\n\t\n'])('refuses the empty file %j', async (text) => {
    expect(await codeOf(read(text))).toBe('empty-file');
  });

  it.each(['a;b', 'a;b\n', 'a;b\n\n;;\n  \n'])('refuses %j, which has no rows', async (text) => {
    const error = await errorOf(read(text));
    expect(error.code).toBe('no-rows');
    expect(error.message).toContain('row 1');
  });
});

describe('the header', () => {
  it('names columns that occur more than once', async () => {
    const error = await errorOf(read('id;mail;name;mail; mail\n1;2;3;4;5\n'));
    expect(error.code).toBe('duplicate-header');
    expect(error.message).toContain('row 1');
    expect(error.message).toContain('"mail" (columns 2, 4, 5)');
  });

  it('tells names apart by case', async () => {
    expect((await read('mail;Mail\n1;2\n')).columns).toEqual(['mail', 'Mail']);
  });

  it.each([
    [';;a\n1;2;3\n', 'columns 1, 2 of 3 '],
    [';;;a;b\n1;2;3;4;5\n', 'columns 1, 2, 3 of 5 '],
    [';x;;;\u00A0;b\n1;2;3;4;5;6\n', 'columns 1, 3, 4, 5 of 6 '],
  ])('names columns without a name, where most are so, in %j', async (text, named) => {
    const error = await errorOf(read(text));
    expect(error.code).toBe('empty-header');
    expect(error.message).toContain(named);
  });

  it('says so when columns at the end have values but no name', async () => {
    const error = await errorOf(read('a;b;\n1;2;3\n1;2;3\n1;2\n'));
    expect(error.code).toBe('empty-header');
    expect(error.message).toContain('last column');
  });

  it('refuses text behind the closing quotation mark of a name', async () => {
    expect(await codeOf(read('"a"x;b;c\n1;2;3\n', { delimiter: ';' }))).toBe('malformed-quote');
  });
});

describe('quotation marks that are not closed', () => {
  it.each([
    ['in the last row', 'a;b\n1;2\n3;"4\n', 3],
    ['in a row amid others', 'a;b\n1;"2\n3;4\n5;6\n', 2],
    ['after a quoted line end in the same row', 'a;b\n"1\n\n1";"2\n3;4\n', 4],
    ['with doubled marks behind', 'a;b\n1;2\n3;"4""\n5;""6""\n', 3],
    ['at the end of a file that is cut off', 'a;b\r\n1;2\r\n"3', 3],
    ['in the header', '"a;b\n1;2\n', 1],
    ['after blanks', 'a;b\n1;  "2\n', 2],
    ['in old Mac lines', 'a;b\r1;2\r3;"4\r5;6\r', 3],
    ['so that it swallows rows up to the next one', 'a;b;c\n1;"2;3\n4;5;6\n"7";8;9\n', 2],
    ['with a single mark swallowed', 'a;b\n1;"2\n3;"4"\n5;6\n', 2],
  ])('names the line %s', async (_, text, line) => {
    for (const chunkBytes of [1, 65_536]) {
      const error = await errorOf(read(text, { chunkBytes }));
      expect(error.code).toBe('unclosed-quote');
      expect(error.message).toContain(`line ${line}:`);
    }
  });

  it('names the line in a long file, without reading on to its end', async () => {
    const error = await errorOf(read(`a;b\n1;2\n3;"4\n${'x;y\n'.repeat(280_000)}`));
    expect(error.code).toBe('unclosed-quote');
    expect(error.message).toContain('line 3:');
  });

  it('does not repeat what a field holds', async () => {
    const error = await errorOf(read('user;password\nmax;"s3cret\neva;x\n'));
    expect(error.message).not.toContain('s3cret');
  });

  it('copes with a megabyte of quotation marks', async () => {
    const marks = '"'.repeat(1_500_000);
    expect(splitStrictly(`1;"${marks}`, ';', '"').broken).toEqual({ field: 1, position: 2 });
    expect(splitStrictly(`1;${marks}`, ';', '"')).toEqual({
      fields: ['1', '"'.repeat(749_999)],
      broken: null,
    });
    expect(await codeOf(read(`a;b\n1;${'"'.repeat(100_001)}\n`))).toBe('unclosed-quote');
  });
});

describe('records without end', () => {
  it.each([
    ['one long field', 'x'.repeat(2_000_000)],
    ['nothing but delimiters', ';'.repeat(4_000_000)],
    ['nothing but blanks', ' '.repeat(4_000_000)],
  ])('refuses %s', async (_, row) => {
    const error = await errorOf(read(`a;b\n1;2\n${row}\n`, { delimiter: ';' }));
    expect(error.code).toBe('record-too-long');
    expect(error.message).toContain('line 3 ');
  });

  it('accepts a long field below the limit', async () => {
    const long = 'x'.repeat(1_000_000);
    expect(cellsOf(await read(`a;b\n1;"${long}"\n`))).toEqual([['1', long]]);
  });
});

describe('rows that do not divide into the columns', () => {
  const GOOD = '1;2;3\n'.repeat(5);

  it('are their own problem when they have too few fields', async () => {
    const { rows } = await read(`a;b;c\n4;5\n${GOOD}`);
    expect(rows).toHaveLength(6);
    expect(rows[0]).toEqual({
      number: 2,
      values: { a: '4', b: '5' },
      issues: [
        expect.objectContaining({ row: 2, column: 'c', code: 'too-few-fields', severity: 'error' }),
      ],
    });
    expect(rows.slice(1).flatMap(({ issues }) => issues)).toEqual([]);
  });

  it('are their own problem when they have too many fields', async () => {
    const { rows } = await read(`a;b;c\n${GOOD}4;5;6;7;\n`);
    expect(rows[5]).toEqual({
      number: 7,
      values: { a: '4', b: '5', c: '6' },
      issues: [
        expect.objectContaining({
          row: 7,
          column: null,
          code: 'too-many-fields',
          severity: 'error',
        }),
      ],
    });
    expect(englishOf(rows[5]!.issues[0]!)).toContain('4 fields, but the header has 3');
  });

  it('are harmless with separators at the end', async () => {
    expect(await issuesOf(`a;b;c\n1;2;3;\n1;2;3;;;\n1;2;;\n;;3; ;""\n`)).toEqual([]);
  });

  it.each([
    ['"Hans "Hansi" Meier";1', 'name'],
    ['Max;"1"2', 'phone'],
    ['"Max" x;1', 'name'],
  ])('get an issue for the quotation marks in %s', async (row, column) => {
    const { rows } = await read(`name;phone\n${row}\nEva;2\nUwe;3\n`);
    expect(rows.map(({ number, issues }) => [number, issues.map(({ code }) => code)])).toEqual([
      [2, ['malformed-quote']],
      [3, []],
      [4, []],
    ]);
    expect(rows[0]?.issues[0]).toMatchObject({ row: 2, column, severity: 'error', value: null });
  });

  it('fail the file when most of them are so', async () => {
    const few = await errorOf(read(`a;b;c\n${'1;2\n'.repeat(3)}1;2;3\n`));
    expect(few.code).toBe('uneven-rows');
    expect(few.message).toContain('3 of 4 rows');
    expect(few.message).toContain('rows 2, 3, 4');
    expect(await codeOf(read(`a;b;c\n${'1;2;3;4\n'.repeat(3)}1;2;3\n`))).toBe('uneven-rows');
  });

  it('fail the file at its end when the beginning is sound', async () => {
    const rows = '1;2\n'.repeat(150) + '1;2;3\n'.repeat(200);
    expect(await codeOf(read(`a;b\n${rows}`))).toBe('uneven-rows');
  });

  it('do not fail the file when they are just half of it', async () => {
    expect(await issuesOf('a;b;c\n1;2;3\n1;2\n1;2\n1;2;3\n')).toHaveLength(2);
  });

  it('go out none before most of the first ones are known to be sound', async () => {
    expect(await codeOf(read(`a;b;c\n${'1;2;3\n'.repeat(49)}${'1;2\n'.repeat(200)}`))).toBe(
      'uneven-rows'
    );
  });
});

describe('a file that is cut off', () => {
  it('is found by a last line that is too short and has no end', async () => {
    const error = await errorOf(read('a;b;c\n1;2;3\n4;5'));
    expect(error.code).toBe('file-truncated');
    expect(error.message).toContain('line 3');
  });

  it('is found after many rows', async () => {
    expect(await codeOf(read(`a;b;c\n${'1;2;3\n'.repeat(500)}4;5`))).toBe('file-truncated');
  });

  it('is not assumed when the line has an end, or is complete', async () => {
    expect(await issuesOf('a;b;c\n1;2;3\n4;5\n')).toHaveLength(1);
    expect(await issuesOf('a;b;c\n1;2;3\n4;5;')).toEqual([]);
    expect(await issuesOf('a;b;c\r\n1;2;3\r\n4;5\r\n\x1a')).toHaveLength(1);
  });
});
