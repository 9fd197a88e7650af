import { timeTaken } from '../../../admin/src/utils/time';
import { isPlanned, totalsOf } from '../../../admin/src/utils/totals';
import { runOf } from './runs';

describe('the totals of a run', () => {
  it('are those of all record types together', () => {
    const run = runOf({
      user: { create: 1, update: 2, unchanged: 9 },
      phonebookEntry: { create: 10, remove: 3 },
      phone: { update: 20, error: 4 },
    });
    expect(totalsOf(run)).toEqual({ create: 11, update: 22, remove: 3, error: 4 });
  });

  it('count the rows that failed, however many records each of them has', () => {
    const rows = { read: 10, filtered: 0, skipped: 0, failed: 2 };
    expect(totalsOf(runOf({ rows })).error).toBe(2);
    expect(totalsOf(runOf({ rows, user: { error: 2 }, phone: { error: 1 } })).error).toBe(2);
    expect(totalsOf(runOf({ rows, user: { error: 1 } })).error).toBe(2);
  });

  it('are only planned for a test run and one that was not approved', () => {
    expect(isPlanned(runOf({ kind: 'test' }))).toBe(true);
    expect(isPlanned(runOf({ status: 'held' }))).toBe(true);
    expect(isPlanned(runOf({ status: 'rejected' }))).toBe(true);
    expect(isPlanned(runOf({ kind: 'test', status: 'failed' }))).toBe(false);
    expect(isPlanned(runOf({ status: 'canceled' }))).toBe(false);
    expect(isPlanned(runOf())).toBe(false);
  });
});

describe('the time that a run took', () => {
  it('is from its start to its end', () => {
    expect(timeTaken(runOf())).toBe(10_000);
  });

  it('is unknown while it goes on', () => {
    expect(timeTaken(runOf({ status: 'running', finishedAt: null }))).toBeNull();
  });

  it('does not count how long a person took to decide', () => {
    expect(timeTaken(runOf({ decidedBy: 'Ada' }))).toBeNull();
    expect(timeTaken(runOf({ status: 'rejected' }))).toBeNull();
  });

  it('is never negative, whatever the clocks say', () => {
    expect(timeTaken(runOf({ finishedAt: '2026-01-05T01:59:59.000Z' }))).toBe(0);
  });
});
