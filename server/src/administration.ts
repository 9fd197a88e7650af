import type { Core } from '@strapi/strapi';

import type { RunReport } from '../../shared/contracts/runs';
import type { Profiles } from './profiles';
import type { Changed } from './profiles/save';
import type { EnteredRun, RunQueue } from './queue/types';
import type { Runs } from './runs';
import type { BegunJob } from './runs/queued';
import type { StartRequest } from './runs/types';
import type { ScheduleJobs } from './schedule';
import type { Uploads } from './uploads';
import type { LineFixStore } from './uploads/line-fixes';
import { logFailure, NotFoundError } from './utils/errors';

interface AdministrationNeeds {
  profiles: Profiles;
  runs: Pick<Runs, 'interruptAbandoned' | 'assertIdle' | 'removeOf' | 'resume'>;
  queue: Pick<RunQueue, 'start' | 'approve'>;
  uploads: Pick<Uploads, 'removeOf'>;
  lineFixes: Pick<LineFixStore, 'removeOf'>;
  schedule: Pick<ScheduleJobs, 'sync'>;
  /** Makes the records that a profile owns nobody's. */
  releaseRecords(profileId: string): Promise<void>;
  /** Drops whom its runs leave out. */
  letEverybodyCome(profileId: string): Promise<void>;
  changed: Changed;
  log: Core.Strapi['log'];
}

/** Who asks for the removal of a profile with its people, and how. */
type RemovalRequest = Pick<StartRequest, 'profileId' | 'trigger' | 'startedBy' | 'approve'>;

/** Changes of profiles, with what has to follow them: the schedule, and for a removal runs, files and records. */
export const createAdministration = (needs: AdministrationNeeds) => {
  const { profiles, runs, queue, uploads, schedule } = needs;

  const thenSynced =
    <Given extends unknown[], Result>(change: (...given: Given) => Promise<Result>) =>
    async (...given: Given): Promise<Result> => {
      const result = await change(...given);
      await schedule.sync();
      return result;
    };

  /** What failed before says nothing of a profile that is another one now. */
  const thenResumed = <Given extends unknown[], Result>(
    change: (...given: Given) => Promise<Result>,
    idOf: (result: Result) => string
  ) =>
    thenSynced(async (...given: Given): Promise<Result> => {
      const result = await change(...given);
      await runs.resume(idOf(result));
      return result;
    });

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
    await needs.letEverybodyCome(id);
  });

  const switchSchedule = thenResumed(profiles.switchSchedule, ({ id }) => id);

  /** A schedule that fires between the end of the run and that of the profile would bring everybody back. */
  const endSchedule = async (id: string): Promise<void> => {
    const { schedule } = await profiles.find(id);
    if (schedule.enabled) await switchSchedule(id, false);
  };

  /** The same once the run has begun, which may be quicker elsewhere. */
  const endScheduleIfThere = (id: string): Promise<void> =>
    endSchedule(id).catch((error: unknown) => {
      if (!(error instanceof NotFoundError)) throw error;
    });

  /** A run that removes everybody, and the end of the profile after it; where anybody is left over, it stays. */
  const thenGone = (profileId: string, done: Promise<RunReport>): Promise<RunReport> => {
    const gone = done.then(async (report) => {
      if (report.status === 'succeeded') await remove(profileId);
      return report;
    });
    gone.catch((error: unknown) => logFailure(needs.log, `deleting profile ${profileId}`, error));
    return gone;
  };

  /** The same where the run goes on in this process; else whoever works on it sees to that. */
  const thenGoneHere = (profileId: string, { id, done }: EnteredRun): EnteredRun => ({
    id,
    done: done && thenGone(profileId, done),
  });

  return {
    create: thenSynced(profiles.create),
    update: thenResumed(profiles.update, ({ id }) => id),
    switchSchedule,
    clone: thenSynced(profiles.clone),
    importFile: thenResumed(profiles.importFile, ({ profile }) => profile.id),

    /**
     * Lets a schedule go on that rests, or leaves slots out, after failures.
     * @throws NotFoundError
     */
    async resume(id: string, by: string | null): Promise<void> {
      const { name } = await profiles.find(id);
      await runs.resume(id);
      await needs.changed({ profile: { id, name }, what: 'resumed', settings: [], by });
    },

    remove,

    /** The report of a run that was in the queue, once what has to follow it is done. */
    finish: ({ run: { kind, purpose, profileId }, started }: BegunJob): Promise<RunReport> =>
      kind === 'run' && purpose === 'removal' ? thenGone(profileId, started.done) : started.done,

    /** Plans the removal of a profile with its people, and writes nothing. @throws as `start` of runs */
    testRemoval: (request: RemovalRequest): Promise<EnteredRun> =>
      queue.start({ ...request, kind: 'test', purpose: 'removal' }),

    /**
     * Removes what a profile brought, in a run that its limits may hold, and then the profile. Its
     * schedule ends before. If the run fails, is held or leaves anything undone, the profile stays.
     * @throws as `start` of runs
     */
    async removeWithPeople(request: RemovalRequest): Promise<EnteredRun> {
      const entered = await queue.start({ ...request, kind: 'run', purpose: 'removal' });
      const removal = thenGoneHere(request.profileId, entered);
      await endScheduleIfThere(request.profileId);
      return removal;
    },

    /** Lets a held run of that kind write. @throws as `approve` of runs */
    async approveRemoval(
      { id, profileId }: { id: string; profileId: string },
      by: string | null
    ): Promise<EnteredRun> {
      await endSchedule(profileId);
      return thenGoneHere(profileId, await queue.approve(id, by));
    },
  };
};
