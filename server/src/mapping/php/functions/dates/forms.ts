import { daysSinceEpoch, weekdayOf } from './calendar';
import {
  BETWEEN,
  CORRECTION,
  DAY,
  DAY_LZ,
  DAY_OF_YEAR,
  DIRECTION_NAME,
  FRACTION,
  HOUR_12,
  HOUR_24,
  HOUR_24_LZ,
  MERIDIAN,
  MINUTE,
  MINUTE_LZ,
  MONTH,
  MONTH_LZ,
  MONTH_NAME,
  NAMED_MONTH,
  ORDINAL_NAME,
  SECOND,
  SECOND_LZ,
  SHORT_DATE,
  SHORT_MONTH_NAME,
  SPACE,
  UNIT_AFTER_WORD,
  UNIT_NAME,
  WEEK,
  WEEKDAY_NAME,
  YEAR,
  YEAR_2,
  YEAR_4,
  ZONE,
  anyCase,
} from './patterns';
import { NoDate, notKnown, type Reading } from './reading';
import { DIRECTION, monthOf, ORDINAL, WEEKDAY } from './words';

/** A form of a part of a date, and what it says. PHP takes the form that reads most, of several the first. */
export interface Form {
  pattern: RegExp;
  apply(reading: Reading, groups: readonly string[]): void;
}

/** A year of fewer than four digits is one of these hundred years. */
function yearOf(digits: string): number {
  const year = Number(digits);
  if (digits.length >= 4 || year >= 100) return year;
  return year < 70 ? year + 2000 : year + 1900;
}

/** The hour of a day of one that goes with am or pm. */
function hourOf(digits: string, half: string): number {
  const hour = Number(digits) % 12;
  return half.toLowerCase() === 'p' ? hour + 12 : hour;
}

const form = (pattern: string, apply: Form['apply']): Form => ({
  pattern: new RegExp(pattern, 'y'),
  apply,
});

/** A form by which of its groups are which parts of a date. */
const dateForm = (pattern: string, places: { year?: number; month: number; day?: number }): Form =>
  form(pattern, (reading, groups) => {
    const { year, month, day } = places;
    reading.setDate(
      year === undefined ? null : yearOf(groups[year] ?? ''),
      numberOfMonth(groups[month] ?? ''),
      day === undefined ? 1 : Number(groups[day])
    );
  });

const numberOfMonth = (text: string): number => (/^\d/.test(text) ? Number(text) : monthOf(text));

/** A date and a time, all of it in this order of groups. */
const momentForm = (pattern: string): Form =>
  form(pattern, (reading, [year = '', month, day, hour, minute, second, zone]) => {
    reading.setTime(Number(hour), Number(minute), Number(second));
    reading.setDate(Number(year), Number(month), Number(day));
    if (zone) reading.putZone(zone);
  });

/** The day that a week begins with is 1, and it is counted from 1 January. */
function setWeek(reading: Reading, year: number, week: number, day: number): void {
  reading.setDate(year, 1, 1);
  const weekday = weekdayOf(daysSinceEpoch(year, 1, 1));
  const first = weekday > 4 ? 7 - weekday : -weekday;
  reading.added.day = first + (week - 1) * 7 + day;
}

const SEPARATOR = '[:.]';

const TIMES: readonly Form[] = [
  form(
    `${HOUR_12}(?:${SEPARATOR}${MINUTE_LZ})?(?:${SPACE})?${MERIDIAN}`,
    (reading, [hour = '', minute = '0', half = '']) =>
      reading.setTime(hourOf(hour, half), Number(minute))
  ),
  form(
    `${HOUR_12}${SEPARATOR}${MINUTE}${SEPARATOR}${SECOND_LZ}(?:${SPACE})?${MERIDIAN}`,
    (reading, [hour = '', minute, second, half = '']) =>
      reading.setTime(hourOf(hour, half), Number(minute), Number(second))
  ),
  form(
    `${HOUR_12}:${MINUTE_LZ}:${SECOND_LZ}[:.][0-9]+${MERIDIAN}`,
    (reading, [hour = '', minute, second, half = '']) =>
      reading.setTime(hourOf(hour, half), Number(minute), Number(second))
  ),
  form(
    `[tT]?${HOUR_24}${SEPARATOR}${MINUTE}(?:${SEPARATOR}${SECOND}(?:${FRACTION})?)?`,
    (reading, [hour, minute, second = '0']) =>
      reading.setTime(Number(hour), Number(minute), Number(second))
  ),
  form(`[tT]${HOUR_24}`, (reading, [hour]) => reading.setTime(Number(hour))),
  form(`[tT]?${HOUR_24_LZ}${MINUTE_LZ}`, (reading, [hour = '', minute = '']) => {
    if (reading.times > 1) throw new NoDate();
    // Four digits behind a time are a year.
    if (reading.times === 1) reading.year = Number(hour + minute);
    else reading.putTime(Number(hour), Number(minute), 0);
    reading.times += 1;
  }),
  form(`[tT]?${HOUR_24_LZ}${MINUTE_LZ}${SECOND_LZ}`, (reading, [hour, minute, second]) =>
    reading.setTime(Number(hour), Number(minute), Number(second))
  ),
];

