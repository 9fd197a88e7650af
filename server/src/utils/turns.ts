import { setImmediate as nextTurn } from 'node:timers/promises';

/** How long work may go on, in milliseconds, before requests have their turn. */
const SLICE_MS = 8;

let since = performance.now();

/**
 * Lets requests have their turn. SQLite answers within the turn of the event loop that asks, so one
 * query after the other would keep everything else waiting.
 */
export const giveWay = async (): Promise<void> => {
  await nextTurn();
  since = performance.now();
};

/** The same where they have waited for a while: to be called in loops over what takes little by itself. */
export const giveWayInTime = (): Promise<void> | undefined =>
  performance.now() - since < SLICE_MS ? undefined : giveWay();
