import { odsOf, odsTable, odsTextRow } from '../../support/workbooks';
import { cellsOf, readWorkbook, removeFolders } from './support';

afterAll(removeFolders);

const HEADER = odsTextRow('username', 'displayname', 'phone');

const read = (rows: string) => readWorkbook(odsOf(odsTable('People', HEADER + rows)));

const row = (cells: string, attributes = ''): string =>
  `<table:table-row ${attributes}>${cells}</table:table-row>`;
const cell = (content: string, attributes = 'office:value-type="string"'): string =>
  `<table:table-cell ${attributes}>${content}</table:table-cell>`;

describe('cells of an OpenDocument spreadsheet', () => {
  it('are what they show, not what they hold', async () => {
    const date = cell(
      '<text:p>01.02.24</text:p>',
      'office:value-type="date" office:date-value="2024-02-01"'
    );
    const number = cell('<text:p>01067</text:p>', 'office:value-type="float" office:value="1067"');
    const truth = cell(
      '<text:p>WAHR</text:p>',
      'office:value-type="boolean" office:boolean-value="true"'
    );
    expect(cellsOf(await read(row(date + number + truth)))).toEqual([
      ['01.02.24', '01067', 'WAHR'],
    ]);
  });

  it('are what they hold where the program did not write what they show', async () => {
    const date = cell('', 'office:value-type="date" office:date-value="2024-02-01"');
    const number = cell('', 'office:value-type="float" office:value="1067"');
    const text = cell('', 'office:value-type="string" office:string-value="Ann"');
    expect(cellsOf(await read(row(date + number + text)))).toEqual([['2024-02-01', '1067', 'Ann']]);
  });

  it('keep the digits that an exponent leaves out', async () => {
    const number = cell(
      '<text:p>4,91701E+11</text:p>',
      'office:value-type="float" office:value="491701234567"'
    );
    expect(cellsOf(await read(row(number)))[0]?.[0]).toBe('491701234567');
    const written = cell('<text:p>4.91701E+11</text:p>', 'office:value="4.91701234567E+11"');
    expect(cellsOf(await read(row(written)))[0]?.[0]).toBe('491701234567');
  });

  it('have paragraphs, blanks, line ends and links, without notes', async () => {
    const note = '<office:annotation><text:p>not this</text:p></office:annotation>';
    const text =
      '<text:p>Ann<text:s text:c="2"/><text:a href="http://x"><text:span>  Smith</text:span></text:a><text:line-break/>x</text:p><text:p>y</text:p>';
    expect(cellsOf(await read(row(cell(note + text))))[0]?.[0]).toBe('Ann   Smith\nx\ny');
  });

  it('are repeated as often as they say', async () => {
    const twice = cell(
      '<text:p>x</text:p>',
      'table:number-columns-repeated="2" office:value-type="string"'
    );
    const far = cell('', 'table:number-columns-repeated="16000"');
    expect(cellsOf(await read(row(twice + far)))).toEqual([['x', 'x', '']]);
  });

  it('that show an error or have no result leave what is stored', async () => {
    const wrong = cell(
      '<text:p>#REF!</text:p>',
      'table:formula="of:=[.X1]" office:value-type="string" calcext:value-type="error"'
    );
    const none = cell('', 'table:formula="of:=1+1"');
    const { rows } = await read(row(cell('<text:p>ann</text:p>') + wrong + none));
    expect(rows).toMatchObject([
      {
        missingCells: ['displayname', 'phone'],
        issues: [
          { code: 'cell-error', column: 'displayname', params: { found: '#REF!' } },
          { code: 'formula-without-value', column: 'phone' },
        ],
      },
    ]);
  });
});

describe('rows of an OpenDocument spreadsheet', () => {
  it('are repeated, each with its number; empty ones only count', async () => {
    const empty = row(
      cell('', 'table:number-columns-repeated="3"'),
      'table:number-rows-repeated="4"'
    );
    const twice = row(cell('<text:p>ann</text:p>'), 'table:number-rows-repeated="2"');
    const rest = row('', 'table:number-rows-repeated="1048568"');
    const { rows } = await read(empty + twice + rest);
    expect(rows.map(({ number }) => number)).toEqual([6, 7]);
  });

  it('share the value of a cell that reaches over them', async () => {
    const over = cell(
      '<text:p>Sales</text:p>',
      'table:number-rows-spanned="2" office:value-type="string"'
    );
    const covered = '<table:covered-table-cell><text:p>old</text:p></table:covered-table-cell>';
    const ann = row(cell('<text:p>ann</text:p>') + over);
    const bob = row(cell('<text:p>bob</text:p>') + covered);
    expect(cellsOf(await read(ann + bob))).toEqual([
      ['ann', 'Sales', ''],
      ['bob', 'Sales', ''],
    ]);
  });

  it('that are filtered out or in a group are read, and those said to be hidden', async () => {
    const hidden = row(cell('<text:p>ann</text:p>'), 'table:visibility="filter"');
    const grouped = `<table:table-row-group><table:table-rows>${row(cell('<text:p>bob</text:p>'))}</table:table-rows></table:table-row-group>`;
    const { rows, issues } = await read(hidden + grouped);
    expect(rows.map(({ number }) => number)).toEqual([2, 3]);
    expect(issues).toMatchObject([{ code: 'hidden-rows', params: { count: 1, first: 2 } }]);
  });

  it('are those of the first visible sheet with usual column names', async () => {
    const styles =
      '<style:style style:name="gone"><style:table-properties table:display="false"/></style:style>';
    const rows = HEADER + odsTextRow('ann');
    const tables =
      odsTable('Old', rows, 'table:style-name="gone"') +
      odsTable('Notes', odsTextRow('a', 'b') + odsTextRow('c', 'd')) +
      odsTable('People', rows);
    const { detected } = await readWorkbook(odsOf(tables, { styles }));
    expect(detected?.sheet).toEqual({ name: 'People', place: 3 });
  });
});
