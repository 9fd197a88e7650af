import type { Run } from '../../run';
import type { PhpText } from '../../values';
import {
  daysOfMonth,
  daysSinceEpoch,
  isLeap,
  isoWeekOf,
  type Moment,
  momentOf,
  remainder,
  SECONDS_OF_DAY,
  weekdayOf,
} from './calendar';

export const WEEKDAYS = [
  'Sunday',
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
] as const;

export const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

/** What the letters of a format are made of. */
export type Shown = Moment & { days: number; timestamp: bigint };

export const shownAt = (timestamp: bigint): Shown => ({ ...momentOf(timestamp), timestamp });

const padded = (number: number, length: number): PhpText => String(number).padStart(length, '0');
const abbreviated = (name: string | undefined): PhpText => (name ?? '').slice(0, 3);

/** A year has four digits or more, and a sign where it is before the year 0. */
const yearText = (year: number): PhpText => `${year < 0 ? '-' : ''}${padded(Math.abs(year), 4)}`;

const halfDay = (hour: number): number => hour % 12 || 12;

function ordinal(day: number): PhpText {
  const isTeen = day >= 10 && day <= 19;
  return (isTeen ? undefined : ['th', 'st', 'nd', 'rd'][day % 10]) ?? 'th';
}

/** Thousandths of a day in Biel, one hour before UTC, which Swatch counts. */
export function beats(timestamp: bigint): number {
  const seconds = Number(timestamp % BigInt(SECONDS_OF_DAY)) + 3600;
  return Math.floor(remainder(seconds * 10, SECONDS_OF_DAY * 10) / 864) % 1000;
}

export const dayOfYear = ({ days, year }: Shown): number => days - daysSinceEpoch(year, 1, 1);

/** The year of `c` and `r`: four characters, its sign among them. */
const shortYear = (year: number): PhpText => (year < 0 ? `-${padded(-year, 3)}` : padded(year, 4));

/** What the letters of a format stand for, as PHP documents them for `date`. */
const LETTERS: Readonly<Record<string, (shown: Shown) => PhpText>> = {
  d: ({ day }) => padded(day, 2),
  D: ({ days }) => abbreviated(WEEKDAYS[weekdayOf(days)]),
  j: ({ day }) => String(day),
  l: ({ days }) => WEEKDAYS[weekdayOf(days)] ?? '',
  S: ({ day }) => ordinal(day),
  w: ({ days }) => String(weekdayOf(days)),
  N: ({ days }) => String(weekdayOf(days) || 7),
  z: (shown) => String(dayOfYear(shown)),
  W: ({ days }) => padded(isoWeekOf(days).week, 2),
  o: ({ days }) => String(isoWeekOf(days).year),
  F: ({ month }) => MONTHS[month - 1] ?? '',
  m: ({ month }) => padded(month, 2),
  M: ({ month }) => abbreviated(MONTHS[month - 1]),
  n: ({ month }) => String(month),
  t: ({ year, month }) => String(daysOfMonth(year, month)),
  L: ({ year }) => (isLeap(year) ? '1' : '0'),
  y: ({ year }) => padded(year % 100, 2),
  Y: ({ year }) => yearText(year),
  x: ({ year }) => `${year >= 10_000 ? '+' : ''}${yearText(year)}`,
  X: ({ year }) => `${year < 0 ? '' : '+'}${yearText(year)}`,
  a: ({ hour }) => (hour >= 12 ? 'pm' : 'am'),
  A: ({ hour }) => (hour >= 12 ? 'PM' : 'AM'),
  B: ({ timestamp }) => padded(beats(timestamp), 3),
  g: ({ hour }) => String(halfDay(hour)),
  G: ({ hour }) => String(hour),
  h: ({ hour }) => padded(halfDay(hour), 2),
  H: ({ hour }) => padded(hour, 2),
  i: ({ minute }) => padded(minute, 2),
  s: ({ second }) => padded(second, 2),
  u: () => '000000',
  v: () => '000',
  I: () => '0',
  P: () => '+00:00',
  p: () => 'Z',
  O: () => '+0000',
  T: () => 'UTC',
  e: () => 'UTC',
  Z: () => '0',
  c: (shown) => `${shortYear(shown.year)}${formatted('-m-d\\TH:i:sP', shown)}`,
  r: (shown) =>
    `${formatted('D, d M ', shown)}${shortYear(shown.year)}${formatted(' H:i:s O', shown)}`,
  U: ({ timestamp }) => String(timestamp),
};

/** The byte behind a text, which PHP takes for what a backslash at its end keeps. */
const END = '\0';

const LONGEST = 40;

/** A moment in a format of `date`; a backslash keeps the letter behind it. */
export function formatted(format: PhpText, shown: Shown, run?: Run): PhpText {
  run?.text(format.length * LONGEST);
  return format.replace(/\\([^]?)|[^]/g, (letter, kept?: string) => {
    if (kept !== undefined) return kept || END;
    return Object.hasOwn(LETTERS, letter) ? (LETTERS[letter]?.(shown) ?? '') : letter;
  });
}
