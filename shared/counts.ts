import type { Counts, RunCounts } from './contracts/runs';
import { RECORD_TYPES } from './records';

export const noChanges = (): Counts => ({
  create: 0,
  update: 0,
  unchanged: 0,
  remove: 0,
  error: 0,
});

export const noCounts = (): RunCounts => ({
  rows: { read: 0, filtered: 0, skipped: 0, failed: 0 },
  user: noChanges(),
  phonebookEntry: noChanges(),
  phone: noChanges(),
  disabled: 0,
});

/** The counts of a run that wrote nothing: the rows that it read, and no record. */
export const onlyRows = ({ rows }: RunCounts): RunCounts => ({ ...noCounts(), rows });

/** True when a row or a record could not be taken over. */
export const hasErrors = (counts: RunCounts): boolean =>
  counts.rows.failed > 0 || RECORD_TYPES.some((type) => counts[type].error > 0);
