/** The cells of a line, and what stands between each and the next one. */
export interface LineCells {
  cells: string[];
  joints: string[];
}

/** How cells of a line are put right: one is joined with the next, or divided before a character. */
export type CellStep = { join: number } | { split: number; at: number };

/** What programs put between cells, and blanks. */
const AROUND = /[\s,;|]/;

const joined = ({ cells, joints }: LineCells, at: number): LineCells => {
  const next = cells[at + 1];
  if (next === undefined) return { cells, joints };
  return {
    cells: cells.toSpliced(at, 2, `${cells[at]}${joints[at] ?? ''}${next}`),
    joints: joints.toSpliced(at, 1),
  };
};

const divided = ({ cells, joints }: LineCells, index: number, at: number): LineCells => {
  const text = cells[index];
  if (text === undefined) return { cells, joints };
  let [end, start] = [Math.min(at, text.length), Math.min(at, text.length)];
  while (AROUND.test(text.charAt(end - 1))) end -= 1;
  while (AROUND.test(text.charAt(start))) start += 1;
  return {
    cells: cells.toSpliced(index, 1, text.slice(0, end), text.slice(start)),
    joints: joints.toSpliced(index, 0, text.slice(end, start)),
  };
};

/** The cells of a line after steps that a person took, one after the other. A step for a cell that is not there does nothing. */
export const withSteps = (line: LineCells, steps: readonly CellStep[]): LineCells =>
  steps.reduce(
    (before, step) =>
      'join' in step ? joined(before, step.join) : divided(before, step.split, step.at),
    line
  );

/** Where a cell can be divided: before each of its words but the first. */
export const placesToSplit = (cell: string): number[] =>
  [...cell.matchAll(/[\s,;|]+(?=[^\s,;|])/g)]
    .map(({ index, 0: gap }) => index + gap.length)
    .filter((place) => cell.slice(0, place).replace(/[\s,;|]+/g, '') !== '');
