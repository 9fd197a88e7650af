import path from 'node:path';

import { type Part, zipOf } from './zip';

/** A workbook that LibreOffice wrote of `people.fods`. */
export const libreOfficeFile = (name: string): string =>
  path.join(__dirname, '..', 'fixtures', 'workbooks', name);

const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

const xml = (content: string): string =>
  `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${content}`;

const relationships = (targets: [id: string, type: string, target: string][]): string =>
  xml(
    `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${targets
      .map(
        ([id, type, target]) =>
          `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"/>`
      )
      .join('')}</Relationships>`
  );

export interface XlsxContent {
  /** The XML of each sheet's rows, by its name. */
  sheets: Record<string, string>;
  /** What stands below the rows of all sheets. */
  below?: string;
  /** What else `<sheet>` says, by the sheet's name. */
  attributes?: Record<string, string>;
  /** The formats of the styles 0, 1, …: a number of a built-in one or a text. */
  formats?: (number | string)[];
  strings?: string[];
  /** The words of `docProps/app.xml` for worksheets. */
  worksheets?: string;
  workbook?: string;
  /** Parts more, or in place of those of the same name. */
  parts?: Part[];
}

const stylesOf = (formats: (number | string)[]): string => {
  const own = formats.flatMap((format, index) =>
    typeof format === 'string'
      ? [`<numFmt numFmtId="${200 + index}" formatCode="${format.replaceAll('"', '&quot;')}"/>`]
      : []
  );
  const cells = formats.map(
    (format, index) => `<xf numFmtId="${typeof format === 'number' ? format : 200 + index}"/>`
  );
  return xml(
    `<styleSheet xmlns="${MAIN}"><numFmts>${own.join('')}</numFmts><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs>${cells.join('')}</cellXfs></styleSheet>`
  );
};

/** The parts of a workbook as Excel writes it. */
export const xlsxParts = (content: XlsxContent): Part[] => {
  const { sheets, below = '', attributes = {}, formats = [0], strings = [], parts = [] } = content;
  const names = Object.keys(sheets);
  const listed = names.map(
    (name, index) =>
      `<sheet name="${name}" sheetId="${index + 1}" r:id="rId${index + 1}" ${attributes[name] ?? ''}/>`
  );
  const made: Part[] = [
    { name: '[Content_Types].xml', content: xml('<Types/>') },
    {
      name: '_rels/.rels',
      content: relationships([
        ['rId1', 'officeDocument', 'xl/workbook.xml'],
        ['rId2', 'extended-properties', 'docProps/app.xml'],
      ]),
    },
    {
      name: 'docProps/app.xml',
      content: xml(
        `<Properties><TitlesOfParts><lpstr>${content.worksheets ?? 'Worksheets'}</lpstr></TitlesOfParts></Properties>`
      ),
    },
    {
      name: 'xl/workbook.xml',
      content: xml(
        `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}">${content.workbook ?? ''}<sheets>${listed.join('')}</sheets></workbook>`
      ),
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: relationships([
        ...names.map((_, index): [string, string, string] => [
          `rId${index + 1}`,
          'worksheet',
          `worksheets/sheet${index + 1}.xml`,
        ]),
        ['rIdStyles', 'styles', 'styles.xml'],
        ['rIdStrings', 'sharedStrings', '/xl/sharedStrings.xml'],
      ]),
    },
    { name: 'xl/styles.xml', content: stylesOf(formats) },
    {
      name: 'xl/sharedStrings.xml',
      content: xml(
        `<sst xmlns="${MAIN}">${strings.map((one) => `<si>${one}</si>`).join('')}</sst>`
      ),
    },
    ...Object.values(sheets).map((rows, index) => ({
      name: `xl/worksheets/sheet${index + 1}.xml`,
      content: xml(`<worksheet xmlns="${MAIN}"><sheetData>${rows}</sheetData>${below}</worksheet>`),
    })),
  ];
  const replaced = new Set(parts.map(({ name }) => name));
  return [...made.filter(({ name }) => !replaced.has(name)), ...parts];
};

export const xlsxOf = (content: XlsxContent): Buffer => zipOf(xlsxParts(content));

/** The XML of a row of texts. */
export const textRow = (row: number, ...texts: string[]): string =>
  `<row r="${row}">${texts
    .map((text) => `<c t="inlineStr"><is><t>${text}</t></is></c>`)
    .join('')}</row>`;

/** The parts of a spreadsheet as LibreOffice writes it. */
export const odsParts = (tables: string, { styles = '', parts = [] as Part[] } = {}): Part[] => {
  const made: Part[] = [
    { name: 'mimetype', content: 'application/vnd.oasis.opendocument.spreadsheet' },
    {
      name: 'content.xml',
      content: xml(
        `<office:document-content><office:automatic-styles>${styles}</office:automatic-styles><office:body><office:spreadsheet>${tables}</office:spreadsheet></office:body></office:document-content>`
      ),
    },
  ];
  const replaced = new Set(parts.map(({ name }) => name));
  return [...made.filter(({ name }) => !replaced.has(name)), ...parts];
};

export const odsOf = (...given: Parameters<typeof odsParts>): Buffer => zipOf(odsParts(...given));

/** The XML of a row of texts. */
export const odsTextRow = (...texts: string[]): string =>
  `<table:table-row>${texts
    .map(
      (text) =>
        `<table:table-cell office:value-type="string"><text:p>${text}</text:p></table:table-cell>`
    )
    .join('')}</table:table-row>`;

export const odsTable = (name: string, rows: string, attributes = ''): string =>
  `<table:table table:name="${name}" ${attributes}>${rows}</table:table>`;
