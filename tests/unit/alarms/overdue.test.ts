import { createOverdueCheck } from '../../../server/src/alarms/overdue';

const HOUR_MS = 3_600_000;
const NOW = Date.parse('2026-03-10T12:00:00.000Z');
const profile = (savedHoursAgo: number, cron = '0 2 * * *') => ({
  id: 'p1',
  name: 'Users',
  schedule: { enabled: true, cron, timezone: 'UTC', catchUp: false },
  since: new Date(NOW),
  savedAtMs: NOW - savedHoursAgo * HOUR_MS,
});
const check = createOverdueCheck();
const isOverdue = (savedHoursAgo: number, successHoursAgo: number | null, cron?: string) => {
  const successes = new Map(
    successHoursAgo === null ? [] : [['p1', NOW - successHoursAgo * HOUR_MS]]
  );
  return check([profile(savedHoursAgo, cron)], successes, NOW).length === 1;
};

describe('a profile is overdue', () => {
  it.each([
    ['a success yesterday', 1000, 30, undefined, false],
    ['a success two slots ago', 1000, 47, undefined, false],
    ['no success for longer than two slots', 1000, 49, undefined, true],
    ['no success at all', 1000, null, undefined, true],
    ['no success since it was saved, a day ago', 24, null, undefined, false],
    ['an older success, and saved a day ago', 24, 1000, undefined, false],
    ['a pause of a weekend', 1000, 75, '0 2 * * 1-5', false],
    ['more than a weekend and a day', 1000, 98, '0 2 * * 1-5', true],
    ['a quarter of an hour, every five minutes', 1000, 0.25, '*/5 * * * *', false],
    ['half an hour, every five minutes', 1000, 0.5, '*/5 * * * *', true],
  ])('%s: %d, %p hours ago', (_what, saved, success, cron, expected) => {
    expect(isOverdue(saved, success, cron)).toBe(expected);
  });

  it('says when the last success was', () => {
    const success = NOW - 100 * HOUR_MS;
    expect(check([profile(1000)], new Map([['p1', success]]), NOW)).toMatchObject([
      { id: 'p1', name: 'Users', lastSuccessMs: success },
    ]);
  });
});
