import type { Counts, RunCounts } from '../../../shared/contracts/runs';
import { RECORD_TYPES } from '../../../shared/records';

/**
 * How many rows a run could not take over; where failures are no row's, such as removals, how many
 * records. The same number wherever one stands for "failed".
 */
export const failedOf = (counts: RunCounts): number =>
  counts.rows.failed > 0 ? counts.rows.failed : totalCounts(counts).error;

/** The counts of all three record types together. */
export const totalCounts = (counts: Pick<RunCounts, (typeof RECORD_TYPES)[number]>): Counts =>
  RECORD_TYPES.map((type) => counts[type]).reduce((sum, next) => ({
    create: sum.create + next.create,
    update: sum.update + next.update,
    unchanged: sum.unchanged + next.unchanged,
    remove: sum.remove + next.remove,
    error: sum.error + next.error,
  }));
