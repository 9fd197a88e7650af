import { detectCsv } from '../../../server/src/sources/csv/preview';
import { readCsv } from '../../../server/src/sources/csv/read';
import { AUTO, fileOf, removeFolders } from './support';

afterAll(removeFolders);

const CSV =
  'login;PIN;code;team\nada;s3cret-1;s3cret-2;x\nbob;password-s3cret-3;s3cret-4;y\ncid;s3cret-5;s3cret-6;z\n';

describe('what the header of a file calls a secret', () => {
  it.each([
    ['no column names', { headerRow: 0 }, ['A', 'B', 'C', 'D'], ['B', 'C']],
    ['a line of data', { headerRow: 2 }, ['ada', 'PIN', 'code', 'x'], ['PIN', 'code']],
    ['another delimiter', { delimiter: 'o' }, ['A', 'B', 'C'], ['A', 'B', 'C']],
    [
      'a line of data that sounds like one',
      { headerRow: 3 },
      ['bob', 'PIN', 'code', 'y'],
      ['PIN', 'code'],
    ],
    ['both', { delimiter: 'd', headerRow: 2 }, ['A', 'B'], ['A', 'B']],
  ])('stays one with %s', async (_, format, columns, secret) => {
    const file = fileOf(CSV);
    const read = await readCsv(file, { ...AUTO, ...format }, { secret: ['code'] });
    expect([read.columns, read.secret]).toEqual([columns, secret]);
    const shown = await detectCsv(file, { ...AUTO, ...format }, ['code']);
    expect(shown.columns).toEqual(columns);
    expect(shown.rows.length).toBeGreaterThan(0);
    expect(JSON.stringify([shown, read.issues])).not.toMatch(/s3cret|cret-/);
  });

  it.each([
    { lineSeparator: '\r' },
    { lineSeparator: '\r\n' },
    { lineSeparator: '\r', delimiter: '|' },
  ])('stays one where lines are said to end with %j', async (format) => {
    const set = { ...AUTO, ...format } as typeof AUTO;
    const shown = await detectCsv(fileOf(CSV), set, ['code']);
    expect(shown.columns[0]).toBe('A');
    expect(JSON.stringify(shown)).not.toMatch(/s3cret|cret-/);
  });

  it.each([
    ['as the file says itself', {}],
    ['its own line', { headerRow: 1 }],
    ['its own delimiter', { delimiter: ';', enclosure: '"', lineSeparator: '\n' } as const],
  ])('is known by its name with %s', async (_, format) => {
    const read = await readCsv(fileOf(CSV), { ...AUTO, ...format }, { secret: ['code'] });
    expect([read.columns, read.secret]).toEqual([['login', 'PIN', 'code', 'team'], []]);
  });

  it.each([
    ['a title above', 'Passwords and PINs;;\nlogin;pin;team\nada;1;x\n', 2],
    ['another header', 'user;password\nBenutzer;Kennwort\nada;1\n', 2],
    ['no header', 'ada;4711;x\nbob;4712;y\n', 0],
    ['a delimiter that is hard to find', 'a:b|pin\n1:2|3\n', 1],
  ])('is no other column with %s', async (_, csv, headerRow) => {
    const delimiter = csv.includes('|') ? '|' : 'auto';
    const read = await readCsv(fileOf(csv), { ...AUTO, headerRow, delimiter });
    const names = csv.split('\n')[headerRow - 1]?.split(/[;|]/) ?? ['A', 'B', 'C'];
    expect(read.columns).toEqual(names);
    expect(read.secret).toEqual([]);
  });
});
