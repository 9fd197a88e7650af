import type { RunProgress, RunReport } from '../../../shared/contracts/runs';
import { PLUGIN_ID } from '../constants';
import { ConnectorError, framesOf, kindOf } from '../utils/errors';
import type { Execution } from './execute';
import type { RunNeeds } from './needs';
import type { Owner } from './owner';
import { createProgress, type PastPhase, type Progress } from './progress';
import { startPulse } from './pulse';
import { reportOf } from './report';
import { pruneHistory } from './retention';
import { RunStopped } from './stopped';
import type { Outcome } from './types';
import type { RunRow } from '../storage/runs/rows';

interface Work {
  controller: AbortController;
  progress: Progress;
  /** Ends the signs of life. */
  endPulse(): Promise<void>;
}

interface ActiveRun extends Work {
  done: Promise<RunReport>;
}

export interface StartedRun {
  id: string;
  /** The report, once the run is over. */
  done: Promise<RunReport>;
}

/** How long the end of Strapi waits for what is being written. */
const STOP_MS = 10_000;

const ended = (): RunStopped =>
  new RunStopped('interrupted', 'Strapi was ended while the run was going on.');

const phaseLine = (
  { kind, documentId, profileName }: RunRow,
  { phase, seconds, rows, written }: PastPhase
): string => {
  const done = phase === 'writing' ? `${written} changes` : `${rows} rows`;
  return `${PLUGIN_ID}: ${kind} ${documentId} of "${profileName}": ${phase} took ${seconds.toFixed(2)} s, ${done}`;
};

type RunnerNeeds = Pick<RunNeeds, 'storage' | 'announce' | 'log' | 'option'>;

/** Keeps the runs that this instance works on. */
export const createRunner = (needs: RunnerNeeds, owner: Owner) => {
  const { storage, log } = needs;
  const { runs: rows } = storage;
  const active = new Map<number, ActiveRun>();
  /** What is about to become active. */
  const starting = new Set<Promise<StartedRun>>();
  let stopping = false;

  const logError = (what: string, error: unknown): void => {
    log.error(`${PLUGIN_ID}: ${what} failed: ${kindOf(error)}\n${framesOf(error)}`);
  };

  /** Writes the end of a run, unless another instance took it for dead meanwhile. */
  const finish = async (run: RunRow, outcome: Outcome): Promise<void> => {
    if (outcome.status !== 'held') await storage.ofRun(run.id).dropPayloads();
    const isOwn = await rows.changeOwn(run.id, owner.name, {
      ...outcome,
      finishedAtMs: await rows.now(),
      progress: null,
      lock: null,
    });
    const row = await rows.find({ id: run.id });
    if (!isOwn || !row) {
      log.warn(
        `${PLUGIN_ID}: run ${run.documentId} was ended by another instance, which took it for dead`
      );
      return;
    }
    const { profileId, kind } = run;
    await needs.announce(row, await rows.latest({ profileId, kind }, run.id));
    await pruneHistory(storage, { profileId, kind }, needs.option('retention')).catch(
      (error: unknown) => logError('tidying up the history', error)
    );
  };

  const conduct = async (
    run: RunRow,
    work: (execution: Execution) => Promise<Outcome>,
    { controller, progress, endPulse }: Work
  ): Promise<RunReport> => {
    const note = async (data: Partial<RunRow>): Promise<void> => {
      await rows.changeOwn(run.id, owner.name, data);
    };
    try {
      const outcome = await work({ run, signal: controller.signal, progress, note });
      await endPulse();
      progress.end();
      await finish(run, outcome);
      return await reportOf(storage, await rows.get(run.documentId), { withIssues: false });
    } finally {
      await endPulse();
      active.delete(run.id);
      owner.end(run.id);
    }
  };

  const allOver = async (): Promise<void> => {
    await Promise.allSettled(starting);
    await Promise.allSettled([...active.values()].map(({ done }) => done));
  };

  return {
    /** Starts a run, unless Strapi is being ended. @throws ConnectorError `shutting-down` */
    async admit(start: () => Promise<StartedRun>): Promise<StartedRun> {
      if (stopping)
        throw new ConnectorError(
          'shutting-down',
          'Strapi is being ended: start the run again afterwards.'
        );
      const started = start();
      starting.add(started);
      return started.finally(() => starting.delete(started));
    },

    /** Begins to work on a run that this instance has claimed. */
    begin(run: RunRow, work: (execution: Execution) => Promise<Outcome>): StartedRun {
      owner.begin(run.id);
      const controller = new AbortController();
      const progress = createProgress((past) => log.debug(phaseLine(run, past)));
      const endPulse = startPulse({
        rows,
        run,
        owner: owner.name,
        progress,
        stop: (reason) => controller.abort(reason),
        onError: (error) => logError('writing the progress of a run', error),
      });
      const state = { controller, progress, endPulse };
      if (stopping) controller.abort(ended());
      const done = conduct(run, work, state);
      // Whoever waits for the run sees the error as well; nobody has to wait.
      done.catch((error: unknown) => logError(`run ${run.documentId}`, error));
      active.set(run.id, { ...state, done });
      return { id: run.documentId, done };
    },

    /** False when another instance works on it. */
    cancel(runId: number): boolean {
      const run = active.get(runId);
      run?.controller.abort(new RunStopped('canceled', 'The run was canceled.'));
      return run !== undefined;
    },

    progress: (runId: number): RunProgress | null => active.get(runId)?.progress.view() ?? null,

    /**
     * Interrupts all runs and waits until they have noted it, or for some seconds. Afterwards none
     * gives a sign of life any more: the database is closed next.
     */
    async stop(): Promise<void> {
      stopping = true;
      active.forEach(({ controller }) => controller.abort(ended()));
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise((resolve) => {
        timer = setTimeout(resolve, STOP_MS);
      });
      await Promise.race([allOver(), late]);
      clearTimeout(timer);
      active.forEach(({ endPulse }) => void endPulse());
    },
  };
};
