import type { RowFix } from '../../../server/src/sources/types';
import { codeOf, read, removeFolders } from './support';

afterAll(removeFolders);

const TEXT = 'name;phone;mail\nMax;1;m@x\nEva;2;e@x\nUwe;3;u@x\n';

const withFixes = async (fixes: RowFix[], text = TEXT) => (await read(text, { fixes })).rows;

describe('row fixes', () => {
  it('set a cell of the row on that line', async () => {
    const rows = await withFixes([{ row: 3, column: 'phone', value: '22' }]);
    expect(rows.map(({ values }) => values.phone)).toEqual(['1', '22', '3']);
  });

  it('set a cell to nothing', async () => {
    const rows = await withFixes([{ row: 3, column: 'phone', value: '' }]);
    expect(rows[1]).toEqual({
      number: 3,
      values: { name: 'Eva', phone: '', mail: 'e@x' },
      issues: [],
    });
  });

  it.each(['keep', 'no-record'] as const)('mark a row that is skipped: %s', async (skip) => {
    const rows = await withFixes([{ row: 3, skip }]);
    expect(rows.map((row) => [row.number, row.skip, row.values.name])).toEqual([
      [2, undefined, 'Max'],
      [3, skip, 'Eva'],
      [4, undefined, 'Uwe'],
    ]);
  });

  it('skip a row for the last reason that was given, with its cells corrected', async () => {
    const [row] = await withFixes([
      { row: 2, skip: 'no-record' },
      { row: 2, column: 'name', value: 'Moritz' },
      { row: 2, skip: 'keep' },
    ]);
    expect(row).toMatchObject({ skip: 'keep', values: { name: 'Moritz' } });
  });

  it('hold the last of several for one cell', async () => {
    const rows = await withFixes([
      { row: 2, column: 'name', value: 'a' },
      { row: 2, column: 'phone', value: 'b' },
      { row: 2, column: 'name', value: 'c' },
    ]);
    expect(rows[0]?.values).toEqual({ name: 'c', phone: 'b', mail: 'm@x' });
  });

  it('break nothing where row or column are not there', async () => {
    const rows = await withFixes([
      { row: 99, skip: 'no-record' },
      { row: 1, column: 'name', value: 'x' },
      { row: 2, column: 'fax', value: 'x' },
    ]);
    expect(rows).toEqual(await withFixes([]));
  });

  it('count lines as the file does', async () => {
    const rows = await withFixes(
      [{ row: 6, column: 'phone', value: '9' }],
      'name;phone\n"M\nax";1\n\n"E";2\nUwe;3\n'
    );
    expect(rows.map(({ number, values }) => [number, values.phone])).toEqual([
      [2, '1'],
      [5, '2'],
      [6, '9'],
    ]);
  });

  it('repair a row with too few fields once none is missing', async () => {
    const text = 'a;b;c\n1\n1;2;3\n1;2;3\n';
    const one = await withFixes([{ row: 2, column: 'b', value: 'x' }], text);
    expect(one[0]?.issues).toMatchObject([{ code: 'too-few-fields', column: 'c' }]);
    const both = await withFixes(
      [
        { row: 2, column: 'b', value: 'x' },
        { row: 2, column: 'c', value: 'y' },
      ],
      text
    );
    expect(both[0]).toEqual({ number: 2, values: { a: '1', b: 'x', c: 'y' }, issues: [] });
  });

  it('repair a field with wrong quotation marks', async () => {
    const text = 'a;b\n"x "y" z";2\n1;2\n1;2\n';
    const rows = await withFixes([{ row: 2, column: 'a', value: 'x "y" z' }], text);
    expect(rows[0]).toEqual({ number: 2, values: { a: 'x "y" z', b: '2' }, issues: [] });
  });

  it('do not count a skipped row among those that are wrong', async () => {
    const mostly = 'a;b\n1;2;3\n1;2;3\n1;2\n';
    expect(await codeOf(withFixes([], mostly))).toBe('uneven-rows');
    expect(await withFixes([{ row: 2, skip: 'no-record' }], mostly)).toHaveLength(3);
    expect(await withFixes([{ row: 2, skip: 'keep' }], mostly)).toHaveLength(3);
  });

  it('take a last line that is no person for no sign of a file that is cut off', async () => {
    const text = 'a;b;c\n1;2;3\nTotal;5';
    expect(await codeOf(withFixes([], text))).toBe('file-truncated');
    expect(await withFixes([{ row: 3, skip: 'no-record' }], text)).toHaveLength(2);
    expect(await codeOf(withFixes([{ row: 3, skip: 'keep' }], text))).toBe('file-truncated');
  });

  it('may skip every row', async () => {
    expect(await withFixes([{ row: 2, skip: 'no-record' }], 'a;b\n1;2\n')).toMatchObject([
      { number: 2, skip: 'no-record' },
    ]);
  });

  it('set a cell of a column that is named __proto__', async () => {
    const [row] = await withFixes(
      [{ row: 2, column: '__proto__', value: 'x' }],
      'a;__proto__\n1;2\n'
    );
    expect(Object.entries(row?.values ?? {})).toEqual([
      ['a', '1'],
      ['__proto__', 'x'],
    ]);
  });
});
