export interface StrictSplit {
  fields: string[];
  /** The first field that is not well formed, and where it begins in the raw text. */
  broken: { field: number; position: number } | null;
}

const escapePattern = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');

const patterns = (delimiter: string, enclosure: string) => {
  // Of a longer delimiter csv-parse keeps the first character in its raw text.
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
