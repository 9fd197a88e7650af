import { createRequire } from 'node:module';
import path from 'node:path';

import type * as BullMQ from 'bullmq';

import { problem } from '../../../shared/codes/problems';
import { PLUGIN_ID } from '../constants';
import { ConnectorError, errorCode, messageOf } from '../utils/errors';
import { inTime } from '../utils/in-time';

/** What a job says: the run that is to be done. All else is in the database. */
export interface JobData {
  run: string;
}

export type JobQueue = BullMQ.Queue<JobData, void, 'run'>;
export type JobWorker = BullMQ.Worker<JobData, void, 'run'>;

/** How long Redis may take for an answer, and for the end of a connection. */
const ANSWER_MS = 5000;
const CLOSE_MS = 1000;
/** The same trouble is told again after so long. */
const TOLD_MS = 60_000;

/** A job that nobody gives a sign of life for is given to somebody else: whose process died needs no minute. */
const LIVENESS = { lockDuration: 10_000, stalledInterval: 5000 };
/** Runs are counted in the database; this only must not get in the way. */
const STALLED_MOST = 1000;

interface RedisNeeds {
  url: string;
  /** The same for all processes of an app, and for none of another one. */
  queueName: string;
  /** The app's folder, whose packages are taken. */
  appFolder: string;
  log: { error(text: string): void };
}

/** Only who has chosen this queue needs the packages. */
const loadPackages = (appFolder: string): typeof BullMQ => {
  const requireFromApp = createRequire(path.join(appFolder, 'package.json'));
  try {
    requireFromApp.resolve('ioredis');
    return requireFromApp('bullmq') as typeof BullMQ;
  } catch (cause) {
    if (errorCode(cause) !== 'MODULE_NOT_FOUND') throw cause;
    throw new ConnectorError(problem('queue-package-missing', { app: appFolder }), { cause });
  }
};

/** An address without what may be secret. */
const shownAddress = (url: string): string => {
  const { hostname, port } = new URL(url);
  return `${hostname}:${port || '6379'}`;
};

/** The queue in Redis, which is BullMQ's. */
export const createRedis = ({ url, queueName, appFolder, log }: RedisNeeds) => {
  const address = shownAddress(url);
  const connection = { url };
  const told = new Map<string, number>();
  let packages: typeof BullMQ | null = null;

  const loaded = (): typeof BullMQ => (packages ??= loadPackages(appFolder));

  /** BullMQ goes on trying by itself, and says so each time. */
  const onError = (error: Error): void => {
    const [text = ''] = messageOf(error).split('\n');
    const now = performance.now();
    if (now - (told.get(text) ?? -Infinity) < TOLD_MS) return;
    told.set(text, now);
    log.error(`${PLUGIN_ID}: the queue in Redis at ${address}: ${text}`);
  };

  return {
    openQueue(): JobQueue {
      const queue: JobQueue = new (loaded().Queue)(queueName, { connection });
      queue.on('error', onError);
      return queue;
    },

    /** @param work is given one job at a time */
    openWorker(work: BullMQ.Processor<JobData, void, 'run'>): JobWorker {
      const worker: JobWorker = new (loaded().Worker)(queueName, work, {
        connection,
        ...LIVENESS,
        maxStalledCount: STALLED_MOST,
      });
      worker.on('error', onError);
      return worker;
    },

    /** Gives a job back to the queue, for whoever has time for it later. */
    async giveBack(job: BullMQ.Job<JobData, void, 'run'>, ms: number): Promise<never> {
      await job.moveToDelayed(Date.now() + ms, job.token);
      throw new (loaded().DelayedError)();
    },

    /** @throws ConnectorError `queue-unreachable` */
    async answered(work: Promise<unknown>): Promise<void> {
      const isDone = await inTime(
        ANSWER_MS,
        work.then(
          () => true,
          (error: Error) => {
            onError(error);
            return null;
          }
        )
      );
      if (!isDone) throw new ConnectorError(problem('queue-unreachable', { address }));
    },

    async close(connected: JobQueue | JobWorker): Promise<void> {
      await inTime(
        CLOSE_MS,
        connected.close().catch((error: Error) => onError(error))
      );
    },
  };
};

export type Redis = ReturnType<typeof createRedis>;
