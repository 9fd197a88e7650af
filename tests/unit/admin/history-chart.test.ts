import { axisUpTo, barsOf, usualMaximum } from '../../../admin/src/pages/history/chart/bars';
import type { RunStatus } from '../../../shared/run-statuses';
import { runOf } from './runs';

describe('the axis', () => {
  it.each([
    [0, [0, 1]],
    [1, [0, 1]],
    [3, [0, 1, 2, 3]],
    [7, [0, 2, 4, 6, 8]],
    [10, [0, 5, 10]],
    [150, [0, 50, 100, 150]],
    [300, [0, 100, 200, 300]],
    [1000, [0, 500, 1000]],
    [59_950, [0, 20_000, 40_000, 60_000]],
  ])('has round, whole numbers up to %d', (greatest, ticks) => {
    expect(axisUpTo(greatest)).toEqual({ max: ticks.at(-1), ticks });
  });

  it('always has room, and few numbers', () => {
    for (let greatest = 1; greatest < 3000; greatest += 1) {
      const { max, ticks } = axisUpTo(greatest);
      expect(max).toBeGreaterThanOrEqual(greatest);
      expect(ticks.length).toBeLessThanOrEqual(6);
      expect(max).toBeLessThan(2 * greatest + 1);
    }
  });
});

describe('the usual maximum', () => {
  it('is the greatest value where none stands out', () => {
    expect(usualMaximum([3, 0, 12, 24, 7, 9])).toBe(24);
  });

  it('leaves a first import out, so that later runs can be seen', () => {
    expect(usualMaximum([20_000, 3, 5, 0, 8, 2, 4])).toBe(8);
  });

  it('leaves several out when they are rare', () => {
    expect(usualMaximum([20_000, 4000, 3, 5, 1, 8, 2, 4, 6])).toBe(8);
  });

  it('does not take a few runs for a rule', () => {
    expect(usualMaximum([20_000, 3, 2])).toBe(20_000);
    expect(usualMaximum([20_000])).toBe(20_000);
  });

  it('keeps great values that are not rare', () => {
    expect(usualMaximum([20_000, 18_000, 19_000, 3, 2, 5])).toBe(20_000);
  });

  it('is nothing where nothing changed', () => {
    expect(usualMaximum([0, 0])).toBe(0);
    expect(usualMaximum([])).toBe(0);
  });
});

describe('bars', () => {
  it('are the latest runs that are over, the oldest first', () => {
    const runs = [
      runOf({ id: 'now', status: 'running' }),
      runOf({ id: 'c' }),
      runOf({ id: 'b' }),
      runOf({ id: 'a' }),
    ];
    expect(barsOf(runs, 2).map(({ run }) => run.id)).toEqual(['b', 'c']);
    expect(barsOf(runs, 0)).toEqual([]);
  });

  it('add up what the run did', () => {
    const [bar] = barsOf([runOf({ user: { create: 3, error: 1 }, phone: { create: 2 } })], 1);
    expect(bar?.totals).toEqual({ create: 5, update: 0, remove: 0, error: 1 });
    expect(bar?.total).toBe(6);
  });

  it('show nothing of a plan that was not carried out', () => {
    for (const status of ['held', 'rejected'] as const) {
      const [bar] = barsOf([runOf({ status, user: { remove: 40 } })], 1);
      expect(bar?.total).toBe(0);
    }
  });

  it.each<[RunStatus, string | null]>([
    ['succeeded', null],
    ['succeeded-with-errors', null],
    ['failed', 'failed'],
    ['interrupted', 'failed'],
    ['held', 'held'],
    ['canceled', 'ended'],
    ['rejected', 'ended'],
  ])('mark a run that %s with %s', (status, mark) => {
    expect(barsOf([runOf({ status })], 1)[0]?.mark).toBe(mark);
  });
});
