import { foldBlanks, visible } from '../../../shared/text';

type Cell = string | number | null;

interface Column {
  heading: string;
  /** At least; a longer cell pushes the others to the right. */
  width: number;
  /** Numbers stand to the right. */
  isNumeric?: boolean;
}

const GAP = '  ';

/** One line of a terminal, whatever the value holds. */
const textOf = (cell: Cell): string => visible(foldBlanks(String(cell ?? '')));

/** Lines under headings, for tables that are not known to their end when they begin. */
export const linesOf = (columns: Column[]) => {
  const widths = columns.map(({ heading, width }) => Math.max(heading.length, width));
  const line = (row: Cell[]): string =>
    row
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        const text = textOf(cell);
        return columns[column]?.isNumeric ? text.padStart(width) : text.padEnd(width);
      })
      .join(GAP)
      .trimEnd();
  const rule = widths.map((width) => '-'.repeat(width)).join(GAP);
  return { head: [line(columns.map(({ heading }) => heading)), rule], line };
};

/** Lines of aligned columns under their headings; numbers stand to the right. */
export const table = (headings: string[], rows: Cell[][]): string => {
  const { head, line } = linesOf(
    headings.map((heading, column) => ({
      heading,
      width: Math.max(0, ...rows.map((row) => textOf(row[column] ?? null).length)),
      isNumeric: rows.length > 0 && rows.every((row) => typeof row[column] === 'number'),
    }))
  );
  return [...head, ...rows.map(line)].join('\n');
};
