import { randomUUID } from 'node:crypto';

import { HERE, isProcessAlive, type Place } from '../utils/process';
import type { RunRow } from '../storage/runs/rows';

/** An owner that gave no sign of life for so long is dead, wherever it ran. */
export const SILENCE_MS = 60_000;

/** The instances of this process, and the runs that each works on; an app may be loaded, ended and loaded again in one process. */
const workHere = new Map<string, Set<number>>();

/** The name of an instance of Strapi, which tells whether its process still lives: `host:pid:boot:namespace:uuid`. */
export const ownerName = ({ host, boot, pidNamespace }: Place, pid: number): string =>
  [host, pid, boot ?? '', pidNamespace ?? '', randomUUID()].join(':');

/** What keeps an instance's runs from being taken for dead by its own process. */
export interface Owner {
  name: string;
  begin(runId: number): void;
  end(runId: number): void;
  /** To be called when the instance has ended all its runs. */
  close(): void;
}

export const createOwner = (): Owner => {
  const name = ownerName(HERE, process.pid);
  const runs = new Set<number>();
  workHere.set(name, runs);
  return {
    name,
    begin: (runId) => runs.add(runId),
    end: (runId) => runs.delete(runId),
    close: () => workHere.delete(name),
  };
};

/** True when a process of that id would be visible from here. */
const isHere = (host: string, boot: string, pidNamespace: string): boolean =>
  HERE.boot !== null &&
  HERE.pidNamespace !== null &&
  host === HERE.host &&
  boot === HERE.boot &&
  pidNamespace === HERE.pidNamespace;

/** True when the owner's process surely is no more, without waiting for its silence. */
const isGone = (owner: string): boolean => {
  const [host = '', pid, boot = '', pidNamespace = ''] = owner.split(':');
  if (!isHere(host, boot, pidNamespace)) return false;
  return Number(pid) === process.pid ? !workHere.has(owner) : !isProcessAlive(Number(pid));
};

/** Why nobody works on a run that is marked as running; null as long as somebody may. */
export type Abandonment = 'gone' | 'silent';

/** @param now by the clock that wrote the heartbeat: the database's */
export const abandonmentOf = (
  { id, owner, heartbeatAtMs }: Pick<RunRow, 'id' | 'owner' | 'heartbeatAtMs'>,
  now: number
): Abandonment | null => {
  if (owner === null || heartbeatAtMs === null) return 'gone';
  if (workHere.get(owner)?.has(id)) return null;
  if (isGone(owner)) return 'gone';
  return now - heartbeatAtMs > SILENCE_MS ? 'silent' : null;
};

/** The process and machine in an owner's name, as a message says it. */
export const placeOf = (owner: string): string => {
  const [host, pid] = owner.split(':');
  return `process ${pid} on ${host}`;
};
