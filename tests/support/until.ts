import { setTimeout } from 'node:timers/promises';

const POLL_MS = 10;
/** Whoever asks leaves the processor to what is waited for: an answer over HTTP takes as long as a statement of a run. */
const SHARE = 4;

/** Comes back once something is so that other processes, or others in this one, bring about. */
export const until = async (isSo: () => Promise<boolean> | boolean): Promise<void> => {
  for (;;) {
    const asked = performance.now();
    if (await isSo()) return;
    await setTimeout(Math.max(POLL_MS, SHARE * (performance.now() - asked)));
  }
};
