const PATTERN =
  /^(?<date>\d{8})(?<hour>\d\d)(?:(?<minute>\d\d)(?<second>\d\d)?)?(?:[.,](?<fraction>\d+))?(?:Z|(?<sign>[+-])(?<zoneHour>\d\d)(?<zoneMinute>\d\d)?)$/;

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/**
 * A generalized time (RFC 4517 § 3.3.13) in ISO 8601, in UTC and to the millisecond at most:
 * `20260315093000Z` is `2026-03-15T09:30:00Z`. Null for text that is none, and for a time that no
 * calendar has, such as the year 0 that stands for "locked for good".
 */
export function generalizedTime(text: string): string | null {
  const { date, hour, minute, second, fraction, sign, zoneHour, zoneMinute } =
    PATTERN.exec(text)?.groups ?? {};
  const day = startOfDay(date ?? '');
  const time = within(hour, 23) * HOUR_MS + within(minute, 59) * MINUTE_MS;
  // The second 60 is a leap second, which becomes the next minute's first.
  const seconds = within(second, 60) * SECOND_MS;
  const unit = second ? SECOND_MS : minute ? MINUTE_MS : HOUR_MS;
  const zone = within(zoneHour, 23) * HOUR_MS + within(zoneMinute, 59) * MINUTE_MS;
  const offset = sign === '-' ? -zone : zone;
  return isoText(day + time + seconds + fractionOf(fraction ?? '', unit) - offset);
}

/** The milliseconds of a day written `20260315`; NaN for one that no calendar has. */
function startOfDay(digits: string): number {
  const iso = digits.replace(/^(....)(..)(..)$/, '$1-$2-$3');
  const milliseconds = Date.parse(`${iso}T00:00:00Z`);
  // The engine takes February 30 for March 2.
  const exists =
    !Number.isNaN(milliseconds) && new Date(milliseconds).toISOString().startsWith(iso);
  return exists ? milliseconds : NaN;
}

const within = (digits = '0', maximum: number): number =>
  Number(digits) <= maximum ? Number(digits) : NaN;

/** A decimal fraction of a unit, in whole milliseconds; beyond its ninth digit nothing counts. */
const fractionOf = (digits: string, unit: number): number =>
  Math.floor((Number(digits.slice(0, 9).padEnd(9, '0')) * unit) / 1e9);

/** Null for what no four-digit year from 1 on has. */
function isoText(milliseconds: number): string | null {
  const date = new Date(milliseconds);
  const year = date.getUTCFullYear();
  if (!(year >= 1 && year <= 9999)) return null;
  return date.toISOString().replace('.000Z', 'Z');
}

const NEVER = ['0', '9223372036854775807'];
const MS_FROM_1601_TO_1970 = 11_644_473_600_000n;
const INTERVALS_PER_MS = 10_000n;

/**
 * One of Active Directory's times, in units of 100 ns since 1601 (MS-DTYP § 2.3.3), in ISO 8601;
 * empty for one that stands for "never". Null for text that is none.
 */
export function fileTime(text: string): string | null {
  if (NEVER.includes(text)) return '';
  if (!/^\d{1,19}$/.test(text)) return null;
  return isoText(Number(BigInt(text) / INTERVALS_PER_MS - MS_FROM_1601_TO_1970));
}
