import { z } from 'zod';

import { RUN_STATUSES } from '../run-statuses';

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
export const profileHealth = z.object({
  id: z.string(),
  name: z.string(),
  state: z.enum(PROFILE_STATES),
  isScheduled: z.boolean(),
  /** Null where the history has no successful run. */
  lastSuccessAt: z.string().nullable(),
  /** Since the last success. */
  ageSeconds: z.number().nullable(),
  lastRun: z
    .object({
      id: z.string(),
      status: z.enum(RUN_STATUSES),
      startedAt: z.string(),
      finishedAt: z.string().nullable(),
    })
    .nullable(),
  nextRunAt: z.string().nullable(),
  /** How many scheduled runs have failed in a row. */
  failures: z.number().int(),
});
export type ProfileHealth = z.infer<typeof profileHealth>;

export const healthView = z.object({
  /** `attention` when somebody has to see to a profile. */
  status: z.enum(['ok', 'attention']),
  profiles: z.array(profileHealth),
});
export type HealthView = z.infer<typeof healthView>;

export const healthAnswer = z.object({ data: healthView });
