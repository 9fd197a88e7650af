import type { LastRun, ProfileListItem, ProfileView } from '../../../shared/contracts/profiles';
import type { Storage } from '../storage';
import { noCounts } from '../../../shared/counts';
import { isOverdue } from '../schedule/cron';
import { nextRun } from '../schedule/next-run';
import { paceAfter, pastOf } from '../schedule/pace';
import { isoTime, isoTimeOrNull } from '../storage/clock';
import type { RunEntity } from '../storage/runs/run-entities';

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

/** The profiles with their last run, their next one, and the test run that is going on. */
export const overviewOf = async (
  storage: Pick<Storage, 'now' | 'runs'>,
  profiles: ProfileView[]
): Promise<ProfileListItem[]> => {
  const { runs } = storage;
  const [time, lastRuns, successes, running] = await Promise.all([
    storage.now(),
    runs.latestOfEach('run'),
    runs.lastSuccesses(),
    runs.findAll({ kind: 'test', status: 'running' }, ['documentId', 'profileId']),
  ]);
  const now = new Date(time);
  const tests = new Map(running.map(({ profileId, documentId }) => [profileId, documentId]));
  return profiles.map((profile) => {
    const latest = lastRuns.get(profile.id);
    const lastRun = lastRunOf(latest);
    const { schedule } = profile;
    const isDue = schedule.enabled && profile.problems.length === 0;
    const past = pastOf(latest);
    const { failures } = past;
    const since = Math.max(Date.parse(profile.updatedAt), successes.get(profile.id) ?? 0);
    return {
      ...profile,
      lastRun,
      testRun: tests.get(profile.id) ?? null,
      nextRunAt: isDue ? nextRun(schedule, past) : null,
      overdue: isDue && isOverdue(schedule, new Date(since), now),
      failures,
      pace: isDue ? paceAfter(failures) : 'usual',
    };
  });
};
