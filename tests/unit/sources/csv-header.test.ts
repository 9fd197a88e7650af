import { englishOf } from '../../../shared/codes/texts';
import { cellsOf, codeOf, errorOf, foundIn, read, readWhole, removeFolders } from './support';

afterAll(removeFolders);

const ROWS = 'anna;Anna Ahorn;301\nbert;Bert Birke;302\ncleo;Cleo Chili;303\n';
const TABLE = `username;displayname;phone\n${ROWS}`;
const COLUMNS = ['username', 'displayname', 'phone'];
const NAMES = ['anna', 'bert', 'cleo'];

describe('what stands above the header', () => {
  it.each([
    ['a title', 'Phone list Example Ltd\n', 2],
    ['a title that Excel filled up', 'Phone list Example Ltd;;\n;;\n', 3],
    ['a title and a date', 'Telefonliste;;\nStand: 2.11.2026;;\n\n', 4],
    ['a date in a cell of its own', 'Exported;2026-11-02;14:00\n', 2],
    ['a comment', '# exported by HR Suite\n# do not edit\n', 3],
    ['a title in quotation marks', '"Staff, all sites"\n', 2],
    ['#TYPE of Windows PowerShell', '#TYPE System.Data.DataRow\n', 2],
    ['#TYPE that Excel filled up', '#TYPE Selected.System.String;;\n', 2],
    ['sep=', 'sep=;\n', 2],
    ['sep= that Excel filled up', 'sep=;;;\n', 2],
    ['sep= in quotation marks that was filled up', '"sep=;";;\n', 2],
    ['sep= and a title', 'sep=;\nStaff;;\n', 3],
    ['sep= and #TYPE', 'sep=;\n#TYPE System.String\n', 3],
    ['a line over groups of columns', 'Person;;Reachable at\n', 2],
  ])('is left out: %s', async (_, above, line) => {
    for (const end of ['\n', '\r\n', '\r']) {
      const result = await readWhole((above + TABLE).replaceAll('\n', end));
      expect(result.columns).toEqual(COLUMNS);
      expect(cellsOf(result).map(([name]) => name)).toEqual(NAMES);
      expect(result.detected?.headerRow).toBe(line);
      expect(result.rows[0]?.number).toBe(line + 1);
      expect(result.issues).toMatchObject([{ code: 'header-found', severity: 'info' }]);
      expect(englishOf(result.issues[0]!)).toContain(`row ${line} ("username", `);
    }
  });

  it.each([
    ['commas', 'Exported by HR Suite, 2 November 2026\n', ','],
    ['tabs', 'Report\t\t\n\t\t\n', '\t'],
    ['a delimiter that the title has too', 'Staff, Berlin and Cologne\n', ','],
  ])('does not mislead the search for the delimiter: %s', async (_, above, delimiter) => {
    const result = await read(above + TABLE.replaceAll(';', delimiter));
    expect(result.columns).toEqual(COLUMNS);
    expect(result.rows).toHaveLength(3);
  });

  it('is found under names that nobody has listed, by what stands below', async () => {
    const text = 'Seznam;;\nzkratka;jmeno;linka\naa;Anna;301\nbb;Bert;302\n';
    expect((await read(text)).columns).toEqual(['zkratka', 'jmeno', 'linka']);
  });

  it('takes the delimiter that a resaved sep= line is filled up with', async () => {
    expect((await read(`sep=,;;\n${TABLE}`)).columns).toEqual(COLUMNS);
  });
});

