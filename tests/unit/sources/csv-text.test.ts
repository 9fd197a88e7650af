import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { cellsOf, errorOf, read, removeFolders } from './support';

afterAll(removeFolders);

const fixture = (name: string) => readFileSync(join(__dirname, '../../fixtures/csv', name));

describe('the documents’ examples', () => {
  it('reads Carusto’s line with its trailing separator', async () => {
    const { columns, rows } = await read(fixture('carusto.csv'));
    expect(columns).toHaveLength(12);
    expect(rows).toEqual([
      {
        number: 2,
        values: {
          id: '998510',
          name: 'Elena',
          password: '{MD5}aY1RoZ2KEhzlgUmde3AWaA==',
          sipPassword: '111',
          extension: '111',
          group: 'Default',
          groupId: '982987',
          mobile: '+380500000000,+380670000000',
          mail: 'sekretar@carusto.com',
          dialplan: 'Outgoing',
          language: 'RU',
          avatar: '',
        },
        issues: [],
      },
    ]);
  });

  it('reads pascom’s line', async () => {
    const result = await read(fixture('pascom.csv'));
    expect(result.columns).toEqual(
      'displayname username password pin phone givenname surname email mobile homephone job'.split(
        ' '
      )
    );
    expect(cellsOf(result)).toEqual([
      [
        'Max Muster',
        'mmuster',
        '12ab34cd56',
        '1234',
        '345',
        'Max',
        'Muster',
        '',
        '',
        '',
        'Sales Director',
      ],
    ]);
    expect(result.rows[0]?.number).toBe(2);
  });
});

describe('fields', () => {
  const one = async (text: string, settings = {}) => cellsOf(await read(text, settings))[0];

  it.each([
    ['a doubled quotation mark', '"say ""hi""";2', ['say "hi"', '2']],
    ['only quotation marks', '"""""";2', ['""', '2']],
    ['a value that begins and ends with one', '"""x""";2', ['"x"', '2']],
    ['an empty quoted field', '"";2', ['', '2']],
    ['the delimiter inside', '"1;2";3', ['1;2', '3']],
    ['a quotation mark amid an unquoted field', 'a"b"c;5" pipe', ['a"b"c', '5" pipe']],
    ['blanks around quoted fields', '"a" ; "b;c"\t', ['a', 'b;c']],
    ['blanks around a quoted field with marks inside', '"a ""x""" ;"b"', ['a "x"', 'b']],
    ['blanks inside quoted fields', '" a ";" b"', [' a ', ' b']],
    ['an apostrophe', "'t Hart;O'Neil", ["'t Hart", "O'Neil"]],
    ['backslashes', 'C:\\new;"a\\"', ['C:\\new', 'a\\']],
    ['template text', '{{x}};<b>&"', ['{{x}}', '<b>&"']],
    ['emoji and U+2028', '😀👩‍👧;a\u2028b', ['😀👩‍👧', 'a\u2028b']],
  ])('keeps %s', async (_, row, cells) => {
    expect(await one(`x;y\n${row}\n`)).toEqual(cells);
  });

  it('keeps line ends inside a field as they are', async () => {
    const text = 'x;y\r\n"a\r\nb\nc\n\n";2\r\n"d";3\r\n';
    expect(cellsOf(await read(text))).toEqual([
      ['a\r\nb\nc\n\n', '2'],
      ['d', '3'],
    ]);
  });

  it('takes quotation marks for data without an enclosure', async () => {
    expect(await one('x;y\n"a;b"\n', { enclosure: '' })).toEqual(['"a', 'b"']);
  });

  it('divides at a delimiter of several characters', async () => {
    expect(await one('x||y\n"a||b"||c|d\n', { delimiter: '||' })).toEqual(['a||b', 'c|d']);
    expect(await one('x||y\n"a" ||b\n', { delimiter: '||' })).toEqual(['a', 'b']);
  });

  it('keeps columns apart that are named like parts of an object', async () => {
    const { rows } = await read('__proto__;constructor;toString\n1;2;3\n');
    const values = rows[0]?.values ?? {};
    expect(Object.keys(values)).toEqual(['__proto__', 'constructor', 'toString']);
    expect(Object.getOwnPropertyDescriptor(values, '__proto__')?.value).toBe('1');
    expect(Object.getPrototypeOf(values)).toBe(Object.prototype);
  });
});

