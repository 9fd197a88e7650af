import type { RunStatus, RunSummary } from '../../../../../shared/contracts/runs';
import { type Figures, figuresOf, isPlanned, PARTS } from '../figures';

/** Why a run did not do what it was to do. */
export type Mark = 'failed' | 'held' | 'ended';

/** A run as the chart draws it. */
export interface Bar {
  run: RunSummary;
  /** What it did; nothing for one that only has a plan. */
  figures: Figures;
  total: number;
  mark: Mark | null;
}

const NOTHING: Figures = { create: 0, update: 0, remove: 0, error: 0 };

const markOf = (status: RunStatus): Mark | null => {
  switch (status) {
    case 'failed':
    case 'interrupted':
      return 'failed';
    case 'held':
      return 'held';
    case 'canceled':
    case 'rejected':
      return 'ended';
    default:
      return null;
  }
};

/** The latest runs that are over, the oldest first. */
export const barsOf = (runs: RunSummary[], most: number): Bar[] =>
  runs
    .filter(({ status }) => status !== 'running')
    .slice(0, most)
    .reverse()
    .map((run) => {
      const figures = isPlanned(run) ? NOTHING : figuresOf(run);
      const total = PARTS.reduce((sum, part) => sum + figures[part], 0);
      return { run, figures, total, mark: markOf(run.status) };
    });