describe('the first line', () => {
  it.each([
    ['an ordinary header', TABLE],
    ['names in another language', 'jmeno;prijmeni;linka\nAnna;Ahorn;301\nBert;Birke;302\n'],
    ['names above people who have no numbers', 'a;b;c\nMax;Muster;Sales\nEva;Meier;Sales\n'],
    ['fewer names than values', 'name;job\nMax;Boss;Berlin\nEva;Chef\n'],
    ['a single column', 'username\nanna\nbert\n'],
    ['a single column of unknown name', 'zkratka\nanna\nbert\n'],
    ['years', 'name;2025;2026\nAnna;1;2\nBert;3;4\n'],
    ['a person with words where others have numbers', 'id;who;tel\na;A;301\nb;B;intern\nc;C;302\n'],
  ])('is the header: %s', async (_, text) => {
    const { detected } = await readWhole(text);
    expect(detected?.headerRow).toBe(1);
  });

  it.each([['a name twice', 'id;mail;mail\nx;Muster;Sales\n', 'duplicate-header']])(
    'is still the header with %s',
    async (_, text, code) => {
      expect(await codeOf(read(text))).toBe(code);
    }
  );

  it.each([
    ['a number', ROWS, 'column 3: number'],
    ['a mail address', 'anna;a@x.de\nbert;b@x.de\n', 'column 2: mail address'],
    ['a date', 'anna;01.02.1999\nbert;03.04.2000\n', 'column 2: date'],
    ['a MAC', 'anna;00:0b:82:4f:00:00\nbert;00:0b:82:4f:00:01\n', 'column 2: address'],
    ['a number abroad', 'anna;+49 (171) 123-45\nbert;intern\n', 'column 2: number'],
    ['an address of a page', 'anna;https://x.de/anna\nbert;\n', 'column 2: address'],
  ])('is warned about when it looks like data: %s', async (_, text, found) => {
    for (const headerRow of ['auto', 1] as const) {
      const { issues, rows } = await readWhole(text, { headerRow });
      expect(issues).toMatchObject([
        { code: 'header-looks-like-data', severity: 'warning', value: null },
      ]);
      expect(englishOf(issues[0]!)).toContain(found);
      expect(englishOf(issues[0]!)).not.toContain('anna');
      expect(rows).toHaveLength(text.split('\n').length - 2);
    }
  });
});

describe('a header row that is set', () => {
  it('binds, and the line that looks more like the header is named', async () => {
    const text = `Phones;of;Berlin\n${TABLE}`;
    const { columns, issues } = await readWhole(text, { headerRow: 1 });
    expect(columns).toEqual(['Phones', 'of', 'Berlin']);
    expect(issues).toMatchObject([{ code: 'other-header-row', severity: 'warning' }]);
    expect(englishOf(issues[0]!)).toContain('row 2');
  });

  it('is named by the error as well', async () => {
    const report = await errorOf(read(`Report, all\n${TABLE}`, { headerRow: 1, delimiter: ';' }));
    expect(report.code).toBe('uneven-rows');
    expect(report.message).toContain('row 2');
    const filled = await errorOf(read(`Report;;\n${TABLE}`, { headerRow: 1, delimiter: ';' }));
    expect(filled.code).toBe('empty-header');
    expect(filled.message).toContain('row 2');
  });

  it.each([1, 2, 3])('%i is taken without a warning where it is right', async (headerRow) => {
    const text = 'x\n'.repeat(headerRow - 1) + TABLE;
    const { columns, issues } = await readWhole(text, { headerRow });
    expect(columns).toEqual(COLUMNS);
    expect(issues.filter(({ severity }) => severity === 'warning')).toEqual([]);
  });

  it('of 0 calls the columns by letters', async () => {
    const result = await readWhole(ROWS, { headerRow: 0 });
    expect(result.columns).toEqual(['A', 'B', 'C']);
    expect(result.rows.map(({ number }) => number)).toEqual([1, 2, 3]);
    expect(cellsOf(result)[0]).toEqual(['anna', 'Anna Ahorn', '301']);
    expect(result.issues).toEqual([]);
    expect(result.detected?.headerRow).toBe(0);
  });

  it('of 0 goes on with AA behind Z', async () => {
    const { columns } = await read(`${Array.from({ length: 54 }, () => 'x').join(';')}\n`, {
      headerRow: 0,
    });
    expect([columns[25], columns[26], columns[51], columns[52], columns[53]]).toEqual([
      'Z',
      'AA',
      'AZ',
      'BA',
      'BB',
    ]);
  });

  it('of 0 leaves out what programs write above, and tells a row that is longer than most', async () => {
    const { columns, rows } = await read(`sep=;\n${ROWS}dora;Dora;304;x\n`, { headerRow: 0 });
    expect(columns).toHaveLength(3);
    expect(rows.map(({ issues }) => issues.map(({ code }) => code))).toEqual([
      [],
      [],
      [],
      ['too-many-fields'],
    ]);
  });
});

