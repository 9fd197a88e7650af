import { PhpError } from '../../values';
import { offsetOfAbbreviation, isZone, offsetOfCorrection } from './zones';
import { OTHER_UNITS, type Unit, UNITS, WEEKDAY } from './words';

export type Unknown = number | null;

/** Ends the reading of a text that PHP reads as no date. */
export class NoDate extends Error {}

/** What PHP reads, but we do not. */
export const notKnown = (): PhpError =>
  new PhpError('Error', 'strtotime(): this form of a date is not known here');

/** How a weekday is looked for. */
export interface Weekday {
  day: number;
  /** 0: a later day than the present one; 1: it may be the present one; 2: a day of the present week. */
  behavior: number;
}

/** What has been read of a date; null is what was not said. */
export class Reading {
  year: Unknown = null;
  month: Unknown = null;
  day: Unknown = null;
  hour: Unknown = null;
  minute: Unknown = null;
  second: Unknown = null;
  /** Seconds that the time is ahead of UTC. */
  offset = 0;
  hasDate = false;
  times = 0;
  private zones = 0;
  /** What is added to the date. */
  readonly added: Record<Unit, number> = {
    year: 0,
    month: 0,
    day: 0,
    hour: 0,
    minute: 0,
    second: 0,
  };
  weekday: Weekday | null = null;
  /** The end of the month that was asked for. */
  endOfMonth: 'first' | 'last' | null = null;
  /** The end from which a weekday of the month is counted. */
  weekdaysFrom: 'first' | 'last' | null = null;

  setDate(year: Unknown, month: Unknown, day: Unknown): void {
    if (this.hasDate) throw new NoDate();
    this.hasDate = true;
    this.putDate(year, month, day);
  }

  private putDate(year: Unknown, month: Unknown, day: Unknown): void {
    this.year = year;
    this.month = month;
    this.day = day;
  }

  setTime(hour: number, minute = 0, second = 0): void {
    if (this.times > 0) throw new NoDate();
    this.times = 1;
    this.putTime(hour, minute, second);
  }

  putTime(hour: number, minute: number, second: number): void {
    this.hour = hour;
    this.minute = minute;
    this.second = second;
  }

  /** A day without a time is the whole of it. */
  dropTime(): void {
    this.times = 0;
    this.putTime(0, 0, 0);
  }

  setZone(text: string): void {
    if (this.isFirstZone()) this.putZone(text);
  }

  /** The first zone counts; PHP only warns of a second one. */
  private isFirstZone(): boolean {
    this.zones += 1;
    if (this.zones > 2) throw new NoDate();
    return this.zones === 1;
  }

  /** The zone of a form of which it is a part, whatever zones there were. */
  putZone(text: string): void {
    this.offset = offsetOfZone(text);
  }

  setTimestamp(seconds: number): void {
    this.hasDate = false;
    this.putDate(0, 0, 0);
    this.dropTime();
    if (!this.isFirstZone()) return;
    this.putDate(1970, 1, 1);
    this.offset = 0;
    this.added.second += seconds;
  }

  /** Adds so many of a unit, or goes to a weekday so many weeks away. */
  add(amount: number, word: string, behavior: number): void {
    const name = word.toLowerCase();
    if (OTHER_UNITS.includes(name)) throw notKnown();
    const unit = UNITS[name];
    if (unit) {
      this.added[unit.unit] += amount * unit.count;
      return;
    }
    this.added.day += (amount > 0 ? amount - 1 : amount) * 7;
    this.weekday = { day: WEEKDAY[name] ?? 0, behavior };
  }

  /** `ago` */
  negate(): void {
    for (const unit of Object.keys(this.added) as Unit[]) this.added[unit] *= -1;
    if (this.weekday) this.weekday.day = -this.weekday.day || -7;
  }
}

function offsetOfZone(text: string): number {
  const name = text.replace(/[()]/g, '');
  if (/[+-]\d/.test(name)) return offsetOfCorrection(name);
  const offset = offsetOfAbbreviation(name);
  if (offset !== undefined) return offset;
  throw isZone(name) ? notKnown() : new NoDate();
}
