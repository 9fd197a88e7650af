import { noCounts } from '../../../server/src/runs/counts';
import { createProgress } from '../../../server/src/runs/progress';
import { startPulse } from '../../../server/src/runs/pulse';
import type { RunRow, RunRows } from '../../../server/src/storage/runs/rows';
import type { RunStopped } from '../../../server/src/runs/stopped';

const OWNER = 'host:1:x';
/** By the database's clock, whatever the process believes. */
const NOW = Date.parse('2031-01-01T00:00:00.000Z');

const setup = (row: Partial<RunRow> = {}) => {
  const stored = { owner: OWNER, status: 'running', cancelRequested: false, ...row } as RunRow;
  const changes: object[] = [];
  const rows = {
    now: async () => NOW,
    find: async () => stored,
    changeOwn: async (_id: number, _owner: string, data: object) => {
      changes.push(data);
      return true;
    },
  } as unknown as RunRows;
  const progress = createProgress();
  const stops: RunStopped[] = [];
  const errors: unknown[] = [];
  const end = startPulse({
    rows,
    run: { id: 1 },
    owner: OWNER,
    progress,
    stop: (reason) => stops.push(reason),
    onError: (error) => errors.push(error),
  });
  return { stored, rows, changes, progress, stops, errors, end };
};

describe('pulse', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('writes progress when there is some, and a sign of life when there is none', async () => {
    const { changes, progress, end } = setup();
    await jest.advanceTimersByTimeAsync(1000);
    expect(changes).toHaveLength(1);
    await jest.advanceTimersByTimeAsync(5000);
    expect(changes).toHaveLength(1);
    progress.count({ ...noCounts(), rows: { read: 250, filtered: 0, skipped: 0, failed: 0 } });
    await jest.advanceTimersByTimeAsync(1000);
    expect(changes).toHaveLength(2);
    expect(changes[1]).toMatchObject({ progress: { counts: { rows: { read: 250 } } } });
    await jest.advanceTimersByTimeAsync(10_000);
    expect(changes).toHaveLength(3);
    expect(changes[2]).toMatchObject({ heartbeatAtMs: NOW });
    await end();
    await jest.advanceTimersByTimeAsync(60_000);
    expect(changes).toHaveLength(3);
  });

  it('stops a run that was canceled on another instance', async () => {
    const { stored, stops, end } = setup();
    await jest.advanceTimersByTimeAsync(1000);
    expect(stops).toEqual([]);
    stored.cancelRequested = true;
    await jest.advanceTimersByTimeAsync(1000);
    expect(stops[0]?.status).toBe('canceled');
    await end();
  });

  it.each([{ owner: 'other:1:y' }, { status: 'interrupted' as const }])(
    'stops a run that another instance took for dead: %j',
    async (row) => {
      const { stops, changes, end } = setup(row);
      await jest.advanceTimersByTimeAsync(1000);
      expect(stops[0]?.status).toBe('interrupted');
      expect(changes).toEqual([]);
      await end();
    }
  );

  it('goes on after an error of the database', async () => {
    const { rows, errors, changes, end } = setup();
    const find = rows.find;
    rows.find = async () => {
      throw new Error('gone');
    };
    await jest.advanceTimersByTimeAsync(2000);
    expect(errors).toHaveLength(2);
    rows.find = find;
    await jest.advanceTimersByTimeAsync(1000);
    expect(changes).toHaveLength(1);
    await end();
  });

  it('does not begin a beat while the one before is not done', async () => {
    const { rows, end } = setup();
    let calls = 0;
    let release: (row: RunRow | null) => void = () => undefined;
    rows.find = () => {
      calls += 1;
      return new Promise((resolve) => {
        release = resolve;
      });
    };
    await jest.advanceTimersByTimeAsync(5000);
    expect(calls).toBe(1);
    let isEnded = false;
    const ending = end().then(() => {
      isEnded = true;
    });
    await jest.advanceTimersByTimeAsync(0);
    expect(isEnded).toBe(false);
    release(null);
    await ending;
  });
});
