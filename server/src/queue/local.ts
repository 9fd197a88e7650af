import type { Runs } from '../runs';
import type { RunQueue } from './types';

/** Begins each run in the process that is asked for it. */
export const createLocalQueue = ({
  start,
  approve,
}: Pick<Runs, 'start' | 'approve'>): RunQueue => ({
  start,
  approve,
  open: async () => undefined,
  restore: () => undefined,
  close: async () => undefined,
});
