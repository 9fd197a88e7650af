import { type ValueKey } from '../../../../shared/codes/mapping';
import type { AttributeDefinition } from '../../../../shared/records';

type Kind = AttributeDefinition['kind'];

export type NumberKind = Extract<Kind, 'integer' | 'biginteger' | 'decimal' | 'float'>;
export type TimeKind = Extract<Kind, 'date' | 'datetime' | 'time'>;

/** A value in the one form in which it is compared, or why there is none. */
type Read = { value: string } | { key: ValueKey; most?: number };

/** Digits with at most one sign that may divide them. */
const PLAIN = /^[+-]?(\d+)(?:[.,](\d+))?$/u;
/** Digits in groups of three, and perhaps decimals behind another sign. */
const GROUPED = /^[+-]?[1-9]\d{0,2}([.,'’ ])\d{3}(?:\1\d{3})*(?:(?!\1)[.,]\d+)?$/u;
/** What may stand before a group of three. */
const MAY_BE_GROUP = /^[1-9]\d{0,2}$/u;

/**
 * The number that a text is, with a point or a comma before its decimals. `ambiguous` for what is a
 * thousand in one language and a little more than one in another, such as `1.234` and `1,234`: any
 * other text can be read in one way only, since groups always have three digits.
 */
export function numberIn(text: string): number | 'ambiguous' | null {
  const [isPlain, whole = '', decimals = ''] = PLAIN.exec(text) ?? [];
  if (isPlain) {
    const isAmbiguous = decimals.length === 3 && MAY_BE_GROUP.test(whole);
    return isAmbiguous ? 'ambiguous' : Number(text.replace(',', '.'));
  }
  const [isGrouped, separator = ''] = GROUPED.exec(text) ?? [];
  return isGrouped ? Number(text.replaceAll(separator, '').replace(',', '.')) : null;
}

/** What a database keeps in a column of whole numbers; of big ones, what JavaScript counts exactly. */
const MOST = { integer: 2_147_483_647, biginteger: Number.MAX_SAFE_INTEGER };

/** How many digits Strapi's columns of decimals have, and how many of them behind the point. */
const DIGITS = [10, 2] as const;

/** @param given a text, or a number that an expression has made of one */
export function readNumber(
  given: string | number,
  kind: NumberKind,
  digits: readonly [number, number] = DIGITS
): Read {
  const number = typeof given === 'number' ? given : numberIn(given);
  if (number === 'ambiguous') return { key: 'ambiguous-number' };
  const isWhole = kind === 'integer' || kind === 'biginteger';
  if (number === null || !Number.isFinite(number) || (isWhole && !Number.isInteger(number))) {
    return { key: isWhole ? 'invalid-integer' : 'invalid-decimal' };
  }
  const [all, decimals] = digits;
  if (kind === 'decimal' && Number(number.toFixed(decimals)) !== number) {
    return { key: 'invalid-decimal/digits', most: decimals };
  }
  const most = isWhole ? MOST[kind] : 10 ** (all - decimals) - 1;
  if (kind !== 'float' && Math.abs(Math.trunc(number)) > most) {
    return { key: 'number-too-large', most };
  }
  return { value: String(number) };
}

/** A day; the midnight that databases export with it, without a time zone, says nothing more. */
const DATE = /^([1-9]\d{3}-\d\d-\d\d)(?:[T ]00:00(?::00(?:\.0+)?)?)?$/u;
/** A moment: without its offset from UTC it would be another one in each time zone. */
const DATETIME =
  /^([1-9]\d{3}-\d\d-\d\d)[Tt ](\d\d:\d\d)(?::(\d\d(?:\.\d{1,9})?))? ?(?:([Zz])|([+-]\d\d)(?::?(\d\d))?)$/u;
const TIME = /^(\d|[01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d(?:\.\d{1,9})?))?$/u;

const isDay = (text: string): boolean => {
  const day = new Date(text);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
};

/** Seconds to the millisecond, as Strapi keeps them. */
const seconds = (text = '00'): string => text.padEnd(3, '.').padEnd(6, '0').slice(0, 6);

function dateIn(text: string): string | null {
  const [, day] = DATE.exec(text) ?? [];
  return day !== undefined && isDay(day) ? day : null;
}

function datetimeIn(text: string): string | null {
  const [, day = '', time = '', second, utc, hours = '', minutes = '00'] =
    DATETIME.exec(text) ?? [];
  if (!isDay(day)) return null;
  const moment = new Date(`${day}T${time}:${seconds(second)}${utc ? 'Z' : `${hours}:${minutes}`}`);
  return Number.isNaN(moment.getTime()) ? null : moment.toISOString();
}

/** A time of day in the form in which it is compared; null where it is none. */
export function timeIn(text: string): string | null {
  const [, hours, minutes, second] = TIME.exec(text) ?? [];
  return hours === undefined ? null : `${hours.padStart(2, '0')}:${minutes}:${seconds(second)}`;
}

const TIMES: Record<TimeKind, { key: ValueKey; read(text: string): string | null }> = {
  date: { key: 'invalid-date', read: dateIn },
  datetime: { key: 'invalid-datetime', read: datetimeIn },
  time: { key: 'invalid-time', read: timeIn },
};

/** Only the forms of ISO 8601: in others, nobody can tell a day from a month. */
export function readTime(text: string, kind: TimeKind): Read {
  const { key, read } = TIMES[kind];
  const value = read(text);
  return value === null ? { key } : { value };
}
