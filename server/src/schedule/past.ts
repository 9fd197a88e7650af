import { createTask, parse } from 'node-cron';

import type { Times } from './cron';

const MINUTE_MS = 60_000;
/** Clocks differ from UTC by whole quarters of an hour: within one there is no change of hour. */
const QUARTER_MS = 15 * MINUTE_MS;
/** Of two moments so far apart there is no day between, also where a clock is set forward. */
const STRIDE_MS = 12 * 60 * MINUTE_MS;

/** The same with every minute of its hours, and with every minute of its days. */
const widened = (cron: string): { hours: string; days: string } => {
  const { hour, dayOfMonth, month, dayOfWeek } = parse(cron);
  const days = [dayOfMonth, month, dayOfWeek].map((values) => values.join(',')).join(' ');
  return { hours: `* ${hour.join(',')} ${days}`, days: `* * ${days}` };
};

/** What the clocks of a zone show, as if it were UTC; whole minutes in, whole minutes out. */
const clockOf = (timeZone: string) => {
  const parts = new Intl.DateTimeFormat('en-US', {
    ...{ year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' },
    ...{ hourCycle: 'h23', timeZone },
  });
  return (time: number): number => {
    const shown = Object.fromEntries(
      parts.formatToParts(time).map(({ type, value }) => [type, Number(value)])
    );
    const { year = 0, month = 1, day, hour, minute } = shown;
    return Date.UTC(year, month - 1, day, hour, minute);
  };
};

/**
 * Whether the jobs know a matching moment: what the clocks show twice when they are set back is due
 * once, and they take the moment that the difference from UTC at that hour of UTC leads to.
 */
const isTaken = (time: number, clock: (time: number) => number): boolean => {
  const shown = clock(time);
  const first = shown - (clock(shown) - shown);
  if (clock(first) === shown) return first === time;
  return shown - (clock(first) - first) === time;
};

/** Whether a moment is one of an expression. */
type Match = (time: number) => boolean;

/** The last moment of some hours, after one and no later than another. */
const lastWithin = (isHour: Match, isTime: Match, after: number, until: number): number | null => {
  for (let end = until; end > after;) {
    const next = Math.max(after, Math.floor(end / QUARTER_MS) * QUARTER_MS - MINUTE_MS);
    if (isHour(end)) {
      for (let time = end; time > next; time -= MINUTE_MS) if (isTime(time)) return time;
    }
    end = next;
  }
  return null;
};

/**
 * The last time of a schedule that `checkSchedule` finds right, after one moment and no later than
 * another; null where there is none. Days that cannot have one cost two looks each.
 */
export const lastTime = ({ cron, timezone }: Times, after: Date, until: Date): Date | null => {
  const clock = clockOf(timezone);
  const { hours, days } = widened(cron);
  const tasks = [days, hours, cron].map((text) => createTask(text, () => undefined, { timezone }));
  const [isDay, isHour, matches] = tasks.map(
    (task): Match =>
      (time) =>
        task.match(new Date(time))
  ) as [Match, Match, Match];
  const isTime: Match = (time) => matches(time) && isTaken(time, clock);
  try {
    let end = Math.floor(until.getTime() / MINUTE_MS) * MINUTE_MS;
    while (end > after.getTime()) {
      const next = end - STRIDE_MS;
      if (isDay(end) || isDay(next)) {
        const found = lastWithin(isHour, isTime, Math.max(next, after.getTime()), end);
        if (found !== null) return new Date(found);
      }
      end = next;
    }
    return null;
  } finally {
    for (const task of tasks) void task.destroy();
  }
};
