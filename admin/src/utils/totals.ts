import type { Counts, RunCounts, RunSummary } from '../../../shared/contracts/runs';
import { RECORD_TYPES } from '../../../shared/records';
import type { RunStatus } from '../../../shared/run-statuses';

export const PARTS = ['create', 'update', 'remove', 'error'] as const;
export type Part = (typeof PARTS)[number];

/** How many records, of all types, a run created, updated and removed, and how many rows failed. */
export type Totals = Record<Part, number>;

/** The counts of all three record types together. */
export const totalCounts = (counts: Pick<RunCounts, (typeof RECORD_TYPES)[number]>): Counts =>
  RECORD_TYPES.map((type) => counts[type]).reduce((sum, next) => ({
    create: sum.create + next.create,
    update: sum.update + next.update,
    unchanged: sum.unchanged + next.unchanged,
    remove: sum.remove + next.remove,
    error: sum.error + next.error,
  }));

/** How many changes a run's plan has. */
export const changesOf = (counts: RunCounts): number => {
  const { create, update, remove, error } = totalCounts(counts);
  return create + update + remove + error;
};

/**
 * How many rows a run could not take over; where failures are no row's, such as removals, how many
 * records. The same number wherever one stands for "failed".
 */
export const failedOf = (counts: RunCounts): number =>
  counts.rows.failed > 0 ? counts.rows.failed : totalCounts(counts).error;

export const totalsOf = (counts: RunCounts): Totals => {
  const { create, update, remove } = totalCounts(counts);
  return { create, update, remove, error: failedOf(counts) };
};

/** Of a run that is or was held, and of whose plan nothing is written. */
export const hasOnlyPlan = (status: RunStatus): boolean =>
  status === 'held' || status === 'rejected' || status === 'expired';

/** True when the counts are those of a plan, of which nothing is written. */
export const isPlanned = ({ kind, status }: Pick<RunSummary, 'kind' | 'status'>): boolean => {
  const isTested = status === 'succeeded' || status === 'succeeded-with-errors';
  return hasOnlyPlan(status) || (kind === 'test' && isTested);
};
