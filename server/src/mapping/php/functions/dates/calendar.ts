/** A moment as calendar and clock show it, in UTC. */
export interface Moment {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
}

export const SECONDS_OF_DAY = 86_400;
const DAYS_OF_WEEK = 7;
const MONTHS = 12;

const LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;
const FEBRUARY = 2;

export const isLeap = (year: number): boolean =>
  year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

export const daysOfMonth = (year: number, month: number): number =>
  month === FEBRUARY && isLeap(year) ? 29 : (LENGTHS[month - 1] ?? 0);

/** The rest of a division that is never negative. */
export const remainder = (value: number, by: number): number => ((value % by) + by) % by;

/** Days in 400 years, after which the calendar repeats, and from 1 March of the year 0 to 1 January 1970. */
const ERA_DAYS = 146_097;
const ERA_YEARS = 400;
const EPOCH = 719_468;

/** Days since 1 January 1970. Months and days may be beyond their ends, and count on from there. */
export function daysSinceEpoch(year: number, month: number, day: number): number {
  const years = year + Math.floor((month - 1) / MONTHS);
  const fromMarch = remainder(month - 1 - FEBRUARY, MONTHS);
  const marchYear = fromMarch >= MONTHS - FEBRUARY ? years - 1 : years;
  const era = Math.floor(marchYear / ERA_YEARS);
  const ofEra = marchYear - era * ERA_YEARS;
  const dayOfYear = Math.floor((153 * fromMarch + 2) / 5) + day - 1;
  const dayOfEra = ofEra * 365 + Math.floor(ofEra / 4) - Math.floor(ofEra / 100) + dayOfYear;
  return era * ERA_DAYS + dayOfEra - EPOCH;
}

/** Year, month and day of a number of days since 1 January 1970. */
export function dateOf(days: number): Pick<Moment, 'year' | 'month' | 'day'> {
  const shifted = days + EPOCH;
  const era = Math.floor(shifted / ERA_DAYS);
  const dayOfEra = shifted - era * ERA_DAYS;
  const ofEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365
  );
  const dayOfYear = dayOfEra - (365 * ofEra + Math.floor(ofEra / 4) - Math.floor(ofEra / 100));
  const fromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * fromMarch + 2) / 5) + 1;
  const month = remainder(fromMarch + FEBRUARY, MONTHS) + 1;
  return { year: ofEra + era * ERA_YEARS + (month <= FEBRUARY ? 1 : 0), month, day };
}

/** 0 is Sunday. */
export const weekdayOf = (days: number): number => remainder(days + 4, DAYS_OF_WEEK);

/** The moment of a timestamp. */
export function momentOf(timestamp: bigint): Moment & { days: number } {
  const inDay = BigInt.asIntN(64, timestamp) % BigInt(SECONDS_OF_DAY);
  const seconds = remainder(Number(inDay), SECONDS_OF_DAY);
  const days = Number((timestamp - BigInt(seconds)) / BigInt(SECONDS_OF_DAY));
  return {
    ...dateOf(days),
    hour: Math.floor(seconds / 3600),
    minute: Math.floor(seconds / 60) % 60,
    second: seconds % 60,
    days,
  };
}

/** The timestamp of a moment, whose parts may be beyond their ends. */
export function timestampOf({ year, month, day, hour, minute, second }: Moment): bigint {
  const days = BigInt(daysSinceEpoch(year, month, day));
  return days * BigInt(SECONDS_OF_DAY) + BigInt(hour * 3600 + minute * 60 + second);
}

/** The week that ISO 8601 counts, and the year that it belongs to. */
export function isoWeekOf(days: number): { week: number; year: number } {
  const thursday = days - remainder(weekdayOf(days) - 1, DAYS_OF_WEEK) + 3;
  const { year } = dateOf(thursday);
  const first = daysSinceEpoch(year, 1, 1);
  return { week: Math.floor((thursday - first) / DAYS_OF_WEEK) + 1, year };
}

export const now = (): bigint => BigInt(Math.floor(Date.now() / 1000));
