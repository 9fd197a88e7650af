import type { RecordType } from '../records';
import type { Issue } from './issues';

export type RunKind = 'run' | 'test';
export type RunTrigger = 'manual' | 'schedule' | 'cli';

export type RunStatus =
  | 'running'
  | 'succeeded'
  | 'succeeded-with-errors'
  | 'held'
  | 'failed'
  | 'canceled'
  | 'rejected'
  | 'interrupted';

export type Action = 'create' | 'update' | 'unchanged' | 'remove' | 'error';
export type Counts = Record<Action, number>;

export interface RowCounts {
  read: number;
  /** Left out by the pre-filter. */
  filtered: number;
  failed: number;
}

export interface RunError {
  code: string;
  message: string;
}

export interface RunCounts extends Record<RecordType, Counts> {
  rows: RowCounts;
}

/** Which column automatic matching took for which attribute, and which it left over. */
export interface Matching {
  matched: { column: string; type: RecordType; attribute: string; reason: 'name' | 'synonym' }[];
  unmatched: string[];
}

/** What a run's report says, to people and to scripts. Issues are paged apart over HTTP and complete on the command line. */
export interface RunReport extends RunCounts {
  id: string;
  profile: string;
  kind: RunKind;
  status: RunStatus;
  trigger: RunTrigger;
  startedAt: string;
  finishedAt: string | null;
  /** True when the server said that the file has not changed since the last run. */
  notModified: boolean;
  /** Null unless the template is empty. */
  matching: Matching | null;
  issues: Issue[];
  error: RunError | null;
}

/** Attribute-level before and after; a secret shows as `'•••'` on the side where it is set. */
export type Difference = Record<string, { before: unknown; after: unknown }>;

/** One record's change as it is shown; unchanged records are counted, not stored. */
export interface ChangeView {
  id: number;
  row: number | null;
  type: RecordType;
  action: Exclude<Action, 'unchanged'>;
  /** Identifies the record from run to run. */
  key: string;
  /** What a person calls the record. */
  label: string;
  difference: Difference;
  /** Whether it has been written. */
  applied: boolean;
}
