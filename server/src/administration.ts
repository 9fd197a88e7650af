import type { Core } from '@strapi/strapi';

import type { Profiles } from './profiles';
import type { Runs } from './runs';
import type { StartedRun } from './runs/runner';
import type { StartRequest } from './runs/types';
import type { ScheduleJobs } from './schedule';
import type { Uploads } from './uploads';
import type { LineFixStore } from './uploads/line-fixes';
import { logFailure } from './utils/errors';

interface AdministrationNeeds {
  profiles: Profiles;
  runs: Pick<Runs, 'start' | 'approve' | 'interruptAbandoned' | 'assertIdle' | 'removeOf'>;
  uploads: Pick<Uploads, 'removeOf'>;
  lineFixes: Pick<LineFixStore, 'removeOf'>;
  schedule: Pick<ScheduleJobs, 'sync'>;
  /** Makes the records that a profile owns nobody's. */
  releaseRecords(profileId: string): Promise<void>;
  log: Core.Strapi['log'];
}

/** Who asks for the removal of a profile with its people, and how. */
type RemovalRequest = Pick<StartRequest, 'profileId' | 'trigger' | 'startedBy' | 'approve'>;

/** Changes of profiles, with what has to follow them: the schedule, and for a removal runs, files and records. */
export const createAdministration = (needs: AdministrationNeeds) => {
  const { profiles, runs, uploads, schedule } = needs;

  const thenSynced =
    <Given extends unknown[], Result>(change: (...given: Given) => Promise<Result>) =>
    async (...given: Given): Promise<Result> => {
      const result = await change(...given);
      await schedule.sync();
      return result;
    };

  /**
   * Removes a profile with its runs and files. The records that it brought stay, and belong to
   * nobody: another profile may adopt them.
   * @throws NotFoundError; ConnectorError `run-active` while a run of it is going on
   */
  const remove = thenSynced(async (id: string): Promise<void> => {
    await runs.interruptAbandoned();
    await profiles.remove(id, () => runs.assertIdle(id));
    await runs.removeOf(id);
    await uploads.removeOf(id);
    await needs.lineFixes.removeOf(id);
    await needs.releaseRecords(id);
  });

  const switchSchedule = thenSynced(profiles.switchSchedule);

  /** A schedule that fires between the end of the run and that of the profile would bring everybody back. */
  const endSchedule = async (id: string): Promise<void> => {
    const { schedule } = await profiles.find(id);
    if (schedule.enabled) await switchSchedule(id, false);
  };

  /** A run that removes everybody, and the end of the profile after it; where anybody is left over, it stays. */
  const thenGone = (profileId: string, { id, done }: StartedRun): StartedRun => {
    const gone = done.then(async (report) => {
      if (report.status === 'succeeded') await remove(profileId);
      return report;
    });
    gone.catch((error: unknown) => logFailure(needs.log, `deleting profile ${profileId}`, error));
    return { id, done: gone };
  };

  return {
    create: thenSynced(profiles.create),
    update: thenSynced(profiles.update),
    switchSchedule,
    clone: thenSynced(profiles.clone),
    importFile: thenSynced(profiles.importFile),

    remove,

    /** Plans the removal of a profile with its people, and writes nothing. @throws as `start` of runs */
    testRemoval: (request: RemovalRequest): Promise<StartedRun> =>
      runs.start({ ...request, kind: 'test', purpose: 'removal' }),

    /**
     * Removes what a profile brought, in a run that its limits may hold, and then the profile. Its
     * schedule ends before. If the run fails, is held or leaves anything undone, the profile stays.
     * @throws as `start` of runs
     */
    async removeWithPeople(request: RemovalRequest): Promise<StartedRun> {
      const started = await runs.start({ ...request, kind: 'run', purpose: 'removal' });
      const removal = thenGone(request.profileId, started);
      await endSchedule(request.profileId);
      return removal;
    },

    /** Lets a held run of that kind write. @throws as `approve` of runs */
    async approveRemoval(
      { id, profileId }: { id: string; profileId: string },
      by: string | null
    ): Promise<StartedRun> {
      await endSchedule(profileId);
      return thenGone(profileId, await runs.approve(id, by));
    },
  };
};
