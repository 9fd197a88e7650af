import type { Counts, RunCounts } from '../../../shared/contracts/runs';
import { RECORD_TYPES } from '../../../shared/records';

/** The counts of all three record types together. */
export const totalCounts = (counts: Pick<RunCounts, (typeof RECORD_TYPES)[number]>): Counts =>
  RECORD_TYPES.map((type) => counts[type]).reduce((sum, next) => ({
    create: sum.create + next.create,
    update: sum.update + next.update,
    unchanged: sum.unchanged + next.unchanged,
    remove: sum.remove + next.remove,
    error: sum.error + next.error,
  }));
