import { owedTime, turnOf, type LatestRun } from '../../../server/src/schedule/due';

const DAILY = { enabled: true, cron: '0 2 * * *', timezone: 'UTC', catchUp: true };
const now = new Date('2026-03-10T09:00Z');
const of = (since: string, catchUp = true) => ({
  id: 'p1',
  schedule: { ...DAILY, catchUp },
  since: new Date(since),
});
const run = (startedAt: string, status: LatestRun['status'] = 'succeeded'): LatestRun => ({
  status,
  startedAtMs: Date.parse(startedAt),
  slot: null,
});

describe('owedTime', () => {
  const TODAY = '2026-03-10T02:00:00.000Z';

  it.each([
    ['nobody was there for it', of('2026-03-01T00:00Z'), run('2026-03-07T02:00Z'), TODAY],
    ['there was no run ever', of('2026-03-01T00:00Z'), null, TODAY],
    ['a run has begun since', of('2026-03-01T00:00Z'), run('2026-03-10T02:00Z', 'failed'), null],
    ['its run died', of('2026-03-01T00:00Z'), run('2026-03-10T02:00Z', 'interrupted'), null],
    ['the schedule is younger', of('2026-03-10T02:00:01Z'), run('2026-03-07T02:00Z'), null],
    ['it is not to be made up for', of('2026-03-01T00:00Z', false), run('2026-03-07T02:00Z'), null],
    [
      'another run still has the profile',
      of('2026-03-01T00:00Z', false),
      run('2026-03-10T01:59Z', 'running'),
      TODAY,
    ],
    [
      'another run has the profile since',
      of('2026-03-01T00:00Z'),
      run('2026-03-10T02:01Z', 'running'),
      null,
    ],
  ])('is there or not where %s', (_why, profile, latest, expected) => {
    expect(owedTime(profile, latest, now)?.toISOString() ?? null).toBe(expected);
  });
});

describe('turnOf', () => {
  const date = new Date('2026-03-10T02:00Z');
  const slotted = (time: string, status: LatestRun['status']): LatestRun => ({
    ...run(time, status),
    slot: `p1@${time}`,
  });

  it.each([
    ['a profile without runs', null, 'now'],
    ['a run that is going on', run('2026-03-10T01:00Z', 'running'), 'later'],
    ['a run that is over', run('2026-03-10T01:00Z', 'interrupted'), 'now'],
    ['a run of an older time', slotted('2026-03-09T02:00Z', 'failed'), 'now'],
    ['its own run', slotted('2026-03-10T02:00Z', 'interrupted'), 'never'],
    ['its own run, which is going on', slotted('2026-03-10T02:00Z', 'running'), 'never'],
    ['the run of a later time', slotted('2026-03-11T02:00Z', 'succeeded'), 'never'],
  ])('after %s', (_what, latest, expected) => {
    expect(turnOf('p1', date, latest)).toBe(expected);
  });
});
