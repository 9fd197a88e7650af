import { cellsOf, codeOf, errorOf, fileOf, read, removeFolders, AUTO } from './support';
import { resolveFormat } from '../../../server/src/sources/csv/detect';

afterAll(removeFolders);

const BOM = '\uFEFF';

describe('encoding', () => {
  const TEXT = 'name;city\nJürgen Groß;Köln – Süd\nÉlodie;Genève\n';
  const CELLS = [
    ['Jürgen Groß', 'Köln – Süd'],
    ['Élodie', 'Genève'],
  ];

  it.each(['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'])('detects %s', async (saved) => {
    expect(cellsOf(await read(TEXT, { saved }))).toEqual(CELLS);
    const file = fileOf(TEXT, saved);
    expect((await resolveFormat(file, AUTO)).encoding).toBe(saved);
  });

  it.each(['utf-8', 'utf-16le', 'utf-16be', 'utf-32le', 'utf-32be'])(
    'detects %s by its byte order mark',
    async (saved) => {
      const result = await read(BOM + 'näme\tx\nJürgen\t☎\n', { saved });
      expect(result.columns).toEqual(['näme', 'x']);
      expect(cellsOf(result)).toEqual([['Jürgen', '☎']]);
    }
  );

  it('strips the mark before a quoted header', async () => {
    const { columns } = await read(`${BOM}"id";"name"\n1;2\n`);
    expect(columns).toEqual(['id', 'name']);
  });

  it('detects windows-1252 far behind a beginning of ASCII', async () => {
    const rows = 'plain;row\n'.repeat(10_000);
    const result = await read(`a;b\n${rows}Müller;€\n`, { saved: 'windows-1252' });
    expect(cellsOf(result).at(-1)).toEqual(['Müller', '€']);
  });

  it.each([
    ['windows-1250', 'nazwisko;imię\nŁukasz Wójcik;Żółć\nKamiński;Grzegorz\nJabłoński;Święta\n'],
    ['windows-1251', 'имя;отдел\nИванов Иван;Отдел продаж\nПетрова Анна;Бухгалтерия\n'],
    ['windows-1253', 'όνομα;πόλη\nΓιώργος Παπαδόπουλος;Αθήνα\nΜαρία Νικολάου;Πάτρα\n'],
    ['windows-1254', 'isim;şehir\nŞükrü Yıldız;Muğla\nGüneş Çağlar;Eskişehir\n'],
    ['iso-8859-5', 'имя;отдел\nИванов Иван;Отдел продаж\nПетрова Анна;Бухгалтерия\n'],
  ])('detects %s by its letters', async (saved, text) => {
    const { columns, rows } = await read(text, { saved });
    expect([
      columns.join(';'),
      ...rows.map(({ values }) => Object.values(values).join(';')),
    ]).toEqual(text.trim().split('\n'));
  });

  it.each(['windows-1250', 'iso-8859-15', 'koi8-r', 'shift_jis', 'gb18030', 'macroman', 'utf16'])(
    'reads %s where it is fixed',
    async (encoding) => {
      const word: Record<string, string> = {
        'koi8-r': 'Иванов',
        shift_jis: '田中太郎',
        gb18030: '王小明',
        'iso-8859-15': 'Šœ€',
      };
      const cell = word[encoding] ?? 'Müller';
      const text = `a;b\n${cell};2\n`;
      for (const chunkBytes of [1, 3, 65_536]) {
        const result = await read(text, { encoding, saved: encoding, chunkBytes });
        expect(cellsOf(result)).toEqual([[cell, '2']]);
      }
    }
  );

  it.each(['utf-8', 'utf-16le', 'utf-16be', 'utf-32le'])(
    'reads %s whose characters are divided between chunks',
    async (saved) => {
      const cells = ['ä😀€', 'x\r\n"y"', '漢字'];
      const text = `${BOM}a,b,c\n${cells[0]},"x\r\n""y""",${cells[2]}\n`;
      for (const chunkBytes of [1, 2, 3, 5, 7]) {
        expect(cellsOf(await read(text, { saved, chunkBytes }))).toEqual([cells]);
      }
    }
  );

  it.each(['klingon', 'base64', 'hex', ''])('refuses the encoding %j', async (encoding) => {
    const error = await errorOf(read(TEXT, { encoding }));
    expect(error.code).toBe('unknown-encoding');
    expect(error.message).toContain('"windows-1252"');
  });

  it('names the line whose bytes do not fit a fixed encoding', async () => {
    const text = 'a;b\nx;y\n'.repeat(20_000) + 'Müller;1\n';
    const error = await errorOf(read(text, { saved: 'windows-1252', encoding: 'utf-8' }));
    expect(error.code).toBe('encoding-mismatch');
    expect(error.message).toContain('line 40001 ');
  });

  it.each([1, 2, 7])('names the line with chunks of %d bytes', async (chunkBytes) => {
    const broken = Buffer.concat([
      Buffer.from('a;b\nä;ö\nü;'),
      Buffer.from([0xfc]),
      Buffer.from(';\n'),
    ]);
    const error = await errorOf(read(broken, { encoding: 'utf-8', chunkBytes }));
    expect(error.message).toContain('line 3 ');
  });

  it('does not garble all of a UTF-8 file because a few bytes of it are broken', async () => {
    const broken = Buffer.concat([
      Buffer.from('a;b\nä;ö\nü;'),
      Buffer.from([0xfc]),
      Buffer.from('\n'),
    ]);
    expect(await codeOf(read(broken))).toBe('encoding-mismatch');
  });

  it('reads a replacement character that is in the data', async () => {
    expect(cellsOf(await read('a;b\n\uFFFD;ä\n', { encoding: 'utf-8' }))).toEqual([
      ['\uFFFD', 'ä'],
    ]);
  });

  it('refuses bytes that a fixed single-byte encoding does not have', async () => {
    const bytes = Buffer.concat([
      Buffer.from('a;b\n1;2\n'),
      Buffer.from([0x81]),
      Buffer.from(';2\n'),
    ]);
    const error = await errorOf(read(bytes, { encoding: 'windows-1252' }));
    expect(error.code).toBe('encoding-mismatch');
    expect(error.message).toContain('line 3 ');
  });

  it.each([
    ['utf-8', 'utf-16le', BOM],
    ['windows-1252', 'utf-8', BOM],
    ['utf-16be', 'utf-16le', BOM],
    ['utf-8', 'utf-16be', ''],
  ])('refuses %s for a file that begins as %s', async (encoding, saved, mark) => {
    const error = await errorOf(read(`${mark}a;b\n1;2\n`, { encoding, saved }));
    expect(error.code).toBe('encoding-mismatch');
    expect(error.message).toContain(`"${saved}"`);
  });

  it.each(['UTF8', 'utf_16_le', 'UTF-16LE', 'ucs-2', 'utf-16'])(
    'knows %s by that name',
    async (encoding) => {
      const saved = encoding === 'UTF8' ? 'utf-8' : 'utf-16le';
      expect((await read(`${BOM}a;b\nä;2\n`, { encoding, saved })).columns).toEqual(['a', 'b']);
    }
  );

  it.each([
    ['utf-8', Buffer.from('a;b\nx;ä').subarray(0, -1)],
    ['utf-16le', Buffer.from('a;b\nx;ä', 'utf16le').subarray(0, -1)],
  ])('finds %s cut off within a character', async (encoding, bytes) => {
    expect(await codeOf(read(bytes, { encoding }))).toBe('file-truncated');
  });
});

