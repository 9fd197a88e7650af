import { randomUUID } from 'node:crypto';

import type { Problem } from '../../../shared/codes/kinds';
import { problem, withNotes } from '../../../shared/codes/problems';
import { noCounts } from '../../../shared/counts';
import { isShutDown } from '../schedule/pace';
import {
  isAboutEverybody,
  isWaiting,
  type RunEntity,
  type RunJob,
  type RunTable,
} from '../storage/runs/run-entities';
import { ConnectorError, NotFoundError, problemOf } from '../utils/errors';
import type { PersonKey } from '../utils/record-keys';
import { answersOf } from './answers';
import { claimHeld, claimRetry, claimWaiting, supersedeHeld } from './claim';
import { execute, writeHeldPlan } from './execute';
import { endOf } from './ending';
import { interruptAbandoned } from './heartbeat';
import type { Runner, StartedRun } from './runner';
import { claimStart, prepareApproval, prepareStart } from './start';
import type { RunNeeds, StartRequest } from './types';

/**
 * How many runs a job has at most, those aside whose worker was told to end: what ends every process
 * that works on it would go on doing so.
 */
const MOST_ATTEMPTS = 3;

/** A run that waits for somebody who takes its job. */
export interface WaitingRun {
  id: string;
  /** The id of its job. */
  job: string;
  /**
   * Undoes that it waits, since there is no queue that could take its job; nothing once somebody has it.
   * @throws the error where it does not stay as that of a run
   */
  takeBack(error: ConnectorError): Promise<void>;
}

/**
 * What there was to do for a job: nothing any more; nothing yet, since its run goes on or another one of
 * the profile does; nothing more, since it has had its last run; or the run that has begun.
 */
export type TakenJob = { state: 'done' | 'busy' | 'given-up' } | BegunJob;

export interface BegunJob {
  state: 'begun';
  run: Pick<RunEntity, 'profileId' | 'kind' | 'purpose'>;
  started: StartedRun;
}

type WaitingNeeds = Pick<RunNeeds, 'storage' | 'notify'>;

/** Ends a run that waits. False when somebody works on it already. */
const endWaiting = async (
  { storage, notify }: WaitingNeeds,
  run: RunEntity,
  status: 'canceled' | 'failed',
  error: Problem
): Promise<boolean> => {
  const { runs: entities } = storage;
  const kept = storage.ofRun(run.id);
  const outcome = {
    status,
    error: withNotes(error, problem('nothing-written')),
    counts: await kept.countWritten(run.counts ?? noCounts()),
  };
  const end = await endOf(entities, run, outcome);
  if (!(await entities.changeWaiting(run.id, end))) return false;
  await kept.dropPayloads();
  const entity = await entities.find({ id: run.id });
  if (entity) void notify.ended(entity);
  return true;
};

/** Cancels a run that waits for its job to be taken. False when it does not. */
export const cancelWaiting = (needs: WaitingNeeds, run: RunEntity): Promise<boolean> =>
  endWaiting(needs, run, 'canceled', problem('canceled'));

/** The last of the runs that were started in each other's places. */
const lastOf = async (entities: RunTable, documentId: string): Promise<RunEntity | null> => {
  let last = await entities.find({ documentId });
  for (let next = last; next; next = await entities.find({ retryOf: next.documentId })) last = next;
  return last;
};

/** The interrupted run stays, and says that no other one is started in its place. */
const giveUp = async (entities: RunTable, { id, error }: RunEntity): Promise<void> => {
  const { code, params } = error ?? problem('interrupted/declared-dead');
  const given = problem('job-given-up', { count: MOST_ATTEMPTS });
  await entities.changeFrom(id, 'interrupted', {
    job: null,
    error: withNotes({ code, params: params ?? {} }, given),
  });
};

const jobOf = (
  task: RunJob['task'],
  approve: boolean,
  answers: ReadonlyMap<string, boolean>,
  more: Pick<RunJob, 'upload' | 'person'> = {}
): RunJob => ({ id: randomUUID(), task, approve, answers: [...answers], attempt: 1, ...more });

