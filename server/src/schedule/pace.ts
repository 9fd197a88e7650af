import type { RunStatus } from '../../../shared/run-statuses';
import type { StoredProblem } from '../../../shared/codes/kinds';

/** After so many failures in a row, slots are left out; after so many, all of them. */
const STRETCHED_AFTER = 3;
export const QUARANTINED_AFTER = 10;
const DAY_MS = 24 * 60 * 60 * 1000;

/** How a schedule goes on after failures: as it says, less often, or not at all. */
export type Pace = 'usual' | 'stretched' | 'quarantined';

/** A run as far as it counts for the pace. */
export interface Ended {
  trigger: string;
  status: RunStatus;
  error: StoredProblem | null;
}

/** Somebody has ended the server on purpose: that says nothing of the profile. */
export const isShutDown = ({ status, error }: Pick<Ended, 'status' | 'error'>): boolean =>
  status === 'interrupted' && error?.params?.['variant'] === 'shut-down';

/**
 * How many scheduled runs have failed in a row, once a run has ended. Who tries by hand counts with
 * a success only, and what somebody has ended is no failure.
 */
export const failuresAfter = (before: number, run: Ended): number => {
  const { status, trigger } = run;
  if (status === 'running' || status === 'canceled' || isShutDown(run)) return before;
  if (status !== 'failed' && status !== 'interrupted') return 0;
  return trigger === 'schedule' ? before + 1 : before;
};

/** Every how many slots a profile is run after so many failures in a row. */
export const everyAfter = (failures: number): number =>
  failures < STRETCHED_AFTER ? 1 : 2 ** (failures - STRETCHED_AFTER + 1);

export const paceAfter = (failures: number): Pace => {
  if (failures >= QUARANTINED_AFTER) return 'quarantined';
  return failures < STRETCHED_AFTER ? 'usual' : 'stretched';
};

/** The run before a slot, as far as it is known. */
export interface LastRun {
  startedAtMs: number;
  /** Null while it is going on, and of a version that did not count. */
  failures?: number | null;
}

/** What came before a slot. */
export interface Past {
  failures: number;
  /** When the latest run began; null before the first. */
  lastAtMs: number | null;
}

/** What the latest run of a profile says of the slots that follow it. */
export const pastOf = (latest: LastRun | null | undefined): Past => ({
  failures: latest?.failures ?? 0,
  lastAtMs: latest?.startedAtMs ?? null,
});

/**
 * What becomes of a slot of a schedule: it is run, or left out, since runs have failed in a row. No
 * pause is stretched beyond a day. A run may have begun late, which does not cost it a slot.
 * @param pauseMs between two slots of the schedule, where these are closest
 */
export const decideSlot = (
  { failures, lastAtMs }: Past,
  slotMs: number,
  pauseMs: number
): 'run' | Exclude<Pace, 'usual'> => {
  const pace = paceAfter(failures);
  if (pace === 'quarantined') return pace;
  if (pace === 'usual' || lastAtMs === null) return 'run';
  const stretched = Math.min(DAY_MS, everyAfter(failures) * pauseMs);
  return slotMs - lastAtMs >= stretched - pauseMs / 2 ? 'run' : 'stretched';
};
