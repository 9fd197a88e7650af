import { encode } from 'iconv-lite';
import { englishOf } from '../../../shared/codes/texts';
import { detectCsv } from '../../../server/src/sources/csv/preview';
import { readCsv } from '../../../server/src/sources/csv/read';
import { LANGUAGES } from './names-by-language';
import { FEW, WESTERN } from './names-of-few';
import { AUTO, cellsOf, fileOf, readWhole, removeFolders } from './support';

afterAll(removeFolders);

const DOS = /^ibm/;
const LEGACY = /^(ibm|macintosh)/;

const table = (words: string[], end = '\n') =>
  ['name;phone', ...words.map((word, index) => `${word};${300 + index}`), ''].join(end);

const CASES = Object.entries(LANGUAGES).flatMap(([language, { words, encodings }]) =>
  encodings.flatMap((encoding) =>
    ['\n', '\r\n', '\r']
      // No program for DOS ends lines as the old Macintosh does.
      .filter((end) => end !== '\r' || !DOS.test(encoding))
      .map((end) => ({ language, encoding, end, words }))
  )
);

describe('the encoding of a list of names', () => {
  it.each(CASES)('$language in $encoding with $end is right', async ({ words, encoding, end }) => {
    const result = await readWhole(encode(table(words, end), encoding));
    expect(cellsOf(result).map(([name]) => name)).toEqual(words);
    if (!LEGACY.test(encoding)) expect(result.issues).toEqual([]);
  });

  const parts = CASES.filter(
    ({ end, encoding }) => end === '\n' || encoding === 'macintosh'
  ).flatMap(({ words, ...rest }) => words.map((word) => ({ ...rest, word })));

  it.each(parts.filter(({ encoding, word }) => LEGACY.test(encoding) && /[^\0-\x7F]/.test(word)))(
    '$language in $encoding is right or warned about: $word',
    async ({ word, encoding, end }) => {
      const result = await readWhole(encode(table([word], end), encoding));
      const [[name] = []] = cellsOf(result);
      const [issue] = result.issues;
      if (name === word) return;
      expect(issue?.code).toBe('encoding-unsure');
      const different = word.split(' ').find((part) => /[^\0-\x7F]/.test(part)) ?? '';
      expect(englishOf(issue!)).toContain(`"${different}"`);
    }
  );

  it.each([
    ['shift_jis', ['山田 太郎', '鈴木 花子', '営業部']],
    ['euc-kr', ['김철수', '이영희']],
    ['gb18030', ['王小明', '李雷']],
    ['big5', ['王小明', '陳大文']],
  ])('is right or among the candidates for few words in %s', async (encoding, words) => {
    const { detected, issues } = await readWhole(encode(table(words), encoding));
    if (detected?.encoding === encoding) return;
    expect(issues.map(({ code }) => code)).toEqual(['encoding-unsure']);
    expect(englishOf(issues[0]!)).toContain(`as ${encoding}: "${words[0]?.split(' ')[0]}"`);
  });

  it.each([
    ['a few names among many rows', ['Max Muster', 'Eva Klein', 'Jörg Müller', 'Tom Thin']],
    ['punctuation', ['Müller – Söhne', '„Hübner“', 'L’Hôpital', '5 €', 'Straße 3 §']],
    ['capitals', ['MÜLLER', 'GÖTZ', 'KÖLN']],
    ['names from abroad', ['Jörg Müller', 'José Núñez', 'Élodie', 'Åsa', 'João']],
  ])('is windows-1252 without a warning where it is: %s', async (_, words) => {
    const result = await readWhole(encode(table(words), 'windows-1252'));
    expect(cellsOf(result).map(([name]) => name)).toEqual(words);
    expect(result.issues).toEqual([]);
  });
});

/** Each word with letters beyond ASCII by itself, any three in a row, and all of them. */
const samplesOf = (words: string[]): string[][] =>
  [...words.map((word) => [word]), ...words.map((_, at) => words.slice(at, at + 3)), words].filter(
    (sample) => /[^\0-\x7F]/.test(sample.join(''))
  );

describe('a list of few names', () => {
  it.each(
    Object.entries(FEW).flatMap(([language, { words, encodings }]) =>
      encodings.map((encoding) => [language, encoding, words] as const)
    )
  )('in %s, %s, is right or warned about', async (_, encoding, words) => {
    for (const sample of samplesOf([...words])) {
      const result = await readWhole(encode(table(sample), encoding));
      const found = cellsOf(result).map(([name]) => name);
      const isRight = JSON.stringify(found) === JSON.stringify(sample);
      expect([sample, isRight || result.issues[0]?.code]).toEqual([
        sample,
        isRight || 'encoding-unsure',
      ]);
    }
  });

  it.each(Object.entries(WESTERN))(
    'in %s, windows-1252, is right without a warning',
    async (_, words) => {
      const samples = samplesOf(words).filter(({ length }) => length > 1);
      const warned: string[][] = [];
      for (const sample of samples) {
        const result = await readWhole(encode(table(sample), 'windows-1252'));
        if (result.issues.length > 0) warned.push(sample);
        else expect(cellsOf(result).map(([name]) => name)).toEqual(sample);
      }
      // What is rare, such as the "ë" of Brontë, is common in another language.
      expect(warned.length).toBeLessThan(samples.length / 6);
      expect((await readWhole(encode(table(words), 'windows-1252'))).issues).toEqual([]);
    }
  );
});