/** What another process asked for. */
const requestOf = (
  { cipher }: Pick<RunNeeds, 'cipher'>,
  { profileId, kind, purpose, undoOf, trigger }: RunEntity,
  { approve, answers, upload, person }: RunJob
) => ({
  profileId,
  kind,
  purpose: purpose ?? ('import' as const),
  trigger,
  approve,
  answers: new Map(answers),
  ...(undoOf !== null && { undoOf }),
  ...(upload !== undefined && { upload }),
  ...(person !== undefined && { person: JSON.parse(cipher.decrypt(person)) as PersonKey }),
});

/** Runs that wait in the database until somebody takes their jobs, and what he does with them. */
export const createQueuedRuns = (needs: RunNeeds, runner: Runner, instance: string) => {
  const { storage } = needs;
  const { runs: entities } = storage;

  const begin = (run: RunEntity, job: RunJob): TakenJob => {
    const started = runner.begin(run, (execution) =>
      job.task === 'write'
        ? writeHeldPlan(needs, execution)
        : execute(needs, execution, requestOf(needs, run, job))
    );
    return { state: 'begun', run, started };
  };

  const beginWaiting = async (run: RunEntity, job: RunJob): Promise<TakenJob> => {
    if (!(await claimWaiting(entities, run, instance))) return { state: 'busy' };
    return begin(await entities.get(run.documentId), job);
  };

  const beginAgain = async (run: RunEntity, { attempt }: RunJob): Promise<TakenJob> => {
    if (attempt >= MOST_ATTEMPTS && !isShutDown(run)) {
      await giveUp(entities, run);
      return { state: 'given-up' };
    }
    try {
      const retry = await claimRetry(entities, run, instance);
      if (!retry?.job) return { state: 'busy' };
      void needs.notify.started(retry);
      if (retry.kind === 'run' && isAboutEverybody(retry)) await supersedeHeld(needs, retry);
      return begin(retry, retry.job);
    } catch (error) {
      if (error instanceof NotFoundError) return { state: 'done' };
      if (error instanceof ConnectorError && error.code === 'already-running') {
        return { state: 'busy' };
      }
      throw error;
    }
  };

  return {
    /** Claims a run that begins once its job is taken. @throws as `start` */
    enter: (request: Omit<StartRequest, 'file'>): Promise<WaitingRun> =>
      runner.admit(async () => {
        const { profileName, answers } = await prepareStart(needs, request);
        const { approve = false, upload, person } = request;
        const job = jobOf('run', approve, answers, {
          ...(upload !== undefined && { upload }),
          ...(person && { person: needs.cipher.encrypt(JSON.stringify(person)) }),
        });
        const run = await claimStart(needs, request, profileName, { instance: null, job });
        return {
          id: run.documentId,
          job: job.id,
          async takeBack(error) {
            await endWaiting(needs, run, 'failed', problemOf(error));
          },
        };
      }),

    /** Claims a held run whose plan is written once its job is taken. @throws as `approve` */
    enterApproved: (id: string, by: string | null, areSame: boolean): Promise<WaitingRun> =>
      runner.admit(async () => {
        const held = await prepareApproval(needs, id, areSame);
        const { profileId, decidedBy, error: reason, finishedAtMs, progress } = held;
        const answers = await answersOf(storage, { profileId, people: { of: id, two: [] } });
        const job = jobOf('write', true, answers);
        await claimHeld(needs, { run: held, by }, { instance: null, job });
        await needs.notify.approved(held, by);
        return {
          id,
          job: job.id,
          async takeBack(error) {
            const before = { decidedBy, error: reason, finishedAtMs, progress };
            const data = { ...before, status: 'held' as const, lock: null, job: null };
            if (await entities.changeWaiting(held.id, data)) throw error;
          },
        };
      }),

    /** The runs whose jobs have something to do that nobody does. */
    async toBeTaken(): Promise<{ id: string; job: string }[]> {
      const waiting = await entities.findWithJobs();
      return waiting.flatMap(({ documentId: id, job }) => (job ? [{ id, job: job.id }] : []));
    },

    /**
     * Does what there is to do for the job of a run, which may have been interrupted meanwhile and
     * started again.
     * @throws ConnectorError `shutting-down`
     */
    take: (id: string): Promise<TakenJob> =>
      runner.admit(async (): Promise<TakenJob> => {
        await interruptAbandoned(needs);
        const run = await lastOf(entities, id);
        if (!run?.job) return { state: 'done' };
        if (run.status === 'interrupted') return beginAgain(run, run.job);
        return isWaiting(run) ? beginWaiting(run, run.job) : { state: 'busy' };
      }),
  };
};
