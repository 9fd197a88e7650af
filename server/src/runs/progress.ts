import type { RunCounts, RunPhase, RunProgress } from '../../../shared/contracts/runs';
import { noCounts } from './counts';

/** Keeps account of a run while it is going on. `clock` is in milliseconds. */
export const createProgress = (clock: () => number = () => performance.now()) => {
  let phase: RunPhase = 'waiting';
  let since = clock();
  let counts = noCounts();
  let total = 0;
  let written = 0;
  let writtenBefore: number | null = null;

  const amount = (): number => {
    if (phase === 'reading') return counts.rows.read;
    return phase === 'writing' ? written - (writtenBefore ?? 0) : 0;
  };

  return {
    enter(next: RunPhase): void {
      phase = next;
      since = clock();
    },
    count(next: RunCounts): void {
      counts = next;
    },
    /** A run that goes on where another ended begins with some changes written. */
    write(done: number, all: number): void {
      writtenBefore ??= done;
      written = done;
      total = all;
    },
    view(): RunProgress {
      const seconds = (clock() - since) / 1000;
      const perSecond = seconds > 0 ? Math.round(amount() / seconds) : 0;
      return { phase, counts, written, total, perSecond };
    },
  };
};

export type Progress = ReturnType<typeof createProgress>;
