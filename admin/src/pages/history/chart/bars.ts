import type { RunSummary } from '../../../../../shared/contracts/runs';
import type { RunStatus } from '../../../../../shared/run-statuses';
import { isPlanned, PARTS, type Totals, totalsOf } from '../../../utils/totals';

/** A run as the chart draws it. */
export interface Bar {
  run: RunSummary;
  /** What it did; nothing for one that only has a plan. */
  totals: Totals;
  total: number;
  /** Why it did not do what it was to do. */
  mark: 'failed' | 'held' | 'ended' | null;
}

const MARKS: Partial<Record<RunStatus, Bar['mark']>> = {
  failed: 'failed',
  interrupted: 'failed',
  held: 'held',
  canceled: 'ended',
  rejected: 'ended',
  expired: 'ended',
};

/** The latest runs that are over, the oldest first. */
export const barsOf = (runs: RunSummary[], most: number): Bar[] =>
  runs
    .filter(({ status }) => status !== 'running')
    .slice(0, most)
    .reverse()
    .map((run) => {
      const nothing = { create: 0, update: 0, remove: 0, error: 0 };
      const totals = isPlanned(run) ? nothing : totalsOf(run);
      const total = PARTS.reduce((sum, part) => sum + totals[part], 0);
      return { run, totals, total, mark: MARKS[run.status] ?? null };
    });

/** The axis that has room for values up to `greatest`: its end, and its round numbers, 0 first. */
export const axisUpTo = (greatest: number): { max: number; ticks: number[] } => {
  const most = Math.max(greatest, 1);
  const intervals = 4;
  const power = 10 ** Math.floor(Math.log10(most / intervals));
  const round = [1, 2, 5, 10].find((factor) => factor * power * intervals >= most) ?? 10;
  // Records are whole: an axis has no halves.
  const step = Math.max(1, round * power);
  const count = Math.ceil(most / step);
  const ticks = Array.from({ length: count + 1 }, (_, index) => index * step);
  return { max: count * step, ticks };
};

/** Of `fewest` values or more, the share that is `rare` is not usual where it is `outlier` times the rest. */
const USUAL = { fewest: 4, rare: 0.25, outlier: 8 };

/**
 * The greatest value that is still usual. A first import of 20,000 people would otherwise make every
 * run after it invisible; what lies beyond is drawn cut off.
 */
export const usualMaximum = (values: number[]): number => {
  const sorted = values.filter((value) => value > 0).sort((one, other) => one - other);
  const { length } = sorted;
  const rare = length < USUAL.fewest ? 0 : Math.max(1, Math.floor(length * USUAL.rare));
  const limit = USUAL.outlier * (sorted.at(-1 - rare) ?? 0);
  return Math.max(0, ...sorted.filter((value) => value <= limit));
};
