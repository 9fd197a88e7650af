import type { Core } from '@strapi/strapi';

import type { Problem } from '../../../shared/codes/kinds';
import { problem } from '../../../shared/codes/problems';
import type { Runs } from '../runs';
import { abandonmentOf, createInstance } from '../runs/heartbeat';
import type { Storage } from '../storage';
import type { ForgettingEntity } from '../storage/forgetting/jobs';
import { ConnectorError, kindOf, logFailure, problemOf } from '../utils/errors';
import { createRegularLook } from '../utils/regular-look';

/** How often is looked for requests whose process is gone, or that failed. */
const LOOK_MS = 60_000;
const BEAT_MS = 5000;

/** How long one that failed waits at least, after its first time, and at most. */
const FIRST_WAIT_MS = 60_000;
const LONGEST_WAIT_MS = 60 * 60_000;

/** How long one waits that has failed so many times: twice as long each time. */
export const waitAfter = (failures: number): number =>
  Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.max(0, failures - 1));

/** A request that is being worked on. */
export interface BegunForgetting {
  id: string;
  /** Never fails: how it ended stands in its entity. */
  done: Promise<void>;
}

interface AttemptsNeeds {
  storage: Pick<Storage, 'forgettings' | 'now'>;
  runs: Pick<Runs, 'interruptAbandoned'>;
  /** Erases what is left of a person. */
  work(entity: ForgettingEntity): Promise<void>;
  log: Core.Strapi['log'];
}

/** Nothing of the data: an error of the database may quote it. */
const reasonOf = (error: unknown): Problem =>
  error instanceof ConnectorError
    ? problemOf(error)
    : problem('unexpected-error', { kind: kindOf(error), reading: false });

/** Works on privacy requests until they are done, and goes on with those of processes that are gone. */
export const createAttempts = ({ storage, runs, work, log }: AttemptsNeeds) => {
  const { forgettings } = storage;
  const instance = createInstance();
  const working = new Set<Promise<void>>();
  let isStopping = false;

  const attempt = async (entity: ForgettingEntity): Promise<void> => {
    const beat = setInterval(() => {
      forgettings.beat(entity.id, instance.name).catch((error: unknown) => {
        logFailure(log, 'a sign of life of a privacy request', error);
      });
    }, BEAT_MS);
    beat.unref();
    instance.begin(entity.id);
    try {
      await work(entity);
    } catch (error) {
      logFailure(log, `forgetting a person (${entity.key})`, error);
      const failures = (entity.failures ?? 0) + 1;
      const retryAtMs = (await storage.now()) + waitAfter(failures);
      await forgettings.fail(entity.id, { error: reasonOf(error), failures, retryAtMs });
    } finally {
      clearInterval(beat);
      instance.end(entity.id);
    }
  };

  const begin = (entity: ForgettingEntity): BegunForgetting => {
    const done: Promise<void> = attempt(entity)
      .catch((error: unknown) => logFailure(log, 'noting how a privacy request ended', error))
      .finally(() => working.delete(done));
    working.add(done);
    return { id: entity.key, done };
  };

  /** Whether it is to be gone on with: its process is gone, or it failed and has waited. */
  const isDue = (entity: ForgettingEntity, now: number, isFirstLook: boolean): boolean => {
    if (entity.state !== 'failed') return abandonmentOf(entity, now) !== null;
    return isFirstLook || Number(entity.retryAtMs ?? 0) <= now;
  };

  /** @param isFirstLook whether this process has just started: what was in the way may be gone */
  const resume = async (isFirstLook: boolean): Promise<void> => {
    for (const entity of await forgettings.unfinished()) {
      if (isStopping) return;
      if (!isDue(entity, await storage.now(), isFirstLook)) continue;
      await runs.interruptAbandoned();
      try {
        if (!(await forgettings.take(entity, instance.name))) continue;
      } catch (error) {
        // A run is going on; afterwards.
        if (error instanceof ConnectorError && error.transient) continue;
        throw error;
      }
      await begin(await forgettings.get(entity.key)).done;
    }
  };

  let isFirst = true;
  const regular = createRegularLook({
    every: LOOK_MS,
    what: 'going on with privacy requests',
    look: async () => {
      await resume(isFirst);
      isFirst = false;
    },
    log,
  });

  return {
    /** The name by which others see who works on a request. */
    owner: instance.name,

    begin,

    /** Goes on with what a process has left that is gone, and with what has failed and waited. */
    resume: (): Promise<void> => resume(false),

    /** Looks now and from time to time for requests to go on with. */
    watch: regular.start,

    async stop(): Promise<void> {
      isStopping = true;
      regular.stop();
      await Promise.all(working);
      instance.close();
    },
  };
};
