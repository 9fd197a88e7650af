import { fileSource } from '../../../server/src/sources/files';
import type { SourceContext } from '../../../server/src/sources/types';
import { libreOfficeFile, textRow, xlsxOf, xlsxParts } from '../../support/workbooks';
import { zipOf } from '../../support/zip';
import { AUTO, cellsOf, codeOf, contextOf, errorOf, readWorkbook, removeFolders } from './support';

afterAll(removeFolders);

const HEADER = textRow(1, 'username', 'displayname', 'phone');

/** The cells of a sheet with a header and this row. */
const rowOf = async (cells: string, more: Partial<Parameters<typeof xlsxOf>[0]> = {}) => {
  const sheets = { People: `${HEADER}<row r="2">${cells}</row>` };
  return cellsOf(await readWorkbook(xlsxOf({ sheets, ...more })))[0];
};

describe('cells of an Excel workbook', () => {
  it('are shared texts, with formats within them, and without how they are read aloud', async () => {
    const strings = [
      '<t>ann</t>',
      '<r><rPr><b/></rPr><t>Ann </t></r><r><t xml:space="preserve"> Smith_x000A_&amp; Sons</t></r><rPh sb="0" eb="1"><t>アン</t></rPh>',
    ];
    const cells = '<c r="A2" t="s"><v>0</v></c><c r="B2" t="s"><v>1</v></c>';
    expect(await rowOf(cells, { strings })).toEqual(['ann', 'Ann  Smith\n& Sons', '']);
  });

  it('are texts in the cell and what formulas gave, which are never calculated', async () => {
    const cells =
      '<c r="A2" t="inlineStr"><is><t>0301</t></is></c><c r="B2" t="str"><f>UPPER("x")</f><v>saved</v></c><c r="C2"><f>1+1</f><v>3</v></c>';
    expect(await rowOf(cells)).toEqual(['0301', 'saved', '3']);
  });

  it('keep leading zeros where they are texts or have a format, and no others', async () => {
    const cells =
      '<c r="A2" t="str"><v>007</v></c><c r="B2" s="1"><v>1067</v></c><c r="C2" s="0"><v>1067</v></c>';
    expect(await rowOf(cells, { formats: [0, '00000'] })).toEqual(['007', '01067', '1067']);
  });

  it('keep all digits of a number that other programs write with more than Excel has', async () => {
    const cells =
      '<c r="A2"><v>1234567890123456</v></c><c r="B2" s="1"><v>491701234567123457</v></c><c r="C2"><v>4917012345671234561234567</v></c>';
    expect(await rowOf(cells, { formats: [0, '#,##0'] })).toEqual([
      '1234567890123456',
      '491701234567123457',
      '4917012345671234561234567',
    ]);
  });

  it('are what is written where that is no number or truth value', async () => {
    const cells = '<c r="A2" t="b"><v>TRUE</v></c><c r="B2"><v> </v></c><c r="C2"><v>0x10</v></c>';
    expect(await rowOf(cells)).toEqual(['TRUE', '', '0x10']);
  });

  it('have one value each: of two nobody knows which is meant', async () => {
    const twice = '<c r="A2" t="str"><v>ann</v></c><c r="A2" t="str"><v>bob</v></c>';
    expect(await codeOf(rowOf(twice))).toBe('damaged-workbook');
    const empty = '<c r="A2" t="str"><v>ann</v></c><c r="A2"/><c r="B2"/>';
    expect((await rowOf(empty))?.[0]).toBe('ann');
  });

  it('may come without references and with gaps', async () => {
    expect(await rowOf('<c t="str"><v>ann</v></c><c r="C2"><v>5</v></c>')).toEqual([
      'ann',
      '',
      '5',
    ]);
  });

  it.each([
    ['Worksheets', 'TRUE', '1.5'],
    ['Arbeitsblätter', 'WAHR', '1,5'],
    ['Feuilles de calcul', 'VRAI', '1,5'],
  ])('are in the words of the Excel that wrote them: %s', async (worksheets, truth, number) => {
    const cells = '<c r="A2" t="b"><v>1</v></c><c r="B2"><v>1.5</v></c>';
    expect(await rowOf(cells, { worksheets })).toEqual([truth, number, '']);
  });

  it('with dates of a strict workbook are shown by their formats', async () => {
    const cells = '<c r="A2" t="d" s="1"><v>2024-02-01T00:00:00Z</v></c>';
    expect(await rowOf(cells, { formats: [0, 'dd.mm.yyyy'] })).toEqual(['01.02.2024', '', '']);
  });

  it('count their days from 1904 on where the workbook says so', async () => {
    const workbook = '<workbookPr date1904="1"/>';
    const cells = '<c r="A2" s="1"><v>43861</v></c>';
    expect(await rowOf(cells, { formats: [0, 'dd.mm.yyyy'], workbook })).toEqual([
      '01.02.2024',
      '',
      '',
    ]);
  });

  it('whose formula has no stored result leave what is stored, and say so', async () => {
    const sheets = {
      People: `${HEADER}<row r="2"><c r="A2" t="str"><v>ann</v></c><c r="C2"><f>1+1</f></c></row>`,
    };
    const { rows } = await readWorkbook(xlsxOf({ sheets }));
    expect(rows).toMatchObject([
      {
        number: 2,
        missingCells: ['phone'],
        issues: [{ row: 2, column: 'phone', code: 'formula-without-value', severity: 'warning' }],
      },
    ]);
  });
});

