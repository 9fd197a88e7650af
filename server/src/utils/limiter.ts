import { problem } from '../../../shared/codes/problems';
import { ConnectorError } from './errors';

interface Turn {
  /** Who asks; work of nobody in particular has a turn of its own. */
  of?: unknown;
  /** Work whose signal aborts while it waits is not begun: its promise rejects with the signal's reason. */
  signal?: AbortSignal;
}

export type Limiter = <T>(work: () => Promise<T>, turn?: Turn) => Promise<T>;

const busy = (count: number): ConnectorError => new ConnectorError(problem('busy', { count }));

/**
 * Lets so much work go on at a time, one piece for each who asks at most, and takes the next one from
 * whoever has waited longest for their turn: nobody waits for all that somebody else has asked.
 * @param waiting how many pieces of one who asks may wait, besides the one that goes on
 */
export const createLimiter = (width: number, waiting = Infinity): Limiter => {
  /** What each waits for; who had their turn comes last. */
  const queues = new Map<unknown, (() => void)[]>();
  const active = new Set<unknown>();

  const next = (): void => {
    for (const [who, queue] of queues) {
      if (active.size >= width) return;
      if (active.has(who)) continue;
      const proceed = queue.shift();
      if (queue.length === 0) queues.delete(who);
      if (!proceed) continue;
      active.add(who);
      proceed();
    }
  };

  const enter = (who: unknown, signal: AbortSignal | undefined): Promise<void> =>
    new Promise((resolve, reject) => {
      const queue = queues.get(who) ?? [];
      const abort = (): void => {
        queue.splice(queue.indexOf(proceed), 1);
        reject(signal?.reason);
      };
      const proceed = (): void => {
        signal?.removeEventListener('abort', abort);
        resolve();
      };
      signal?.addEventListener('abort', abort, { once: true });
      queue.push(proceed);
      queues.set(who, queue);
      next();
    });

  /** Lets what else the same one waits for come after that of everybody else. */
  const leave = (who: unknown): void => {
    active.delete(who);
    const queue = queues.get(who);
    queues.delete(who);
    if (queue) queues.set(who, queue);
    next();
  };

  return async (work, { of: who = Symbol(), signal } = {}) => {
    signal?.throwIfAborted();
    const count = (queues.get(who)?.length ?? 0) + (active.has(who) ? 1 : 0);
    if (count > waiting) throw busy(count);
    await enter(who, signal);
    try {
      return await work();
    } finally {
      leave(who);
    }
  };
};
