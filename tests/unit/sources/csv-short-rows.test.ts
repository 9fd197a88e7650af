import { englishOf } from '../../../shared/codes/texts';
import { cellsOf, codeOf, errorOf, readWhole, removeFolders } from './support';

afterAll(removeFolders);

const HEADER = 'username;displayname;phone;fax;job\n';
const full = (count: number, filled = 1) =>
  Array.from(
    { length: count },
    (_, index) => `f${index};F ${index};4${index};${index < filled ? '1;Boss' : ';'}\n`
  ).join('');
const short = (count: number) =>
  Array.from({ length: count }, (_, index) => `s${index};S ${index};5${index}\n`).join('');

describe('rows without their last cells', () => {
  it.each([
    ['a third of them', full(16) + short(8)],
    ['most of them', full(16) + short(44)],
    ['nearly all', full(3) + short(97)],
    ['at the beginning', short(40) + full(16)],
    ['just one', full(4) + short(1)],
    ['in Windows lines', (full(16) + short(8)).replaceAll('\n', '\r\n')],
    ['of commas', (full(16) + short(8)).replaceAll(';', ',')],
  ])('are read with these cells not given: %s', async (_, text) => {
    const header = text.includes(',') ? HEADER.replaceAll(';', ',') : HEADER;
    const { rows, issues } = await readWhole(header + text);
    expect(rows.flatMap((row) => row.issues)).toEqual([]);
    const cut = rows.filter(({ values }) => values.username?.[0] === 's');
    expect(cut.length).toBeGreaterThan(0);
    for (const row of cut) {
      expect(row.missingCells).toEqual(['fax', 'job']);
      expect(row.values).toMatchObject({ fax: '', job: '' });
    }
    expect(
      rows
        .filter(({ values }) => values.username?.[0] === 'f')
        .every(({ missingCells }) => !missingCells)
    ).toBe(true);
    expect(issues).toMatchObject([{ code: 'cells-not-given', severity: 'warning', row: null }]);
    expect(englishOf(issues[0]!)).toContain('("fax", "job")');
  });

  it('are counted once for all', async () => {
    const { issues } = await readWhole(HEADER + full(16) + short(8));
    expect(englishOf(issues[0]!)).toContain('8 lines, the first of them line 18,');
  });

  it('are errors where the cells are mostly filled in the other rows', async () => {
    const { rows, issues } = await readWhole(HEADER + full(16, 12) + short(8));
    expect(rows.flatMap((row) => row.issues.map(({ code }) => code))).toEqual(
      Array.from({ length: 8 }, () => 'too-few-fields')
    );
    expect(issues).toEqual([]);
  });

  it('are errors where they lack a cell that the others have', async () => {
    const { rows } = await readWhole(`${HEADER}${full(16)}s;S\n`);
    expect(rows.at(-1)?.issues).toMatchObject([{ code: 'too-few-fields', column: 'phone' }]);
  });

  it('are what a cut-off file ends with where no line end follows', async () => {
    expect(await codeOf(readWhole(`${HEADER}${full(16)}s;S;5`))).toBe('file-truncated');
  });

  it('may be corrected cell by cell', async () => {
    const fixes = [{ row: 18, column: 'fax', value: '7' }];
    const { columns, rows } = await readWhole(HEADER + full(16) + short(1), { fixes });
    expect(rows.at(-1)?.missingCells).toEqual(['job']);
    expect(cellsOf({ columns, rows }).at(-1)).toEqual(['s0', 'S 0', '50', '7', '']);
  });

  it('do not make the delimiter a suspect when they fail the file', async () => {
    const error = await errorOf(readWhole(HEADER + full(4, 4) + short(20)));
    expect(error.code).toBe('uneven-rows');
    expect(error.message).toContain('20 of 24 rows');
    expect(error.message).not.toMatch(/delimiter "?.?"? ?is/);
  });
});
