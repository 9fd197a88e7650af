import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';

import { isProcessAlive } from '../utils/process';
import type { RunRow } from './types';

/** An owner that gave no sign of life for so long is dead, wherever it ran. */
const SILENCE_MS = 60_000;

/** The instances of this process that are alive; an app may be loaded, ended and loaded again in one process. */
const aliveHere = new Set<string>();

/** A name for an instance of Strapi that tells whether its process still lives: `host:pid:uuid`. */
export const createOwner = (): string => {
  const owner = `${hostname()}:${process.pid}:${randomUUID()}`;
  aliveHere.add(owner);
  return owner;
};

/** To be called when the instance has ended all its runs. */
export const endOwner = (owner: string): void => {
  aliveHere.delete(owner);
};

/** True when nobody works on a run that is marked as running. */
export const isAbandoned = (
  { owner, heartbeatAt }: Pick<RunRow, 'owner' | 'heartbeatAt'>,
  now: number
): boolean => {
  if (owner === null || heartbeatAt === null) return true;
  if (now - Date.parse(heartbeatAt) > SILENCE_MS) return true;
  const [host, pid] = owner.split(':');
  if (host !== hostname()) return false;
  return Number(pid) === process.pid ? !aliveHere.has(owner) : !isProcessAlive(Number(pid));
};
