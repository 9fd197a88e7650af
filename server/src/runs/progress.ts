import type { RunCounts, RunPhase, RunProgress } from '../../../shared/contracts/runs';
import { noCounts } from '../../../shared/counts';

/** A phase of a run that is over. */
export interface PastPhase {
  phase: RunPhase;
  seconds: number;
  /** What was read by then, and what was written. */
  rows: number;
  written: number;
}

/**
 * Keeps account of a run while it is going on.
 * @param onPhase gets each phase when it is over
 * @param clock in milliseconds
 */
export const createProgress = (
  onPhase: (past: PastPhase) => void = () => undefined,
  clock: () => number = () => performance.now()
) => {
  let phase: RunPhase = 'waiting';
  let began = clock();
  /** From when on the rate counts. */
  let since = began;
  let counts = noCounts();
  let total = 0;
  let written = 0;
  let writtenBefore: number | null = null;

  const amount = (): number => {
    if (phase === 'reading') return counts.rows.read;
    return phase === 'writing' ? written - (writtenBefore ?? 0) : 0;
  };

  const leave = (): void => {
    const seconds = (clock() - began) / 1000;
    onPhase({ phase, seconds, rows: counts.rows.read, written });
    began = clock();
  };

  return {
    /** Begins a phase; the same one once more begins only its rate anew. */
    enter(next: RunPhase): void {
      if (next !== phase) leave();
      phase = next;
      since = clock();
    },
    /** The run is over. */
    end: leave,
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
