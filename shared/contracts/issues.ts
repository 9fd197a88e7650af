import type { Problem, ProblemView } from '../codes/kinds';

export type Severity = 'error' | 'warning' | 'info';

/** One problem of one row or record; a problem of the whole run has no row. */
export interface Issue extends Problem {
  /** The row's number in the source; for CSV the file's line number, the header being line 1. */
  row: number | null;
  column: string | null;
  /** What was found; a secret's value is masked. */
  value: string | null;
  severity: Severity;
}

/** The same as answers and reports have it. */
export interface IssueView extends Omit<Issue, keyof Problem>, ProblemView {}

/** Issues of this code name rows that share a password: only for those who may fetch credentials. */
export const SHARED_SECRET_ROW = 'shared-secret-row' as const;

/** An error of one row. */
export const errorInRow = (row: number, column: string | null, what: Problem): Issue => ({
  row,
  column,
  value: null,
  severity: 'error',
  ...what,
});

/** An issue that is no row's. */
export const ofWholeRun = (what: Problem, severity: Severity): Issue => ({
  row: null,
  column: null,
  value: null,
  severity,
  ...what,
});
