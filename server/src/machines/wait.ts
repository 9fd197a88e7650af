import { setTimeout as pause } from 'node:timers/promises';

/** How often a run is looked at that another process works on. */
const LOOK_MS = 500;

interface Waiting {
  seconds: number;
  /** Aborted when whoever waits has gone. */
  signal: AbortSignal;
  /** Settles with the end of what is waited for; null where that is not heard of. */
  ending: Promise<unknown> | null;
  isOver: () => Promise<boolean>;
}

/** So long, or until nobody waits any more. */
const late = (milliseconds: number, signal: AbortSignal): Promise<unknown> =>
  pause(milliseconds, null, { signal }).catch(() => null);

/** Waits until something is over, the time is up or nobody waits any more. */
export const untilOver = async ({ seconds, signal, ending, isOver }: Waiting): Promise<void> => {
  const milliseconds = seconds * 1000;
  if (ending) {
    const over = new AbortController();
    await Promise.race([ending, late(milliseconds, AbortSignal.any([signal, over.signal]))]);
    over.abort();
    return;
  }
  const end = performance.now() + milliseconds;
  while (!signal.aborted && performance.now() < end && !(await isOver())) {
    await late(Math.min(LOOK_MS, end - performance.now()), signal);
  }
};
