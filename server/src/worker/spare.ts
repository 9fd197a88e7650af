import { hasEnded, type Worker } from './process';

/** How long a worker is kept ready that nobody needs. */
const IDLE_MS = 60_000;

/** Keeps one worker ready, which has been told nothing yet: to start it is most of what a small task takes. */
export interface SpareWorker {
  /** The worker that is ready; null where there is none. It does one task, as any other. */
  take(): Worker | null;
  /** To be called after a task, since another one often follows. */
  prepare(): void;
  /** Ends the worker that is ready. */
  end(): Promise<void>;
}

/** @param start starts a worker, unless none is to be kept */
export const createSpareWorker = (start: () => Worker | null): SpareWorker => {
  let ready: Worker | null = null;
  let idle: NodeJS.Timeout | undefined;

  /** What is left of its folder goes with those of processes that have ended. */
  const drop = async (worker: Worker | null): Promise<void> => {
    if (ready === worker) ready = null;
    await worker?.end().catch(() => undefined);
  };

  const end = (): Promise<void> => {
    clearTimeout(idle);
    return drop(ready);
  };

  /** Whoever needs one that cannot be started is told why. */
  const attempt = (): Worker | null => {
    try {
      return start();
    } catch {
      return null;
    }
  };

  const prepare = (): void => {
    clearTimeout(idle);
    idle = setTimeout(() => void end(), IDLE_MS).unref();
    if (ready && !hasEnded(ready.process)) return;
    const started = attempt();
    ready = started;
    if (!started) return;
    const forget = (): void => {
      // One that has been taken is another's.
      if (ready === started) void drop(started);
    };
    const { process } = started;
    process.once('error', forget);
    process.once('exit', forget);
    // It keeps nobody from ending.
    process.unref();
    process.channel?.unref();
  };

  return {
    take() {
      const taken = ready;
      ready = null;
      if (!taken) return null;
      const { process } = taken;
      if (hasEnded(process) || !process.connected) {
        void drop(taken);
        return null;
      }
      process.ref();
      process.channel?.ref();
      return taken;
    },
    prepare,
    end,
  };
};
