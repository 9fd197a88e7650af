import type { CsvFormat } from '../../../../shared/profile/csv';
import { SourceError } from '../../utils/errors';
import { tryDelimiters } from './delimiter';
import { detectLineSeparator, type ResolvedFormat } from './detect';
import type { CsvRecord } from './record';

const NAMES: Readonly<Record<string, string>> = {
  '\t': 'tab',
  '\n': 'line feed (Unix)',
  '\r\n': 'carriage return and line feed (Windows)',
  '\r': 'carriage return (old Mac)',
};

/** A separator as people can read it. */
export const nameOf = (separator: string): string => NAMES[separator] ?? `"${separator}"`;

const checkLineSeparator = (format: CsvFormat, sample: string): void => {
  const { lineSeparator } = format;
  const found = detectLineSeparator(sample);
  const fits = lineSeparator === '\n' ? sample.includes('\n') : found === lineSeparator;
  // Lines may end in CR LF and hold single line feeds, so that both kinds are many.
  const mixed = lineSeparator === '\r\n' && sample.includes('\r\n');
  if (lineSeparator === 'auto' || fits || mixed || !/[\r\n]/.test(sample)) return;
  throw new SourceError(
    'wrong-line-separator',
    `the line separator is set to ${nameOf(lineSeparator)}, but the lines of the file end with ${nameOf(found)}: set it to that, or to "auto"`
  );
};

const checkDelimiter = async (
  format: CsvFormat,
  { sample, layout }: ResolvedFormat,
  header: CsvRecord
): Promise<void> => {
  if (format.delimiter === 'auto') return;
  if (header.fields.length > 1 && header.malformed === null) return;
  const likely = await tryDelimiters(sample, layout);
  const fits = likely.fields > 1 && likely.consistent > 0.5;
  if (!fits || likely.delimiter === layout.delimiter) return;
  throw new SourceError(
    'wrong-delimiter',
    `line ${header.line}: divided at ${nameOf(layout.delimiter)} the header has one column, divided at ${nameOf(likely.delimiter)} it has ${likely.fields}: set the delimiter to that, or to "auto"`
  );
};

const checkEnclosure = (format: CsvFormat, header: CsvRecord): void => {
  if (format.enclosure === 'auto') return;
  const enclosed = (quote: string) =>
    quote !== format.enclosure &&
    header.fields.every((field) => /^(.).*\1$/s.test(field.trim()) && field.trim()[0] === quote);
  const found = ['"', "'"].find(enclosed);
  if (!found) return;
  const wanted = format.enclosure === '' ? 'none' : format.enclosure;
  throw new SourceError(
    'wrong-enclosure',
    `line ${header.line}: the field enclosure is set to ${wanted}, but all column names are enclosed in ${found}: set it to that, or to "auto"`
  );
};

/**
 * Compares the separators that a profile fixes with the file.
 * @throws SourceError `wrong-line-separator`, `wrong-delimiter`, `wrong-enclosure`
 */
export const checkSeparators = async (
  format: CsvFormat,
  resolved: ResolvedFormat,
  header: CsvRecord
): Promise<void> => {
  checkLineSeparator(format, resolved.sample);
  if (resolved.layout.wrapped) return;
  await checkDelimiter(format, resolved, header);
  checkEnclosure(format, header);
};