describe('lines that repeat the header', () => {
  it.each([
    ['amid the rows', `${TABLE}\n${TABLE}`],
    ['with a byte order mark', `${TABLE}\uFEFF${TABLE}`],
    ['in quotation marks', `${TABLE}"username";"displayname";"phone"\n${ROWS}`],
    ['in capitals', `${TABLE}${TABLE.split('\n')[0]?.toUpperCase()}\n${ROWS}`],
    ['with capitals at the beginning of words', `${TABLE}Username;DisplayName;Phone\n${ROWS}`],
    ['with blanks and delimiters behind', `${TABLE} username ;displayname;phone;;\n${ROWS}`],
  ])('are left out with one warning: %s', async (_, text) => {
    const result = await readWhole(text);
    expect(cellsOf(result).map(([name]) => name)).toEqual([...NAMES, ...NAMES]);
    expect(result.issues).toMatchObject([{ code: 'repeated-header', severity: 'warning' }]);
  });

  it('are counted', async () => {
    const { issues } = await readWhole(TABLE.repeat(4));
    expect(issues).toHaveLength(1);
    expect(englishOf(issues[0]!)).toContain('3 rows, the first of them row 5,');
  });

  it('are not rows that share some of its words', async () => {
    expect(await foundIn(`${TABLE}username;Anna;phone\nusername;displayname;\n`)).toEqual([]);
  });
});

it('a name in a file of one column does not repeat the header for being spelled like it', async () => {
  const result = await readWhole('Admin\nadmin\nADMIN\nanna\n');
  expect(cellsOf(result)).toEqual([['admin'], ['ADMIN'], ['anna']]);
  expect(result.issues).toEqual([]);
});

describe('lines of dashes', () => {
  const HEADER = `${COLUMNS.join(';')}\n`;

  it.each(['--------;-----------;-----', '========;===========;=====', '"--"; -- ;--'])(
    'are left out with a warning: %s',
    async (line) => {
      const result = await readWhole(`${HEADER}${line}\n${ROWS}`);
      expect(cellsOf(result).map(([name]) => name)).toEqual(NAMES);
      expect(result.issues).toMatchObject([{ code: 'line-of-dashes', severity: 'warning' }]);
      expect(englishOf(result.issues[0]!)).toContain('row 2 consists');
    }
  );

  it.each(['-;-;-', 'anna;--;--', '--;;'])('are not %s', async (line) => {
    expect(await foundIn(`${HEADER}${line}\n${ROWS}`)).toEqual([]);
  });

  it('are told from rows where there are no column names', async () => {
    const { rows, issues } = await readWhole(`--;--;--\n${ROWS}`, { headerRow: 0 });
    expect([rows.length, issues]).toEqual([NAMES.length + 1, []]);
  });
});

describe('whole lines in quotation marks', () => {
  it.each([
    ['commas', '"username,displayname,phone"\n"anna,""Ahorn, Anna"",301"\n"bert,Bert,302"\n'],
    ['semicolons', '"username;displayname;phone"\n"anna;Ahorn, Anna;301"\n"bert;Bert;302"\n'],
    [
      'a title above',
      'Staff\n"username,displayname,phone"\n' +
        '"anna,""Ahorn, Anna"",301"\n"bert,Bert,302"\n'.repeat(3),
    ],
    [
      'Windows lines',
      '"username,displayname,phone"\r\n"anna,""Ahorn, Anna"",301"\r\n"bert,Bert,302"\r\n',
    ],
  ])('are unwrapped: %s', async (_, text) => {
    const result = await readWhole(text);
    expect(result.columns).toEqual(COLUMNS);
    expect(cellsOf(result).slice(0, 2)).toEqual([
      ['anna', 'Ahorn, Anna', '301'],
      expect.arrayContaining(['bert', '302']),
    ]);
    expect(result.issues.map(({ code }) => code)).toContain('whole-lines-quoted');
  });

  it('are unwrapped where just those with quotation marks inside are so', async () => {
    const text = 'username,displayname,phone\nanna,Anna,301\n"bert,""Birke, Bert"",302"\n';
    const result = await readWhole(text);
    expect(cellsOf(result)[1]).toEqual(['bert', 'Birke, Bert', '302']);
    expect(result.issues).toMatchObject([{ code: 'whole-lines-quoted' }]);
  });

  it.each([
    ['a single column', '"username"\n"anna"\n"bert"\n'],
    ['a single column of names with a comma', '"Surname, Name"\n"Ahorn, Anna"\n"Birke, Bert"\n'],
    ['quoted fields', '"username","phone"\n"anna","301"\n"bert","302"\n'],
    ['a quoted value at the start', 'name;phone\n"Ahorn; Anna";301\n"Birke; Bert";302\n'],
  ])('are not seen in %s', async (_, text) => {
    expect(await foundIn(text)).toEqual([]);
  });
});

