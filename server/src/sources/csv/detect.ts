import type { CsvFormat } from '../../../../shared/contracts/profiles';
import { checkBytes, checkText } from './damage';
import { decode } from './decode';
import { detectEncoding, fixedEncoding } from './encoding';
import { readHead, type Reading } from './file';
import { isBlank, newlineOf, parseRecords, type CsvRecord, type Layout } from './parse';

/** A format with nothing left to detect, and the beginning of the text that it was found on. */
export interface ResolvedFormat {
  encoding: string;
  lineSeparator: Exclude<CsvFormat['lineSeparator'], 'auto'>;
  layout: Layout;
  sample: string;
}

const HEAD_BYTES = 65_536;
const SAMPLE_CHARACTERS = 262_144;
const SAMPLE_RECORDS = 200;
const SLICE_CHARACTERS = 16_384;
const DELIMITERS = [',', ';', '\t', '|', ':'];

const readSample = async (file: string, encoding: string, reading: Reading): Promise<string> => {
  let sample = '';
  for await (const text of decode(file, encoding, '\n', reading)) {
    sample += text;
    if (sample.length < SAMPLE_CHARACTERS) continue;
    // The last line may be cut off.
    const end = Math.max(sample.lastIndexOf('\n'), sample.lastIndexOf('\r'));
    return end === -1 ? sample : sample.slice(0, end + 1);
  }
  return sample;
};

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

const dropLines = (text: string, count: number, newline: string): string => {
  let start = 0;
  for (let left = count; left > 0; left -= 1) {
    const end = text.indexOf(newline, start);
    if (end === -1) return '';
    start = end + 1;
  }
  return text.slice(start);
};

/** The delimiter that Excel's first line `sep=;` names. */
const namedDelimiter = (sample: string): string | null =>
  /^"?sep=([^\r\n"])"?(?=[\r\n])/i.exec(sample)?.[1] ?? null;

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

interface Trial {
  delimiter: string;
  /** How many fields the header has. */
  fields: number;
  /** The share of the rows that have as many, from 0 to 1. */
  consistent: number;
}

function* slices(text: string): Generator<string> {
  for (let at = 0; at < text.length; at += SLICE_CHARACTERS) {
    yield text.slice(at, at + SLICE_CHARACTERS);
  }
}

const sampleRecords = async (sample: string, layout: Layout): Promise<CsvRecord[]> => {
  const records: CsvRecord[] = [];
  try {
    for await (const found of parseRecords(slices(sample), layout)) {
      records.push(...found.filter((record) => !isBlank(record)));
      if (records.length >= SAMPLE_RECORDS) break;
    }
  } catch {
    // Damage, or just the sample's end within a field: what was read until there has to do.
  }
  return records;
};

const countFields = ({ fields }: CsvRecord, expected: number): number => {
  let count = fields.length;
  while (count > expected && fields[count - 1]?.trim() === '') count -= 1;
  return count;
};

/** What becomes of a text when it is divided at a delimiter. */
const tryDelimiter = async (sample: string, layout: Layout): Promise<Trial> => {
  const [header, ...rows] = await sampleRecords(sample, layout);
  const { delimiter } = layout;
  if (!header || header.malformed !== null) return { delimiter, fields: 1, consistent: 0 };
  const fields = countFields(header, 1);
  const alike = rows.filter((row) => row.malformed === null && countFields(row, fields) === fields);
  return { delimiter, fields, consistent: rows.length ? alike.length / rows.length : 1 };
};

const score = ({ delimiter, fields, consistent }: Trial): number => {
  // Times and addresses hold colons; as the delimiter it has to be right throughout.
  const likely = delimiter === ':' ? Number(consistent > 0.9) / 2 : 1;
  return (fields - 1) * (consistent + 0.01) * likely;
};

/**
 * The delimiter that divides the header into columns and the rows alike. A text of a single column
 * gets one that does not occur in it, as far as there is one.
 */
export const tryDelimiters = async (
  sample: string,
  layout: Omit<Layout, 'delimiter'>
): Promise<Trial> => {
  const trials: Trial[] = [];
  for (const delimiter of DELIMITERS) {
    trials.push(await tryDelimiter(sample, { ...layout, delimiter }));
  }
  const best = trials.reduce((one, other) => (score(other) > score(one) ? other : one));
  if (score(best) > 0) return best;
  return trials.reduce((one, other) => (other.consistent > one.consistent ? other : one));
};

/**
 * Reads the beginning of a file and decides whatever its format leaves to `auto`.
 * @throws SourceError `empty-file`, `binary-file`, `html-page`, `unknown-encoding`, `encoding-mismatch`, `file-not-found` …
 */
export const resolveFormat = async (
  file: string,
  format: CsvFormat,
  reading: Reading = {}
): Promise<ResolvedFormat> => {
  const head = await readHead(file, HEAD_BYTES, reading);
  checkBytes(head);
  const encoding =
    format.encoding === 'auto'
      ? await detectEncoding(file, head, reading)
      : fixedEncoding(format.encoding, head);
  const text = await readSample(file, encoding, reading);
  checkText(text);

  const { lineSeparator: wanted } = format;
  const lineSeparator = wanted === 'auto' ? detectLineSeparator(text) : wanted;
  const ends = recordEnds(format, lineSeparator);
  const named = namedDelimiter(text);
  const firstLine = named && format.headerRow === 1 ? 2 : format.headerRow;
  const sample = dropLines(text, firstLine - 1, newlineOf({ recordEnds: ends }));
  const enclosure = format.enclosure === 'auto' ? detectEnclosure(sample) : format.enclosure;
  const rest = { enclosure, recordEnds: ends, firstLine };
  const delimiter =
    format.delimiter === 'auto'
      ? (named ?? (await tryDelimiters(sample, rest)).delimiter)
      : format.delimiter;
  return { encoding, lineSeparator, layout: { ...rest, delimiter }, sample };
};
