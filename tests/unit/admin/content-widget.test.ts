import {
  attentionOf,
  byUrgency,
  countAttention,
  type Glanced,
} from '../../../admin/src/widget/attention';
import type { RunStatus } from '../../../shared/run-statuses';
import { runOf } from './runs';

const profileOf = (
  name: string,
  status: RunStatus | null,
  { startedAt = '2026-01-05T02:00:00.000Z', overdue = false } = {}
): Glanced => {
  const { id, rows, user, phonebookEntry, phone } = runOf();
  const counts = { rows, user, phonebookEntry, phone };
  const lastRun = status && { id, status, startedAt, finishedAt: startedAt, counts };
  return { id: name, name, lastRun, nextRunAt: null, overdue };
};

describe('a profile needs attention', () => {
  it.each<[RunStatus | null, boolean, string | null]>([
    ['held', true, 'held'],
    ['failed', true, 'failed'],
    ['interrupted', false, 'failed'],
    ['succeeded', true, 'overdue'],
    ['succeeded', false, null],
    ['succeeded-with-errors', false, null],
    ['canceled', false, null],
    ['rejected', false, null],
    ['running', true, null],
    [null, true, 'overdue'],
    [null, false, null],
  ])('after a run that is %s, overdue %s: %s', (status, overdue, attention) => {
    expect(attentionOf(profileOf('a', status, { overdue }))).toBe(attention);
  });

  it('is counted', () => {
    const profiles = [profileOf('a', 'held'), profileOf('b', 'succeeded'), profileOf('c', null)];
    expect(countAttention(profiles)).toBe(1);
    expect(countAttention([])).toBe(0);
  });
});

describe('the order of profiles', () => {
  const names = (profiles: Glanced[]) => byUrgency(profiles).map(({ name }) => name);

  it('has what is urgent first', () => {
    const profiles = [
      profileOf('fine', 'succeeded'),
      profileOf('late', 'succeeded', { overdue: true }),
      profileOf('broken', 'failed'),
      profileOf('waiting', 'held'),
    ];
    expect(names(profiles)).toEqual(['waiting', 'broken', 'late', 'fine']);
  });

  it('then what ran last, and what never ran by name', () => {
    const profiles = [
      profileOf('zoe', null),
      profileOf('ann', null),
      profileOf('old', 'succeeded', { startedAt: '2026-01-01T00:00:00.000Z' }),
      profileOf('new', 'succeeded', { startedAt: '2026-01-02T00:00:00.000Z' }),
    ];
    expect(names(profiles)).toEqual(['new', 'old', 'ann', 'zoe']);
  });

  it('leaves the given list as it is', () => {
    const profiles = [profileOf('b', null), profileOf('a', null)];
    byUrgency(profiles);
    expect(profiles[0]?.name).toBe('b');
  });
});
