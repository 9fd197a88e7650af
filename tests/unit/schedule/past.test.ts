import { createTask, getTasks } from 'node-cron';

import { lastTime } from '../../../server/src/schedule/past';
import { Random } from '../../support/random';
import { rounds } from '../../support/rounds';

const MINUTE_MS = 60_000;

/** What the jobs would do from a moment on. */
const timesFrom = (cron: string, timezone: string, from: Date, count: number): Date[] => {
  jest.useFakeTimers({ now: from, doNotFake: ['nextTick', 'setImmediate'] });
  const task = createTask(cron, () => undefined, { timezone });
  try {
    return task.getNextRuns(count);
  } finally {
    void task.destroy();
    jest.useRealTimers();
  }
};

const last = (cron: string, timezone: string, after: string, until: string): string | null =>
  lastTime({ cron, timezone }, new Date(after), new Date(until))?.toISOString() ?? null;

describe('lastTime', () => {
  it.each([
    ['0 2 * * *', 'UTC', '2026-03-01T00:00Z', '2026-03-05T01:59Z', '2026-03-04T02:00:00.000Z'],
    ['0 2 * * *', 'UTC', '2026-03-01T00:00Z', '2026-03-05T02:00Z', '2026-03-05T02:00:00.000Z'],
    ['0 2 * * *', 'UTC', '2026-03-05T02:00Z', '2026-03-06T01:59Z', null],
    [
      '0 2 * * *',
      'UTC',
      '2026-03-05T01:59:59Z',
      '2026-03-05T02:00:30Z',
      '2026-03-05T02:00:00.000Z',
    ],
    [
      '30 2 * * *',
      'Asia/Kolkata',
      '2026-03-01T00:00Z',
      '2026-03-05T00:00Z',
      '2026-03-04T21:00:00.000Z',
    ],
    [
      '0 2 29 2 *',
      'Europe/Berlin',
      '2019-01-01T00:00Z',
      '2027-12-31T00:00Z',
      '2024-02-29T01:00:00.000Z',
    ],
    ['@weekly', 'UTC', '2026-03-01T12:00Z', '2026-03-10T00:00Z', '2026-03-08T00:00:00.000Z'],
    ['0 3 L * *', 'UTC', '2026-01-01T00:00Z', '2026-03-30T00:00Z', '2026-02-28T03:00:00.000Z'],
    ['0 3 * * fri#2', 'UTC', '2026-01-01T00:00Z', '2026-03-30T00:00Z', '2026-03-13T03:00:00.000Z'],
    // A time that the clocks leave out, and one that they show twice.
    [
      '30 2 * * *',
      'Europe/Berlin',
      '2026-03-28T00:00Z',
      '2026-03-29T12:00Z',
      '2026-03-28T01:30:00.000Z',
    ],
    ['30 2 * * *', 'Europe/Berlin', '2026-10-24T12:00Z', '2026-10-25T00:45Z', null],
    [
      '30 2 * * *',
      'Europe/Berlin',
      '2026-10-24T12:00Z',
      '2026-10-25T12:00Z',
      '2026-10-25T01:30:00.000Z',
    ],
    [
      '30 1 * * *',
      'America/New_York',
      '2026-11-01T00:00Z',
      '2026-11-01T12:00Z',
      '2026-11-01T05:30:00.000Z',
    ],
  ])('of %s in %s after %s until %s is %s', (cron, timezone, after, until, expected) => {
    expect(last(cron, timezone, after, until)).toBe(expected);
    expect(getTasks().size).toBe(0);
  });

  const ZONES = [
    ...['UTC', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu'],
    ...['America/St_Johns', 'Africa/Casablanca', 'Antarctica/Troll', 'Pacific/Apia'],
  ];
  const CRONS = [
    ...['* * * * *', '*/15 * * * *', '0 * * * *', '30 1-3 * * *', '45 0,2 * * 0', '0 2 * * 1-5'],
    ...['15 2 1,15 * *', '59 23 L * *', '0 0 * * *', '7 3 * 3,10,11 *', '10 2 * * sun#1'],
  ];
  /** When clocks are set forward or back somewhere, and some time between. */
  const MOMENTS = [
    ...['2026-03-08T06:00Z', '2026-03-28T20:00Z', '2026-04-04T12:00Z', '2026-06-15T00:00Z'],
    ...['2026-10-03T12:00Z', '2026-10-24T20:00Z', '2026-11-01T04:00Z', '2026-12-31T20:00Z'],
  ];

  it('finds those times, and only those, that the jobs know', () => {
    const random = new Random(13);
    for (let round = 0; round < rounds(25, 1500); round += 1) {
      const [cron, timezone] = [random.pick(CRONS), random.pick(ZONES)];
      const from = new Date(Date.parse(random.pick(MOMENTS)) + random.below(720) * MINUTE_MS);
      const times = timesFrom(cron, timezone, from, 6);
      times.forEach((time, index) => {
        const next = times[index + 1];
        const until = next ? new Date(next.getTime() - MINUTE_MS) : time;
        expect([cron, timezone, lastTime({ cron, timezone }, from, until)]).toEqual([
          cron,
          timezone,
          time,
        ]);
      });
      const [first] = times;
      const before = new Date(first!.getTime() - MINUTE_MS);
      expect(lastTime({ cron, timezone }, from, before)).toBeNull();
    }
  });
});
