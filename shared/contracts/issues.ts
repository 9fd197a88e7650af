import type { Params } from '../codes/kinds';
import type { Problem } from '../codes/texts';

export type Severity = 'error' | 'warning' | 'info';

/** One problem of one row or record; a problem of the whole run has no row. */
export interface Issue {
  /** The row's number in the source; for CSV the file's line number, the header being line 1. */
  row: number | null;
  column: string | null;
  /** What was found; a secret's value is masked. */
  value: string | null;
  /** Kebab-case, stable: scripts may rely on it. */
  code: string;
  severity: Severity;
  /** What was found, what was expected and what to do, in English. */
  message: string;
  /** What its text names, for other languages; null of one that an older version stored. */
  params?: Params | null;
}

/** Issues of this code name rows that share a password: only for those who may fetch credentials. */
export const SHARED_SECRET_ROW = 'shared-secret-row' as const;

/** An issue that is no row's. */
export const ofWholeRun = (what: Problem, severity: Severity): Issue => ({
  row: null,
  column: null,
  value: null,
  severity,
  ...what,
});
