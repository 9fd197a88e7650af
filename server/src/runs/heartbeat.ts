import { randomUUID } from 'node:crypto';

import type { Problem } from '../../../shared/codes/kinds';
import { problem, withNotes } from '../../../shared/codes/problems';
import type { BytesRead, OwnProgress, RunCounts, RunPhase } from '../../../shared/contracts/runs';
import { noCounts, onlyRows } from '../../../shared/counts';
import { isoTime } from '../storage/clock';
import { isWaiting, type RunEntity, type RunTable } from '../storage/runs/run-entities';
import { HERE, isProcessAlive, type Place } from '../utils/process';
import { touchFolders } from '../utils/temporary-folder';
import { endOf } from './ending';
import { RunStopped, type RunNeeds } from './types';

const BEAT_MS = 1000;
/** A run that makes no progress still gives a sign of life so often. */
const SILENT_BEATS = 10;
/** An instance that gave no sign of life for so long is dead, wherever it ran. */
const SILENCE_MS = 60_000;

/** The instances of this process, and the runs that each works on; an app may be loaded, ended and loaded again in one process. */
const workHere = new Map<string, Set<number>>();

/** The name of an instance of Strapi, which tells whether its process still lives: `host:pid:boot:namespace:uuid`. */
export const instanceName = ({ host, boot, pidNamespace }: Place, pid: number): string =>
  [host, pid, boot ?? '', pidNamespace ?? '', randomUUID()].join(':');

/** What keeps the runs of an instance from being declared dead by its own process. */
export interface Instance {
  name: string;
  begin(runId: number): void;
  end(runId: number): void;
  /** To be called when the instance has ended all its runs. */
  close(): void;
}

export const createInstance = (): Instance => {
  const name = instanceName(HERE, process.pid);
  const runs = new Set<number>();
  workHere.set(name, runs);
  return {
    name,
    begin: (runId) => runs.add(runId),
    end: (runId) => runs.delete(runId),
    close: () => workHere.delete(name),
  };
};

export interface HeartbeatOptions {
  entities: RunTable;
  run: Pick<RunEntity, 'id'>;
  /** The name of the instance that works on the run. */
  instance: string;
  progress: Progress;
  /** Stops the run: it was canceled on another instance, or declared dead there. */
  stop(reason: RunStopped): void;
  onError(error: unknown): void;
}

/**
 * Writes the progress of a run and its sign of life to the database, and takes notice of what other
 * instances wrote there. Returns what ends it.
 */
