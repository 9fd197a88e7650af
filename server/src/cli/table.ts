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
  const line = (cells: Cell[]): string =>
    cells
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
export const table = (headings: string[], lines: Cell[][]): string => {
  const { head, line } = linesOf(
    headings.map((heading, column) => ({
      heading,
      width: Math.max(0, ...lines.map((cells) => textOf(cells[column] ?? null).length)),
      isNumeric: lines.length > 0 && lines.every((cells) => typeof cells[column] === 'number'),
    }))
  );
  return [...head, ...lines.map(line)].join('\n');
};
