import { englishOf } from '../../../shared/codes/texts';
import { cellsOf, codeOf, foundIn, readWhole, removeFolders } from './support';

afterAll(removeFolders);

const TABLE = 'username;displayname;phone\nanna;Anna Ahorn;301\nbert;Bert Birke;302\n';
const NAMES = ['anna', 'bert'];

describe('lines below the table', () => {
  it.each([
    '(2 rows affected)',
    '(2 row(s) affected)',
    '(2 rows)',
    '(1 row)',
    '(2 Zeilen betroffen)',
    '(2 lignes affectées)',
    '(2 строки)',
    '(2 filas)',
    '(1 234 rows affected)',
    '2 rows in set (0.01 sec)',
    '14 rows selected.',
    '  2 record(s) selected.',
    '2 row(s) retrieved.',
    '2 Zeilen',
    '2 Datensätze exportiert',
    '2 enregistrements',
    '2 registros',
    '2 rekordów',
    '2 записи',
    '2 行',
    'Total: 5',
    'Total records: 5',
    'TOTAL RECORDS = 5',
    'Total number of users: 2',
    'Grand total 5',
    'Summe: 120',
    'Anzahl der Datensätze: 2',
    'Gesamtanzahl 2',
    'Nombre de lignes : 2',
    'Número de registros: 2',
    'Aantal gebruikers: 2',
    'Razem: 2',
    'Celkem 2',
    'Итого: 2',
    'Всего записей: 2',
    '合計: 2',
    '*** Total: 2 users ***',
    '-- End of report --',
    '*** END OF REPORT ***',
    'End of file',
    '[EOF]',
    '--- Ende der Liste ---',
    'Fin du rapport',
    '= Конец отчета =',
    'Generated on 2026-11-28 by admin',
    'Report generated: 28/11/2026 10:00',
    'Stand: 28.11.2026',
    'Completion time: 2026-11-28T10:00:00.1234567+01:00',
    'Page 1 of 3',
    'Seite 1/1',
    '----------',
    '* * *',
    'SQL> spool off',
    'Time: 12.345 ms',
  ])('are left out with a warning: %s', async (line) => {
    for (const written of [`${line}\n`, line, `${line};;\n`, `;"${line}";\n`, `\n${line}\n\n`]) {
      const result = await readWhole(TABLE + written);
      expect(cellsOf(result).map(([name]) => name)).toEqual(NAMES);
      expect(result.rows.flatMap(({ issues }) => issues)).toEqual([]);
      expect(result.issues).toMatchObject([
        { code: 'lines-below-table', severity: 'warning', row: null },
      ]);
    }
  });

  it('may be several, and are counted', async () => {
    const { rows, issues } = await readWhole(`${TABLE}---\n\nTotal: 2\n-- End of report --\n`);
    expect(rows).toHaveLength(2);
    expect(englishOf(issues[0]!)).toContain('3 rows, the first of them row 4, stand below');
  });

  it('may hold a number whose thousands are divided as the fields are', async () => {
    const table = TABLE.replaceAll(';', ',');
    expect((await readWhole(`${table}(1,234 rows affected)\n`)).rows).toHaveLength(2);
    expect((await readWhole(`${table}Total: 1,234,567\n`)).rows).toHaveLength(2);
  });

  it.each([
    ['at the end of a file of many parts', 1],
    ['at the end of a large file', 65_536],
  ])('are found %s', async (_, chunkBytes) => {
    const rows = Array.from({ length: 300 }, (__, index) => `u${index};U ${index};${index}\n`);
    const text = `username;displayname;phone\n${rows.join('')}(300 rows affected)\n`;
    const result = await readWhole(text, { chunkBytes });
    expect([result.rows.length, result.issues.length]).toEqual([300, 1]);
  });

  it.each([
    'anna2;;',
    'Total;;',
    'Total;;120',
    'Total: 5;x;',
    'carl: 5',
    'Rowena',
    'Summer 5',
    'Page 7',
    'Ende',
    'Stand',
    'End of',
    '5 Elms',
    '(Zentrale)',
    '2;;',
    'Sum Ting;;',
    'Generated',
  ])('are not %s', async (line) => {
    const result = await readWhole(`${TABLE}${line}\n`);
    expect(result.rows).toHaveLength(3);
    expect(result.issues.map(({ code }) => code)).not.toContain('lines-below-table');
  });

  it('are rows where others follow', async () => {
    const result = await readWhole(`${TABLE}Total: 5\ncarl;Carl;303\n`);
    expect(result.rows.map(({ number }) => number)).toEqual([2, 3, 4, 5]);
    expect(result.rows[2]?.issues).toMatchObject([{ code: 'too-few-fields' }]);
    expect(result.issues).toEqual([]);
  });

  it('are rows where somebody has corrected them', async () => {
    const fixes = [
      { row: 4, column: 'username', value: 'carl' },
      { row: 4, column: 'phone', value: '303' },
    ];
    const result = await readWhole(`${TABLE}Total: 5;Carl;\n`, { fixes });
    expect(cellsOf(result).at(-1)).toEqual(['carl', 'Carl', '303']);
    const skipped = [{ row: 4, skip: 'no-record' as const }];
    expect((await readWhole(`${TABLE}(2 rows)\n`, { fixes: skipped })).issues).toEqual([]);
  });

  it('are values where there is one column', async () => {
    const { rows, issues } = await readWhole('name\nanna\nTotal: 5\n', { delimiter: ';' });
    expect([rows.length, issues]).toEqual([2, []]);
  });

  it('alone are no rows', async () => {
    expect(await codeOf(readWhole('username;displayname;phone\n(0 rows affected)\n'))).toBe(
      'no-rows'
    );
  });

  it('do not hide that the last row is cut off', async () => {
    expect(await codeOf(readWhole(`${TABLE}carl;Ca`))).toBe('file-truncated');
    expect(await foundIn(`${TABLE}carl;Carl;303\n-- End of report --`)).toEqual([
      'lines-below-table',
    ]);
  });
});