describe('an encoding that is not certain', () => {
  const unsure = encode(table(['Città', 'Società', 'Contabilità']), 'ibm850');

  it('is a warning with the candidates and three words in each', async () => {
    const { issues, detected } = await readWhole(unsure);
    expect(issues).toMatchObject([{ code: 'encoding-unsure', severity: 'warning', row: null }]);
    expect(englishOf(issues[0]!)).toContain(`read as ${detected?.encoding}`);
    expect(englishOf(issues[0]!)).toContain('as ibm850: "Città", "Società", "Contabilità"');
  });

  it('is told by the look at a file as well', async () => {
    const { issues } = await detectCsv(fileOf(unsure), AUTO);
    expect(issues).toMatchObject([{ code: 'encoding-unsure' }]);
  });

  it('is none once it is set', async () => {
    const result = await readWhole(unsure, { encoding: 'ibm850' });
    expect(result.issues).toEqual([]);
    expect(cellsOf(result)[0]?.[0]).toBe('Città');
  });

  it.each(['password', 'Kennwort', 'pin', 'SIP Passwort'])(
    'quotes nothing of the column %s',
    async (column) => {
      const text = `username;${column}\nanna;Città\nbert;Società\n`;
      const { issues } = await readWhole(encode(text, 'ibm850'));
      expect(issues.map(({ code }) => code)).toEqual(['encoding-unsure']);
      expect(englishOf(issues[0]!)).not.toMatch(/Citt|Societ/);
    }
  );

  it.each(['Name', 'Zugang', 'displayname', 'SN'])(
    'quotes nothing of the column %s where the mapping makes a secret of it',
    async (column) => {
      const file = encode(`username;${column}\nanna;Città\nbert;Società\n`, 'ibm850');
      const secret = [column.toUpperCase()];
      const read = await readCsv(fileOf(file), AUTO, { secret });
      const preview = await detectCsv(fileOf(file), AUTO, secret);
      for (const { issues = [] } of [read, preview]) {
        expect(issues.map(({ code }) => code)).toEqual(['encoding-unsure']);
        expect(englishOf(issues[0]!)).not.toMatch(/Citt|Societ/);
      }
    }
  );
});

describe('a file with lines in UTF-8', () => {
  const other = Buffer.from('Jürgen Groß;301\n', 'utf-8');

  it.each([
    ['windows-1252', 'name;phone\nJörg Müller;300\n', 'Zoë Höß;302\n'],
    ['windows-1250', 'name;phone\nŁukasz Wójcik;300\nŚwięta Żółć;309\n', 'Grażyna;302\n'],
    ['windows-1251', 'name;phone\nИванов Иван;300\nПетрова Анна;309\n', 'Кузнецов;302\n'],
    ['macintosh', 'name;phone\nJörg Müller;300\nKäthe Jäger;309\n', 'Ünal Özdemir;302\n'],
  ])('in %s is warned about', async (encoding, before, after) => {
    const bytes = Buffer.concat([encode(before, encoding), other, encode(after, encoding)]);
    const { issues, detected } = await readWhole(bytes);
    expect(detected?.encoding).toBe(encoding);
    const [mixed, ...more] = issues.filter(({ code }) => code !== 'encoding-unsure');
    expect([mixed?.code, mixed?.severity, more]).toEqual(['mixed-encodings', 'warning', []]);
    expect(englishOf(mixed!)).toContain(`line ${before.split('\n').length} `);
  });

  it('names the first of several, wherever it stands', async () => {
    const rows = encode('Jörg Müller;300\n'.repeat(9000), 'windows-1252');
    const bytes = Buffer.concat([encode('name;phone\n', 'ascii'), rows, other, other]);
    const { issues } = await readWhole(bytes, { encoding: 'windows-1252' });
    expect(englishOf(issues[0]!)).toContain('2 lines, the first of them line 9002,');
  });

  it('is no such file when all of it is in UTF-8, or none', async () => {
    expect((await readWhole('name;x\nJürgen;Ã¼\n')).issues).toEqual([]);
    expect((await readWhole(encode('name;x\nJürgen;é\n', 'windows-1252'))).issues).toEqual([]);
  });
});
