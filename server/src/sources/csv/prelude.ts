import type { CsvFormat } from '../../../../shared/profile/csv';
import { isOwn } from '../table/exporters';

/** Excel's `sep=;`, and what Excel makes of it when it saves the file again: `sep=;;;`, `"sep=;";;`. */
const SEPARATOR = /^"?sep=([^\r\n"])"?([,;\t|]*) *(?=[\r\n])/i;
/** What Windows PowerShell's Export-Csv begins with, filled up with delimiters where Excel saved it again. */
const TYPE = /^"?#TYPE +[^\r\n,;\t|]+"?[,;\t|]* *(?=[\r\n])/;

interface Prelude {
  /** How many lines at the beginning are for programs. */
  lines: number;
  /** The delimiter that one of them names. */
  delimiter: string | null;
}

const lineEnd = /^[ \t]*(\r\n|\r|\n)/;

/** Reads the lines at the beginning of a text that say how to read it and are no part of its table. */
export const readPrelude = (text: string): Prelude => {
  const prelude: Prelude = { lines: 0, delimiter: null };
  let rest = text;
  let lines = 0;
  for (;;) {
    const separator = SEPARATOR.exec(rest);
    const found = separator ?? TYPE.exec(rest);
    if (separator) {
      const [, named = '', filling = ''] = separator;
      // A program that filled the line up divides the others with the same character.
      prelude.delimiter = filling.at(-1) ?? named;
    }
    const end = lineEnd.exec(found ? rest.slice(found[0].length) : rest);
    if (!end) return prelude;
    lines += 1;
    if (found) prelude.lines = lines;
    rest = rest.slice((found?.[0].length ?? 0) + end[0].length);
  }
};

/** How downloads are written. */
const OWN_FORMAT = { lineSeparator: '\r\n', delimiter: ',', enclosure: '"', headerRow: 1 } as const;

/** The format with what nobody has set as downloads have it, where the text is one as it was written. */
export const inOwnFormat = (format: CsvFormat, text: string): CsvFormat => {
  const [header = ''] = text.split(OWN_FORMAT.lineSeparator, 1);
  if (header.length === text.length || !isOwn(header.split(OWN_FORMAT.delimiter))) return format;
  const set = Object.entries(format).filter(([, value]) => value !== 'auto');
  return { ...format, ...OWN_FORMAT, ...Object.fromEntries(set) };
};
