import type { CsvFormat } from '../../../../shared/profile/csv';
import { columnName } from '../../../../shared/text';
import { checkBytes, checkText } from './damage';
import { firstRecord, tryDelimiter, tryDelimiters, type Trial } from './delimiter';
import { detectEncoding, fixedEncoding } from './encoding';
import { readHead, type Reading } from './file';
import { findHeader } from './header';
import { inOwnFormat } from './own-file';
import { newlineOf } from './parse';
import type { Layout } from './record';
import { readPrelude } from './prelude';
import { dropLines, readSample } from './sample';
import { findUtf8Lines, type Utf8Lines } from './utf8-lines';
import { isWrapped } from './wrapped';

/** A format with nothing left to detect, and the beginning of the text that it was found on. */
export interface ResolvedFormat {
  encoding: string;
  /** Other encodings that the file may be in. */
  candidates: string[];
  /** Lines that are in UTF-8, unlike the file. */
  utf8Lines: Utf8Lines;
  lineSeparator: Exclude<CsvFormat['lineSeparator'], 'auto'>;
  layout: Layout;
  /** The line of the column names; 0 where the file has none. */
  headerRow: number;
  /** The header that the file has by itself, where a profile may have it read otherwise. */
  byItself: FoundHeader | null;
  /** Another line that the column names seem to stand in. */
  otherHeaderRow: number | null;
  sample: string;
}

/** Column names as they stand in a file. */
export interface FoundHeader {
  names: string[];
  delimiter: string;
}

const HEAD_BYTES = 65_536;

/**
 * How the lines of a text end: `\n` where some lines do, even if others end with `\r\n`. Line ends
 * inside quotation marks do not count where there are others.
 */
export const detectLineSeparator = (sample: string): ResolvedFormat['lineSeparator'] => {
  const outside = sample.replace(/"[^"]*"/g, '');
  const text = /[\r\n]/.test(outside) ? outside : sample;
  if (/(?<!\r)\n/.test(text)) return '\n';
  if (text.includes('\r\n')) return '\r\n';
  return text.includes('\r') ? '\r' : '\n';
};

const recordEnds = (format: CsvFormat, separator: string): string[] => {
  if (separator === '\r') return ['\r'];
  return format.lineSeparator === '\r\n' ? ['\r\n'] : ['\r\n', '\n'];
};

const FIELD_EDGES = '[,;:|\\t\\r\\n]';
const enclosedFields = (sample: string, quote: string) => ({
  opened: sample.match(new RegExp(`(^|${FIELD_EDGES}) *${quote}`, 'g'))?.length ?? 0,
  closed: sample.match(new RegExp(`${quote} *(?=${FIELD_EDGES}|$)`, 'g'))?.length ?? 0,
});

/**
 * The apostrophe where fields are regularly enclosed in it, else the quotation mark: where it does
 * not occur it does no harm, and it may occur later.
 */
export const detectEnclosure = (sample: string): string => {
  const double = enclosedFields(sample, '"');
  const single = enclosedFields(sample, "'");
  const regular = single.opened > 1 && single.closed >= single.opened * 0.8;
  return regular && single.opened > double.opened ? "'" : '"';
};

/** The layout of a text but for its delimiter, which may be known, and where its header stands. */
const divide = (
  sample: string,
  layout: Omit<Layout, 'delimiter'>,
  delimiter: string | null,
  headerRow: CsvFormat['headerRow']
): Promise<Trial> => {
  const finder = headerRow === 'auto' ? findHeader : firstRecord;
  return delimiter === null
    ? tryDelimiters(sample, layout, finder)
    : tryDelimiter(sample, { ...layout, delimiter }, finder);
};

/** The header of a text of which nothing is set. */
const headerByItself = async (text: string): Promise<FoundHeader | null> => {
  const lineSeparator = detectLineSeparator(text);
  const recordEnds = lineSeparator === '\r' ? ['\r'] : ['\r\n', '\n'];
  const { lines, delimiter: named } = readPrelude(text);
  const sample = dropLines(text, lines, newlineOf({ recordEnds }));
  const enclosure = detectEnclosure(sample);
  const wrapped = enclosure === '"' && isWrapped(sample, named);
  const layout = { enclosure, recordEnds, firstLine: lines + 1, wrapped };
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
  const ends = recordEnds(format, lineSeparator);
  const newline = newlineOf({ recordEnds: ends });
  const prelude = readPrelude(text);
  const firstLine = headerRow === 'auto' || headerRow < 2 ? prelude.lines + 1 : headerRow;
  const sample = dropLines(text, firstLine - 1, newline);
  const enclosure = format.enclosure === 'auto' ? detectEnclosure(sample) : format.enclosure;
  const known = format.delimiter === 'auto' ? prelude.delimiter : format.delimiter;
  const wrapped = enclosure === '"' && isWrapped(sample, known);
  const rest = { enclosure, recordEnds: ends, firstLine, wrapped };
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
