import { getTasks } from 'node-cron';

import { englishOf } from '../../../shared/codes/texts';
import { checkSchedule, isOverdue, nextTimes, slotOf } from '../../../server/src/schedule/cron';

const schedule = (cron: string, timezone = 'Europe/Berlin') => ({ enabled: true, cron, timezone });
const codes = (cron: string, timezone?: string) =>
  checkSchedule(schedule(cron, timezone)).map(({ path, code }) => `${path.join('.')} ${code}`);

describe('checkSchedule', () => {
  it.each(['0 2 * * *', '*/15 8-18 * * mon-fri', '@daily', '0 0 29 2 *', '0  2  *  *  *'])(
    'accepts %j',
    (cron) => {
      expect(codes(cron)).toEqual([]);
    }
  );

  it.each([
    '',
    '  ',
    '* * * *',
    '0 0 2 * * *',
    '61 * * * *',
    'every night',
    '0 0 31 2 *',
    '@never',
    '0 2 * * $(x)',
  ])('refuses %j', (cron) => {
    expect(codes(cron)).toEqual(['schedule.cron invalid-cron']);
  });

  it.each(['', 'Berlin', 'Europe/Atlantis', '+02:00', '../etc'])(
    'refuses the time zone %j',
    (timezone) => {
      expect(codes('0 2 * * *', timezone)).toEqual(['schedule.timezone invalid-timezone']);
    }
  );

  it('names everything that is wrong, found and expected', () => {
    const [cron, timezone] = checkSchedule(schedule('99 2 * * *', 'Nowhere'));
    expect(englishOf(cron!)).toContain('99 2 * * *');
    expect(englishOf(cron!)).toContain('0 2 * * *');
    expect(englishOf(timezone!)).toContain('Nowhere');
  });

  it('leaves no task behind', () => {
    checkSchedule(schedule('0 2 * * *'));
    checkSchedule(schedule('0 0 30 2 1#5'));
    expect(getTasks().size).toBe(0);
  });
});

describe('nextTimes', () => {
  it('are in order, in the future and at the time of day of the zone', () => {
    const times = nextTimes(schedule('30 2 * * *', 'Asia/Kolkata'), 3);
    expect(times).toHaveLength(3);
    expect([...times].sort()).toEqual(times);
    expect(times.every((time) => time.endsWith('T21:00:00.000Z'))).toBe(true);
    expect(Date.parse(times[0] ?? '')).toBeGreaterThan(Date.now());
    expect(getTasks().size).toBe(0);
  });
});

describe('slotOf', () => {
  it('is the same within a minute, another for another minute or profile', () => {
    const slot = slotOf('p1', new Date('2026-03-01T02:00:00.000Z'));
    expect(slot).toBe('p1@2026-03-01T02:00Z');
    expect(slotOf('p1', new Date('2026-03-01T02:00:59.999Z'))).toBe(slot);
    expect(slotOf('p1', new Date('2026-03-01T02:01:00.000Z'))).not.toBe(slot);
    expect(slotOf('p2', new Date('2026-03-01T02:00:00.000Z'))).not.toBe(slot);
  });
});

describe('isOverdue', () => {
  const HOUR_MS = 3_600_000;
  const isLate = (cron: string, hours: number) => {
    const now = new Date();
    return isOverdue(schedule(cron), new Date(now.getTime() - hours * HOUR_MS), now);
  };

  it.each([
    ['0 2 * * *', 47, false],
    ['0 2 * * *', 49, true],
    ['0 2 * * 1-5', 94, false],
    ['0 2 * * 1-5', 98, true],
    ['*/5 * * * *', 0.3, false],
    ['*/5 * * * *', 0.5, true],
  ])('of %j, %d hours after the last success: %s', (cron, hours, expected) => {
    expect(isLate(cron, hours)).toBe(expected);
  });
});