const DATES: readonly Form[] = [
  dateForm(`${MONTH}/${DAY}`, { month: 0, day: 1 }),
  dateForm(`${MONTH}/${DAY}/${YEAR}`, { month: 0, day: 1, year: 2 }),
  form(`([+-]?[0-9]{4})-${MONTH_LZ}-${DAY_LZ}`, (reading, [year, month, day]) =>
    reading.setDate(Number(year), Number(month), Number(day))
  ),
  dateForm(`${YEAR_4}/${MONTH_LZ}/${DAY_LZ}/?`, { year: 0, month: 1, day: 2 }),
  dateForm(`${YEAR_4}/${MONTH}/${DAY}`, { year: 0, month: 1, day: 2 }),
  dateForm(`${YEAR_2}-${MONTH_LZ}-${DAY_LZ}`, { year: 0, month: 1, day: 2 }),
  form(`([+-][0-9]{5,19})-${MONTH_LZ}-${DAY_LZ}`, (reading, [year, month, day]) =>
    reading.setDate(Number(year), Number(month), Number(day))
  ),
  dateForm(`${YEAR_4}-${MONTH}`, { year: 0, month: 1 }),
  dateForm(`${YEAR}-${MONTH}-${DAY}`, { year: 0, month: 1, day: 2 }),
  dateForm(`${DAY}[ \\t.-]*${MONTH_NAME}[ \\t.-]*${YEAR}`, { day: 0, month: 1, year: 2 }),
  dateForm(`${DAY}[.\\t-]${MONTH}[.-]${YEAR_4}`, { day: 0, month: 1, year: 2 }),
  dateForm(`${DAY}[.\\t]${MONTH}\\.${YEAR_2}`, { day: 0, month: 1, year: 2 }),
  dateForm(`${MONTH_NAME}${BETWEEN}${YEAR_4}`, { month: 0, year: 1 }),
  dateForm(`${YEAR_4}${BETWEEN}${MONTH_NAME}`, { year: 0, month: 1 }),
  dateForm(`${MONTH_NAME}${BETWEEN}${DAY}[,.stndrh\\t ]+${YEAR}`, { month: 0, day: 1, year: 2 }),
  dateForm(SHORT_DATE, { month: 0, day: 1 }),
  form(`${DAY}${BETWEEN}${MONTH_NAME}`, (reading, [day, month = '']) =>
    reading.setDate(reading.year, monthOf(month), Number(day))
  ),
  dateForm(`${YEAR_4}${MONTH_LZ}${DAY_LZ}`, { year: 0, month: 1, day: 2 }),
  momentForm(
    `${YEAR_4}-${MONTH_LZ}-${DAY_LZ}T${HOUR_24_LZ}:${MINUTE_LZ}:${SECOND_LZ}${FRACTION}(${CORRECTION})?`
  ),
  momentForm(`${YEAR_4}${MONTH_LZ}${DAY_LZ}T${HOUR_24}:${MINUTE_LZ}:${SECOND_LZ}`),
  momentForm(`${YEAR_4}${MONTH_LZ}${DAY_LZ}[tT]${HOUR_24}${MINUTE_LZ}${SECOND_LZ}`),
  momentForm(`${YEAR_4}-${MONTH}-${DAY}T${HOUR_24}:${MINUTE}:${SECOND}`),
  momentForm(`${YEAR_4}:${MONTH_LZ}:${DAY_LZ} ${HOUR_24_LZ}:${MINUTE_LZ}:${SECOND_LZ}`),
  form(`${YEAR_4}\\.?${DAY_OF_YEAR}`, (reading, [year, day]) =>
    reading.setDate(Number(year), 1, Number(day))
  ),
  form(`${YEAR_4}-?W${WEEK}-?([0-7])`, (reading, [year, week, day]) =>
    setWeek(reading, Number(year), Number(week), Number(day))
  ),
  form(`${YEAR_4}-?W${WEEK}`, (reading, [year, week]) =>
    setWeek(reading, Number(year), Number(week), 1)
  ),
  dateForm(`(${SHORT_MONTH_NAME})-${DAY_LZ}-${YEAR}`, { month: 0, day: 1, year: 2 }),
  dateForm(`${YEAR}-(${SHORT_MONTH_NAME})-${DAY_LZ}`, { year: 0, month: 1, day: 2 }),
  form(
    `${DAY}/(${SHORT_MONTH_NAME})/${YEAR_4}:${HOUR_24_LZ}:${MINUTE_LZ}:${SECOND_LZ}${SPACE}(${CORRECTION})`,
    (reading, [day, month = '', year, hour, minute, second, zone = '']) => {
      reading.setTime(Number(hour), Number(minute), Number(second));
      reading.setDate(Number(year), monthOf(month), Number(day));
      reading.putZone(zone);
    }
  ),
  form(YEAR_4, (reading, [year]) => {
    reading.year = Number(year);
  }),
];

