import type { RunKind, RunReport, RunSummary } from '../../../shared/contracts/runs';
import { noCounts } from '../../../shared/counts';
import type { PluginOptions } from '../config/options';
import type { Storage } from '../storage';
import { isoTime, isoTimeOrNull } from '../storage/clock';
import type { RunEntity } from '../storage/runs/run-entities';

/** What the run did; its issues are read apart, since there may be many. */
export const reportOf = (row: RunEntity): RunReport => {
  const counts = row.counts ?? row.progress?.counts ?? noCounts();
  const { user, phonebookEntry, phone } = counts;
  return {
    id: row.documentId,
    profile: row.profileName,
    kind: row.kind,
    status: row.status,
    // Runs of earlier versions counted no skipped rows.
    rows: { ...noCounts().rows, ...counts.rows },
    user,
    phonebookEntry,
    phone,
    trigger: row.trigger,
    startedAt: isoTime(row.startedAtMs),
    finishedAt: isoTimeOrNull(row.finishedAtMs),
    notModified: row.notModified,
    matching: row.matching,
    error: row.error,
  };
};

export const summaryOf = (row: RunEntity): RunSummary => ({
  ...reportOf(row),
  profileId: row.profileId,
  startedBy: row.startedBy,
  decidedBy: row.decidedBy,
  sourceName: row.sourceName,
  exceeded: row.exceeded ?? [],
  progress: row.status === 'running' ? row.progress : null,
});

const DAY_MS = 24 * 60 * 60 * 1000;

type Dated = Pick<RunEntity, 'id' | 'status' | 'startedAtMs'>;

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
