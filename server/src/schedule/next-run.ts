import { nextTimes, shortestPause, type Times } from './cron';
import { decideSlot, everyAfter, paceAfter, type Past } from './pace';

const DAY_MS = 24 * 60 * 60 * 1000;
/** Lists are asked for every few seconds, and the times of a schedule take long to work out. */
const MOST_KEPT = 200;
const kept = new Map<string, string | null>();

const stretchedRun = (schedule: Times, past: Past): string | null => {
  const pause = shortestPause(schedule);
  const slots = Math.min(everyAfter(past.failures), Math.ceil(DAY_MS / pause)) + 1;
  const times = nextTimes(schedule, slots);
  return times.find((time) => decideSlot(past, Date.parse(time), pause) === 'run') ?? null;
};

/** When a schedule next starts a run, in ISO 8601, without the slots that are left out; null where it rests. */
export const nextRun = (schedule: Times, past: Past): string | null => {
  const pace = paceAfter(past.failures);
  if (pace === 'quarantined') return null;
  if (pace === 'usual') return nextTimes(schedule, 1)[0] ?? null;
  const key = JSON.stringify([schedule.cron, schedule.timezone, past]);
  const known = kept.get(key);
  if (known && Date.parse(known) > Date.now()) return known;
  if (kept.size >= MOST_KEPT) kept.clear();
  const found = stretchedRun(schedule, past);
  kept.set(key, found);
  return found;
};
