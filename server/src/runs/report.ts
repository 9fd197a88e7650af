import type { Issue } from '../../../shared/contracts/issues';
import type { RunReport, RunSummary } from '../../../shared/contracts/runs';
import { isoTime, isoTimeOrNull } from '../storage/clock';
import type { RunStorage, Storage } from '../storage';
import { noCounts } from './counts';
import type { RunRow } from '../storage/runs/rows';

const base = (row: RunRow): Omit<RunReport, 'issues'> => {
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

export const summaryOf = (row: RunRow): RunSummary => ({
  ...base(row),
  profileId: row.profileId,
  startedBy: row.startedBy,
  decidedBy: row.decidedBy,
  sourceName: row.sourceName,
  exceeded: row.exceeded ?? [],
  progress: row.status === 'running' ? row.progress : null,
});

const inRowOrder = (one: Issue, other: Issue): number =>
  (one.row ?? Infinity) - (other.row ?? Infinity) || 0;

/** In the order of rows; those of the whole run come last. */
const allIssues = async (kept: RunStorage): Promise<Issue[]> => {
  const issues: Issue[] = [];
  for await (const batch of kept.streamIssues()) {
    issues.push(...batch.map(({ id: _id, ...issue }) => issue));
  }
  return issues.sort(inRowOrder);
};

/** What the run did; its issues only where they are asked for, since there may be many. */
export const reportOf = async (
  storage: Pick<Storage, 'ofRun'>,
  row: RunRow,
  { withIssues }: { withIssues: boolean }
): Promise<RunReport> => {
  const { error, ...report } = base(row);
  return { ...report, issues: withIssues ? await allIssues(storage.ofRun(row.id)) : [], error };
};
