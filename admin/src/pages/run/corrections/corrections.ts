import type { RunDetail } from '../../../../../shared/contracts/reports';
import type { RowValue } from '../../../../../shared/contracts/trials';
import type { RowFix, Skip, UploadInfo } from '../../../../../shared/contracts/uploads';
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

/** Whether rows can be corrected from a run's page. */
export const isCorrectable = (run: ReadingRun, upload: UploadInfo | null): boolean =>
  run.kind === 'test' && upload !== null && isFileOf(run, upload);

/** What was done to a row: why it is skipped, or that cells were set; null when nothing was. */
export const fixStateOf = (fixes: RowFix[], row: number): Skip | 'corrected' | null => {
  const own = fixes.filter((fix) => fix.row === row);
  const skipping = own.find((fix) => 'skip' in fix);
  if (skipping) return skipping.skip;
  return own.length > 0 ? 'corrected' : null;
};

export interface CorrectedRow {
  row: number;
  /** Null where it is not skipped. */
  skip: Skip | null;
  cells: { column: string; value: string }[];
}

/** The corrections of each row, in the order of the file. */
export const correctedRows = (fixes: RowFix[]): CorrectedRow[] => {
  const rows = new Map<number, CorrectedRow>();
  for (const fix of fixes) {
    const corrected = rows.get(fix.row) ?? { row: fix.row, skip: null, cells: [] };
    if ('skip' in fix) corrected.skip = fix.skip;
    else if ('column' in fix) corrected.cells.push({ column: fix.column, value: fix.value });
    rows.set(fix.row, corrected);
  }
  return [...rows.values()].sort((one, other) => one.row - other.row);
};
