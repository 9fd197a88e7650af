import { setTimeout } from 'node:timers/promises';

const POLL_MS = 10;

/** Comes back once something is so that other processes bring about. */
export const until = async (isSo: () => Promise<boolean> | boolean): Promise<void> => {
  while (!(await isSo())) await setTimeout(POLL_MS);
};
