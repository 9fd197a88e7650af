import { setTimeout as pause } from 'node:timers/promises';

import type { RunEntity } from '../storage/runs/run-entities';
import { abandonmentOf } from './heartbeat';
import type { RunNeeds } from './types';

/** How often is looked whether the others have ended, in milliseconds. */
const LOOK_MS = 500;

/**
 * Waits for the earlier runs of profiles that own records together with a run's. Of two that planned at the same
 * time, each would make what both have.
 * @throws the signal's reason when it is aborted
 */
export const awaitTurn = async (
  { storage, profiles }: Pick<RunNeeds, 'storage' | 'profiles'>,
  { id, profileId }: Pick<RunEntity, 'id' | 'profileId'>,
  signal: AbortSignal
): Promise<void> => {
  const { partners } = await profiles.sharing();
  const others = [...partners].filter((partner) => partner !== profileId);
  const earlier = { profileId: { $in: others }, kind: 'run', status: 'running', id: { $lt: id } };
  for (;;) {
    signal.throwIfAborted();
    const going = await storage.runs.findAll(earlier);
    const now = await storage.now();
    if (going.every((run) => abandonmentOf(run, now) !== null)) return;
    await pause(LOOK_MS, undefined, { signal });
  }
};
