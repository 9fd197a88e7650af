import type { RunKind } from '../../../shared/contracts/runs';
import type { PluginOptions } from '../config/options';
import type { Storage } from '../storage';
import type { RunRow } from '../storage/runs/rows';

const DAY_MS = 24 * 60 * 60 * 1000;

type Dated = Pick<RunRow, 'id' | 'status' | 'startedAtMs'>;

/**
 * The ids of the runs that are too many or too old. The latest one always stays: the next run looks at it.
 * @param runs of one profile and kind, the oldest first
 */
export const outdated = (
  runs: Dated[],
  { runs: most, days }: PluginOptions['retention'],
  now: number
): number[] => {
  const oldest = now - days * DAY_MS;
  return runs
    .filter(({ status, startedAtMs }, index) => {
      const fromEnd = runs.length - index;
      const isKept = fromEnd === 1 || status === 'running' || status === 'held';
      return !isKept && (fromEnd > most || startedAtMs < oldest);
    })
    .map(({ id }) => id);
};

/** Removes what is too much of a profile's history, with its changes, issues and credentials. */
export const pruneHistory = async (
  storage: Pick<Storage, 'runs' | 'prune'>,
  { profileId, kind }: { profileId: string; kind: RunKind },
  retention: PluginOptions['retention']
): Promise<void> => {
  const { runs: rows } = storage;
  const runs = await rows.findAll({ profileId, kind }, ['id', 'status', 'startedAtMs']);
  const ids = outdated(runs, retention, await rows.now());
  if (ids.length === 0) return;
  await storage.prune(ids);
  await rows.remove(ids);
};
