import { CsvError, Parser } from 'csv-parse';
import { problem } from '../../../../shared/codes/problems';
import { escapePattern } from '../../../../shared/text';
import { SourceError } from '../../utils/errors';
import { MOST_CHARACTERS_OF_RECORD, type TableRecord } from '../table/types';
import { countOf } from './decode';

/** How a text divides into records and fields, nothing left to detect. */
export interface Layout {
  delimiter: string;
  /** One character, or empty for none. */
  enclosure: string;
  /** What ends a record, longest first. */
  recordEnds: string[];
  /** The line that the text begins on. */
  firstLine: number;
  /** Whether each line as a whole is enclosed, and the fields stand inside. */
  wrapped: boolean;
}

interface StrictSplit {
  fields: string[];
  /** The first field that is not well formed, and where it begins in the raw text. */
  broken: { field: number; position: number } | null;
}

const patterns = (delimiter: string, enclosure: string) => {
  // csv-parse keeps just the first character of a longer delimiter in its raw text.
  const d = escapePattern(delimiter.slice(0, 1));
  const q = escapePattern(enclosure);
  const blanks = `(?:(?!${d})\\s)*`;
  return {
    quoted: new RegExp(`${blanks}${q}([^${q}]*(?:${q}${q}[^${q}]*)*)${q}${blanks}(${d}|$)`, 'y'),
    plain: new RegExp(`(?!${blanks}${q})${blanks}([^${d}]*)(${d}|$)`, 'y'),
  };
};

/**
 * Splits the raw text of one record, without its line end, by the rules of RFC 4180: a field that
 * begins with a quotation mark ends with one, and one inside it is written twice. Blanks around the
 * quotation marks are tolerated.
 */
export const splitStrictly = (raw: string, delimiter: string, enclosure: string): StrictSplit => {
  const { quoted, plain } = patterns(delimiter, enclosure);
  const fields: string[] = [];
  let position = 0;
  for (;;) {
    quoted.lastIndex = plain.lastIndex = position;
    const inQuotes = quoted.exec(raw);
    const match = inQuotes ?? plain.exec(raw);
    if (!match) return { fields, broken: { field: fields.length, position } };
    const [all, content = '', end] = match;
    fields.push(inQuotes ? content.replaceAll(enclosure + enclosure, enclosure) : content);
    position += all.length;
    if (end === '') return { fields, broken: null };
  }
};

/** The record that stands inside the quotation marks of one that is a single field. */
export const unwrap = (record: TableRecord, { delimiter, enclosure }: Layout): TableRecord => {
  const [content = '', ...others] = record.fields;
  if (others.length > 0 || record.malformed !== null || !content.includes(delimiter)) return record;
  const { fields, broken } = splitStrictly(content, delimiter, enclosure);
  return { ...record, fields, malformed: broken?.field ?? null };
};

/** Unwraps a single row of an ordinary file; its doubled quotation marks and the number of its fields show that it is wrapped. */
export const unwrapOne = (record: TableRecord, layout: Layout, width: number): TableRecord => {
  const { enclosure } = layout;
  if (width < 2 || !enclosure || !record.fields[0]?.includes(enclosure)) return record;
  const inner = unwrap(record, layout);
  const fits = inner.malformed === null && inner.fields.length === width;
  return fits ? { ...inner, unwrapped: true } : record;
};

/** What csv-parse gives with its option `raw`. */
interface RawRecord {
  record: string[];
  raw: string;
}

/** Ctrl-Z, which old DOS programs end a file with. */
const DOS_END = '\x1A';

/** True for a line of nothing but blanks and delimiters. */
export const isBlank = ({ fields }: TableRecord): boolean =>
  fields.every((field) => field === '' || field.replaceAll(DOS_END, '').trim() === '');

/** The character that ends each line, for counting them. */
export const newlineOf = ({ recordEnds }: Pick<Layout, 'recordEnds'>): string =>
  recordEnds.every((end) => end === '\r') ? '\r' : '\n';

const countLines = (raw: string, newline: string): number =>
  newline === '\r' ? (raw.match(/\r\n|\r|\n/g)?.length ?? 0) : countOf(raw, '\n');

const unclosedQuote = (line: number, enclosure: string): SourceError =>
  new SourceError(problem('unclosed-quote', { line, enclosure }));

const recordTooLong = (line: number): SourceError =>
  new SourceError(problem('record-too-long', { line, most: MOST_CHARACTERS_OF_RECORD }));

/**
 * Makes records of what csv-parse found. csv-parse takes text behind a closing quote for part of the
 * field; whether that happened only the raw text tells, so wherever it may have, that is split again.
 */