describe('names of columns', () => {
  it.each([
    ['NBSP', 'phone\u00A0number'],
    ['a narrow NBSP', 'phone\u202Fnumber'],
    ['two blanks', 'phone  number'],
    ['a line break', '"phone\nnumber"'],
    ['a zero-width space', '\u200Bphone num\u200Bber'],
    ['a soft hyphen', 'phone num\u00ADber'],
    ['marks of direction', '\u202Aphone number\u202C'],
    ['a byte order mark', 'phone number\uFEFF'],
  ])('are read without what cannot be seen: %s', async (_, name) => {
    expect((await read(`username;${name}\nanna;301\n`)).columns).toEqual([
      'username',
      'phone number',
    ]);
  });

  it('are composed', async () => {
    expect((await read('Pre\u0301nom;x\nA;1\n')).columns).toEqual(['Pr\u00E9nom', 'x']);
  });

  it('occur twice where they differ in what cannot be seen only', async () => {
    expect(await codeOf(read('mail;mail\u200B\na;b\n'))).toBe('duplicate-header');
  });

  it('are found by corrections that were made under another spelling', async () => {
    const fixes = [{ row: 2, column: 'phone\u00A0number', value: '9' }];
    expect(cellsOf(await read('id;phone\u00A0number\n1;2\n', { fixes }))).toEqual([['1', '9']]);
  });
});

describe('a column without a name', () => {
  it.each([
    ['the index of pandas', ',name,mail\n0,Anna,a@x.org\n1,Bert,b@x.org\n', ['A', 'name', 'mail']],
    ['an index in quotes', '"";"name";"phone"\n"1";"Anna";"301"\n', ['A', 'name', 'phone']],
    ['one amid others', 'name;;phone\nAnna;x;301\n', ['name', 'B', 'phone']],
    ['several', 'name;\u00A0;phone;;mail\nA;b;1;c;d\n', ['name', 'B', 'phone', 'D', 'mail']],
    ['one beside a column of that letter', ';A;b\n1;2;3\n', ['AA', 'A', 'b']],
  ])('is called by its letter, with a warning: %s', async (_, text, columns) => {
    const result = await readWhole(text);
    expect(result.columns).toEqual(columns);
    expect(Object.keys(result.rows[0]?.values ?? {})).toEqual(columns);
    expect(result.rows.flatMap(({ issues }) => issues)).toEqual([]);
    expect(result.issues.map(({ code }) => code)).toContain('unnamed-columns');
    expect(await foundIn(text, { headerRow: 1 })).toContain('unnamed-columns');
  });

  it('is named by its place and its letter', async () => {
    const { issues } = await readWhole('name;;phone;;mail\nA;b;1;c;d\n');
    expect(issues).toMatchObject([{ code: 'unnamed-columns', severity: 'warning', row: null }]);
    expect(englishOf(issues[0]!)).toContain('row 1: columns 2, 4 without a name, called "B", "D"');
  });

  it('does not keep the header from being found below a title', async () => {
    const result = await readWhole('Staff\n;username;phone\n0;anna;301\n1;bert;302\n');
    expect(result.columns).toEqual(['A', 'username', 'phone']);
    expect(result.detected?.headerRow).toBe(2);
  });
});

describe('a name that Outlook in French gives twice', () => {
  it('is told apart by its place', async () => {
    const header = 'Titre,Prénom,Deuxième prénom,Nom,Société,Titre';
    const { columns, rows } = await read(`${header}\nMme,Anne,,Érable,Érable SA,Directrice\n`);
    expect(columns.filter((name) => name.startsWith('Titre'))).toEqual(['Titre', 'Titre (2)']);
    expect(rows[0]?.values).toMatchObject({ Titre: 'Mme', 'Titre (2)': 'Directrice' });
  });

  it('is refused in other files', async () => {
    expect(await codeOf(read('Titre,Prénom,Nom,Titre\nMme,Anne,Érable,x\n'))).toBe(
      'duplicate-header'
    );
  });
});
