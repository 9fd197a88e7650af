import type { LastRun, ProfileListItem, ProfileView } from '../../../shared/contracts/profiles';
import type { Storage } from '../storage';
import { noCounts } from '../../../shared/counts';
import { isOverdue, nextTimes } from '../schedule/cron';
import { isoTime, isoTimeOrNull } from '../storage/clock';

/** The profiles with their last run, their next one, and the test run that is going on. */
export const overviewOf = async (
  storage: Pick<Storage, 'now' | 'runs'>,
  profiles: ProfileView[]
): Promise<ProfileListItem[]> => {
  const { runs: rows } = storage;
  const now = new Date(await storage.now());
  return Promise.all(
    profiles.map(async (profile) => {
      const row = await rows.latest({ profileId: profile.id, kind: 'run' });
      const test = await rows.find({ profileId: profile.id, kind: 'test', status: 'running' });
      const lastRun: LastRun | null = row && {
        id: row.documentId,
        status: row.status,
        startedAt: isoTime(row.startedAtMs),
        finishedAt: isoTimeOrNull(row.finishedAtMs),
        counts: row.counts ?? row.progress?.counts ?? noCounts(),
      };
      const isDue = profile.schedule.enabled && profile.problems.length === 0;
      const [nextRunAt = null] = isDue ? nextTimes(profile.schedule, 1) : [];
      const since = [profile.updatedAt, lastRun?.startedAt ?? ''].toSorted().at(-1) ?? '';
      const overdue = nextRunAt !== null && isOverdue(profile.schedule, new Date(since), now);
      return { ...profile, lastRun, testRun: test?.documentId ?? null, nextRunAt, overdue };
    })
  );
};