const BEFORE: readonly Form[] = [
  form(anyCase(['yesterday']), (reading) => {
    reading.dropTime();
    reading.added.day = -1;
  }),
  form(anyCase(['now']), () => undefined),
  form(anyCase(['noon']), (reading) => {
    reading.dropTime();
    reading.setTime(12);
  }),
  form(anyCase(['midnight', 'today']), (reading) => reading.dropTime()),
  form(anyCase(['tomorrow']), (reading) => {
    reading.dropTime();
    reading.added.day = 1;
  }),
  form('@(-?[0-9]+)(?:\\.[0-9]{0,6})?', (reading, [seconds]) =>
    reading.setTimestamp(Number(seconds))
  ),
  form(`(${anyCase(['first', 'last'])}) ${anyCase(['day of'])}`, (reading, [which = '']) => {
    reading.endOfMonth = which.toLowerCase() === 'last' ? 'last' : 'first';
  }),
  form(`${anyCase(['back of ', 'front of '])}${HOUR_24}`, () => {
    throw notKnown();
  }),
  form(
    `(${ORDINAL_NAME}|${DIRECTION_NAME})${SPACE}${WEEKDAY_NAME}${SPACE}${anyCase(['of'])}`,
    (reading, [which = '', weekday = '']) => {
      const amount = amountOf(which);
      reading.weekdaysFrom = amount > 0 ? 'first' : 'last';
      reading.dropTime();
      reading.add(amount, weekday, amount > 0 ? 1 : behaviorOf(which));
    }
  ),
];

const amountOf = (word: string): number =>
  ORDINAL[word.toLowerCase()] ?? DIRECTION[word.toLowerCase()] ?? 0;

/** `this` takes the present day as well. */
const behaviorOf = (word: string): number => (word.toLowerCase() === 'this' ? 1 : 0);

const BEHIND: readonly Form[] = [
  form(anyCase(['ago']), (reading) => reading.negate()),
  form(WEEKDAY_NAME, (reading, [weekday = '']) => {
    reading.dropTime();
    reading.weekday = {
      day: WEEKDAY[weekday.toLowerCase()] ?? 0,
      behavior: reading.weekday?.behavior === 2 ? 2 : 1,
    };
  }),
  form(anyCase(['weekday', 'weekdays']), () => {
    throw notKnown();
  }),
  form(`(${DIRECTION_NAME})${SPACE}${anyCase(['week'])}`, (reading, [which = '']) => {
    reading.add(amountOf(which), 'week', 0);
    reading.weekday = { day: reading.weekday?.day ?? 1, behavior: 2 };
  }),
  form(
    `(${ORDINAL_NAME}|${DIRECTION_NAME})${SPACE}(${UNIT_AFTER_WORD})`,
    (reading, [which = '', unit = '']) => {
      if (Object.hasOwn(WEEKDAY, unit.toLowerCase())) reading.dropTime();
      reading.add(amountOf(which), unit, behaviorOf(which));
    }
  ),
  form(`(${NAMED_MONTH})`, (reading, [month = '']) =>
    reading.setDate(reading.year, monthOf(month), reading.day)
  ),
  form(`(${CORRECTION}|${ZONE})`, (reading, [zone = '']) => reading.setZone(zone)),
  form(
    `${SHORT_DATE}${HOUR_12}${SEPARATOR}${MINUTE_LZ}(?:${SEPARATOR}${SECOND_LZ})?(?:${SPACE})?${MERIDIAN}`,
    (reading, [month = '', day, hour = '', minute, second = '0', half = '']) => {
      reading.setDate(reading.year, monthOf(month), Number(day));
      reading.setTime(hourOf(hour, half), Number(minute), Number(second));
    }
  ),
  form(
    `${SHORT_DATE}[tT]?${HOUR_24}${SEPARATOR}${MINUTE}(?:${SEPARATOR}${SECOND})?`,
    (reading, [month = '', day, hour, minute, second = '0']) => {
      reading.setDate(reading.year, monthOf(month), Number(day));
      reading.setTime(Number(hour), Number(minute), Number(second));
    }
  ),
  form(
    `${SHORT_DATE}[tT]?${HOUR_24}${SEPARATOR}${MINUTE}${SEPARATOR}${SECOND_LZ}(?:${SPACE})?(${CORRECTION}|${ZONE})`,
    (reading, [month = '', day, hour, minute, second, zone = '']) => {
      reading.setDate(reading.year, monthOf(month), Number(day));
      reading.setTime(Number(hour), Number(minute), Number(second));
      reading.putZone(zone);
    }
  ),
  form(
    `([+-]*)[ \\t]*([0-9]+)(?:${SPACE})?(${UNIT_NAME})`,
    (reading, [signs = '', digits, unit = '']) => {
      const isNegative = signs.split('-').length % 2 === 0;
      reading.add(isNegative ? -Number(digits) : Number(digits), unit, 1);
    }
  ),
  form('[ .,\\t\\0\\n]', () => undefined),
];

/** All forms, in PHP's order. */
export const FORMS: readonly Form[] = [...BEFORE, ...TIMES, ...DATES, ...BEHIND];
