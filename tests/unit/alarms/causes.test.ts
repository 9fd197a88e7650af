import {
  causeOf,
  isHeld,
  isTrouble,
  keptCause,
  raised,
  settled,
  UNREMOVED,
  type Raised,
} from '../../../server/src/alarms/causes';
import type { RunStatus } from '../../../shared/run-statuses';

const run = (status: RunStatus, code: string | null = null) => ({
  status,
  error: code === null ? null : { code },
});

describe('causeOf', () => {
  it.each(['failed', 'held', 'interrupted'] as const)('has one for a run that is %s', (status) => {
    expect(causeOf(run(status, 'x'))).toBe(`${status} x`);
  });

  it.each([
    'running',
    'succeeded',
    'succeeded-with-errors',
    'canceled',
    'rejected',
    'expired',
  ] as const)('has none for a run that is %s', (status) => {
    expect(causeOf(run(status, 'x'))).toBeNull();
  });

  it('is another one for another code, and for another ending', () => {
    expect(causeOf(run('failed', 'http-404'))).not.toBe(causeOf(run('failed', 'html-page')));
    expect(causeOf(run('failed', 'x'))).not.toBe(causeOf(run('held', 'x')));
  });
});

describe('raised', () => {
  const told: Raised[] = [{ cause: 'failed a', mailed: true }];

  it('adds a new cause', () => {
    expect(raised([], 'failed a', true)).toEqual({ list: told, isNew: true });
    expect(raised(told, 'failed b', false)).toEqual({
      list: [...told, { cause: 'failed b', mailed: false }],
      isNew: true,
    });
  });

  it('says nothing again, also when another cause came in between', () => {
    expect(raised(told, 'failed a', true)).toBeNull();
    expect(raised([...told, { cause: 'failed b', mailed: true }], 'failed a', true)).toBeNull();
  });

  it('says again what no mail has left about, once there is somebody to write to', () => {
    const silent: Raised[] = [{ cause: 'failed a', mailed: false }];
    expect(raised(silent, 'failed a', false)).toBeNull();
    expect(raised(silent, 'failed a', true)).toEqual({ list: told, isNew: false });
  });

  it('is about kept records again only when one was added since', () => {
    const early = keptCause('2026-03-01T02:00:00.000Z');
    const late = keptCause('2026-03-04T02:00:00.000Z');
    const list: Raised[] = [{ cause: late, mailed: true }];
    expect(raised(list, early, true)).toBeNull();
    expect(raised(list, late, true)).toBeNull();
    expect(raised([{ cause: early, mailed: true }], late, true)?.list).toEqual(list);
  });

  it('remembers the latest twenty', () => {
    let list: Raised[] = [];
    for (let index = 0; index < 30; index += 1) list = raised(list, `failed ${index}`, true)!.list;
    expect(list).toHaveLength(20);
    expect(list.at(-1)?.cause).toBe('failed 29');
  });
});

describe('settled', () => {
  const list: Raised[] = [
    ...['failed a', 'held b', 'overdue', 'quarantined', 'kept 2026', UNREMOVED],
  ].map((cause) => ({ cause, mailed: true }));
  const left = (isOver: (cause: string) => boolean) =>
    settled(list, isOver).list.map(({ cause }) => cause);

  it('ends all trouble with a success, but not that somebody is kept, or nobody removed', () => {
    expect(left(isTrouble)).toEqual(['kept 2026', UNREMOVED]);
    expect(settled(list, isTrouble).over).toHaveLength(4);
  });

  it('ends what was held with a decision', () => {
    expect(left(isHeld)).not.toContain('held b');
    expect(left(isHeld)).toHaveLength(5);
  });
});
