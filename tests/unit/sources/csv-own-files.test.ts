import { buffer } from 'node:stream/consumers';

import { cleanText } from '../../../server/src/mapping/values/cleaning';
import { DOWNLOADS } from '../../../shared/contracts/reports';
import { csvOf } from '../../../server/src/controllers/csv';
import { ATTRIBUTES } from '../../../shared/records';
import { cellsOf, read, removeFolders } from './support';

afterAll(removeFolders);

const VALUES = [
  '=1+1',
  '+49 30 1',
  "'=1",
  "''=1",
  "'t Hooft",
  "O'-Brien",
  'x;=1;+2',
  "x;'=1",
  'x\t=1',
  'x\n@a\r\n-b',
  'x;"=1"',
  ';\t=',
  ';=',
  "x;'y",
  '\uFF1Dx',
  'x;\uFF0B1',
  '-',
];

const download = (columns: readonly string[], rows: unknown[][]) => buffer(csvOf(columns, [rows]));

const displayName = ATTRIBUTES.user['displayName'];
const password = ATTRIBUTES.user['password'];

describe('a file that was downloaded here', () => {
  it.each(VALUES)('comes back as it was: %j', async (value) => {
    const row = ['', value, '', '', 'user', 'username:a', value, value, '1'];
    const [cells = []] = cellsOf(await read(await download(DOWNLOADS.credentials, [row])));
    const [, label = '', , , , , secret = ''] = cells;
    if (!displayName || !password) throw new Error('expected attributes');
    expect(cleanText(String(label), displayName, false)).toBe(value);
    expect(cleanText(String(secret), password, false)).toBe(value);
  });

  it.each(Object.entries(DOWNLOADS))('is known by the columns of %s', async (_, columns) => {
    const rows = [columns.map(() => 'x;=1')];
    expect(cellsOf(await read(await download(columns, rows)))[0]).toEqual(rows[0]);
  });

  it('shows numbers as they are where texts are asked for, and lets no formula run', async () => {
    const texts = { delimiter: ';', texts: ['pin'] } as const;
    const pins = ['0042', '1E5', '=1+1', 'x;=1', 'word'];
    const csv = await buffer(csvOf(['pin', 'name'], [pins.map((pin) => [pin, '7'])], texts));
    expect(csv.toString().replace('\uFEFF', '').split('\r\n')).toEqual([
      'pin;name',
      '"=""0042""";7',
      '"=""1E5""";7',
      `"'=1+1";7`,
      `"x;'=1";7`,
      'word;7',
      '',
    ]);
  });

  it('is known when a spreadsheet saved it again', async () => {
    const text = `type;key;label;password;sipPassword;pin\r\nuser;a;"x;'=1";'=p;;\r\n`;
    expect(cellsOf(await read(text))[0]).toEqual(['user', 'a', 'x;=1', '=p', '', '']);
  });

  it.each([
    ['other columns', 'type;key;label\nuser;a;"x;\'=1"\n'],
    ['another order', 'key;type;label;password;sipPassword;pin\na;user;"x;\'=1";\'=p;;\n'],
  ])('is none with %s', async (_, text) => {
    expect(cellsOf(await read(text))[0]).toContain("x;'=1");
  });
});
