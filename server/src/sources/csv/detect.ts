import type { ParamsOfKey } from '../../../../shared/codes/catalogue';
import { problem } from '../../../../shared/codes/problems';
import type { CsvFormat } from '../../../../shared/profile/csv';
import { columnName } from '../../../../shared/text';
import { SourceError } from '../../utils/errors';
import { dropLines, readHead, type Reading, readSample } from './decode';
import { detectEncoding, fixedEncoding } from './encoding';
import { findHeader } from '../table/header';
import type { FoundHeader, FoundTable } from '../table/types';
import { findUtf8Lines, type Utf8Lines } from './legacy-encodings';
import { inOwnFormat, readPrelude } from './prelude';
import { type Layout, newlineOf } from './records';
import {
  detectEnclosure,
  detectLineSeparator,
  type Division,
  firstRecord,
  isWrapped,
  type LineSeparator,
  recordEnds,
  tryDelimiter,
  tryDelimiters,
} from './separators';

type BinaryKind = ParamsOfKey<'binary-file'>['what'];

/** First bytes of files that people take for CSV; where two kinds share them the name says both. */
const SIGNATURES: [what: BinaryKind, bytes: string][] = [
  ['zip', 'PK\x03\x04'],
  ['excel', '\xd0\xcf\x11\xe0'],
  ['pdf', '%PDF-'],
  ['gzip', '\x1f\x8b'],
  ['rtf', '{\\rtf'],
  ['sevenZip', '7z\xbc\xaf'],
  ['png', '\x89PNG'],
  ['jpeg', '\xff\xd8\xff'],
  ['sqlite', 'SQLite format 3'],
];

const emptyFile = (): SourceError => new SourceError(problem('empty-file/csv'));

const binaryFile = (what: BinaryKind): SourceError =>
  new SourceError(problem('binary-file', { what }));

/**
 * Refuses a file that is no text at all, by its first bytes.
 * @throws SourceError `empty-file`, `binary-file`
 */
const checkBytes = (head: Buffer): void => {
  if (head.length === 0) throw emptyFile();
  const found = SIGNATURES.find(([, bytes]) =>
    head.subarray(0, bytes.length).equals(Buffer.from(bytes, 'latin1'))
  );
  if (found) throw binaryFile(found[0]);
};

const PAGE_BEGINNING = 4096;
const HTML = /^\s*(<\?xml[^>]*>\s*)?<(!doctype\s+html|html|head|body|script|title|meta)[\s>]/i;

/** Spreadsheets that are one XML document. */
const XML_KINDS: [what: BinaryKind, form: RegExp][] = [
  [
    'excelXml',
    /<\?mso-application\s+progid="Excel\.Sheet"|urn:schemas-microsoft-com:office:spreadsheet/,
  ],
  ['flatOpenDocument', /<office:document\s/],
];

const isPage = (sample: string): boolean =>
  HTML.test(sample.slice(0, PAGE_BEGINNING).replace(/<!--[\s\S]*?-->/g, ''));

/**
 * Refuses a text that cannot be CSV, by its beginning.
 * @throws SourceError `empty-file`, `html-page`
 */
export const checkText = (sample: string): void => {
  if (sample.trim() === '') throw emptyFile();
  const head = sample.slice(0, PAGE_BEGINNING);
  const xml = head.trimStart().startsWith('<?xml') && XML_KINDS.find(([, form]) => form.test(head));
  if (xml) throw binaryFile(xml[0]);
  if (isPage(sample)) {
    throw new SourceError(problem('html-page'));
  }
};

/** A format with nothing left to detect, and the beginning of the text that it was found on. */
export interface ResolvedFormat extends Omit<FoundTable, 'delimiter'> {
  encoding: string;
  /** Other encodings that the file may be in. */
  candidates: string[];
  /** Lines that are in UTF-8, unlike the file. */
  utf8Lines: Utf8Lines;
  lineSeparator: LineSeparator;
  layout: Layout;
  sample: string;
}

const HEAD_BYTES = 65_536;

