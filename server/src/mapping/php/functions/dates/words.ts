/** The words that dates are written with, by what they stand for. */
export type Words = Readonly<Record<string, number>>;

const SHORT_MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const LONG_MONTHS =
  'january february march april may june july august september october november december'.split(
    ' '
  );
const ROMAN_MONTHS = 'I II III IV V VI VII VIII IX X XI XII'.split(' ');

const counted = (words: readonly string[], from: number): [string, number][] =>
  words.map((word, index) => [word, index + from]);

export const SHORT_MONTH: Words = Object.fromEntries([...counted(SHORT_MONTHS, 1), ['sept', 9]]);
export const LONG_MONTH: Words = Object.fromEntries(counted(LONG_MONTHS, 1));
export const ROMAN_MONTH: Words = Object.fromEntries(counted(ROMAN_MONTHS, 1));

export const monthOf = (word: string): number =>
  ROMAN_MONTH[word] ?? SHORT_MONTH[word.toLowerCase()] ?? LONG_MONTH[word.toLowerCase()] ?? 0;

const DAYS = 'sunday monday tuesday wednesday thursday friday saturday'.split(' ');

export const WEEKDAY: Words = Object.fromEntries([
  ...counted(DAYS, 0),
  ...counted(
    DAYS.map((day) => day.slice(0, 3)),
    0
  ),
  ...counted(
    DAYS.map((day) => `${day}s`),
    0
  ),
]);

/** 0 and 1 that go with `this` say the same as with a number: the day may be the present one. */
export const ORDINAL: Words = {
  ...Object.fromEntries(
    counted(
      'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth'.split(
        ' '
      ),
      1
    )
  ),
  eight: 8,
};

export const DIRECTION: Words = { next: 1, last: -1, previous: -1, this: 0 };

export type Unit = 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second';

const PLAIN_UNITS: readonly [words: string, unit: Unit, count: number][] = [
  ['sec secs second seconds', 'second', 1],
  ['min mins minute minutes', 'minute', 1],
  ['hour hours', 'hour', 1],
  ['day days', 'day', 1],
  ['week weeks', 'day', 7],
  ['fortnight fortnights forthnight forthnights', 'day', 14],
  ['month months', 'month', 1],
  ['year years', 'year', 1],
];

/** Units that can be counted, and how many of what they are. */
export const UNITS: Readonly<Record<string, { unit: Unit; count: number }>> = Object.fromEntries(
  PLAIN_UNITS.flatMap(([words, unit, count]) =>
    words.split(' ').map((word) => [word, { unit, count }])
  )
);

/** Units that PHP has as well, but that are not calculated with here. */
export const OTHER_UNITS = [
  'weekday',
  'weekdays',
  'ms',
  'msec',
  'msecs',
  'millisecond',
  'milliseconds',
  'usec',
  'usecs',
  'microsecond',
  'microseconds',
];