describe('rows of an Excel workbook', () => {
  it('have the number that they have in the sheet, whatever is empty in between', async () => {
    const styled = '<row r="3"><c r="A3" s="0"/><c r="B3" t="str"><v></v></c></row>';
    const sheets = { People: `${HEADER}${textRow(2, 'ann')}${styled}${textRow(7, 'bob')}` };
    const { rows } = await readWorkbook(xlsxOf({ sheets }));
    expect(rows.map(({ number, values }) => [number, values['username']])).toEqual([
      [2, 'ann'],
      [7, 'bob'],
    ]);
  });

  it('share the value of a cell that reaches over them; one over columns belongs to the first', async () => {
    const sheets = {
      People: `${HEADER}${textRow(2, 'ann', 'x', 'Sales')}${textRow(3, 'bob', 'y')}${textRow(4, 'cem')}`,
    };
    const below = '<mergeCells><mergeCell ref="C2:C3"/><mergeCell ref="A4:B4"/></mergeCells>';
    const read = await readWorkbook(xlsxOf({ sheets, below }));
    expect(cellsOf(read)).toEqual([
      ['ann', 'x', 'Sales'],
      ['bob', 'y', 'Sales'],
      ['cem', '', ''],
    ]);
  });

  it('that are hidden are read, and said to be', async () => {
    const hidden = textRow(2, 'ann').replace('<row', '<row hidden="1"');
    const { rows, issues } = await readWorkbook(xlsxOf({ sheets: { People: HEADER + hidden } }));
    expect(rows).toHaveLength(1);
    expect(issues).toMatchObject([
      { code: 'hidden-rows', severity: 'warning', params: { count: 1, first: 2 } },
    ]);
  });

  it('that hold more than the header are an issue of the row', async () => {
    const sheets = {
      People: `${HEADER}${textRow(2, 'ann')}${textRow(3, 'bob', 'b', '1', 'what')}`,
    };
    const { rows } = await readWorkbook(xlsxOf({ sheets }));
    expect(rows.map(({ issues }) => issues.map(({ code, row }) => [code, row]))).toEqual([
      [],
      [['too-many-fields', 3]],
    ]);
  });
});

