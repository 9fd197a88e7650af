import type { LastRun, ProfileListItem, ProfileView } from '../../../shared/contracts/profiles';
import type { Storage } from '../storage';
import { noCounts } from '../../../shared/counts';
import { isOverdue, nextTimes } from '../schedule/cron';
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
  const [time, lastRuns, running] = await Promise.all([
    storage.now(),
    runs.latestOfEach('run'),
    runs.findAll({ kind: 'test', status: 'running' }, ['documentId', 'profileId']),
  ]);
  const now = new Date(time);
  const tests = new Map(running.map(({ profileId, documentId }) => [profileId, documentId]));
  return profiles.map((profile) => {
    const lastRun = lastRunOf(lastRuns.get(profile.id));
    const isDue = profile.schedule.enabled && profile.problems.length === 0;
    const [nextRunAt = null] = isDue ? nextTimes(profile.schedule, 1) : [];
    const since = [profile.updatedAt, lastRun?.startedAt ?? ''].toSorted().at(-1) ?? '';
    const overdue = nextRunAt !== null && isOverdue(profile.schedule, new Date(since), now);
    return { ...profile, lastRun, testRun: tests.get(profile.id) ?? null, nextRunAt, overdue };
  });
};
