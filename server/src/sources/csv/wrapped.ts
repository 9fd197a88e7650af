import { DELIMITERS } from './delimiter';
import { splitStrictly } from './split';

const LINES = 200;
/** So many of a file's lines have to be so. */
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
