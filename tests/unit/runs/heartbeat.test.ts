import { spawnSync } from 'node:child_process';

import {
  abandonmentOf,
  createInstance,
  instanceName,
  startHeartbeat,
  createProgress,
} from '../../../server/src/runs/heartbeat';
import type { RunStopped } from '../../../server/src/runs/types';
import type { RunEntity, RunTable } from '../../../server/src/storage/runs/run-entities';
import { HERE, type Place } from '../../../server/src/utils/process';
import { noCounts } from '../../../shared/counts';

const NOW = Date.parse('2026-03-01T02:00:00.000Z');
const secondsAgo = (seconds: number): number => NOW - seconds * 1000;
const deadPid = spawnSync(process.execPath, ['-e', '']).pid;

const run = (owner: string | null, seconds = 1, id = 1) => ({
  id,
  owner,
  heartbeatAtMs: secondsAgo(seconds),
});

/** Where a dead process cannot be told from one that is out of sight. */
const ELSEWHERE: [string, Partial<Place>][] = [
  ['another machine', { host: 'elsewhere' }],
  ['another start of the system', { boot: '5b0ba9a8-0000-4000-8000-000000000000' }],
  ['another container of the same host name', { pidNamespace: '4026531999' }],
  ['another container on another machine', { boot: 'other', pidNamespace: '4026531999' }],
  ['a system that does not tell', { boot: null, pidNamespace: null }],
];

describe('a run', () => {
  it('that this process works on is never abandoned, however long it was silent', () => {
    const instance = createInstance();
    instance.begin(1);
    for (const seconds of [1, 61, 3600, -90]) {
      expect(abandonmentOf(run(instance.name, seconds), NOW)).toBeNull();
    }
    instance.end(1);
    expect(abandonmentOf(run(instance.name, 59), NOW)).toBeNull();
    expect(abandonmentOf(run(instance.name, 61), NOW)).toBe('silent');
    instance.close();
  });

  it('of this process is told from the instance’s other runs', () => {
    const instance = createInstance();
    instance.begin(1);
    expect(abandonmentOf(run(instance.name, 61, 2), NOW)).toBe('silent');
    instance.close();
  });

  it('is abandoned at once when its instance has ended in this process', () => {
    const instance = createInstance();
    instance.begin(1);
    instance.close();
    expect(abandonmentOf(run(instance.name), NOW)).toBe('gone');
  });

  it('is abandoned when an earlier process had this one’s id', () => {
    expect(abandonmentOf(run(instanceName(HERE, process.pid)), NOW)).toBe('gone');
  });

  it('of another living process of this machine, such as the server beside the command line, is not', () => {
    const owner = instanceName(HERE, process.ppid);
    expect(abandonmentOf(run(owner), NOW)).toBeNull();
    expect(abandonmentOf(run(owner, 61), NOW)).toBe('silent');
  });

  const onLinux = process.platform === 'linux' ? it : it.skip;
  onLinux('is abandoned at once when its process is gone from this place', () => {
    expect(abandonmentOf(run(instanceName(HERE, deadPid), 0), NOW)).toBe('gone');
  });

  it.each(ELSEWHERE)('is waited for a minute when it is of %s', (_name, place) => {
    for (const pid of [deadPid, process.pid, process.ppid]) {
      const owner = instanceName({ ...HERE, ...place }, pid);
      expect(abandonmentOf(run(owner, 0), NOW)).toBeNull();
      expect(abandonmentOf(run(owner, 60), NOW)).toBeNull();
      expect(abandonmentOf(run(owner, 61), NOW)).toBe('silent');
    }
  });

  it('is waited for when version 0.1.0 wrote its owner', () => {
    const owner = `${HERE.host}:${deadPid}:5b0ba9a8-0000-4000-8000-000000000000`;
    expect(abandonmentOf(run(owner), NOW)).toBeNull();
    expect(abandonmentOf(run(owner, 61), NOW)).toBe('silent');
  });

  it('is abandoned when nobody ever owned it', () => {
    expect(abandonmentOf({ id: 1, owner: null, heartbeatAtMs: null }, NOW)).toBe('gone');
  });
});

/** The name of an instance. */
const NAME = 'host:1:x';
const setup = (row: Partial<RunEntity> = {}) => {
  const stored = { owner: NAME, status: 'running', cancelRequested: false, ...row } as RunEntity;
  const changes: object[] = [];
  const entities = {
    now: async () => NOW,
    find: async () => stored,
    changeOwn: async (_id: number, _owner: string, data: object) => {
      changes.push(data);
      return true;
    },
  } as unknown as RunTable;
  const progress = createProgress();
  const stops: RunStopped[] = [];
  const errors: unknown[] = [];
  const end = startHeartbeat({
    entities,
    run: { id: 1 },
    instance: NAME,
    progress,
    stop: (reason) => stops.push(reason),
    onError: (error) => errors.push(error),
  });
  return { stored, entities, changes, progress, stops, errors, end };
};

describe('heartbeat', () => {
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
    const { entities, errors, changes, end } = setup();
    const find = entities.find;
    entities.find = async () => {
      throw new Error('gone');
    };
    await jest.advanceTimersByTimeAsync(2000);
    expect(errors).toHaveLength(2);
    entities.find = find;
    await jest.advanceTimersByTimeAsync(1000);
    expect(changes).toHaveLength(1);
    await end();
  });

  it('does not begin a beat while the one before is not done', async () => {
    const { entities, end } = setup();
    let calls = 0;
    let release: (row: RunEntity | null) => void = () => undefined;
    entities.find = () => {
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
