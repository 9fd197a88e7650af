type Cell = string | number | null;

const GAP = '  ';

/** Lines of aligned columns under their headings; numbers stand to the right. */
export const table = (headings: string[], rows: Cell[][]): string => {
  const cells = rows.map((row) => row.map((cell) => String(cell ?? '').replace(/\s+/g, ' ')));
  const widths = headings.map((heading, column) =>
    Math.max(heading.length, ...cells.map((row) => row[column]?.length ?? 0))
  );
  const isNumeric = headings.map(
    (_, column) => rows.length > 0 && rows.every((row) => typeof row[column] === 'number')
  );
  const line = (row: string[]) =>
    row
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return isNumeric[column] ? cell.padStart(width) : cell.padEnd(width);
      })
      .join(GAP)
      .trimEnd();
  const rule = widths.map((width) => '-'.repeat(width)).join(GAP);
  return [line(headings), rule, ...cells.map(line)].join('\n');
};