describe('delimiter', () => {
  it.each([',', ';', '\t', '|', ':'])('detects %j', async (delimiter) => {
    const text =
      ['id', 'name', 'mail'].join(delimiter) + '\n' + ['1', 'Max', 'm@x'].join(delimiter);
    expect((await read(text + '\n')).columns).toEqual(['id', 'name', 'mail']);
  });

  it.each([
    ['commas in every value', 'name;numbers\n"Muster, Max";+49,+50,+51\n"Meier, Eva";+1,+2\n', 2],
    ['semicolons in quotes', '"a;b;c","d;e;f"\n"1;2;3","4;5;6"\n', 2],
    ['times', 'name,from,to\nMax,08:00,17:00\n', 3],
    ['just a header and one row', 'a;b\n1,5;2,5\n', 2],
    ['a row that is wrong', 'a;b;c\n1;2;3\n1,2,3\n4;5;6\n', 3],
    ['quoted line ends with delimiters', 'a,b\n"x;\n;;;\n;",2\n', 2],
  ])('detects it despite %s', async (_, text, count) => {
    expect((await read(text)).columns).toHaveLength(count);
  });

  it('detects it in a file longer than the sample', async () => {
    const rows = '"Muster, Max";"a\nb"\n'.repeat(15_000);
    const result = await read(`name;text\n${rows}`);
    expect(result.columns).toEqual(['name', 'text']);
    expect(result.rows).toHaveLength(15_000);
  });

  it.each([
    [';', 'id,name,mail\n1,2,3\n', '","'],
    [',', '"id";"name";"mail"\n"1";"2";"3"\n', '";"'],
    [',', 'id\tname\n1\t2\n', 'tab'],
  ])('says that a fixed %j is wrong', async (delimiter, text, named) => {
    const error = await errorOf(read(text, { delimiter }));
    expect(error.code).toBe('wrong-delimiter');
    expect(error.message).toContain(named);
  });

  it('leaves a single column alone under a fixed delimiter', async () => {
    expect((await read('username\nmax\n', { delimiter: ';' })).columns).toEqual(['username']);
  });
});

