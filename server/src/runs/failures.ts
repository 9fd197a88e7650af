import { failuresAfter } from '../schedule/pace';
import type { RunEntity, RunTable } from '../storage/runs/run-entities';

/** How many scheduled runs of a profile have failed in a row, with one that ends now; null for a test run. */
export const failuresWith = async (entities: RunTable, run: RunEntity): Promise<number | null> => {
  const { profileId, kind, id } = run;
  if (kind === 'test') return null;
  const before = await entities.latest({ profileId, kind, id: { $lt: id } });
  return failuresAfter(before?.failures ?? 0, run);
};
