import {
  decideSlot,
  everyAfter,
  failuresAfter,
  paceAfter,
  type Ended,
} from '../../../server/src/schedule/pace';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const NOON = Date.parse('2026-03-01T12:00:00.000Z');

const ended = (status: Ended['status'], trigger = 'schedule', variant?: string): Ended => ({
  status,
  trigger,
  error: variant === undefined ? null : { code: 'interrupted', params: { variant } },
});

describe('failures in a row', () => {
  it.each<[string, Ended, number]>([
    ['a failed one is one more', ended('failed'), 5],
    ['an interrupted one is one more', ended('interrupted'), 5],
    [
      'one that another instance declared dead',
      ended('interrupted', 'schedule', 'declared-dead'),
      5,
    ],
    [
      'not one that the end of the server has interrupted',
      ended('interrupted', 'schedule', 'shut-down'),
      4,
    ],
    ['not one that a person has ended', ended('canceled'), 4],
    ['not one that is going on', ended('running'), 4],
    ['not one that a person has started', ended('failed', 'manual'), 4],
    ['not one of the command line', ended('interrupted', 'cli'), 4],
    ['a success ends them', ended('succeeded'), 0],
    ['a success with errors too', ended('succeeded-with-errors'), 0],
    ['a success by hand too', ended('succeeded', 'manual'), 0],
    ['a held one has read its source', ended('held'), 0],
  ])('%s', (_what, run, expected) => {
    expect(failuresAfter(4, run)).toBe(expected);
  });
});

describe('the pace', () => {
  it.each([
    [0, 'usual', 1],
    [1, 'usual', 1],
    [2, 'usual', 1],
    [3, 'stretched', 2],
    [4, 'stretched', 4],
    [5, 'stretched', 8],
    [9, 'stretched', 128],
    [10, 'quarantined', 256],
    [11, 'quarantined', 512],
  ])('after %d failures is %s, every %d slots', (failures, pace, every) => {
    expect(paceAfter(failures)).toBe(pace);
    expect(everyAfter(failures)).toBe(every);
  });
});

describe('a slot', () => {
  /** The slots that are run, of those after a run at noon. */
  const runs = (failures: number, pauseMs: number, count: number, lateMs = 0): number[] =>
    Array.from({ length: count }, (_, index) => index + 1).filter(
      (slot) =>
        decideSlot({ failures, lastAtMs: NOON + lateMs }, NOON + slot * pauseMs, pauseMs) === 'run'
    );

  it.each([
    [0, [1, 2, 3, 4, 5]],
    [2, [1, 2, 3, 4, 5]],
    [3, [2, 3, 4, 5]],
    [4, [4, 5]],
    [5, []],
    [10, []],
  ])('of an hour, after %d failures, is run from this one on: %j', (failures, expected) => {
    expect(runs(failures, HOUR_MS, 5)).toEqual(expected);
  });

  it.each([6, 7, 8, 9])('comes after a day at the latest, after %d failures', (failures) => {
    expect(runs(failures, HOUR_MS, 30)[0]).toBe(Math.min(24, everyAfter(failures)));
  });

  it.each([3, 5, 9])('of a day or more is run each time, after %d failures', (failures) => {
    expect(runs(failures, DAY_MS, 2)).toEqual([1, 2]);
    expect(runs(failures, 7 * DAY_MS, 2)).toEqual([1, 2]);
  });

  it('is not lost since the run before began late', () => {
    expect(runs(3, HOUR_MS, 3, 20 * MINUTE_MS)[0]).toBe(2);
    expect(runs(4, 5 * MINUTE_MS, 6, MINUTE_MS)[0]).toBe(4);
  });

  it('is run where nothing is known of another run', () => {
    expect(decideSlot({ failures: 3, lastAtMs: null }, NOON, HOUR_MS)).toBe('run');
  });

  it('says why it is left out', () => {
    const past = { lastAtMs: NOON };
    expect(decideSlot({ ...past, failures: 3 }, NOON + HOUR_MS, HOUR_MS)).toBe('stretched');
    expect(decideSlot({ ...past, failures: 10 }, NOON + 30 * DAY_MS, HOUR_MS)).toBe('quarantined');
  });
});
