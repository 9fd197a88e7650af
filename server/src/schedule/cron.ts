import { createTask, validateDetailed } from 'node-cron';

import { problem } from '../../../shared/codes/problems';
import type { ProfileProblem } from '../../../shared/contracts/profiles';
import type { Schedule } from '../../../shared/profile';
import { profileProblem } from '../utils/validation';

/** What of a schedule says when it is due. */
export type Times = Pick<Schedule, 'cron' | 'timezone'>;

const CRON = ['schedule', 'cron'];

const isTimezone = (name: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return /^[a-z]/i.test(name);
  } catch {
    return false;
  }
};

const nextRuns = ({ cron, timezone }: Times, count: number): Date[] => {
  const task = createTask(cron, () => undefined, { timezone });
  try {
    return task.getNextRuns(count);
  } finally {
    void task.destroy();
  }
};

const cronProblems = (cron: string): ProfileProblem[] => {
  const found = cron.trim() === '' ? null : cron;
  if (!cron.startsWith('@') && cron.trim().split(/\s+/).length !== 5) {
    return [profileProblem(CRON, problem('invalid-cron', { found, part: null }))];
  }
  const [error] = validateDetailed(cron).errors;
  if (!error) return [];
  const part = error.field === 'expression' ? null : (error.value ?? null);
  return [profileProblem(CRON, problem('invalid-cron', { found, part }))];
};

const timezoneProblems = (timezone: string): ProfileProblem[] =>
  isTimezone(timezone)
    ? []
    : [profileProblem(['schedule', 'timezone'], problem('invalid-timezone', { found: timezone }))];

/** What is wrong with a schedule, whether it is enabled or not. */
export const checkSchedule = (schedule: Times): ProfileProblem[] => {
  const problems = [...cronProblems(schedule.cron), ...timezoneProblems(schedule.timezone)];
  if (problems.length > 0) return problems;
  try {
    nextRuns(schedule, 1);
    return [];
  } catch {
    return [profileProblem(CRON, problem('never-due', { found: schedule.cron }))];
  }
};

/** The next times of a schedule that `checkSchedule` finds right, in ISO 8601. */
export const nextTimes = (schedule: Times, count: number): string[] =>
  nextRuns(schedule, count).map((date) => date.toISOString());

/** How many times ahead show the longest pause of a schedule, such as a weekend. */
const PAUSES = 10;
/** A run may start late on a busy server. */
const GRACE_MS = 10 * 60_000;

/**
 * Whether a schedule surely has had a time since the last run or change without one: more has
 * passed than the longest pause between its next times.
 */
export const isOverdue = (schedule: Times, since: Date, now: Date): boolean => {
  const times = nextRuns(schedule, PAUSES + 1).map((date) => date.getTime());
  const pauses = times.slice(1).map((time, index) => time - (times[index] ?? time));
  return now.getTime() - since.getTime() > Math.max(...pauses) + GRACE_MS;
};

/** Names one time of a profile's schedule, the same on every instance. */
export const slotOf = (profileId: string, date: Date): string =>
  `${profileId}@${date.toISOString().slice(0, 16)}Z`;
