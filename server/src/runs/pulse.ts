import { touchFolders } from '../utils/temporary-folder';
import type { Progress } from './progress';
import type { RunRow, RunRows } from '../storage/runs/rows';
import { RunStopped } from './stopped';

const BEAT_MS = 1000;
/** A run that makes no progress still gives a sign of life so often. */
const SILENT_BEATS = 10;

export interface PulseOptions {
  rows: RunRows;
  run: Pick<RunRow, 'id'>;
  owner: string;
  progress: Progress;
  /** Stops the run: it was canceled on another instance, or taken for dead there. */
  stop(reason: RunStopped): void;
  onError(error: unknown): void;
}

/**
 * Writes a run's progress and sign of life to its row, and takes notice of what other instances
 * wrote there. Returns what ends it.
 */
export const startPulse = ({ rows, run, owner, progress, stop, onError }: PulseOptions) => {
  let shown = '';
  let silent = 0;
  let beating: Promise<void> = Promise.resolve();
  let busy = false;

  const beat = async (): Promise<void> => {
    const row = await rows.find({ id: run.id });
    if (row?.owner !== owner || row.status !== 'running') {
      return stop(new RunStopped('interrupted', 'Another instance took this run for dead.'));
    }
    if (row.cancelRequested) return stop(new RunStopped('canceled', 'The run was canceled.'));
    const view = progress.view();
    const text = JSON.stringify({ ...view, perSecond: 0 });
    silent += 1;
    if (text === shown && silent < SILENT_BEATS) return;
    await touchFolders();
    const data = { progress: view, heartbeatAtMs: await rows.now() };
    await rows.changeOwn(run.id, owner, data);
    shown = text;
    silent = 0;
  };

  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    beating = beat()
      .catch(onError)
      .finally(() => {
        busy = false;
      });
  }, BEAT_MS);
  timer.unref();

  return async (): Promise<void> => {
    clearInterval(timer);
    await beating;
  };
};
