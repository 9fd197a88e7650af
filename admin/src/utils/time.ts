import type { RunProgress, RunSummary } from '../../../shared/contracts/runs';

interface Duration {
  hours: number;
  minutes: number;
  seconds: number;
}

/** Whole hours, minutes and seconds; a part of a second counts as one, so that nothing takes no time. */
export const durationOf = (milliseconds: number): Duration => {
  const all = Math.max(1, Math.ceil(milliseconds / 1000));
  return {
    hours: Math.floor(all / 3600),
    minutes: Math.floor((all % 3600) / 60),
    seconds: all % 60,
  };
};

const UNITS = [
  ['year', 365 * 24 * 3600],
  ['month', 30 * 24 * 3600],
  ['day', 24 * 3600],
  ['hour', 3600],
  ['minute', 60],
] as const;

interface RelativeTimeParts {
  /** Negative in the past. */
  value: number;
  unit: (typeof UNITS)[number][0] | 'second';
}

/** The distance of two times in the largest unit that fits, rounded towards now. */
export const relativeTime = (time: Date, now: Date): RelativeTimeParts => {
  const seconds = (time.getTime() - now.getTime()) / 1000;
  const found = UNITS.find(([, size]) => Math.abs(seconds) >= size);
  if (!found) return { value: Math.trunc(seconds), unit: 'second' };
  const [unit, size] = found;
  return { value: Math.trunc(seconds / size), unit };
};

/** How long a run took, in milliseconds; null while it goes on, and where it waited for a decision. */
export const timeTaken = ({
  startedAt,
  finishedAt,
  status,
  decidedBy,
}: Pick<RunSummary, 'startedAt' | 'finishedAt' | 'status' | 'decidedBy'>): number | null => {
  const hasWaited = status === 'rejected' || status === 'expired' || decidedBy !== null;
  if (finishedAt === null || hasWaited) return null;
  return Math.max(0, Date.parse(finishedAt) - Date.parse(startedAt));
};

/** How much of a run is done, in percent; null where the total is not known. */
export const percentOf = ({ phase, bytes, written, total }: RunProgress): number | null => {
  const [done, all] = phase === 'writing' ? [written, total] : [bytes?.done ?? 0, bytes?.total];
  return all ? Math.min(100, Math.floor((done / all) * 100)) : null;
};

/** How long a run still takes, in milliseconds; null where that cannot be told. */
export const timeLeft = ({ phase, written, total, perSecond }: RunProgress): number | null =>
  phase === 'writing' && total > 0 && perSecond > 0
    ? (Math.max(0, total - written) / perSecond) * 1000
    : null;
