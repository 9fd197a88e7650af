import type { RunStatus } from '../run-statuses';

/**
 * How a profile does. `broken`: what is stored of it does not fit, so it cannot run. `quarantined`: its schedule rests after
 * failures. `held`: its last run waits for a person. `failing`: the last run failed or was interrupted. `overdue`: no success
 * for longer than two times of the schedule. `waiting`: scheduled, and not run yet. `off`: not scheduled, and never run.
 */
export const PROFILE_STATES = [
  'ok',
  'waiting',
  'off',
  'overdue',
  'failing',
  'held',
  'quarantined',
  'broken',
] as const;
export type ProfileState = (typeof PROFILE_STATES)[number];

/** States in which nobody has to do anything. */
export const FINE: readonly ProfileState[] = ['ok', 'waiting', 'off'];

/** What the health route says of a profile. Times are in ISO 8601. */
export interface ProfileHealth {
  id: string;
  name: string;
  state: ProfileState;
  isScheduled: boolean;
  /** Null where the history has no successful run. */
  lastSuccessAt: string | null;
  /** Since the last success. */
  ageSeconds: number | null;
  lastRun: { id: string; status: RunStatus; startedAt: string; finishedAt: string | null } | null;
  nextRunAt: string | null;
  /** How many scheduled runs have failed in a row. */
  failures: number;
}

export interface HealthView {
  /** `attention` when somebody has to see to a profile. */
  status: 'ok' | 'attention';
  profiles: ProfileHealth[];
}
