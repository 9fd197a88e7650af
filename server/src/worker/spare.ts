import type { ChildProcess } from 'node:child_process';

/** How long a worker is kept ready that nobody needs. */
const IDLE_MS = 60_000;

/** Whether a process is gone, or could not be started. */
export const hasEnded = ({ pid, exitCode, signalCode }: ChildProcess): boolean =>
  pid === undefined || exitCode !== null || signalCode !== null;

/** Keeps one worker ready, which has been told nothing yet: to start it is most of what a small task takes. */
export interface SpareWorker {
  /** The worker that is ready; null where there is none. It does one task, as any other. */
  take(): ChildProcess | null;
  /** To be called after a task, since another one often follows. */
  prepare(): void;
  /** Ends the worker that is ready. */
  end(): void;
}

/** @param start starts a worker, unless none is to be kept */
export const createSpareWorker = (start: () => ChildProcess | null): SpareWorker => {
  let ready: ChildProcess | null = null;
  let idle: NodeJS.Timeout | undefined;

  const end = (): void => {
    clearTimeout(idle);
    ready?.kill('SIGKILL');
    ready = null;
  };

  const prepare = (): void => {
    clearTimeout(idle);
    idle = setTimeout(end, IDLE_MS).unref();
    if (ready && !hasEnded(ready)) return;
    const started = start();
    ready = started;
    if (!started) return;
    const forget = (): void => {
      if (ready === started) ready = null;
    };
    started.once('error', forget);
    started.once('exit', forget);
    // It keeps nobody from ending.
    started.unref();
    started.channel?.unref();
  };

  return {
    take() {
      const taken = ready;
      ready = null;
      if (!taken || hasEnded(taken) || !taken.connected) return null;
      taken.ref();
      taken.channel?.ref();
      return taken;
    },
    prepare,
    end,
  };
};