describe('enclosure', () => {
  it('detects apostrophes', async () => {
    const text = "'id';'name'\n'1';'O''Neil; Max'\n'2';'''t Hart'\n";
    expect(cellsOf(await read(text))).toEqual([
      ['1', 'O’Neil; Max'.replace('’', "'")],
      ['2', "'t Hart"],
    ]);
  });

  it('detects apostrophes under a header without any', async () => {
    expect(cellsOf(await read("id,name\n'1','Muster, Max'\n'2','x'\n"))[0]).toEqual([
      '1',
      'Muster, Max',
    ]);
  });

  it('takes names that begin with an apostrophe for data', async () => {
    const text = "id;name\n1;'t Hart\n2;'s Gravesande\n";
    expect(cellsOf(await read(text)).map(([, name]) => name)).toEqual(["'t Hart", "'s Gravesande"]);
  });

  it('expects the quotation mark later where the beginning has none', async () => {
    const result = await read(`a;b\n${'1;2\n'.repeat(70_000)}"x;y";3\n`);
    expect(cellsOf(result).at(-1)).toEqual(['x;y', '3']);
  });

  it.each([
    ['', '"id";"name"\n"1";"2"\n'],
    ["'", '"id";"name"\n"1";"2"\n'],
    ['"', "'id';'name'\n'1';'2'\n"],
  ])('says that a fixed %j is wrong', async (enclosure, text) => {
    expect(await codeOf(read(text, { enclosure }))).toBe('wrong-enclosure');
  });

  it('reads with any character that is fixed', async () => {
    expect(cellsOf(await read('a,b\n^1,2^,3\n', { enclosure: '^' }))).toEqual([['1,2', '3']]);
    expect(cellsOf(await read('a,b\n]1,]]2],3\n', { enclosure: ']' }))).toEqual([['1,]2', '3']]);
    expect(cellsOf(await read('a,b\n\\1,\\\\2\\ ,3\n', { enclosure: '\\' }))).toEqual([
      ['1,\\2', '3'],
    ]);
  });
});

