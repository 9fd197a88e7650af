import type { LastRun, ProfileListItem, ProfileView } from '../../../shared/contracts/profiles';
import type { Storage } from '../storage';
import { noCounts } from '../../../shared/counts';
import { isOverdue } from '../schedule/cron';
import { nextRun } from '../schedule/next-run';
import { paceAfter, pastOf } from '../schedule/pace';
import { isoTime, isoTimeOrNull } from '../storage/clock';
import { OF_WHOLE_SOURCE, type RunEntity } from '../storage/runs/run-entities';

const lastRunOf = (row: RunEntity | undefined): LastRun | null =>
  row === undefined
    ? null
    : {
        id: row.documentId,
        status: row.status,
        startedAt: isoTime(row.startedAtMs),
        finishedAt: isoTimeOrNull(row.finishedAtMs),
        counts: row.counts ?? row.progress?.counts ?? noCounts(),
      };

/** A profile as lists show it, and when its latest successful run ended. */
export interface Observed {
  profile: ProfileListItem;
  /** In milliseconds; null where the history has none. */
  lastSuccessMs: number | null;
}

/** The profiles with their last run, their next one, and the test run that is going on, at a time of the database's clock. */
export const observe = async (
  storage: Pick<Storage, 'now' | 'runs'>,
  profiles: ProfileView[]
): Promise<{ nowMs: number; observed: Observed[] }> => {
  const { runs } = storage;
  const [nowMs, lastRuns, successes, running] = await Promise.all([
    storage.now(),
    runs.latestOfEach('run'),
    runs.lastSuccesses(),
    runs.findAll({ kind: 'test', status: 'running', ...OF_WHOLE_SOURCE }, [
      'documentId',
      'profileId',
    ]),
  ]);
  const now = new Date(nowMs);
  const tests = new Map(running.map(({ profileId, documentId }) => [profileId, documentId]));
  const observed = profiles.map((view): Observed => {
    const latest = lastRuns.get(view.id);
    const { schedule } = view;
    const isDue = schedule.enabled && view.problems.length === 0;
    const past = pastOf(latest);
    const { failures } = past;
    const lastSuccessMs = successes.get(view.id) ?? null;
    const since = Math.max(Date.parse(view.updatedAt), lastSuccessMs ?? 0);
    const profile = {
      ...view,
      lastRun: lastRunOf(latest),
      testRun: tests.get(view.id) ?? null,
      nextRunAt: isDue ? nextRun(schedule, past) : null,
      overdue: isDue && isOverdue(schedule, new Date(since), now),
      failures,
      pace: isDue ? paceAfter(failures) : ('usual' as const),
    };
    return { profile, lastSuccessMs };
  });
  return { nowMs, observed };
};

/** The same as lists show it. */
export const overviewOf = async (
  storage: Pick<Storage, 'now' | 'runs'>,
  profiles: ProfileView[]
): Promise<ProfileListItem[]> =>
  (await observe(storage, profiles)).observed.map(({ profile }) => profile);
