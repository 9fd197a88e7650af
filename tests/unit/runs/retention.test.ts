import { beyondRetention } from '../../../server/src/runs/retention';
import type { RunEntity } from '../../../server/src/storage/runs/run-entities';

const NOW = Date.parse('2026-03-01T00:00:00.000Z');

const run = (id: number, daysAgo: number, status: RunEntity['status'] = 'succeeded') => ({
  id,
  status,
  startedAtMs: NOW - daysAgo * 24 * 60 * 60 * 1000,
});

const idsBeyond = (...given: Parameters<typeof beyondRetention>): number[] =>
  beyondRetention(...given).map(({ id }) => id);

describe('the runs that go', () => {
  it('are those beyond the number, the oldest first', () => {
    const runs = [run(1, 4), run(2, 3), run(3, 2), run(4, 1)];
    expect(idsBeyond(runs, { runs: 2, days: 90 }, NOW)).toEqual([1, 2]);
    expect(idsBeyond(runs, { runs: 4, days: 90 }, NOW)).toEqual([]);
  });

  it('are those that are too old, but never the latest', () => {
    const runs = [run(1, 100), run(2, 91), run(3, 89)];
    expect(idsBeyond(runs, { runs: 50, days: 90 }, NOW)).toEqual([1, 2]);
    expect(idsBeyond([run(1, 100)], { runs: 50, days: 90 }, NOW)).toEqual([]);
  });

  it('are never the latest that succeeded, however many have failed since', () => {
    const runs = [run(1, 100), run(2, 99), run(3, 98, 'failed'), run(4, 1, 'failed')];
    expect(idsBeyond(runs, { runs: 1, days: 1 }, NOW)).toEqual([1, 3]);
    const withErrors = [run(1, 100, 'succeeded-with-errors'), run(2, 1, 'failed')];
    expect(idsBeyond(withErrors, { runs: 1, days: 1 }, NOW)).toEqual([]);
  });

  it('are never those that are going on or wait for approval', () => {
    const runs = [run(1, 100, 'held'), run(2, 100, 'running'), run(3, 100), run(4, 1)];
    expect(idsBeyond(runs, { runs: 1, days: 1 }, NOW)).toEqual([3]);
  });
});
