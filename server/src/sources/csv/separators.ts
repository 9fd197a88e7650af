import type { ParamsOfKey } from '../../../../shared/codes/catalogue';
import type { Problem } from '../../../../shared/codes/kinds';
import { problem } from '../../../../shared/codes/problems';
import type { CsvFormat } from '../../../../shared/profile/csv';
import { SourceError } from '../../utils/errors';
import type { TableRecord } from '../table/types';
import { type Layout, sampleRecords, splitStrictly } from './records';

export type LineSeparator = Exclude<CsvFormat['lineSeparator'], 'auto'>;

/**
 * How the lines of a text end: `\n` where some lines do, even if others end with `\r\n`. Line ends
 * inside quotation marks do not count where there are others.
 */
export const detectLineSeparator = (sample: string): LineSeparator => {
  const outside = sample.replace(/"[^"]*"/g, '');
  const text = /[\r\n]/.test(outside) ? outside : sample;
  if (/(?<!\r)\n/.test(text)) return '\n';
  if (text.includes('\r\n')) return '\r\n';
  return text.includes('\r') ? '\r' : '\n';
};

/**
 * What ends a record, longest first.
 * @param wanted what the profile says
 * @param found what is taken for it
 */
export const recordEnds = (wanted: CsvFormat['lineSeparator'], found: LineSeparator): string[] => {
  if (found === '\r') return ['\r'];
  return wanted === '\r\n' ? ['\r\n'] : ['\r\n', '\n'];
};

const FIELD_EDGES = '[,;:|\\t\\r\\n]';
const enclosedFields = (sample: string, quote: string) => ({
  opened: sample.match(new RegExp(`(^|${FIELD_EDGES}) *${quote}`, 'g'))?.length ?? 0,
  closed: sample.match(new RegExp(`${quote} *(?=${FIELD_EDGES}|$)`, 'g'))?.length ?? 0,
});

/** Whether fields may be enclosed in apostrophes: about as many begin with one as end with one. */
const hasApostrophes = (sample: string): boolean => {
  const double = enclosedFields(sample, '"');
  const single = enclosedFields(sample, "'");
  const regular = single.opened > 1 && single.closed >= single.opened * 0.8;
  return regular && single.opened > double.opened;
};

/**
 * The apostrophe where fields are regularly enclosed in it, else the quotation mark: where it does
 * not occur it does no harm, and it may occur later. Apostrophes of names, such as `'s-Gravenhage`
 * and `Hans'`, enclose nothing: taken for pairs they swallow what stands between them, and fewer rows fit.
 * @param divideBy divides the text by an enclosure
 */
export const detectEnclosure = async (
  sample: string,
  divideBy: (enclosure: string) => Promise<Division>
): Promise<string> => {
  if (!hasApostrophes(sample)) return '"';
  const fitting = async (enclosure: string): Promise<number> => {
    const { fields, alike } = await divideBy(enclosure);
    return (fields - 1) * alike;
  };
  return (await fitting("'")) < (await fitting('"')) ? '"' : "'";
};

const SAMPLE_RECORDS = 200;
export const DELIMITERS = [',', ';', '\t', '|', ':'];

/** Which of the first records has the column names. */
type HeaderFinder = (records: TableRecord[]) => number;

export const firstRecord: HeaderFinder = () => 0;

/** What becomes of a text when it is divided at a delimiter. */
export interface Division {
  delimiter: string;
  /** The record with the column names; undefined where there is none at all. */
  header: TableRecord | undefined;
  /** How many fields the header has. */
  fields: number;
  /** How many of the rows have as many. */
  alike: number;
  /** Their share, from 0 to 1. */
  consistent: number;
}

const countFields = ({ fields }: TableRecord, expected: number): number => {
  let count = fields.length;
  while (count > expected && fields[count - 1]?.trim() === '') count -= 1;
  return count;
};

export const tryDelimiter = async (
  sample: string,
  layout: Layout,
  findHeader: HeaderFinder
): Promise<Division> => {
  const records = await sampleRecords(sample, layout, SAMPLE_RECORDS);
  const index = findHeader(records);
  const header = records[index];
  const rows = records.slice(index + 1);
  const { delimiter } = layout;
  if (!header || header.malformed !== null) {
    return { delimiter, header, fields: 1, alike: 0, consistent: 0 };
  }
  const fields = countFields(header, 1);
  const { length: alike } = rows.filter(
    (row) => row.malformed === null && countFields(row, fields) === fields
  );
  const consistent = rows.length ? alike / rows.length : 1;
  return { delimiter, header, fields, alike, consistent };
};

const score = ({ delimiter, fields, consistent }: Division): number => {
  // Times and addresses hold colons; as the delimiter it has to be right throughout, and nothing else.
  const likely = delimiter === ':' ? Number(consistent > 0.9) / 10 : 1;
  return (fields - 1) * (consistent + 0.01) * likely;
};

/**
 * The delimiter that divides the header into columns and the rows alike. A text of a single column
 * gets one that does not occur in it, as far as there is one.
 */
