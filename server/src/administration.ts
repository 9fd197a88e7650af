import type { Profiles } from './profiles';
import type { Runs } from './runs';
import type { ScheduleJobs } from './schedule';
import type { Uploads } from './uploads';

interface AdministrationNeeds {
  profiles: Profiles;
  runs: Pick<Runs, 'interruptAbandoned' | 'assertIdle' | 'removeOf'>;
  uploads: Pick<Uploads, 'removeOf'>;
  schedule: Pick<ScheduleJobs, 'sync'>;
  /** Makes the records that a profile owns nobody's. */
  releaseRecords(profileId: string): Promise<void>;
}

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

  return {
    create: thenSynced(profiles.create),
    update: thenSynced(profiles.update),
    switchSchedule: thenSynced(profiles.switchSchedule),
    clone: thenSynced(profiles.clone),
    importFile: thenSynced(profiles.importFile),

    /**
     * Removes a profile with its runs and files. The records that it brought stay, and belong to
     * nobody: another profile may adopt them.
     * @throws NotFoundError; ConnectorError `run-active` while a run of it is going on
     */
    remove: thenSynced(async (id: string): Promise<void> => {
      await runs.interruptAbandoned();
      await profiles.remove(id, () => runs.assertIdle(id));
      await runs.removeOf(id);
      await uploads.removeOf(id);
      await needs.releaseRecords(id);
    }),
  };
};
