import { nextTimes } from '../../../server/src/schedule/cron';
import { nextRun } from '../../../server/src/schedule/next-run';

const HOURLY = { enabled: true, cron: '0 * * * *', timezone: 'UTC' };
const after = (failures: number, hoursAgo: number) =>
  nextRun(HOURLY, { failures, lastAtMs: Date.now() - hoursAgo * 3_600_000 });

describe('nextRun', () => {
  it('is the next time of a schedule whose runs succeed', () => {
    expect(after(0, 0)).toBe(nextTimes(HOURLY, 1)[0]);
    expect(after(2, 0)).toBe(nextTimes(HOURLY, 1)[0]);
  });

  it('leaves slots out after failures', () => {
    const hours = (Date.parse(after(5, 0) ?? '') - Date.now()) / 3_600_000;
    expect(hours).toBeGreaterThan(7);
    expect(hours).toBeLessThan(9);
    expect(after(5, 0)).toBe(after(5, 0));
  });

  it('is the next time where enough has passed', () => {
    expect(after(5, 20)).toBe(nextTimes(HOURLY, 1)[0]);
    expect(after(9, 30)).toBe(nextTimes(HOURLY, 1)[0]);
  });

  it('is none where a schedule rests', () => {
    expect(after(10, 100)).toBeNull();
  });
});
