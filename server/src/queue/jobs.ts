import type { Core } from '@strapi/strapi';

import type { Runs } from '../runs';
import type { WaitingRun } from '../runs/queued';
import { ConnectorError } from '../utils/errors';
import { createRegularLook } from '../utils/regular-look';
import type { JobQueue, Redis } from './redis';
import type { EnteredRun, RunQueue } from './types';

/** How often jobs are looked for that Redis has lost. */
const RESTORE_MS = 30_000;

/** The history is in the database. A job of the same id that is still there is not added again. */
const ONCE = { removeOnComplete: true, removeOnFail: true };

interface JobQueueNeeds {
  runs: Pick<Runs, 'enter' | 'enterApproved' | 'toBeTaken'>;
  redis: Redis;
  log: Core.Strapi['log'];
}

/**
 * Leaves runs to other processes: what they have to do is in the database, and Redis only says that there
 * is something. A run whose job is lost there gets it again.
 */
export const createJobQueue = ({ runs, redis, log }: JobQueueNeeds): RunQueue => {
  let queue: JobQueue | null = null;

  /** @throws ConnectorError `queue-unreachable` */
  const add = (id: string, job: string): Promise<void> => {
    queue ??= redis.openQueue();
    return redis.answered(queue.add('run', { run: id }, { ...ONCE, jobId: job }));
  };

  const entered = async ({ id, job, takeBack }: WaitingRun): Promise<EnteredRun> => {
    try {
      await add(id, job);
    } catch (error) {
      if (!(error instanceof ConnectorError)) throw error;
      await takeBack(error);
    }
    return { id, done: null };
  };

  const addLost = async (): Promise<void> => {
    for (const { id, job } of await runs.toBeTaken()) await add(id, job);
  };

  const regular = createRegularLook({
    every: RESTORE_MS,
    what: 'looking for lost jobs',
    look: addLost,
    log,
  });

  return {
    start: async (request) => entered(await runs.enter(request)),

    approve: async (id, by, areSame = false) => entered(await runs.enterApproved(id, by, areSame)),

    async open(): Promise<void> {
      queue = redis.openQueue();
    },

    restore(): void {
      void regular.start();
    },

    async close(): Promise<void> {
      regular.stop();
      if (queue) await redis.close(queue);
    },
  };
};
