import { ConnectorError } from './errors';

export type FairLane = <T>(person: string, work: () => Promise<T>) => Promise<T>;

export interface FairLaneOptions {
  /** How many pieces of work go on at a time. */
  width: number;
  /** How many of one person may wait, besides the one that goes on. */
  waiting: number;
}

const busy = (count: number): ConnectorError =>
  new ConnectorError(
    'busy',
    `${count} checks of yours are going on or waiting already: wait until they have ended, then try again.`
  );

/**
 * Lets a few pieces of work go on at a time, one of each person at most, and takes the next ones
 * from whoever has waited longest for their turn: nobody waits for all that somebody else has asked.
 */
export const createFairLane = ({ width, waiting }: FairLaneOptions): FairLane => {
  /** What each person waits for; who had their turn comes last. */
  const queues = new Map<string, (() => void)[]>();
  const active = new Set<string>();

  const next = (): void => {
    for (const [person, queue] of queues) {
      if (active.size >= width) return;
      if (active.has(person)) continue;
      const proceed = queue.shift();
      if (queue.length === 0) queues.delete(person);
      if (!proceed) continue;
      active.add(person);
      proceed();
    }
  };

  /** Lets the others of a person come after those of everybody else. */
  const leave = (person: string): void => {
    active.delete(person);
    const queue = queues.get(person);
    queues.delete(person);
    if (queue) queues.set(person, queue);
    next();
  };

  return async (person, work) => {
    const queue = queues.get(person) ?? [];
    const count = queue.length + (active.has(person) ? 1 : 0);
    if (count > waiting) throw busy(count);
    await new Promise<void>((resolve) => {
      queue.push(resolve);
      queues.set(person, queue);
      next();
    });
    try {
      return await work();
    } finally {
      leave(person);
    }
  };
};