export const startHeartbeat = ({
  entities,
  run,
  instance,
  progress,
  stop,
  onError,
}: HeartbeatOptions) => {
  let shown = '';
  let silent = 0;
  let beating: Promise<void> = Promise.resolve();
  let busy = false;

  const beat = async (): Promise<void> => {
    const entity = await entities.find({ id: run.id });
    if (entity?.owner !== instance || entity.status !== 'running') {
      return stop(new RunStopped('interrupted', problem('interrupted/declared-dead')));
    }
    if (entity.cancelRequested) return stop(new RunStopped('canceled', problem('canceled')));
    const view = progress.view();
    const text = JSON.stringify({ ...view, perSecond: 0 });
    silent += 1;
    if (text === shown && silent < SILENT_BEATS) return;
    await touchFolders();
    const data = { progress: view, heartbeatAtMs: await entities.now() };
    await entities.changeOwn(run.id, instance, data);
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

/** True when a process of that id would be visible from here. */
const isHere = (host: string, boot: string, pidNamespace: string): boolean =>
  HERE.boot !== null &&
  HERE.pidNamespace !== null &&
  host === HERE.host &&
  boot === HERE.boot &&
  pidNamespace === HERE.pidNamespace;

/** True when the process of an instance surely is no more, without waiting for its silence. */
const isGone = (instance: string): boolean => {
  const [host = '', pid, boot = '', pidNamespace = ''] = instance.split(':');
  if (!isHere(host, boot, pidNamespace)) return false;
  return Number(pid) === process.pid ? !workHere.has(instance) : !isProcessAlive(Number(pid));
};

/** Why nobody works on a run that is marked as running; null as long as somebody may. */
export type Abandonment = 'gone' | 'silent';

/** @param now by the clock that wrote the heartbeat: the database's */
export const abandonmentOf = (
  { id, owner, heartbeatAtMs }: Pick<RunEntity, 'id' | 'owner' | 'heartbeatAtMs'>,
  now: number
): Abandonment | null => {
  if (owner === null || heartbeatAtMs === null) return 'gone';
  if (workHere.get(owner)?.has(id)) return null;
  if (isGone(owner)) return 'gone';
  return now - heartbeatAtMs > SILENCE_MS ? 'silent' : null;
};

const reasonOf = ({ owner, heartbeatAtMs }: RunEntity, why: Abandonment): Problem => {
  // Whoever was told to end and could not wait for it has left it to others.
  if (owner === null && heartbeatAtMs !== null) return problem('interrupted/shut-down');
  const [host = null, process = null] = owner?.split(':') ?? [];
  const since = heartbeatAtMs === null ? null : isoTime(heartbeatAtMs);
  return problem('interrupted', { process, host, since, why, seconds: SILENCE_MS / 1000 });
};

const interrupt = async (
  { storage, notify }: Pick<RunNeeds, 'storage' | 'notify'>,
  run: RunEntity,
  why: Abandonment
): Promise<void> => {
  const { runs: entities } = storage;
  const kept = storage.ofRun(run.id);
  const counts = run.progress?.counts ?? noCounts();
  const hasWritten = run.progress?.phase === 'writing';
  const effect = hasWritten ? 'what-was-written-stays' : 'nothing-written';
  const outcome = {
    status: 'interrupted' as const,
    error: withNotes(reasonOf(run, why), problem(effect)),
    counts: hasWritten ? await kept.countWritten(counts) : onlyRows(counts),
  };
  // Nobody knows more of its end than that it was still alive then.
  const end = await endOf(entities, run, outcome, run.heartbeatAtMs ?? run.startedAtMs);
  if (!(await entities.changeSilent(run, end))) return;
  await (hasWritten ? kept.dropPayloads() : kept.dropPlan());
  const entity = await entities.find({ id: run.id });
  // Mail may take long, and this may be the start of Strapi.
  if (entity) void notify.ended(entity);
};

/** Marks the runs whose process is gone as interrupted, which sets their profiles free. */
export const interruptAbandoned = async (
  needs: Pick<RunNeeds, 'storage' | 'notify' | 'option'>
): Promise<void> => {
  const { runs: entities } = needs.storage;
  // The time comes first: a heartbeat that is written meanwhile can only be younger.
  const now = await entities.now();
  const isQueued = needs.option('queue') !== 'local';
  for (const run of await entities.findAll({ status: 'running' })) {
    if (isQueued && isWaiting(run)) continue;
    const why = abandonmentOf(run, now);
    if (why) await interrupt(needs, run, why);
  }
};

/** A phase of a run that is over. */
export interface PastPhase {
  phase: RunPhase;
  seconds: number;
  /** What was read by then, and what was written. */
  rows: number;
  written: number;
}

/**
 * Keeps account of a run while it is going on.
 * @param onPhase gets each phase when it is over
 * @param clock in milliseconds
 */
export const createProgress = (
  onPhase: (past: PastPhase) => void = () => undefined,
  clock: () => number = () => performance.now()
) => {
  let phase: RunPhase = 'waiting';
  let began = clock();
  /** From when on the rate counts. */
  let since = began;
  let counts = noCounts();
  let bytes: BytesRead | null = null;
  let total = 0;
  let written = 0;
  let writtenBefore: number | null = null;

  const amount = (): number => {
    if (phase === 'reading') return counts.rows.read;
    return phase === 'writing' ? written - (writtenBefore ?? 0) : 0;
  };

  const leave = (): void => {
    const seconds = (clock() - began) / 1000;
    onPhase({ phase, seconds, rows: counts.rows.read, written });
    began = clock();
  };

  /** Begins a phase; the same one once more begins only its rate anew. */
  const enter = (next: RunPhase): void => {
    if (next !== phase) {
      leave();
      bytes = null;
    }
    phase = next;
    since = clock();
  };

  return {
    enter,
    /** The run is over. */
    end: leave,
    count(next: RunCounts): void {
      counts = next;
    },
    /** How much of a file has been fetched or read. */
    read(stage: Extract<RunPhase, 'fetching' | 'reading'>, next: BytesRead): void {
      if (stage !== phase) enter(stage);
      bytes = next;
    },
    /** A run that goes on where another ended begins with some changes written. */
    write(done: number, all: number): void {
      writtenBefore ??= done;
      written = done;
      total = all;
    },
    view(): OwnProgress {
      const seconds = (clock() - since) / 1000;
      const perSecond = seconds > 0 ? Math.round(amount() / seconds) : 0;
      return { phase, counts, bytes, written, total, perSecond };
    },
  };
};

export type Progress = ReturnType<typeof createProgress>;
