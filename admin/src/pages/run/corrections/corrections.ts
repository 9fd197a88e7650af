import type { RunDetail } from '../../../../../shared/contracts/reports';
import type { RowValue } from '../../../../../shared/contracts/trials';
import type { LineFix, RowFix, Skip, UploadInfo } from '../../../../../shared/contracts/uploads';
import type { CellStep, LineCells } from '../../../../../shared/line-cells';
import { MASK } from '../../../../../shared/text';
import { textOf } from '../../../profile-form/directory/answers';

/** One cell of a row as it is edited. */
export interface Cell {
  column: string;
  /** As the file has it, empty for a secret. */
  value: string;
  isSecret: boolean;
  /** True where the row ends before the column. */
  isMissing: boolean;
}

/** The cells of a row in the order of the file's columns, with an empty one for each that the row lacks. */
export const cellsOf = (values: Record<string, RowValue>, columns: string[]): Cell[] => {
  const names = [...new Set([...columns, ...Object.keys(values)])];
  return names.map((column) => {
    const found = Object.hasOwn(values, column) ? values[column] : undefined;
    const value = textOf(found);
    const isSecret = value === MASK;
    return { column, value: isSecret ? '' : value, isSecret, isMissing: found === undefined };
  });
};

/**
 * The corrections that an edited row asks for. A secret left empty is kept; a missing cell is set even
 * when it stays empty, because only then is the row complete.
 */
export const fixesOf = (row: number, cells: Cell[], edited: Record<string, string>): RowFix[] =>
  cells.flatMap(({ column, value, isMissing }) => {
    const next = (Object.hasOwn(edited, column) ? edited[column] : undefined) ?? value;
    const isKept = next === value && !isMissing;
    return isKept || next === MASK ? [] : [{ row, column, value: next }];
  });

type ReadingRun = Pick<RunDetail, 'kind' | 'status' | 'trigger' | 'sourceName' | 'startedAt'>;

/** Whether the profile's file of today is the one that a run has read to its end, corrections aside. */
export const isFileOf = (
  { status, trigger, sourceName, startedAt }: ReadingRun,
  upload: UploadInfo
): boolean =>
  status !== 'running' &&
  trigger !== 'cli' &&
  upload.name === sourceName &&
  Date.parse(upload.createdAt) <= Date.parse(startedAt);

/** What was done to a row: why it is skipped, or that it was corrected; null when nothing was. */
export const fixStateOf = (fixes: (RowFix | LineFix)[], row: number): Skip | 'corrected' | null => {
  const own = fixes.filter((fix) => fix.row === row && applies(fix));
  const skipping = own.find((fix) => 'skip' in fix);
  if (skipping) return skipping.skip;
  return own.length > 0 ? 'corrected' : null;
};

/** Whether a correction holds in the file that was read last; one by the row's number always does. */
const applies = (fix: RowFix | LineFix): boolean => !('line' in fix) || fix.found === 1;

export interface CorrectedRow {
  row: number;
  /** The digest of the line's text; null where corrections go by the row's number. */
  line: string | null;
  /** False where no line of the file that was read last has the text, or several do. */
  applies: boolean;
  /** Null where it is not skipped. */
  skip: Skip | null;
  /** Whether its cells were joined or divided. */
  isReshaped: boolean;
  cells: { column: string; value: string }[];
}

/** The corrections of each row, in the order of the file. */
export const correctedRows = (fixes: (RowFix | LineFix)[]): CorrectedRow[] => {
  const rows = new Map<string | number, CorrectedRow>();
  for (const fix of fixes) {
    const line = 'line' in fix ? fix.line : null;
    const none = { skip: null, isReshaped: false, cells: [] };
    const corrected = rows.get(line ?? fix.row) ?? {
      row: fix.row,
      line,
      applies: applies(fix),
      ...none,
    };
    if ('skip' in fix) corrected.skip = fix.skip;
    else if ('steps' in fix) corrected.isReshaped = true;
    else corrected.cells.push({ column: fix.column, value: fix.value });
    rows.set(line ?? fix.row, corrected);
  }
  return [...rows.values()].sort((one, other) => one.row - other.row);
};

/** The steps that have been taken with the cells of a row. */
export const stepsOf = (fixes: RowFix[], row: number): CellStep[] =>
  fixes.flatMap((fix) => (fix.row === row && 'steps' in fix ? fix.steps : []));

/** The values that the cells of a line give its columns; what a secret has gone into stays hidden. */
export const valuesOf = ({ cells }: LineCells, columns: string[]): Record<string, string> =>
  Object.fromEntries(
    columns
      .slice(0, cells.length)
      .map((column, at) => [column, cells[at]?.includes(MASK) ? MASK : (cells[at] ?? '')])
  );

/** Whether a line has cells that no column is for. */
export const hasTooMany = ({ cells }: LineCells, columns: string[]): boolean =>
  cells.slice(columns.length).some((cell) => cell.trim() !== '');

/** The problem to go on with: the first one after another that nothing was done about, else the first of all. */
export const nextProblem = <Problem extends { id: number; row: number | null }>(
  problems: Problem[],
  { id, row }: { id: number; row: number },
  fixes: RowFix[]
): (Problem & { row: number }) | null => {
  const at = problems.findIndex((problem) => problem.id === id);
  const inTurn = [...problems.slice(at + 1), ...problems.slice(0, Math.max(at, 0))];
  const isOpen = (problem: Problem): problem is Problem & { row: number } =>
    problem.row !== null && problem.row !== row && fixStateOf(fixes, problem.row) === null;
  return inTurn.find(isOpen) ?? null;
};
