import { libreOfficeFile } from '../../support/workbooks';
import { cellsOf, detect, readWorkbook, removeFolders } from './support';

afterAll(removeFolders);

const COLUMNS = [
  'Benutzername',
  'Anzeigename',
  'Abteilung',
  'Durchwahl',
  'PLZ',
  'Mobiltelefon',
  'Eintritt',
  'Aktiv',
  'Anteil',
  'Betrag',
  'Kürzel',
];

describe.each(['people.xlsx', 'people.ods'])('%s, as LibreOffice wrote it', (name) => {
  const file = libreOfficeFile(name);

  it('is read as its cells show it, each row with its number in the sheet', async () => {
    const read = await readWorkbook(file);
    expect(read.columns).toEqual(COLUMNS);
    expect(read.rows.map(({ number }) => number)).toEqual([4, 5, 8]);
    expect(cellsOf(read).map((cells) => cells.join('|'))).toEqual([
      'anna|Anna Ährenfeld|Vertrieb|0301|01067|491701234567|01.02.2024|TRUE|50%|1.234,50|ANNA',
      'bob|Bob  Baum & Söhne <x>|Vertrieb|0302|80331||31.12.2023|FALSE|100%|-0,25|',
      'cleo|Cleo Çelik|Einkauf|303|||||||CLEO',
    ]);
    expect(read.detected).toEqual({ headerRow: 3, sheet: { name: 'Personal', place: 2 } });
  });

  it('leaves what an error hides as it is stored, and says which cell it is', async () => {
    const { rows } = await readWorkbook(file);
    expect(rows.map(({ missingCells }) => missingCells)).toEqual([
      undefined,
      ['Kürzel'],
      undefined,
    ]);
    expect(rows.flatMap(({ issues }) => issues)).toEqual([
      {
        row: 5,
        column: 'Kürzel',
        value: null,
        severity: 'warning',
        code: 'cell-error',
        params: { found: '#N/A' },
      },
    ]);
  });

  it('says which sheet was read, where its header is, and which rows are hidden', async () => {
    const { issues } = await readWorkbook(file);
    expect(issues).toMatchObject([
      { code: 'sheet-found', params: { sheet: 'Personal', others: ['Hinweise', 'Alt'] } },
      { code: 'header-found', params: { line: 3 } },
      { code: 'hidden-rows', params: { count: 1, first: 8 } },
    ]);
  });

  it('is shown with its sheets, and what is wrong with it', async () => {
    const { problem, format, rows, issues, file: kind, columns } = await detect(file);
    expect(problem).toBeNull();
    expect(kind).toEqual({
      kind: name.slice(-4).replace('.', ''),
      sheets: ['Hinweise', 'Personal', 'Alt'],
    });
    expect(format).toMatchObject({ sheet: 'Personal', headerRow: 3, encoding: 'auto' });
    expect(columns).toEqual(COLUMNS);
    expect(rows.map(({ number }) => number)).toEqual([4, 5, 8]);
    expect(issues.map(({ code }) => code)).toContain('cell-error');
  });

  it('can be read from another sheet, a hidden one too', async () => {
    const read = await readWorkbook(file, { sheet: 'alt' });
    expect(cellsOf(read)).toEqual([['old', 'Olga Alt']]);
    expect(read.detected).toEqual({ headerRow: 1, sheet: { name: 'Alt', place: 3 } });
    expect(read.issues).toEqual([]);
  });

  it('is corrected by the rows of the sheet, the error too', async () => {
    const { rows } = await readWorkbook(file, {
      fixes: [
        { row: 5, column: 'Kürzel', value: 'BOB' },
        { row: 8, skip: 'keep' },
      ],
    });
    expect(rows[1]).toMatchObject({ number: 5, issues: [], values: { Kürzel: 'BOB' } });
    expect(rows[1]).not.toHaveProperty('missingCells');
    expect(rows[2]).toMatchObject({ number: 8, skip: 'keep' });
  });
});

describe('other files of LibreOffice', () => {
  it.each([
    ['people.xls', 'excel'],
    ['people.fods', 'flatOpenDocument'],
  ])('are refused by their kind: %s', async (name, what) => {
    await expect(readWorkbook(libreOfficeFile(name))).rejects.toMatchObject({
      code: 'binary-file',
      params: { what },
    });
  });
});