describe('the sheet of a workbook', () => {
  const PEOPLE = `${HEADER}${textRow(2, 'ann')}`;
  const NOTES = `${textRow(1, 'Hint', 'Answer')}${textRow(2, 'x', 'y')}`;

  it.each([
    ['the first with usual column names', { Notes: NOTES, Staff: PEOPLE }, {}, 'Staff'],
    ['one that is not hidden', { Old: PEOPLE, Staff: PEOPLE }, { Old: 'state="hidden"' }, 'Staff'],
    [
      'one that is not hidden deeply',
      { Old: PEOPLE, New: PEOPLE },
      { Old: 'state="veryHidden"' },
      'New',
    ],
    ['else the first with rows', { Empty: '', One: NOTES, Two: NOTES }, {}, 'One'],
  ])('is %s', async (_, sheets, attributes, name) => {
    const { detected } = await readWorkbook(xlsxOf({ sheets, attributes }));
    expect(detected?.sheet?.name).toBe(name);
  });

  it('is the one that the profile names, in any case', async () => {
    const file = xlsxOf({ sheets: { Notes: NOTES, Staff: PEOPLE } });
    expect((await readWorkbook(file, { sheet: ' notes' })).columns).toEqual(['Hint', 'Answer']);
    expect(await errorOf(readWorkbook(file, { sheet: 'Gone' }))).toMatchObject({
      code: 'sheet-not-found',
      params: { sheet: 'Gone', sheets: ['Notes', 'Staff'] },
    });
  });

  it('has its column names where the profile says, or none', async () => {
    const sheets = {
      People: `${textRow(2, 'list', 'of 2024')}${textRow(4, 'a', 'b')}${textRow(6, 'c', 'd')}`,
    };
    const file = xlsxOf({ sheets });
    expect((await readWorkbook(file, { headerRow: 4 })).columns).toEqual(['a', 'b']);
    // The row itself is empty: the next one counts, as an empty line of CSV.
    expect((await readWorkbook(file, { headerRow: 3 })).columns).toEqual(['a', 'b']);
    const lettered = await readWorkbook(file, { headerRow: 0 });
    expect([lettered.columns, lettered.rows.length]).toEqual([['A', 'B'], 3]);
    expect(await codeOf(readWorkbook(file, { headerRow: 7 }))).toBe('no-header');
  });

  it('has to have rows', async () => {
    expect(await codeOf(readWorkbook(xlsxOf({ sheets: { People: '' } })))).toBe('empty-file');
    expect(await codeOf(readWorkbook(xlsxOf({ sheets: { People: HEADER } })))).toBe('no-rows');
  });

  it('may be a chart, which is none', async () => {
    const parts = xlsxParts({ sheets: { Chart: '', People: PEOPLE } }).map((part) => ({
      ...part,
      content: String(part.content).replace(
        'relationships/worksheet"',
        'relationships/chartsheet"'
      ),
    }));
    expect((await readWorkbook(zipOf(parts))).detected?.sheet?.place).toBe(1);
  });

  it('may be a module of old macros, which has no part', async () => {
    const parts = xlsxParts({ sheets: { Module: NOTES, People: PEOPLE } }).map((part) => ({
      ...part,
      content: String(part.content).replace('r:id="rId1"', 'r:id=""'),
    }));
    expect((await readWorkbook(zipOf(parts))).columns).toEqual([
      'username',
      'displayname',
      'phone',
    ]);
  });
});

describe.each([
  ['Excel', 'xlsx'],
  ['LibreOffice', 'ods'],
])('a workbook of %s', (_, kind) => {
  it('tells how much of its sheet its rows have taken', async () => {
    const told: { done: number; total: number | null }[] = [];
    const context = contextOf({ file: libreOfficeFile(`people.${kind}`) });
    const onRead: SourceContext['onRead'] = (stage, bytes) => {
      expect(stage).toBe('reading');
      told.push(bytes);
    };
    const settings = { ...AUTO, type: 'csv', delivery: 'upload' } as const;
    const opened = await fileSource.open(settings, { ...context, onRead });
    if (opened.notModified) throw new Error('expected a file');
    expect(told).toEqual([]);
    for await (const row of opened.rows) void row;
    const last = told.at(-1);
    expect(last?.done).toBeGreaterThan(0);
    expect(last?.done).toBe(last?.total);
  });
});
