import { healthOf, type Observed } from '../../../server/src/health/states';
import { noCounts } from '../../../shared/counts';
import type { RunStatus } from '../../../shared/run-statuses';

const NOW = Date.parse('2026-03-02T00:00:00.000Z');
const SUCCESS = NOW - 90_500;

const lastRun = (status: RunStatus) => ({
  id: 'run',
  status,
  startedAt: '2026-03-01T23:58:00.000Z',
  finishedAt: '2026-03-01T23:58:29.500Z',
  counts: noCounts(),
});

const observed = (
  profile: Partial<Observed['profile']> = {},
  lastSuccessMs: number | null = SUCCESS
): Observed => ({
  profile: {
    id: 'p1',
    name: 'Staff',
    schedule: { enabled: true, cron: '0 2 * * *', timezone: 'UTC', catchUp: false },
    problems: [],
    lastRun: lastRun('succeeded'),
    nextRunAt: '2026-03-02T02:00:00.000Z',
    overdue: false,
    failures: 0,
    pace: 'usual',
    ...profile,
  },
  lastSuccessMs,
});

const stateOf = (...given: Parameters<typeof observed>) => healthOf(observed(...given), NOW).state;

const OFF = { enabled: false, cron: '0 2 * * *', timezone: 'UTC', catchUp: false };
const BROKEN = { path: ['name'], code: 'invalid-value', message: '', line: null, column: null };

describe('the state of a profile', () => {
  it('is told with its last success and how long ago that was', () => {
    expect(healthOf(observed(), NOW)).toEqual({
      id: 'p1',
      name: 'Staff',
      state: 'ok',
      isScheduled: true,
      lastSuccessAt: '2026-03-01T23:58:29.500Z',
      ageSeconds: 91,
      lastRun: {
        id: 'run',
        status: 'succeeded',
        startedAt: '2026-03-01T23:58:00.000Z',
        finishedAt: '2026-03-01T23:58:29.500Z',
      },
      nextRunAt: '2026-03-02T02:00:00.000Z',
      failures: 0,
    });
  });

  it.each<[RunStatus, string]>([
    ['succeeded', 'ok'],
    ['succeeded-with-errors', 'ok'],
    ['running', 'ok'],
    ['canceled', 'ok'],
    ['rejected', 'ok'],
    ['expired', 'ok'],
    ['held', 'held'],
    ['failed', 'failing'],
    ['interrupted', 'failing'],
  ])('after a run that is %s is %s', (status, state) => {
    expect(stateOf({ lastRun: lastRun(status) })).toBe(state);
  });

  it('goes on to be failing while the next run is going on', () => {
    expect(stateOf({ lastRun: lastRun('running'), failures: 2 })).toBe('failing');
  });

  it('before the first success is that it waits, or is off', () => {
    expect(stateOf({ lastRun: null }, null)).toBe('waiting');
    expect(stateOf({ lastRun: null, schedule: OFF }, null)).toBe('off');
    expect(healthOf(observed({ lastRun: null }, null), NOW)).toMatchObject({
      lastSuccessAt: null,
      ageSeconds: null,
      lastRun: null,
    });
  });

  it('is the worst of what is the matter', () => {
    const bad = { overdue: true, failures: 12, lastRun: lastRun('failed') };
    expect(stateOf({ overdue: true })).toBe('overdue');
    expect(stateOf(bad)).toBe('failing');
    expect(stateOf({ ...bad, lastRun: lastRun('held') })).toBe('held');
    expect(stateOf({ ...bad, pace: 'quarantined' })).toBe('quarantined');
    expect(stateOf({ ...bad, pace: 'quarantined', problems: [BROKEN] })).toBe('broken');
  });
});