const createRecordBuilder = (layout: Layout) => {
  const { enclosure } = layout;
  const newline = newlineOf(layout);
  let line = layout.firstLine;

  const check = (fields: string[], raw: string): Pick<TableRecord, 'fields' | 'malformed'> => {
    if (!enclosure || !fields.some((field) => field.startsWith(enclosure))) {
      return { fields, malformed: null };
    }
    const strict = splitStrictly(raw, layout.delimiter, enclosure);
    if (strict.broken) {
      const before = countLines(raw.slice(0, strict.broken.position), newline);
      // Over several lines it may have swallowed whole rows, so that what it held is a guess.
      if (countLines(raw, newline) > 0) throw unclosedQuote(line + before, enclosure);
      return { fields, malformed: strict.broken.field };
    }
    const agrees = strict.fields.length === fields.length;
    return agrees ? { fields: strict.fields, malformed: null } : { fields, malformed: 0 };
  };

  return {
    build({ record: found, raw: text }: RawRecord): TableRecord {
      const raw = text.replace(/(\r\n|\r|\n)$/, '');
      const terminated = raw.length < text.length;
      const record = { line, text: raw, ...check(found, raw), terminated };
      line += countLines(raw, newline) + 1;
      return layout.wrapped ? unwrap(record, layout) : record;
    },
    /** The error for a record that does not end. */
    endless(raw: string): SourceError {
      const broken = enclosure ? splitStrictly(raw, layout.delimiter, enclosure).broken : null;
      if (!broken) return recordTooLong(line);
      return unclosedQuote(line + countLines(raw.slice(0, broken.position), newline), enclosure);
    },
    line: () => line,
  };
};

/** csv-parse, keeping its records until they are fetched: far faster than passing each through a stream. */
class RecordParser extends Parser {
  private found: RawRecord[] = [];

  constructor({ delimiter, enclosure, recordEnds }: Layout) {
    const quote = enclosure || null;
    super({
      delimiter,
      quote,
      escape: quote,
      record_delimiter: recordEnds,
      ltrim: true,
      relax_quotes: true,
      relax_column_count: true,
      raw: true,
      max_record_size: MOST_CHARACTERS_OF_RECORD,
    });
    // Errors are taken where it is fed.
    this.on('error', () => undefined).resume();
  }

  override push(record: RawRecord | null): boolean {
    if (record === null) return super.push(null);
    this.found.push(record);
    // Fields are counted later: it would make an error, which is slow, of each record unlike the first.
    (this.info as { records: number }).records = 0;
    return true;
  }

  fetch(): RawRecord[] {
    return this.found.splice(0);
  }
}

/** Hands a chunk to the parser, or the end, and gives the error that this leads to. */
const feed = (parser: Parser, chunk: string | null): Promise<unknown> =>
  new Promise((resolve) => {
    const done = (error?: Error | null) => resolve(error ?? null);
    if (chunk === null) parser.end(done);
    else parser.write(chunk, done);
  });

/**
 * The records of a CSV text, as many at a time as end in a chunk; a blank line is a record of one
 * empty field. Blanks before a field and around its quotation marks are not part of it.
 * @throws SourceError `unclosed-quote`, `record-too-long`, after the records before it; and those of the text
 */
export async function* parseRecords(
  chunks: AsyncIterable<string> | Iterable<string>,
  layout: Layout
): AsyncGenerator<TableRecord[]> {
  const builder = createRecordBuilder(layout);
  const parser = new RecordParser(layout);
  let pending = 0;

  async function* parse(chunk: string | null): AsyncGenerator<TableRecord[]> {
    const records: TableRecord[] = [];
    let error = await feed(parser, chunk);
    try {
      for (const found of parser.fetch()) records.push(builder.build(found));
    } catch (reason) {
      error = reason;
    }
    if (records.length > 0) yield records;
    if (error instanceof CsvError) throw builder.endless(String(error.raw ?? ''));
    if (error) throw error;
    pending = records.length > 0 ? 0 : pending + (chunk?.length ?? 0);
    // The parser itself does not count delimiters and blanks.
    if (pending > 2 * MOST_CHARACTERS_OF_RECORD) throw recordTooLong(builder.line());
  }

  for await (const chunk of chunks) yield* parse(chunk);
  yield* parse(null);
}
const SLICE_CHARACTERS = 16_384;

function* slices(text: string): Generator<string> {
  for (let at = 0; at < text.length; at += SLICE_CHARACTERS) {
    yield text.slice(at, at + SLICE_CHARACTERS);
  }
}

/** The first records of a sample, without blank lines. */
export const sampleRecords = async (
  sample: string,
  layout: Layout,
  most = Infinity
): Promise<TableRecord[]> => {
  const records: TableRecord[] = [];
  try {
    for await (const found of parseRecords(slices(sample), layout)) {
      records.push(...found.filter((record) => !isBlank(record)));
      if (records.length >= most) break;
    }
  } catch {
    // Damage, or just the sample's end within a field: what was read until there has to do.
  }
  return records;
};
