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

  it('skip a row and leave the numbers of the others', async () => {
    const rows = await withFixes([{ row: 3, skip: true }]);
    expect(rows.map(({ number }) => number)).toEqual([2, 4]);
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
      { row: 99, skip: true },
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

  it('take the problem of a skipped row away', async () => {
    expect(
      (await withFixes([{ row: 3, skip: true }], 'a;b\n1;2\n1;2;3\n1;2\n')).flatMap(
        (row) => row.issues
      )
    ).toEqual([]);
    expect(await withFixes([{ row: 3, skip: true }], 'a;b;c\n1;2;3\n4;5')).toHaveLength(1);
    const mostly = 'a;b\n1;2;3\n1;2;3\n1;2\n';
    expect(await codeOf(withFixes([], mostly))).toBe('wrong-delimiter');
    expect(await withFixes([{ row: 2, skip: true }], mostly)).toHaveLength(2);
  });

  it('may skip every row', async () => {
    expect(await withFixes([{ row: 2, skip: true }], 'a;b\n1;2\n')).toEqual([]);
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
