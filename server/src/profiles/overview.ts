import type { Core } from '@strapi/strapi';

import type {
  LastRun,
  ProfileListItem,
  ProfileView,
} from '../../../shared/contracts/profile-views';
import { createRunRows } from '../storage/runs/rows';
import { noCounts } from '../runs/counts';
import { isOverdue, nextTimes } from '../schedule/cron';
import { databaseNow, isoTime, isoTimeOrNull } from '../storage/clock';

/** The profiles with their last run, their next one, and the test run that is going on. */
export const overviewOf = async (
  strapi: Core.Strapi,
  profiles: ProfileView[]
): Promise<ProfileListItem[]> => {
  const rows = createRunRows({ strapi });
  const now = new Date(await databaseNow(strapi));
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
