import { readFileSync } from 'node:fs';
import zlib from 'node:zlib';

import { englishOf } from '../../../shared/codes/texts';
import {
  libreOfficeFile,
  odsOf,
  odsTable,
  odsTextRow,
  textRow,
  xlsxOf,
  xlsxParts,
} from '../../support/workbooks';
import { type Part, zipOf } from '../../support/zip';
import { cellsOf, detect, errorOf, readWorkbook, removeFolders } from './support';

afterAll(removeFolders);

const ROWS = textRow(1, 'username', 'displayname') + textRow(2, 'ann', 'Ann');
const SHEET = 'xl/worksheets/sheet1.xml';

/** What reading a file fails with. */
const failure = async (file: Buffer) => {
  const { code, params, message } = await errorOf(readWorkbook(file));
  // Whoever looks at the file is told the same.
  expect((await detect(file)).problem).toEqual({ code, params });
  return { code, params, message };
};

const failureOf = (...parts: Part[]) =>
  failure(zipOf(xlsxParts({ sheets: { People: ROWS }, parts })));

const sheetOf = (content: string): Part => ({
  name: SHEET,
  content: `<worksheet>${content}</worksheet>`,
});

describe('a workbook that is larger than it seems', () => {
  it('is not unpacked where a part is packed as no program packs it', async () => {
    const content = Buffer.alloc(66 * 1024 * 1024, ' ');
    expect(await failureOf({ name: SHEET, content, crc: 0 })).toMatchObject({
      code: 'workbook-too-large',
      params: { what: 'packed' },
    });
  });

  it('is not unpacked where its parts together are too large, by what they say of themselves', async () => {
    const parts = Array.from({ length: 40 }, (_, index) => ({
      name: `xl/media/image${index}.png`,
      content: '',
      size: 60 * 1024 * 1024,
    }));
    expect(await failureOf(...parts)).toMatchObject({
      code: 'workbook-too-large',
      params: { what: 'bytes' },
    });
  });

  it('is not read further than a part says that it is large', async () => {
    const content = `<worksheet><sheetData>${ROWS}</sheetData></worksheet>`;
    expect(await failureOf({ name: SHEET, content, size: 100 })).toMatchObject({
      code: 'damaged-workbook',
      params: { why: 'archive' },
    });
  });

  it('may not have endlessly many parts', async () => {
    const parts = Array.from({ length: 10_001 }, (_, index) => ({ name: `${index}`, content: '' }));
    expect(await failureOf(...parts)).toMatchObject({
      code: 'workbook-too-large',
      params: { what: 'entries' },
    });
  });

  it.each([
    ['cells', '<row r="2"><c r="XFE2"><v>1</v></c></row>'],
    ['rows', '<row r="1048577"><c><v>1</v></c></row>'],
  ])('may not have %s beyond the end of a sheet', async (what, row) => {
    const part = sheetOf(`<sheetData>${ROWS.replace(/<row r="2".*/, '')}${row}</sheetData>`);
    expect(await failureOf(part)).toMatchObject({ code: 'workbook-too-large', params: { what } });
  });

  it.each([
    ['rows', 'table:number-rows-repeated="2000000"', ''],
    ['cells', 'table:number-rows-repeated="1000000"', 'table:number-columns-repeated="100"'],
    ['cells', '', 'table:number-columns-repeated="100000"'],
  ])('may not repeat %s endlessly', async (what, row, cell) => {
    const many = `<table:table-row ${row}><table:table-cell ${cell}><text:p>x</text:p></table:table-cell></table:table-row>`;
    const file = odsOf(odsTable('People', odsTextRow('username', 'displayname') + many));
    expect(await failure(file)).toMatchObject({ code: 'workbook-too-large', params: { what } });
  });

  it('may not have cells of endless text', async () => {
    const long = textRow(2, 'x'.repeat(600_000), 'y'.repeat(600_000));
    const error = await failureOf(
      sheetOf(`<sheetData>${ROWS.replace(/<row r="2".*/, '')}${long}</sheetData>`)
    );
    expect(error).toMatchObject({ code: 'record-too-long', params: { line: 2 } });
    expect(error.message).toContain('row 2 of the sheet');
  });
});

