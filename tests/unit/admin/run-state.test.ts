import { availableActions, bannersOf, hasWritten } from '../../../admin/src/pages/run/run-state';
import { changesOf, totalCounts } from '../../../admin/src/utils/totals';
import { durationOf, percentOf, timeLeft } from '../../../admin/src/utils/time';
import type { RunDetail } from '../../../shared/contracts/reports';
import type { RunProgress } from '../../../shared/contracts/runs';
import { runOf } from './runs';

const run = (parts: Partial<RunDetail>): RunDetail => ({
  ...runOf({ kind: 'test' }),
  credentials: 0,
  undecided: 0,
  changedSince: { profile: false, file: false, form: false },
  keepsFile: false,
  retriedAs: null,
  undoableUntil: null,
  undoneBy: null,
  ...parts,
});

const exceeded: RunDetail['exceeded'] = [
  {
    code: 'limit-exceeded',
    type: 'user',
    limit: 'removePercent',
    found: 80,
    allowed: 20,
    message: '',
  },
];

describe('the banners of a run', () => {
  it('are none for one that did what it should, or is going on', () => {
    expect(bannersOf(run({}), false)).toEqual([]);
    const changedSince = { profile: true, file: true, form: false };
    expect(bannersOf(run({ status: 'running', changedSince }), false)).toEqual([]);
  });

  it('say what became of it, then what a run would do', () => {
    expect(bannersOf(run({ status: 'succeeded-with-errors', exceeded }), false)).toEqual([
      'with-errors',
      'would-be-held',
    ]);
    expect(bannersOf(run({ kind: 'run', status: 'held', exceeded }), false)).toEqual(['held']);
    expect(bannersOf(run({ kind: 'run', notModified: true }), false)).toEqual(['not-modified']);
  });

  it('say that something has changed since a test run, but not that a correction did it', () => {
    const file = { changedSince: { profile: false, file: true, form: false } };
    expect(bannersOf(run(file), false)).toEqual(['changed-since']);
    expect(bannersOf(run(file), true)).toEqual([]);
    expect(bannersOf(run({ ...file, kind: 'run' }), false)).toEqual([]);
    expect(
      bannersOf(run({ changedSince: { profile: true, file: true, form: false } }), true)
    ).toEqual(['changed-since']);
  });
});

describe('the counts of a run', () => {
  it.each(['succeeded', 'failed', 'interrupted', 'canceled'] as const)(
    'are of what has happened where it %s',
    (status) => {
      expect(hasWritten(run({ kind: 'run', status }))).toBe(true);
      expect(hasWritten(run({ kind: 'test', status }))).toBe(false);
    }
  );

  it.each(['running', 'held', 'rejected', 'expired'] as const)(
    'are of its plan where it is %s',
    (status) => {
      expect(hasWritten(run({ kind: 'run', status }))).toBe(false);
    }
  );

  it('are summed over the types', () => {
    const some = runOf({ user: { remove: 2 }, phone: { remove: 3 } });
    expect(totalCounts(some).remove).toBe(5);
    expect(changesOf(some)).toBeGreaterThan(0);
  });

  it('are without changes when all records are as they should be', () => {
    expect(changesOf(runOf({ user: { unchanged: 9 } }))).toBe(0);
  });
});

describe('the actions of a run', () => {
  const all = {
    canRead: true,
    canEdit: true,
    canHistory: true,
    canTest: true,
    canExecute: true,
    canApprove: true,
    canCredentials: true,
    canReveal: true,
    canForget: true,
    canAdministerPhonebooks: true,
  };
  const nothing = Object.fromEntries(Object.keys(all).map((name) => [name, false])) as typeof all;

  it('depend on how it ended', () => {
    expect(availableActions(run({ status: 'running' }), all, false)).toEqual(['cancel']);
    expect(availableActions(run({}), all, false)).toEqual(['test', 'run']);
    expect(availableActions(run({ status: 'failed' }), all, false)).toEqual(['test']);
    expect(availableActions(run({ kind: 'run', status: 'held' }), all, false)).toEqual([
      'reject',
      'approve',
    ]);
    expect(availableActions(run({ kind: 'run', credentials: 3 }), all, false)).toEqual([
      'credentials',
    ]);
    expect(availableActions(run({ kind: 'run' }), all, false)).toEqual([]);
  });

  it('let a new file begin where people deliver them', () => {
    expect(availableActions(run({ status: 'running' }), all, true)).toEqual(['cancel']);
    expect(availableActions(run({}), all, true)).toEqual(['new-file', 'test', 'run']);
    expect(availableActions(run({ kind: 'run' }), all, true)).toEqual(['new-file']);
    expect(availableActions(run({}), nothing, true)).toEqual([]);
  });

  it('do not cancel what is being canceled', () => {
    const going = (isCanceling: boolean) =>
      run({
        status: 'running',
        progress: {
          phase: 'reading',
          counts: runOf(),
          bytes: null,
          written: 0,
          total: 0,
          perSecond: 0,
          isCanceling,
        },
      });
    const may = { ...nothing, canExecute: true };
    expect(availableActions(going(false), may, false)).toEqual(['cancel']);
    expect(availableActions(going(true), may, false)).toEqual([]);
  });

  it.each(['running', 'succeeded', 'held'] as const)(
    'are none for somebody who may only look (%s)',
    (status) =>
      expect(availableActions(run({ status, credentials: 1 }), nothing, false)).toEqual([])
  );
});

describe('the time of a run', () => {
  const progress = (parts: Partial<RunProgress>): RunProgress => ({
    phase: 'writing',
    counts: runOf(),
    bytes: null,
    written: 50,
    total: 200,
    perSecond: 10,
    isCanceling: false,
    ...parts,
  });

  it('is told in hours, minutes and seconds', () => {
    expect(durationOf(0)).toEqual({ hours: 0, minutes: 0, seconds: 1 });
    expect(durationOf(-5000)).toEqual({ hours: 0, minutes: 0, seconds: 1 });
    expect(durationOf(61_000)).toEqual({ hours: 0, minutes: 1, seconds: 1 });
    expect(durationOf(7_322_500)).toEqual({ hours: 2, minutes: 2, seconds: 3 });
  });

  it('that is left is known while changes are written', () => {
    expect(percentOf(progress({}))).toBe(25);
    expect(timeLeft(progress({}))).toBe(15_000);
    expect(timeLeft(progress({ written: 300 }))).toBe(0);
    expect(percentOf(progress({ written: 300 }))).toBe(100);
  });

  it('is known of a file whose length is known', () => {
    const read = (phase: 'fetching' | 'reading', total: number | null) =>
      percentOf(progress({ phase, bytes: { done: 655, total } }));
    expect(read('reading', 1000)).toBe(65);
    expect(read('fetching', 700)).toBe(93);
    expect(read('fetching', null)).toBeNull();
    expect(read('reading', 0)).toBeNull();
    expect(percentOf(progress({ phase: 'planning' }))).toBeNull();
  });

  it.each([{ phase: 'reading' as const }, { total: 0 }])('is not guessed (%j)', (parts) => {
    expect(percentOf(progress(parts))).toBeNull();
    expect(timeLeft(progress(parts))).toBeNull();
  });

  it('that is left is not guessed while nothing goes on', () => {
    expect(timeLeft(progress({ perSecond: 0 }))).toBeNull();
  });
});