describe('line numbers', () => {
  const numbers = async (text: string, settings = {}) =>
    (await read(text, settings)).rows.map(({ number }) => number);

  it.each([
    ['plain rows', 'a;b\n1;2\n3;4\n', [2, 3]],
    ['no line end at the end', 'a;b\n1;2\n3;4', [2, 3]],
    ['quoted line ends', 'a;b\n"1\n\n1";2\n3;4\n', [2, 5]],
    ['quoted Windows line ends', 'a;b\r\n"1\r\n\r\n1";2\r\n3;4\r\n', [2, 5]],
    ['old Mac line ends', 'a;b\r"1\r1";2\r3;4\r', [2, 4]],
    ['blank lines', 'a;b\n\n1;2\n\n\n3;4\n\n', [3, 6]],
    ['blank Windows lines', 'a;b\r\n\r\n1;2\r\n  \r\n3;4\r\n', [3, 5]],
    ['lines of nothing but delimiters', 'a;b\n;\n1;2\n;;;;\n"";""\n3;4\n', [3, 6]],
    ['a header over two lines', '"a\nb";c\n1;2\n', [3]],
    ['mixed line ends', 'a;b\r\n1;2\n3;4\r\n5;6\n', [2, 3, 4]],
    ['blank lines before the header', '\n\na;b\n1;2\n', [4]],
  ])('counts %s', async (_, text, expected) => {
    expect(await numbers(text)).toEqual(expected);
    expect(await numbers(text, { chunkBytes: 1 })).toEqual(expected);
  });

  it('counts from the header row on', async () => {
    const text = 'Report of "today\n\nid;name\n1;Max\n';
    expect(await read(text, { headerRow: 3 })).toEqual({
      columns: ['id', 'name'],
      rows: [{ number: 4, values: { id: '1', name: 'Max' }, issues: [] }],
    });
    expect(await numbers(text, { headerRow: 3, chunkBytes: 1 })).toEqual([4]);
  });

  it('says when nothing stands from the header row on', async () => {
    const error = await errorOf(read('id;name\n1;Max\n', { headerRow: 7 }));
    expect(error.code).toBe('no-header');
    expect(error.message).toContain('row 7');
  });
});

describe('Excel’s first line', () => {
  it.each(['sep=;', '"sep=;"', 'SEP=;'])('understands %s', async (first) => {
    for (const delimiter of ['auto', ';']) {
      const result = await read(`${first}\r\na,b;c\r\n1,5;2\r\n`, { delimiter });
      expect(result.columns).toEqual(['a,b', 'c']);
      expect(result.rows).toEqual([{ number: 3, values: { 'a,b': '1,5', c: '2' }, issues: [] }]);
    }
  });

  it('takes an unusual delimiter from it', async () => {
    expect((await read('sep=#\na#b\n1#2\n')).columns).toEqual(['a', 'b']);
  });

  it('does not take a column of that name for it', async () => {
    expect((await read('sep=;a\n1;2\n')).columns).toEqual(['sep=', 'a']);
  });
});

describe('the header', () => {
  it('trims names', async () => {
    expect((await read(' a ; "b" ;c\n1;2;3\n')).columns).toEqual(['a', 'b', 'c']);
  });

  it('drops columns without a name at the end', async () => {
    const result = await read('a;b;;\n1;2\n3;4;\n5;6;;;;\n');
    expect(result.columns).toEqual(['a', 'b']);
    expect(cellsOf(result)).toEqual([
      ['1', '2'],
      ['3', '4'],
      ['5', '6'],
    ]);
    expect(result.rows.flatMap(({ issues }) => issues)).toEqual([]);
  });

  it('reads a single column', async () => {
    expect(await read('username\nmax\nmeier,hans\n')).toMatchObject({
      columns: ['username'],
      rows: [{ values: { username: 'max' } }, { values: { username: 'meier,hans' } }],
    });
  });
});
