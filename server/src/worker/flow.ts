import type { MappedRow } from '../mapping/types';

const UNACKNOWLEDGED_BATCHES = 2;

/** Lets a few batches travel at a time: who hands over one more waits until one of them is acknowledged. */
export const createFlow = (send: (rows: MappedRow[]) => void) => {
  let underway = 0;
  let resume: (() => void) | null = null;
  return {
    /** Resolves when there is room for another one. One call after the other. */
    async batch(rows: MappedRow[]): Promise<void> {
      send(rows);
      underway += 1;
      if (underway < UNACKNOWLEDGED_BATCHES) return;
      await new Promise<void>((resolve) => {
        resume = resolve;
      });
    },
    acknowledge(): void {
      underway -= 1;
      resume?.();
      resume = null;
    },
  };
};
