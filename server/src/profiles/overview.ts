import type { Core } from '@strapi/strapi';

import type {
  LastRun,
  ProfileListItem,
  ProfileView,
} from '../../../shared/contracts/profile-views';
import { createRunRows } from '../runs/rows';
import { nextTimes } from '../runs/schedule';

/** The profiles with their last run, test runs aside, and their next one. */
export const overviewOf = async (
  strapi: Core.Strapi,
  profiles: ProfileView[]
): Promise<ProfileListItem[]> => {
  const rows = createRunRows({ strapi });
  return Promise.all(
    profiles.map(async (profile) => {
      const row = await rows.latest({ profileId: profile.id, kind: 'run' });
      const lastRun: LastRun | null = row && {
        id: row.documentId,
        status: row.status,
        startedAt: new Date(row.startedAt).toISOString(),
      };
      const [nextRunAt = null] = profile.schedule.enabled ? nextTimes(profile.schedule, 1) : [];
      return { ...profile, lastRun, nextRunAt };
    })
  );
};
