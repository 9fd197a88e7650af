import type { RunCounts, RunSummary } from '../../../../shared/contracts/runs';
import { failedOf, totalCounts } from '../../utils/total-counts';

export const PARTS = ['create', 'update', 'remove', 'error'] as const;
export type Part = (typeof PARTS)[number];

/** How many records, of all types, a run created, updated and removed, and how many rows failed. */
export type Figures = Record<Part, number>;

/** The counts of all record types together. */
export const figuresOf = (counts: RunCounts): Figures => {
  const { create, update, remove } = totalCounts(counts);
  return { create, update, remove, error: failedOf(counts) };
};

/** True when the counts are those of a plan, of which nothing is written. */
export const isPlanned = ({ kind, status }: Pick<RunSummary, 'kind' | 'status'>): boolean => {
  const isTested = status === 'succeeded' || status === 'succeeded-with-errors';
  return status === 'held' || status === 'rejected' || (kind === 'test' && isTested);
};

/** How long a run took, in milliseconds; null while it goes on, and where it waited for a decision. */
export const timeTaken = ({
  startedAt,
  finishedAt,
  status,
  decidedBy,
}: Pick<RunSummary, 'startedAt' | 'finishedAt' | 'status' | 'decidedBy'>): number | null => {
  const hasWaited = status === 'rejected' || decidedBy !== null;
  if (finishedAt === null || hasWaited) return null;
  return Math.max(0, Date.parse(finishedAt) - Date.parse(startedAt));
};
