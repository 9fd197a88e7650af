import { problem } from '../../../shared/codes/problems';
import type { RunEntity } from '../storage/runs/run-entities';
import type { RunNeeds, Store } from './types';

/** How long a held run waits for a decision. */
export const HELD_DAYS = 14;
const HELD_MS = HELD_DAYS * 24 * 60 * 60 * 1000;

const KEY = 'held-runs-expire-since';

type ExpiryNeeds = Pick<RunNeeds, 'storage' | 'notify' | 'store'>;

/**
 * Since when held runs expire in this database: the first start of a version that lets them. Who had a run
 * wait before has as long as everybody else.
 */
const began = async (store: Store, now: number): Promise<number> => {
  const stored = await store.get({ key: KEY });
  if (typeof stored === 'number') return stored;
  await store.set({ key: KEY, value: now });
  return now;
};

/** Whether a held run has waited for so long that nobody will decide any more. */
export const isExpired = (
  { finishedAtMs, startedAtMs }: Pick<RunEntity, 'finishedAtMs' | 'startedAtMs'>,
  since: number,
  now: number
): boolean => now - Math.max(Number(finishedAtMs ?? startedAtMs), since) >= HELD_MS;

/** Ends the held runs that nobody has decided about. Nothing of their plans is written any more. */
export const expireHeld = async ({ storage, notify, store }: ExpiryNeeds): Promise<void> => {
  const { runs: entities } = storage;
  const now = await entities.now();
  const since = await began(store, now);
  if (now - since < HELD_MS) return;
  for (const run of await entities.findAll({ status: 'held' })) {
    if (!isExpired(run, since, now)) continue;
    const error = problem('expired', { days: HELD_DAYS, held: run.error?.code ?? null });
    const data = { status: 'expired' as const, error, finishedAtMs: now };
    // Somebody may decide at the same moment, which is as good.
    if (!(await entities.changeFrom(run.id, 'held', data))) continue;
    await storage.ofRun(run.id).dropPayloads();
    await notify.expired({ ...run, ...data });
  }
};
