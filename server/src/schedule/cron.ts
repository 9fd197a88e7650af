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

const pausesOf = (schedule: Times): number[] => {
  const times = nextRuns(schedule, PAUSES + 1).map((date) => date.getTime());
  return times.slice(1).map((time, index) => time - (times[index] ?? time));
};

/** The time between two slots of a schedule, where these are closest. */
export const shortestPause = (schedule: Times): number => Math.min(...pausesOf(schedule));

/** How long two slots of a schedule take at most: the two longest pauses that follow one another. */
export const patienceOf = (schedule: Times): number => {
  const pauses = pausesOf(schedule);
  const pairs = pauses.slice(1).map((pause, index) => pause + (pauses[index] ?? pause));
  return Math.max(...pairs) + GRACE_MS;
};

/** Whether two slots of a schedule have surely passed since a time. */
export const isOverdue = (schedule: Times, since: Date, now: Date): boolean =>
  now.getTime() - since.getTime() > patienceOf(schedule);

/** What tells a schedule's times from those of another one. */
export const ruleOf = ({ cron, timezone }: Times): string => `${cron} ${timezone}`;

/** Names one time of a profile's schedule, the same on every instance. */
export const slotOf = (profileId: string, date: Date): string =>
  `${profileId}@${date.toISOString().slice(0, 16)}Z`;