describe('the XML of a workbook', () => {
  const ENTITIES =
    '<!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;">]><worksheet><sheetData><row r="1"><c t="str"><v>&lol2;</v></c></row></sheetData></worksheet>';
  const EXTERNAL =
    '<!DOCTYPE x [<!ENTITY file SYSTEM "file:///etc/passwd">]><worksheet><sheetData><row r="1"><c t="str"><v>&file;</v></c></row></sheetData></worksheet>';

  it.each([
    ['entities', ENTITIES],
    ['entities of files', EXTERNAL],
    ['a document type alone', '<!DOCTYPE worksheet><worksheet/>'],
    [
      'an unknown entity',
      '<worksheet><sheetData><row r="1"><c t="str"><v>&lol;</v></c></row></sheetData></worksheet>',
    ],
    ['elements that do not end', '<worksheet><sheetData><row r="1">'],
    ['elements too deep within each other', '<a>'.repeat(300) + '</a>'.repeat(300)],
    ['one tag without end', `<worksheet a="${'x'.repeat(5 * 1024 * 1024)}"/>`],
    ['bytes that are no UTF-8', Buffer.from([0x3c, 0x61, 0x3e, 0xff, 0xfe, 0x80])],
    ['rows that go back', '<worksheet><sheetData><row r="5"/><row r="4"/></sheetData></worksheet>'],
    [
      'a cell that stands nowhere',
      '<worksheet><sheetData><row r="1"><c r="1"><v>7</v></c></row></sheetData></worksheet>',
    ],
    [
      'a text that is not there',
      '<worksheet><sheetData><row r="1"><c t="s"><v>7</v></c></row></sheetData></worksheet>',
    ],
  ])('is refused with %s', async (_, content) => {
    expect(await failureOf({ name: SHEET, content })).toMatchObject({
      code: 'damaged-workbook',
      params: { why: 'xml' },
    });
  });

  it('may be in UTF-16', async () => {
    const content = Buffer.from(
      `\uFEFF<worksheet><sheetData>${ROWS}</sheetData></worksheet>`,
      'utf16le'
    );
    const file = zipOf(xlsxParts({ sheets: { People: ROWS }, parts: [{ name: SHEET, content }] }));
    expect(cellsOf(await readWorkbook(file))).toEqual([['ann', 'Ann']]);
  });

  it('gives values that change nothing around them', async () => {
    const hostile = textRow(2, '__proto__', '&lt;script&gt;{{x}}&quot;\\');
    const sheets = { People: textRow(1, '__proto__', 'constructor') + hostile };
    const { rows } = await readWorkbook(xlsxOf({ sheets }));
    expect(Object.entries(rows[0]?.values ?? {})).toEqual([
      ['__proto__', '__proto__'],
      ['constructor', '<script>{{x}}"\\'],
    ]);
  });
});

describe('what a workbook refers to', () => {
  it('is never looked for outside of it', async () => {
    const link = (target: string, mode = '') =>
      failureOf({
        name: 'xl/_rels/workbook.xml.rels',
        content: `<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="${target}" ${mode}/></Relationships>`,
      });
    const missing = { code: 'damaged-workbook', params: { why: 'part' } };
    expect(await link('http://127.0.0.1:1/sheet.xml', 'TargetMode="External"')).toMatchObject(
      missing
    );
    expect(await link('http://127.0.0.1:1/sheet.xml')).toMatchObject(missing);
    expect(await link('../../../../etc/passwd')).toMatchObject(missing);
    expect(await link('file:///etc/passwd')).toMatchObject(missing);
  });

  it('may be external data, whose stored values are taken', async () => {
    const sheets = {
      People: `${textRow(1, 'username', 'displayname')}<row r="2"><c t="str"><f>[1]Sheet1!A1</f><v>ann</v></c></row>`,
    };
    const parts = [
      { name: 'xl/externalLinks/externalLink1.xml', content: '<externalLink/>' },
      {
        name: 'xl/externalLinks/_rels/externalLink1.xml.rels',
        content:
          '<Relationships><Relationship Id="rId1" Target="http://127.0.0.1:1/" TargetMode="External"/></Relationships>',
      },
    ];
    expect(cellsOf(await readWorkbook(xlsxOf({ sheets, parts })))).toEqual([['ann', '']]);
  });

  it('has to be there, and only once', async () => {
    const parts = xlsxParts({ sheets: { People: ROWS } });
    const without = parts.filter(({ name }) => name !== SHEET);
    expect(await failure(zipOf(without))).toMatchObject({
      code: 'damaged-workbook',
      params: { why: 'part', what: SHEET },
    });
    const twice = [...parts, { name: SHEET.toUpperCase(), content: '<worksheet/>' }];
    expect(await failure(zipOf(twice))).toMatchObject({
      code: 'damaged-workbook',
      params: { why: 'part' },
    });
  });
});

