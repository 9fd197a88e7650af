import type { Core } from '@strapi/strapi';

import { problem } from '../../../shared/codes/problems';
import type { RunReport } from '../../../shared/contracts/runs';
import { PLUGIN_ID } from '../constants';
import type { Runs } from '../runs';
import type { BegunJob, TakenJob } from '../runs/queued';
import { ConnectorError } from '../utils/errors';
import type { JobWorker, Redis } from './redis';

/** When a job is looked at again whose run cannot begin yet, or has to begin again. */
const AGAIN_MS = 2000;

interface WorkNeeds {
  runs: Pick<Runs, 'take'>;
  /** Null where each run begins where it is asked for. */
  redis: Redis | null;
  /** The report of a run, once what has to follow it is done. */
  finish(begun: BegunJob): Promise<RunReport>;
  log: Core.Strapi['log'];
}

/** Does the runs that are in the queue, one at a time. */
export const createWork = ({ runs, redis, finish, log }: WorkNeeds) => {
  let worker: JobWorker | null = null;

  const take = async (id: string): Promise<TakenJob> => {
    try {
      return await runs.take(id);
    } catch (error) {
      const isEnding = error instanceof ConnectorError && error.code === 'shutting-down';
      if (isEnding) return { state: 'busy' };
      throw error;
    }
  };

  /** True when the job has to be looked at again. */
  const work = async (id: string): Promise<boolean> => {
    const taken = await take(id);
    if (taken.state !== 'begun') return taken.state === 'busy';
    log.info(`${PLUGIN_ID}: ${taken.run.kind} ${taken.started.id} was taken from the queue`);
    return (await finish(taken)).status === 'interrupted';
  };

  return {
    /**
     * Begins to take jobs.
     * @throws ConnectorError `queue-not-shared`, `queue-package-missing`, `queue-unreachable`
     */
    async begin(): Promise<void> {
      if (!redis) throw new ConnectorError(problem('queue-not-shared'));
      worker = redis.openWorker(async (job) => {
        if (await work(job.data.run)) await redis.giveBack(job, AGAIN_MS);
      });
      await redis.answered(worker.waitUntilReady());
    },

    /** Takes no more jobs. Those that it has go back to the queue; their runs have to be stopped before. */
    async end(): Promise<void> {
      if (worker) await redis?.close(worker);
    },
  };
};
