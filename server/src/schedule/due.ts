import type { Schedule } from '../../../shared/profile';
import type { RunEntity } from '../storage/runs/run-entities';
import { slotOf } from './cron';
import { lastTime } from './past';

/** The latest run of a profile, test runs aside. */
export type LatestRun = Pick<RunEntity, 'status' | 'startedAtMs' | 'slot'> &
  Partial<Pick<RunEntity, 'failures'>>;

export interface EnabledSchedule {
  /** Of its profile. */
  id: string;
  schedule: Schedule;
  /** When it became what it is, by the database's clock. */
  since: Date;
}

/**
 * The time of a schedule that came before this instance was there, and is to be made up for: one
 * that came during a run that still has the profile; with `catchUp` also one that has had no run
 * since. Of several it is the last one.
 */
export const owedTime = (
  { schedule, since }: EnabledSchedule,
  latest: LatestRun | null,
  now: Date
): Date | null => {
  const isRunning = latest?.status === 'running';
  if (!isRunning && !schedule.catchUp) return null;
  const after = Math.max(since.getTime(), latest?.startedAtMs ?? 0);
  return lastTime(schedule, new Date(after), now);
};

/**
 * What is done about a time that has come while the profile was not free: it waits until that run is
 * over, whoever ends it, and is given up once a later time has had its run.
 */
export const turnOf = (
  profileId: string,
  date: Date,
  latest: LatestRun | null
): 'now' | 'later' | 'never' => {
  if (latest?.slot && latest.slot >= slotOf(profileId, date)) return 'never';
  return latest?.status === 'running' ? 'later' : 'now';
};
