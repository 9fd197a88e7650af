import { appendFile, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { encode } from 'iconv-lite';

import { callProgram, makeAppFolder, removeAppFolder } from '../support/strapi';
import { libreOfficeFile } from '../support/workbooks';
import { serve, stopServers } from '../unit/sources/server';

const ROOT = path.resolve(__dirname, '..', '..');

interface Change {
  key: string;
  difference: Record<string, { after: unknown }>;
}

interface Printed {
  status: string;
  rows: Record<string, number>;
  user: Record<string, number>;
  error: { code: string } | null;
  issues: { code: string; severity: string }[];
  changes: Change[];
}

describe('files of real programs on the command line', () => {
  let app: string;
  let files: string;

  beforeAll(async () => {
    app = await makeAppFolder({ plugin: { network: { allowedHosts: ['127.0.0.1'] } } });
    await symlink(path.join(ROOT, 'node_modules'), path.join(app, 'node_modules'));
    files = await mkdtemp(path.join(tmpdir(), 'directory-connector-cli-'));
    const profile = {
      name: 'People',
      source: { type: 'csv', delivery: 'upload' },
      limits: { removePercent: 100, minimumPopulation: 1 },
      generate: { extension: null, password: false, sipPassword: false, pin: false },
    };
    await writeFile(path.join(files, 'profile.json'), JSON.stringify(profile));
    expect((await call('import-profile', 'profile.json')).code).toBe(0);
  });
  afterAll(async () => {
    await stopServers();
    await removeAppFolder(app);
    await rm(files, { recursive: true });
  });

  const call = (...words: string[]) => callProgram([...words, '--app', app], files);

  /** The exit code and the document of a run or a test run on this file. */
  const begin = async (command: 'run' | 'test', file: string) => {
    const words = [command, 'People', '--file', file, '--json', '--changes'];
    const { code, stdout } = await call(...words);
    return { code, printed: JSON.parse(stdout) as Printed };
  };

  // A test run pins nothing, so that each file has its own columns.
  const test = async (content: string | Buffer) => {
    await writeFile(path.join(files, 'people.csv'), content);
    return begin('test', 'people.csv');
  };

  const codes = ({ issues }: Printed) => [...new Set(issues.map(({ code }) => code))];

  /** What the changes of users say, by key and attribute. */
  const users = ({ changes }: Printed, ...attributes: string[]) =>
    Object.fromEntries(
      changes
        .filter(({ key }) => /^username:[^/]+$/.test(key))
        .map(({ key, difference }) => [
          key.slice('username:'.length),
          attributes.map((attribute) => difference[attribute]?.after),
        ])
    );

  it('with what cannot be seen in column names and values', async () => {
    const header = '\uFEFF\uFEFF"username";display\u00ADname;phone\u00A0number;E\u2011Mail';
    const row = '\u200Banna ;Anna Ahorn\u00A0;\u202A911\u202C;anna\u200B@example.org';
    const { code, printed } = await test(`${header}\n${row}\n`);
    expect([code, printed.status]).toEqual([0, 'succeeded']);
    expect(users(printed, 'displayName', 'email')).toEqual({
      anna: ['Anna Ahorn', 'anna@example.org'],
    });
  });

  it.each(['people.xlsx', 'people.ods'])('of LibreOffice: %s', async (name) => {
    const { code, printed } = await begin('test', libreOfficeFile(name));
    // One cell shows an error, which is said.
    expect([code, printed.status]).toEqual([0, 'succeeded']);
    expect(printed).toMatchObject({ rows: { read: 3, failed: 0 }, user: { create: 3 } });
    expect(users(printed, 'displayName', 'extension')).toMatchObject({
      anna: ['Anna Ährenfeld', '0301'],
    });
    expect(codes(printed)).toEqual(expect.arrayContaining(['sheet-found', 'cell-error']));
  });

  it.each([
    ['ibm866', ['Иванов Иван', 'Петрова Анна', 'Юлия Жукова']],
    ['macintosh', ['Ünal Özdemir', 'François Prévost', 'Björn Åkesson']],
  ])('in %s', async (encoding, names) => {
    const rows = names.map((name, index) => `${encoding}-${index};${name};${301 + index}`);
    const end = encoding === 'macintosh' ? '\r' : '\r\n';
    const text = ['username;displayname;phone', ...rows, ''].join(end);
    const { code, printed } = await test(encode(text, encoding));
    expect([code, printed.status]).toEqual([0, 'succeeded']);
    expect(Object.values(users(printed, 'displayName'))).toEqual(names.map((name) => [name]));
  });

  it('in an encoding that is not certain, with a warning that shows words', async () => {
    const text = 'username;displayname\nu1;Città\nu2;Società\n';
    const { code, printed } = await test(encode(text, 'ibm850'));
    expect(code).toBe(0);
    expect(printed.issues).toMatchObject([
      { code: 'encoding-unsure', severity: 'warning', message: expect.stringContaining('"Città"') },
    ]);
  });

  it.each([
    ['titles above', 'Phone list of Example Ltd;;\n;;\n', '', 'header-found'],
    ['a separator above', 'sep=;;;\n', '', 'header-found'],
    ['a total and an end below', '', 'Total: 2;;\n-- End of report --\n', 'lines-below-table'],
  ])('with %s', async (what, above, below, found) => {
    const name = what.replaceAll(' ', '-');
    const rows = `${name}-1;Anna Ahorn;\n${name}-2;Bert Birke;\n`;
    const { code, printed } = await test(`${above}username;displayname;phone\n${rows}${below}`);
    expect([code, printed.rows.read, printed.rows.failed]).toEqual([0, 2, 0]);
    expect(Object.values(users(printed, 'displayName'))).toEqual([['Anna Ahorn'], ['Bert Birke']]);
    expect(codes(printed)).toEqual([found]);
  });

  it('with a column that has no name, and addresses with names', async () => {
    const text = ',username,displayname,mail\n0,dora,Dora,Dora D <dora@example.org>\n';
    const { code, printed } = await test(text);
    expect(code).toBe(0);
    expect(users(printed, 'email')).toEqual({ dora: ['dora@example.org'] });
    expect(codes(printed)).toEqual(['unnamed-columns']);
  });

  it('with what a spreadsheet made of numbers, which is told and exits with 3', async () => {
    const text = 'username;displayname;mobile;mail\nemil;Emil;4,91716E+12;a@x.org, b@x.org\n';
    const { code, printed } = await test(text);
    expect([code, printed.status]).toEqual([3, 'succeeded-with-errors']);
    expect(codes(printed).sort()).toEqual(['several-emails', 'spreadsheet-number']);
    expect(users(printed, 'displayName', 'email')).toEqual({ emil: ['Emil', undefined] });
  });

  /** What a command prints about a profile, after its exit code. */
  const printedBy = async (
    ...words: string[]
  ): Promise<[code: number | null, document: unknown]> => {
    const { code, stdout } = await call(...words, '--json');
    return [code, JSON.parse(stdout)];
  };

  const UNEVEN = 'ub,Birke, Bob,202';
  const uneven = (...lines: string[]): string =>
    ['username,displayname,phone', ...lines, ''].join('\n');

  it('with uneven lines are corrected by a file, wherever the line is next time, until it is taken back', async () => {
    await writeFile(path.join(files, 'uneven.csv'), uneven('ua,Ann,201', UNEVEN));
    const fixes = [{ row: 3, steps: [{ join: 1 }] }];
    await writeFile(path.join(files, 'fixes.json'), JSON.stringify(fixes));
    await writeFile(path.join(files, 'wrong.json'), JSON.stringify([...fixes, { row: 99 }]));
    const correct = (...words: string[]) => printedBy('corrections', 'People', ...words);
    const run = () => printedBy('run', 'People', '--file', 'uneven.csv', '--approve');

    expect(await run()).toMatchObject([3, { rows: { failed: 1 } }]);
    expect(await correct('--add', 'wrong.json')).toMatchObject([1, { error: {} }]);
    expect(await correct('--add', 'fixes.json')).toMatchObject([0, [{ ...fixes[0], found: 1 }]]);
    await writeFile(path.join(files, 'uneven.csv'), uneven(UNEVEN, 'ua,Ann,201'));
    const corrected = { status: 'succeeded', issues: [], user: { create: 1, unchanged: 1 } };
    expect(await run()).toMatchObject([0, corrected]);
    expect(await correct('--remove', '3')).toMatchObject([2, { error: { code: 'wrong-usage' } }]);
    expect(await correct('--remove', '2')).toEqual([0, []]);
    expect(await correct('--add', 'fixes.json')).toMatchObject([2, {}]);
  });

  it('at an address are corrected so, too', async () => {
    const address = await serve((_, response) => {
      response.end(uneven('va,Ann,211', 'vb,Birke, Bob,212'));
    });
    const profile = { name: 'Remote', source: { type: 'csv', delivery: 'url', url: address } };
    await writeFile(path.join(files, 'remote.json'), JSON.stringify(profile));
    expect((await call('import-profile', 'remote.json')).code).toBe(0);
    expect((await printedBy('run', 'Remote'))[0]).toBe(3);
    await writeFile(path.join(files, 'fix.json'), '{ "row": 3, "steps": [{ "join": 1 }] }');
    expect(await printedBy('corrections', 'Remote', '--add', 'fix.json')).toMatchObject([
      0,
      [{ row: 3, found: 1 }],
    ]);
    const corrected = { issues: [], user: { create: 1, unchanged: 1 } };
    expect(await printedBy('run', 'Remote')).toMatchObject([0, corrected]);
  });

  it('that change while they are read write nothing and exit with 1', async () => {
    const file = path.join(files, 'growing.csv');
    await writeFile(file, 'username;displayname\ngrowing;Growing\n');
    let last = Promise.resolve();
    let lines = 0;
    const timer = setInterval(() => {
      last = last.then(() => appendFile(file, `g${(lines += 1)};G\n`));
    }, 5);
    const { code, printed } = await begin('run', 'growing.csv').finally(() => clearInterval(timer));
    await last;
    expect([code, printed.status, printed.error?.code]).toEqual([1, 'failed', 'file-changed']);
    expect(printed.user).toMatchObject({ create: 0, remove: 0 });
    const listed = await call('runs', 'People', '--json');
    expect(listed.code).toBe(0);
  });
});
