import type { Run } from '../../run';
import { fitsInt, bytesOf, type PhpText } from '../../values';
import { define, int, nullable, type PhpFunctions, text } from '../define';
import { type Moment, momentOf, now, timestampOf, weekdayOf } from './calendar';
import { type Form, FORMS } from './forms';
import { NoDate, notKnown, Reading } from './reading';

/** A date is read with a byte of 0 behind it, which ends a word. */
const END = '\0';

/** Longer texts are no dates; each byte is looked at with each form. */
const LONGEST = 1_000;

function read(datetime: PhpText, run: Run | null): Reading {
  const trimmed = datetime.replace(/^[ \t\n\r\v\f]+(?=[^])|[ \t\n\r\v\f]+$/g, '');
  const reading = new Reading();
  const source = trimmed + END;
  for (let place = 0; place < trimmed.length;) {
    run?.step(FORMS.length);
    const [form, groups] = longestAt(source, place);
    form.apply(reading, groups.slice(1));
    place += groups[0].length;
  }
  return reading;
}

function longestAt(source: string, place: number): [Form, RegExpExecArray] {
  let best: [Form, RegExpExecArray] | undefined;
  for (const form of FORMS) {
    form.pattern.lastIndex = place;
    const groups = form.pattern.exec(source);
    if (groups && groups[0].length > (best?.[1][0].length ?? 0)) best = [form, groups];
  }
  if (!best) throw new NoDate();
  return best;
}

/** What was read, and of what was not said what holds at the base. */
function fill(reading: Reading, base: Moment): Moment {
  if (reading.hasDate && reading.times === 0) reading.putTime(0, 0, 0);
  return {
    year: reading.year ?? base.year,
    month: reading.month ?? base.month,
    day: reading.day ?? base.day,
    hour: reading.hour ?? base.hour,
    minute: reading.minute ?? base.minute,
    second: reading.second ?? base.second,
  };
}

const normal = (moment: Moment) => momentOf(timestampOf(moment));

/** The month that a day of it is looked for in is the one that months are added to. */
function toMonth(moment: Moment, reading: Reading): void {
  if (reading.weekdaysFrom) {
    moment.day = 1;
    moment.month += reading.added.month + (reading.weekdaysFrom === 'first' ? 0 : 1);
    reading.added.month = 0;
  }
  toEndOfMonth(moment, reading);
}

function toEndOfMonth(moment: Moment, { endOfMonth }: Reading): void {
  if (endOfMonth === 'first') moment.day = 1;
  if (endOfMonth === 'last') {
    moment.day = 0;
    moment.month += 1;
  }
}

/** Days to a weekday from the one that a moment is. */
function daysToWeekday(present: number, { weekday, added }: Reading): number {
  if (!weekday) return 0;
  const { day, behavior } = weekday;
  if (behavior === 2) {
    // A week begins on Monday.
    if (present === 0 && day !== 0) return day - 7;
    return (day === 0 && present !== 0 ? 7 : day) - present;
  }
  if (day < 0) return -(7 - (-day - present));
  const difference = day - present;
  const isPast = (added.day < 0 && difference < 0) || (added.day >= 0 && difference <= -behavior);
  return isPast ? difference + 7 : difference;
}

function resolve(reading: Reading, base: bigint): bigint {
  const asked = fill(reading, momentOf(base));
  toMonth(asked, reading);
  const moment = normal(asked);
  const { added } = reading;
  const sum = normal({
    ...moment,
    day: moment.day + daysToWeekday(weekdayOf(moment.days), reading),
  });
  const result = {
    ...sum,
    year: sum.year + added.year,
    month: sum.month + added.month,
    day: sum.day + added.day,
  };
  toEndOfMonth(result, reading);
  const seconds = added.hour * 3600 + added.minute * 60 + added.second - reading.offset;
  if (!Object.values(result).concat(seconds).every(Number.isSafeInteger)) throw notKnown();
  return timestampOf(result) + BigInt(seconds);
}

function strtotime(datetime: PhpText, baseTimestamp: bigint | null, run: Run): bigint | false {
  if (datetime === '') return false;
  if (datetime.length > LONGEST) throw notKnown();
  try {
    const timestamp = resolve(read(datetime, run), baseTimestamp ?? now());
    return fitsInt(timestamp) && timestamp;
  } catch (error) {
    if (error instanceof NoDate) return false;
    throw error;
  }
}

/** Whether a text says less than a whole date, so that the present one has a part in it. */
function isRelative(datetime: PhpText): boolean {
  try {
    const reading = read(datetime, null);
    const { year, month, day, hour } = reading;
    const hasTime = hour !== null || reading.hasDate;
    return datetime !== '' && ([year, month, day].includes(null) || !hasTime);
  } catch {
    return false;
  }
}

/** Dates that are written. */
export const WRITTEN_DATES: PhpFunctions = {
  strtotime: {
    ...define([text('datetime'), nullable(int('baseTimestamp'), null)], strtotime),
    isTimely: ([datetime = null, base]) =>
      base === undefined && (datetime === null || isRelative(bytesOf(datetime))),
  },
};
