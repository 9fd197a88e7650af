import { englishOf } from '../../../shared/codes/texts';
import { detectCsv } from '../../../server/src/sources/csv/preview';
import { AUTO, fileOf, removeFolders } from './support';

afterAll(removeFolders);

const detect = (text: string | Buffer, format = {}, saved?: string) =>
  detectCsv(fileOf(text, saved), { ...AUTO, ...format });

describe('the detection of a file’s format', () => {
  it('resolves every auto and shows the first rows', async () => {
    const text = 'name;city\r\nJürgen;"Köln; Süd"\r\nÉva;\r\n';
    expect(await detect(text, {}, 'windows-1252')).toEqual({
      format: {
        encoding: 'windows-1252',
        delimiter: ';',
        lineSeparator: '\r\n',
        enclosure: '"',
        headerRow: 1,
        sheet: 'auto',
      },
      columns: ['name', 'city'],
      rows: [
        { number: 2, cells: ['Jürgen', 'Köln; Süd'] },
        { number: 3, cells: ['Éva', ''] },
      ],
      issues: [],
      problem: null,
    });
  });

  it('keeps what is fixed', async () => {
    const { format } = await detect('a\tb\n1\t2\n', { encoding: 'ascii', enclosure: '' });
    expect(format).toEqual({
      encoding: 'ascii',
      delimiter: '\t',
      lineSeparator: '\n',
      enclosure: '',
      headerRow: 1,
      sheet: 'auto',
    });
  });

  it('gives a format that reads the file as well', async () => {
    for (const text of [
      'a;b\r\n1;2\n3;4\r\n',
      'sep=|\na|b\n1|2\n',
      "'a','b'\n'1','2'\n",
      'a\n1\n',
    ]) {
      const file = fileOf(text);
      const first = await detectCsv(file, AUTO);
      expect(first.problem).toBeNull();
      expect(await detectCsv(file, first.format)).toEqual(first);
    }
  });

  it('shows twenty rows of a long file', async () => {
    const { rows, problem } = await detect('a;b\n' + '1;2\n'.repeat(1000) + '1;"');
    expect(rows).toHaveLength(20);
    expect(rows.at(-1)?.number).toBe(21);
    expect(problem).toBeNull();
  });

  it('tells the issues of the rows', async () => {
    const { rows, issues, problem } = await detect('a;b\n1;2;3\n1;2\n');
    expect(rows[0]).toEqual({ number: 2, cells: ['1', '2', '3'] });
    expect(issues).toMatchObject([{ row: 2, code: 'too-many-fields' }]);
    expect(problem).toBeNull();
  });

  it.each([
    ['duplicate-header', 'a;a\n1;2\n', {}, ['a', 'a'], 1],
    ['empty-header', ';;b\n1;2;3\n', {}, ['A', 'B', 'b'], 1],
    ['wrong-delimiter', 'a;b\n1;2\n', { delimiter: ',' }, ['a;b'], 1],
    ['uneven-rows', 'a;b;c\n1;2\n1;2\n', {}, ['a', 'b', 'c'], 2],
    ['wrong-enclosure', '"a";"b"\n1;2\n', { enclosure: '' }, ['"a"', '"b"'], 1],
    ['unclosed-quote', 'a;b\n1;2\n1;"2\n', {}, ['a', 'b'], 1],
    ['file-truncated', 'a;b\n1;2\n1', {}, ['a', 'b'], 2],
    ['no-rows', 'a;b\n', {}, ['a', 'b'], 0],
    ['no-header', 'a;b\n', { headerRow: 5 }, [], 0],
  ])('shows what it can in spite of %s', async (code, text, format, columns, count) => {
    const detection = await detect(text, format);
    expect(detection.problem?.code).toBe(code);
    expect(englishOf(detection.problem!).length).toBeGreaterThan(20);
    expect(detection.columns).toEqual(columns);
    expect(detection.rows).toHaveLength(count);
  });

  it.each([
    ['empty-file', '', {}],
    ['html-page', '<html></html>', {}],
    ['binary-file', Buffer.from('PK\x03\x04'), {}],
    ['unknown-encoding', 'a;b\n1;2\n', { encoding: 'klingon' }],
  ])('has nothing to show for %s', async (code, content, format) => {
    const { problem, ...detection } = await detect(content, format);
    expect(problem).toEqual({ code, params: expect.any(Object) as object });
    expect(englishOf(problem!)).not.toBe(code);
    expect(detection).toEqual({
      format: { ...AUTO, ...format },
      columns: [],
      rows: [],
      issues: [],
    });
  });

  it('does not take a failure of the program for a problem of the file', async () => {
    const detection = detectCsv(undefined as unknown as string, AUTO);
    await expect(detection).rejects.toMatchObject({ code: 'ERR_INVALID_ARG_TYPE' });
  });
});