describe('line separator', () => {
  it.each(['\n', '\r\n', '\r'] as const)('detects and accepts %j', async (lineSeparator) => {
    const text = ['a;b', '1;"2"', '"3";4', ''].join(lineSeparator);
    for (const setting of ['auto', lineSeparator] as const) {
      expect(cellsOf(await read(text, { lineSeparator: setting }))).toEqual([
        ['1', '2'],
        ['3', '4'],
      ]);
    }
    expect((await resolveFormat(fileOf(text), AUTO)).lineSeparator).toBe(lineSeparator);
  });

  it('accepts \\r\\n where \\n is fixed', async () => {
    expect(cellsOf(await read('a;b\r\n1;2\r\n', { lineSeparator: '\n' }))).toEqual([['1', '2']]);
  });

  it('keeps single line feeds in values where \\r\\n is fixed', async () => {
    const result = await read('a;b\r\n1\n1;2\r\n3;4\r\n', { lineSeparator: '\r\n' });
    expect(cellsOf(result)).toEqual([
      ['1\n1', '2'],
      ['3', '4'],
    ]);
    expect(result.rows.map(({ number }) => number)).toEqual([2, 4]);
  });

  it('does not take line feeds inside quotes for the end of a Mac line', async () => {
    expect(cellsOf(await read('a;b\r"1\n1";2\r3;4\r'))).toEqual([
      ['1\n1', '2'],
      ['3', '4'],
    ]);
  });

  it.each([
    ['\n', 'a;b\r1;2\r', 'old Mac'],
    ['\r\n', 'a;b\n1;2\n', 'Unix'],
    ['\r', 'a;b\r\n1;2\r\n', 'Windows'],
  ] as const)('says that a fixed %j is wrong', async (lineSeparator, text, named) => {
    const error = await errorOf(read(text, { lineSeparator }));
    expect(error.code).toBe('wrong-line-separator');
    expect(error.message).toContain(named);
  });
});

describe('apostrophes', () => {
  const header = 'Name;Ort;Nummer';

  it.each([
    [
      'begin and end names',
      ["O'Brien;'s-Gravenhage;301", "'t Hart;Hans';302", "Jones';'s-Hertogenbosch;303"],
    ],
    [
      'begin one cell and end the next',
      ["'s-Gravenhage;Hans';301", "'t Hart;Jones';302", 'Bob;Bonn;303'],
    ],
    [
      'begin one row and end another',
      ["'s-Gravenhage;a;301", "Hans';b;302", "'t Hart;c;303", "Jones';d;304"],
    ],
    ['begin a cell in the last column', ["a;b;'n Haus", "c;d;Hans'", "e;f;'t Hart", "g;h;Jones'"]],
  ])('of names enclose nothing where they %s', async (_, rows) => {
    const { columns, rows: found } = await read([header, ...rows, ''].join('\n'));
    expect(columns).toEqual(['Name', 'Ort', 'Nummer']);
    expect(cellsOf({ columns, rows: found })).toEqual(rows.map((row) => row.split(';')));
  });

  it.each([
    [
      'everywhere',
      ["'Name';'Ort';'Nummer'", "'Ann';'Bonn';'301'", "'Bob';'''s-Gravenhage';'302'"],
      "'s-Gravenhage",
    ],
    [
      'where a delimiter stands inside',
      [header, "'Ahorn; Ann';Bonn;301", "'Birke; Bob';Berlin;302"],
      'Berlin',
    ],
    ['over several lines', [header, "'Ann\nAhorn';Bonn;301", "'Bob\nBirke';Berlin;302"], 'Berlin'],
  ])('enclose fields %s', async (_, lines, place) => {
    const { rows } = await read([...lines, ''].join('\n'));
    expect(rows).toHaveLength(2);
    expect(rows[1]?.values).toMatchObject({ Ort: place, Nummer: '302' });
  });
});
