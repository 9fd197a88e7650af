import { failuresAfter } from '../schedule/pace';
import {
  isOfWholeSource,
  OF_WHOLE_SOURCE,
  type RunEntity,
  type RunTable,
} from '../storage/runs/run-entities';
import type { Outcome } from './types';

/** How many scheduled runs of a profile have failed in a row, with one that ends now; null for a test run, and for one of a person. */
const failuresWith = async (entities: RunTable, run: RunEntity): Promise<number | null> => {
  const { profileId, kind, id } = run;
  if (kind === 'test' || !isOfWholeSource(run)) return null;
  const before = await entities.latest({ profileId, kind, id: { $lt: id }, ...OF_WHOLE_SOURCE });
  return failuresAfter(before?.failures ?? 0, run);
};

/**
 * What is written of a run that ends: nothing is left of what it has only while it is going on.
 * @param finishedAtMs by the database's clock; now, unless it is known otherwise
 */
export const endOf = async (
  entities: RunTable,
  run: RunEntity,
  outcome: Outcome,
  finishedAtMs?: number
): Promise<Partial<RunEntity>> => ({
  ...outcome,
  failures: await failuresWith(entities, { ...run, ...outcome }),
  finishedAtMs: finishedAtMs ?? (await entities.now()),
  progress: null,
  lock: null,
  // Whoever takes the job of an interrupted run next starts another one in its place.
  ...(outcome.status !== 'interrupted' && { job: null }),
});