describe('a damaged workbook', () => {
  it.each(['people.xlsx', 'people.ods'])('is refused wherever it is cut off: %s', async (name) => {
    const whole = readFileSync(libreOfficeFile(name));
    for (const share of [0.1, 0.5, 0.9, 0.999]) {
      const cut = whole.subarray(0, Math.floor(whole.length * share));
      const { code, message } = await failure(cut);
      expect(code).toBe('damaged-workbook');
      expect(message).toContain('deliver it again');
    }
  });

  // Node has had them since 20.15.
  ('crc32' in zlib ? it : it.skip)(
    'is refused where the sum of a part is another one',
    async () => {
      const content = `<worksheet><sheetData>${ROWS}</sheetData></worksheet>`;
      expect(await failureOf({ name: SHEET, content, crc: 1 })).toMatchObject({
        code: 'damaged-workbook',
      });
    }
  );

  it('is refused where bytes of it were changed', async () => {
    const file = Buffer.from(zipOf(xlsxParts({ sheets: { People: ROWS } })));
    const at = file.indexOf('xl/worksheets/sheet1.xml') + 40;
    file.fill(0xaa, at, at + 40);
    expect((await failure(file)).code).toBe('damaged-workbook');
  });
});

describe('a workbook with a password', () => {
  it('is told by its encrypted parts', async () => {
    const parts = xlsxParts({ sheets: { People: ROWS } }).map((part) => ({ ...part, flags: 1 }));
    expect((await failure(zipOf(parts))).code).toBe('encrypted-workbook');
  });

  it('is told by the container that Excel puts it into', async () => {
    const file = Buffer.concat([
      Buffer.from('d0cf11e0a1b11ae1', 'hex'),
      Buffer.alloc(2000),
      Buffer.from('EncryptedPackage', 'utf16le'),
      Buffer.alloc(500),
    ]);
    const { code, message } = await errorOf(readWorkbook(file));
    expect([code, message]).toEqual(['encrypted-workbook', expect.stringContaining('password')]);
  });

  it('is told by the list of parts of an OpenDocument file', async () => {
    const parts = [
      {
        name: 'META-INF/manifest.xml',
        content:
          '<manifest:manifest><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>',
      },
      { name: 'content.xml', content: Buffer.from([1, 2, 3]) },
    ];
    expect((await failure(odsOf('', { parts }))).code).toBe('encrypted-workbook');
  });
});

describe('files of other kinds', () => {
  const compound = (name: string): Buffer =>
    Buffer.concat([
      Buffer.from('d0cf11e0a1b11ae1', 'hex'),
      Buffer.alloc(70_000),
      Buffer.from(name, 'utf16le'),
      Buffer.alloc(500),
    ]);
  const office = (main: string): Buffer =>
    zipOf([
      { name: '[Content_Types].xml', content: '<Types/>' },
      {
        name: '_rels/.rels',
        content: `<Relationships><Relationship Id="r" Type="x/officeDocument" Target="${main}"/></Relationships>`,
      },
    ]);

  it.each([
    ['excel', compound('Workbook'), 'save it as “Excel workbook (.xlsx)”'],
    ['word', compound('WordDocument'), 'spreadsheet'],
    ['powerPoint', compound('PowerPoint Document'), 'spreadsheet'],
    ['word', office('word/document.xml'), 'spreadsheet'],
    ['powerPoint', office('ppt/presentation.xml'), 'spreadsheet'],
    ['excelBinary', office('xl/workbook.bin'), 'save it as “Excel workbook (.xlsx)”'],
    ['numbers', zipOf([{ name: 'Index/Document.iwa', content: '' }]), 'export it to Excel'],
    ['zip', zipOf([{ name: 'people.csv', content: 'a;b\n1;2\n' }]), 'unpack it'],
    [
      'openDocument',
      zipOf([{ name: 'mimetype', content: 'application/vnd.oasis.opendocument.text' }]),
      'spreadsheet',
    ],
    [
      'excelXml',
      Buffer.from('<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook/>'),
      'save it as “Excel workbook (.xlsx)”',
    ],
    ['pdf', Buffer.from('%PDF-1.7\n...'), 'spreadsheet'],
  ])('are refused by name, with how to save them: %s', async (what, file, advice) => {
    const error = await errorOf(readWorkbook(file));
    expect(error).toMatchObject({ code: 'binary-file', params: { what } });
    expect(englishOf(error)).toContain(advice);
  });
});
