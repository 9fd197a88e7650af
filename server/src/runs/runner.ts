import { problem } from '../../../shared/codes/problems';
import type { OwnProgress, RunReport } from '../../../shared/contracts/runs';
import { PLUGIN_ID } from '../constants';
import type { RunEntity } from '../storage/runs/run-entities';
import { ConnectorError, logFailure } from '../utils/errors';
import { inTime } from '../utils/in-time';
import type { Execution } from './execute';
import {
  startHeartbeat,
  type Instance,
  createProgress,
  type PastPhase,
  type Progress,
} from './heartbeat';
import { endOf } from './ending';
import { reportOf } from './report';
import { RunStopped, type Outcome, type RunNeeds } from './types';

type RunnerNeeds = Pick<RunNeeds, 'storage' | 'notify' | 'log' | 'retention'>;

interface Work {
  controller: AbortController;
  progress: Progress;
  /** Ends the signs of life. */
  endHeartbeat(): Promise<void>;
}

interface ActiveRun extends Work {
  done: Promise<RunReport>;
}

export interface StartedRun {
  id: string;
  /** The report, once the run is over. */
  done: Promise<RunReport>;
}

/** How long the end of Strapi waits for its runs. Who ends a service kills it after ten seconds at the earliest. */
const STOP_MS = 7000;
/** The same for saying that somebody else may end them. */
const LEAVE_MS = 1000;

const ended = (): RunStopped => new RunStopped('interrupted', problem('interrupted/shut-down'));

const phaseLine = (
  { kind, documentId, profileName }: RunEntity,
  { phase, seconds, rows, written }: PastPhase
): string => {
  const done = phase === 'writing' ? `${written} changes` : `${rows} rows`;
  return `${PLUGIN_ID}: ${kind} ${documentId} of "${profileName}": ${phase} took ${seconds.toFixed(2)} s, ${done}`;
};

/** Keeps the runs that this instance works on. */
export const createRunner = (needs: RunnerNeeds, instance: Instance) => {
  const { storage, log } = needs;
  const { runs: entities } = storage;
  const active = new Map<number, ActiveRun>();
  /** What is about to become active. */
  const starting = new Set<Promise<unknown>>();
  let stopping = false;

  /** Writes the end of a run, unless another instance has declared it dead meanwhile. */
  const finish = async (run: RunEntity, outcome: Outcome): Promise<void> => {
    // Who gives up here leaves the profile locked until this run is taken for dead.
    await storage.whenBack();
    if (outcome.status !== 'held') await storage.ofRun(run.id).dropPayloads();
    const end = await endOf(entities, run, outcome);
    const isOwn = await entities.changeOwn(run.id, instance.name, end);
    const entity = await entities.find({ id: run.id });
    if (!isOwn || !entity) {
      log.warn(
        `${PLUGIN_ID}: run ${run.documentId} was ended by another instance, which had declared it dead`
      );
      return;
    }
    const { profileId, kind } = run;
    await needs.notify.ended(entity);
    await needs.retention
      .prune({ profileId, kind })
      .catch((error: unknown) => logFailure(log, 'tidying up the history', error));
  };

  const conduct = async (
    run: RunEntity,
    work: (execution: Execution) => Promise<Outcome>,
    { controller, progress, endHeartbeat }: Work
  ): Promise<RunReport> => {
    const note = async (data: Partial<RunEntity>): Promise<void> => {
      await entities.changeOwn(run.id, instance.name, data);
    };
    try {
      const outcome = await work({ run, signal: controller.signal, progress, note });
      await endHeartbeat();
      progress.end();
      await finish(run, outcome);
      return reportOf(await entities.get(run.documentId));
    } finally {
      await endHeartbeat();
      active.delete(run.id);
      instance.end(run.id);
    }
  };

  const allOver = async (): Promise<void> => {
    await Promise.allSettled(starting);
    await Promise.allSettled([...active.values()].map(({ done }) => done));
  };

  /**
   * Makes the runs that are not over nobody's, so that the next look of any instance ends them. One that
   * may still be writing keeps its profile until this process is gone.
   */
  const leave = async (): Promise<void> => {
    const left = [...active].filter(([, { progress }]) => progress.view().phase !== 'writing');
    await Promise.allSettled(
      left.map(([id]) => entities.changeOwn(id, instance.name, { owner: null }))
    );
  };

  return {
    /** Starts a run, unless Strapi is being ended. @throws ConnectorError `shutting-down` */
    async admit<Started>(start: () => Promise<Started>): Promise<Started> {
      if (stopping) throw new ConnectorError(problem('shutting-down'));
      const started = start();
      starting.add(started);
      return started.finally(() => starting.delete(started));
    },

    /** Begins to work on a run that this instance has claimed. */
    begin(run: RunEntity, work: (execution: Execution) => Promise<Outcome>): StartedRun {
      instance.begin(run.id);
      const controller = new AbortController();
      const progress = createProgress((past) => log.debug(phaseLine(run, past)));
      const endHeartbeat = startHeartbeat({
        entities,
        run,
        instance: instance.name,
        progress,
        stop: (reason) => controller.abort(reason),
        onError: (error) => logFailure(log, 'writing the progress of a run', error),
      });
      const state = { controller, progress, endHeartbeat };
      if (stopping) controller.abort(ended());
      const done = conduct(run, work, state);
      // Whoever waits for the run sees the error as well; nobody has to wait.
      done.catch((error: unknown) => logFailure(log, `run ${run.documentId}`, error));
      active.set(run.id, { ...state, done });
      return { id: run.documentId, done };
    },

    /** False when another instance works on it. */
    cancel(runId: number): boolean {
      const run = active.get(runId);
      run?.controller.abort(new RunStopped('canceled', problem('canceled')));
      return run !== undefined;
    },

    progress: (runId: number): OwnProgress | null => active.get(runId)?.progress.view() ?? null,

    /**
     * Interrupts all runs and waits until they have noted it, or for some seconds. Afterwards none
     * gives a sign of life any more: the database is closed next.
     */
    async stop(): Promise<void> {
      stopping = true;
      active.forEach(({ controller }) => controller.abort(ended()));
      await inTime(STOP_MS, allOver());
      active.forEach(({ endHeartbeat }) => void endHeartbeat());
      await inTime(LEAVE_MS, leave());
    },
  };
};

export type Runner = ReturnType<typeof createRunner>;