/** The layout of a text but for its delimiter, which may be known, and where its header stands. */
const divide = (
  sample: string,
  layout: Omit<Layout, 'delimiter'>,
  delimiter: string | null,
  headerRow: CsvFormat['headerRow']
): Promise<Division> => {
  const finder = headerRow === 'auto' ? findHeader : firstRecord;
  return delimiter === null
    ? tryDelimiters(sample, layout, finder)
    : tryDelimiter(sample, { ...layout, delimiter }, finder);
};

/** The header of a text of which nothing is set. */
const headerByItself = async (text: string): Promise<FoundHeader | null> => {
  const lineSeparator = detectLineSeparator(text);
  const ends = recordEnds('auto', lineSeparator);
  const { lines, delimiter: named } = readPrelude(text);
  const sample = dropLines(text, lines, newlineOf({ recordEnds: ends }));
  const lined = { recordEnds: ends, firstLine: lines + 1 };
  const enclosure = await detectEnclosure(sample, (tried) =>
    divide(sample, { ...lined, enclosure: tried, wrapped: false }, named, 'auto')
  );
  const wrapped = enclosure === '"' && isWrapped(sample, named);
  const layout = { ...lined, enclosure, wrapped };
  const { header, delimiter } = await divide(sample, layout, named, 'auto');
  return header ? { names: header.fields.map(columnName), delimiter } : null;
};

const isSet = ({ delimiter, enclosure, lineSeparator, headerRow }: CsvFormat): boolean =>
  [delimiter, enclosure, lineSeparator, headerRow].some((setting) => setting !== 'auto');

/** The line below the one that a profile names which looks more like the header; null where there is none. */
const otherHeaderRow = async (
  sample: string,
  layout: Omit<Layout, 'delimiter'>,
  { headerRow }: CsvFormat,
  line: number
): Promise<number | null> => {
  if (headerRow === 'auto' || headerRow === 0) return null;
  const { header } = await tryDelimiters(sample, layout, findHeader);
  return header && header.line > line ? header.line : null;
};

/**
 * Reads the beginning of a file and decides whatever its format leaves to `auto`.
 * @throws SourceError `empty-file`, `binary-file`, `html-page`, `unknown-encoding`, `encoding-mismatch`, `file-not-found` …
 */
export const resolveFormat = async (
  file: string,
  given: CsvFormat,
  reading: Reading = {}
): Promise<ResolvedFormat> => {
  const head = await readHead(file, HEAD_BYTES, reading);
  checkBytes(head);
  const { encoding, candidates } =
    given.encoding === 'auto'
      ? await detectEncoding(file, head, reading)
      : { encoding: fixedEncoding(given.encoding, head), candidates: [] };
  const text = await readSample(file, encoding, reading);
  checkText(text);

  const format = inOwnFormat(given, text);
  const { lineSeparator: wanted, headerRow } = format;
  const lineSeparator = wanted === 'auto' ? detectLineSeparator(text) : wanted;
  const ends = recordEnds(wanted, lineSeparator);
  const newline = newlineOf({ recordEnds: ends });
  const prelude = readPrelude(text);
  const firstLine = headerRow === 'auto' || headerRow < 2 ? prelude.lines + 1 : headerRow;
  const sample = dropLines(text, firstLine - 1, newline);
  const known = format.delimiter === 'auto' ? prelude.delimiter : format.delimiter;
  const lined = { recordEnds: ends, firstLine };
  const enclosure =
    format.enclosure === 'auto'
      ? await detectEnclosure(sample, (tried) =>
          divide(sample, { ...lined, enclosure: tried, wrapped: false }, known, headerRow)
        )
      : format.enclosure;
  const wrapped = enclosure === '"' && isWrapped(sample, known);
  const rest = { ...lined, enclosure, wrapped };
  const { delimiter, header } = await divide(sample, rest, known, headerRow);
  const line = header?.line ?? firstLine;
  const layout = { ...rest, delimiter, firstLine: headerRow === 'auto' ? line : firstLine };
  return {
    encoding,
    candidates,
    utf8Lines: await findUtf8Lines(file, encoding, reading),
    lineSeparator,
    layout,
    headerRow: headerRow === 0 ? 0 : line,
    byItself: isSet(given) ? await headerByItself(text) : null,
    otherHeaderRow: await otherHeaderRow(sample, rest, given, line),
    sample: dropLines(sample, layout.firstLine - firstLine, newline),
  };
};