export const tryDelimiters = async (
  sample: string,
  layout: Omit<Layout, 'delimiter'>,
  findHeader: HeaderFinder = firstRecord
): Promise<Division> => {
  const divisions: Division[] = [];
  for (const delimiter of DELIMITERS) {
    divisions.push(await tryDelimiter(sample, { ...layout, delimiter }, findHeader));
  }
  const best = divisions.reduce((one, other) => (score(other) > score(one) ? other : one));
  if (score(best) > 0) return best;
  return divisions.reduce((one, other) => (other.consistent > one.consistent ? other : one));
};

const LINES = 200;
/** The share of a file's lines that have to be enclosed as a whole. */
const MOST = 0.8;

const WHOLE_LINE = /^"((?:[^"]|"")*)"\s*$/;

/** What the quotation marks around a whole line hold; null for any other line. */
const contentOf = (line: string): string | null =>
  WHOLE_LINE.exec(line)?.[1]?.replaceAll('""', '"') ?? null;

/** Whether a text is one value, such as `Muster, Max`: a list of several has no blank behind the comma. */
const isOneValue = (content: string, delimiter: string, fields: string[]): boolean =>
  fields.length === 1 || (fields.length === 2 && content.includes(`${delimiter} `));

/**
 * Whether each line of a text is enclosed in quotation marks as a whole, as some programs write a
 * text that is CSV already: `"anna,""Ahorn, Anna"",301"`.
 * @param delimiter what divides it, where that is known
 */
export const isWrapped = (sample: string, delimiter: string | null): boolean => {
  const lines = sample.split(/\r\n|\r|\n/, LINES).filter((line) => line.trim() !== '');
  const contents = lines.flatMap((line) => contentOf(line) ?? []);
  if (contents.length < 2 || contents.length < lines.length * MOST) return false;
  return (delimiter === null ? DELIMITERS : [delimiter]).some((candidate) => {
    const widths = contents.map((content) => {
      const { fields, broken } = splitStrictly(content, candidate, '"');
      return broken || isOneValue(content, candidate, fields) ? 0 : fields.length;
    });
    const [width = 0] = widths;
    return width > 1 && widths.filter((one) => one === width).length >= widths.length * MOST;
  });
};

const NAMES = new Map<string, ParamsOfKey<'separator-name'>['which']>([
  ['\t', 'tab'],
  ['\n', 'lf'],
  ['\r\n', 'crlf'],
  ['\r', 'cr'],
]);

/** A separator as people can read it. */
const nameOf = (separator: string): Problem => {
  const which = NAMES.get(separator) ?? 'text';
  return problem('separator-name', { which, text: separator });
};

const checkLineSeparator = (format: CsvFormat, sample: string): void => {
  const { lineSeparator } = format;
  const found = detectLineSeparator(sample);
  const fits = lineSeparator === '\n' ? sample.includes('\n') : found === lineSeparator;
  // Lines may end in CR LF and hold single line feeds, so that both kinds are many.
  const mixed = lineSeparator === '\r\n' && sample.includes('\r\n');
  if (lineSeparator === 'auto' || fits || mixed || !/[\r\n]/.test(sample)) return;
  throw new SourceError(
    problem('wrong-line-separator', { set: nameOf(lineSeparator), found: nameOf(found) })
  );
};

const checkDelimiter = async (
  format: CsvFormat,
  { sample, layout }: DividedText,
  header: TableRecord
): Promise<void> => {
  if (format.delimiter === 'auto') return;
  if (header.fields.length > 1 && header.malformed === null) return;
  const likely = await tryDelimiters(sample, layout);
  const fits = likely.fields > 1 && likely.consistent > 0.5;
  if (!fits || likely.delimiter === layout.delimiter) return;
  throw new SourceError(
    problem('wrong-delimiter', {
      line: header.line,
      set: nameOf(layout.delimiter),
      found: nameOf(likely.delimiter),
      columns: likely.fields,
    })
  );
};

const checkEnclosure = (format: CsvFormat, header: TableRecord): void => {
  if (format.enclosure === 'auto') return;
  const enclosed = (quote: string) =>
    quote !== format.enclosure &&
    header.fields.every((field) => /^(.).*\1$/s.test(field.trim()) && field.trim()[0] === quote);
  const found = ['"', "'"].find(enclosed);
  if (!found) return;
  throw new SourceError(
    problem('wrong-enclosure', { line: header.line, set: format.enclosure || null, found })
  );
};

/** A text, and how it is divided. */
interface DividedText {
  sample: string;
  layout: Layout;
}

/**
 * Compares the separators that a profile fixes with the file.
 * @throws SourceError `wrong-line-separator`, `wrong-delimiter`, `wrong-enclosure`
 */
export const checkSeparators = async (
  format: CsvFormat,
  text: DividedText,
  header: TableRecord
): Promise<void> => {
  checkLineSeparator(format, text.sample);
  if (text.layout.wrapped) return;
  await checkDelimiter(format, text, header);
  checkEnclosure(format, header);
};
