const STEPS = [
  ['year', 365 * 24 * 3600],
  ['month', 30 * 24 * 3600],
  ['day', 24 * 3600],
  ['hour', 3600],
  ['minute', 60],
] as const;

interface RelativeTimeParts {
  /** Negative in the past. */
  value: number;
  unit: (typeof STEPS)[number][0] | 'second';
}

/** The distance of two times in the largest unit that fits, rounded towards now. */
export const relativeTime = (time: Date, now: Date): RelativeTimeParts => {
  const seconds = (time.getTime() - now.getTime()) / 1000;
  const step = STEPS.find(([, size]) => Math.abs(seconds) >= size);
  if (!step) return { value: Math.trunc(seconds), unit: 'second' };
  const [unit, size] = step;
  return { value: Math.trunc(seconds / size), unit };
};
