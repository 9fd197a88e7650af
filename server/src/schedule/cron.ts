import { createTask, validateDetailed } from 'node-cron';

import type { Schedule } from '../../../shared/profile';
import type { FieldProblem } from '../mapping/types';

const FIELDS = 'minute, hour, day of month, month, day of week';

const problem = (field: 'cron' | 'timezone', code: string, message: string): FieldProblem => ({
  field: `schedule.${field}`,
  code,
  line: null,
  column: null,
  message,
});

const isTimezone = (name: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return /^[a-z]/i.test(name);
  } catch {
    return false;
  }
};

const nextRuns = ({ cron, timezone }: Schedule, count: number): Date[] => {
  const task = createTask(cron, () => undefined, { timezone });
  try {
    return task.getNextRuns(count);
  } finally {
    void task.destroy();
  }
};

const cronProblem = (cron: string): FieldProblem | null => {
  const expected = `expected five fields (${FIELDS}), such as "0 2 * * *" for every night at two`;
  const fields = cron.trim().split(/\s+/);
  if (!cron.startsWith('@') && fields.length !== 5) {
    const found = cron.trim() === '' ? 'nothing' : `"${cron}"`;
    return problem('cron', 'invalid-cron', `found ${found}, ${expected}`);
  }
  const [error] = validateDetailed(cron).errors;
  return error
    ? problem('cron', 'invalid-cron', `found "${cron}" (${error.message}), ${expected}`)
    : null;
};

/** What is wrong with a schedule, whether it is enabled or not. */
export const checkSchedule = (schedule: Schedule): FieldProblem[] => {
  const problems: FieldProblem[] = [];
  const wrongCron = cronProblem(schedule.cron);
  if (wrongCron) problems.push(wrongCron);
  if (!isTimezone(schedule.timezone)) {
    const message = `found "${schedule.timezone}", expected the IANA name of a time zone, such as "Europe/Berlin" or "UTC"`;
    problems.push(problem('timezone', 'invalid-timezone', message));
  }
  if (problems.length > 0) return problems;
  try {
    nextRuns(schedule, 1);
  } catch {
    const message = `found "${schedule.cron}", which never comes: choose a day that exists`;
    problems.push(problem('cron', 'never-due', message));
  }
  return problems;
};

/** The next times of a schedule that `checkSchedule` finds right, in ISO 8601. */
export const nextTimes = (schedule: Schedule, count: number): string[] =>
  nextRuns(schedule, count).map((date) => date.toISOString());

/** How many times ahead show the longest pause of a schedule, such as a weekend. */
const PAUSES = 10;
/** A run may start late on a busy server. */
const GRACE_MS = 10 * 60_000;

/**
 * Whether a schedule surely has had a time since the last run or change without one: more has
 * passed than the longest pause between its next times.
 */
export const isOverdue = (schedule: Schedule, since: Date, now: Date): boolean => {
  const times = nextRuns(schedule, PAUSES + 1).map((date) => date.getTime());
  const pauses = times.slice(1).map((time, index) => time - (times[index] ?? time));
  return now.getTime() - since.getTime() > Math.max(...pauses) + GRACE_MS;
};

/** Names one time of a profile's schedule, the same on every instance. */
export const slotOf = (profileId: string, date: Date): string =>
  `${profileId}@${date.toISOString().slice(0, 16)}Z`;
