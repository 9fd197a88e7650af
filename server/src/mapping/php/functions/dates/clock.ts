import { PhpArray } from '../../array';
import { fitsInt, type PhpText, type PhpValue } from '../../values';
import { bool, define, int, nullable, type PhpFunction, type PhpFunctions, text } from '../define';
import { daysOfMonth, isLeap, isoWeekOf, momentOf, now, timestampOf, weekdayOf } from './calendar';
import { beats, dayOfYear, formatted, MONTHS, type Shown, shownAt, WEEKDAYS } from './format';

/** A function that takes from the clock what fewer arguments than these do not say. */
const timely = (definition: PhpFunction, complete = Infinity): PhpFunction => ({
  ...definition,
  isTimely: (texts) => texts.length < complete,
});

const DATE = timely(
  define([text('format'), nullable(int('timestamp'), null)], (format, timestamp, run) =>
    formatted(format, shownAt(timestamp ?? now()), run)
  ),
  2
);

/** The century of a year of two digits. */
function fullYear(year: bigint): bigint {
  if (year >= 0n && year < 70n) return year + 2000n;
  return year >= 70n && year <= 100n ? year + 1900n : year;
}

/** Years from here on are beyond the timestamps that there are. */
const FARTHEST = 10n ** 13n;

const part = (name: string) => nullable(int(name), null);

const MAKE_TIME = timely(
  define(
    [int('hour'), part('minute'), part('second'), part('month'), part('day'), part('year')],
    (hour, minute, second, month, day, year) => {
      const present = momentOf(now());
      const parts = {
        year: year === null ? BigInt(present.year) : fullYear(year),
        month: month ?? BigInt(present.month),
        day: day ?? BigInt(present.day),
        hour,
        minute: minute ?? BigInt(present.minute),
        second: second ?? BigInt(present.second),
      };
      return timestampOfParts(parts);
    }
  ),
  6
);

/** A timestamp of parts that may be as large as integers are; false where it would be no integer. */
function timestampOfParts(parts: {
  year: bigint;
  month: bigint;
  day: bigint;
  hour: bigint;
  minute: bigint;
  second: bigint;
}): bigint | false {
  const { year, month, day, hour, minute, second } = parts;
  if ([year, month].some((value) => value > FARTHEST || value < -FARTHEST)) return false;
  const first = { year: Number(year), month: Number(month), day: 1 };
  const start = timestampOf({ ...first, hour: 0, minute: 0, second: 0 });
  const result = start + (day - 1n) * 86_400n + hour * 3600n + minute * 60n + second;
  return fitsInt(result) ? result : false;
}

/** What `idate` knows of the letters of `date`. */
const NUMBERS: Readonly<Record<string, (shown: Shown) => number | bigint>> = {
  B: ({ timestamp }) => beats(timestamp),
  d: ({ day }) => day,
  h: ({ hour }) => hour % 12 || 12,
  H: ({ hour }) => hour,
  i: ({ minute }) => minute,
  I: () => 0,
  L: ({ year }) => (isLeap(year) ? 1 : 0),
  m: ({ month }) => month,
  N: ({ days }) => weekdayOf(days) || 7,
  o: ({ days }) => isoWeekOf(days).year,
  s: ({ second }) => second,
  t: ({ year, month }) => daysOfMonth(year, month),
  U: ({ timestamp }) => timestamp,
  w: ({ days }) => weekdayOf(days),
  W: ({ days }) => isoWeekOf(days).week,
  y: ({ year }) => year % 100,
  Y: ({ year }) => year,
  z: dayOfYear,
  Z: () => 0,
};

/** Bits of what `idate` gives; PHP cuts off the others. */
const BITS = 32;

function numberAt(format: PhpText, timestamp: bigint | null): bigint | false {
  const letter = Object.hasOwn(NUMBERS, format) ? NUMBERS[format] : undefined;
  if (!letter) return false;
  const number = BigInt.asIntN(BITS, BigInt(letter(shownAt(timestamp ?? now()))));
  return number !== -1n && number;
}

function partsAt(timestamp: bigint | null): PhpArray {
  const shown = shownAt(timestamp ?? now());
  const { year, month, day, hour, minute, second, days } = shown;
  return PhpArray.of([
    ['seconds', BigInt(second)],
    ['minutes', BigInt(minute)],
    ['hours', BigInt(hour)],
    ['mday', BigInt(day)],
    ['wday', BigInt(weekdayOf(days))],
    ['mon', BigInt(month)],
    ['year', BigInt(year)],
    ['yday', BigInt(dayOfYear(shown))],
    ['weekday', WEEKDAYS[weekdayOf(days)] ?? ''],
    ['month', MONTHS[month - 1] ?? ''],
    [0n, shown.timestamp],
  ]);
}

function isDate(month: bigint, day: bigint, year: bigint): boolean {
  if (year < 1n || year > 32_767n || month < 1n || month > 12n || day < 1n) return false;
  return day <= BigInt(daysOfMonth(Number(year), Number(month)));
}

function microtime(asFloat: boolean): number | PhpText {
  const seconds = Date.now() / 1000;
  if (asFloat) return seconds;
  return `${(seconds % 1).toFixed(8)} ${Math.floor(seconds)}`;
}

/** Functions of dates and times, all of them in UTC. */
export const CLOCK: PhpFunctions = {
  checkdate: define([int('month'), int('day'), int('year')], isDate),
  date: DATE,
  date_default_timezone_get: define([], () => 'UTC'),
  getdate: timely(define([part('timestamp')], partsAt), 1),
  gmdate: DATE,
  gmmktime: MAKE_TIME,
  idate: timely(define([text('format'), part('timestamp')], numberAt), 2),
  microtime: timely(define([bool('as_float', false)], microtime)),
  mktime: MAKE_TIME,
  time: timely(define([], now)),
};

export const CLOCK_CONSTANTS: Readonly<Record<string, PhpValue>> = {
  DATE_ATOM: 'Y-m-d\\TH:i:sP',
  DATE_COOKIE: 'l, d-M-Y H:i:s T',
  DATE_ISO8601: 'Y-m-d\\TH:i:sO',
  DATE_RFC822: 'D, d M y H:i:s O',
  DATE_RFC850: 'l, d-M-y H:i:s T',
  DATE_RFC1036: 'D, d M y H:i:s O',
  DATE_RFC1123: 'D, d M Y H:i:s O',
  DATE_RFC7231: 'D, d M Y H:i:s \\G\\M\\T',
  DATE_RFC2822: 'D, d M Y H:i:s O',
  DATE_RFC3339: 'Y-m-d\\TH:i:sP',
  DATE_RFC3339_EXTENDED: 'Y-m-d\\TH:i:s.vP',
  DATE_RSS: 'D, d M Y H:i:s O',
  DATE_W3C: 'Y-m-d\\TH:i:sP',
};
