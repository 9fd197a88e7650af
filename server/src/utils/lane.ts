export type Lane = <T>(work: () => Promise<T>, signal?: AbortSignal) => Promise<T>;

/**
 * Lets at most `width` pieces of work go on at a time; the others wait in order.
 * Work whose signal aborts while it waits is not begun: its promise rejects with the signal's reason.
 */
export const createLane = (width: number): Lane => {
  const waiting: (() => void)[] = [];
  let free = width;

  const enter = async (signal?: AbortSignal): Promise<void> => {
    signal?.throwIfAborted();
    if (free > 0) {
      free -= 1;
      return;
    }
    await new Promise<void>((resolve, reject) => {
      const abort = (): void => {
        waiting.splice(waiting.indexOf(proceed), 1);
        reject(signal?.reason);
      };
      const proceed = (): void => {
        signal?.removeEventListener('abort', abort);
        resolve();
      };
      waiting.push(proceed);
      signal?.addEventListener('abort', abort, { once: true });
    });
  };

  const leave = (): void => {
    const next = waiting.shift();
    if (next) next();
    else free += 1;
  };

  return async (work, signal) => {
    await enter(signal);
    try {
      return await work();
    } finally {
      leave();
    }
  };
};
