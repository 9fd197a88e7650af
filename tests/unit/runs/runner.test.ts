import { createInstance } from '../../../server/src/runs/heartbeat';
import { createRunner } from '../../../server/src/runs/runner';
import type { RunNeeds } from '../../../server/src/runs/types';
import type { RunEntity } from '../../../server/src/storage/runs/run-entities';

const row = (id: number): RunEntity => ({ id, documentId: `run-${id}` }) as RunEntity;

const setup = () => {
  const instance = createInstance();
  const looks: number[] = [];
  const left: number[] = [];
  const runs = {
    now: async () => 0,
    find: async ({ id }: { id: number }) => {
      looks.push(id);
      return { id, owner: instance.name, status: 'running', cancelRequested: false };
    },
    changeOwn: async (id: number, owner: string, data: Partial<RunEntity>) => {
      if (owner === instance.name && data.owner === null) left.push(id);
      return true;
    },
  };
  const log = { error: () => undefined, warn: () => undefined, debug: () => undefined };
  const runner = createRunner({ storage: { runs }, log } as unknown as RunNeeds, instance);
  return { runner, looks, left };
};

const never = () => new Promise<never>(() => undefined);

describe('the end of an instance', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('waits some seconds for runs that do not end, which give no sign of life afterwards', async () => {
    const { runner, looks } = setup();
    for (const id of [1, 2, 3]) runner.begin(row(id), never);
    await jest.advanceTimersByTimeAsync(1000);
    expect(looks.sort()).toEqual([1, 2, 3]);
    let isOver = false;
    const stopped = runner.stop().then(() => {
      isOver = true;
    });
    await jest.advanceTimersByTimeAsync(6000);
    expect(isOver).toBe(false);
    await jest.advanceTimersByTimeAsync(1000);
    await stopped;
    looks.length = 0;
    await jest.advanceTimersByTimeAsync(600_000);
    expect(looks).toEqual([]);
  });

  it('leaves a run that does not end to any instance, unless it may still be writing', async () => {
    const { runner, left } = setup();
    runner.begin(row(1), never);
    runner.begin(row(2), ({ progress }) => {
      progress.enter('writing');
      return never();
    });
    const stopped = runner.stop();
    await jest.advanceTimersByTimeAsync(7000);
    await stopped;
    expect(left).toEqual([1]);
  });

  it('interrupts what is going on, and does not wait longer than that takes', async () => {
    const { runner, looks } = setup();
    const reasons: unknown[] = [];
    runner.begin(row(1), ({ signal }) => {
      return new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => {
          reasons.push(signal.reason);
          reject(new Error('aborted'));
        });
      });
    });
    await runner.stop();
    expect(reasons).toMatchObject([{ status: 'interrupted' }]);
    await jest.advanceTimersByTimeAsync(60_000);
    expect(looks).toEqual([]);
  });

  it('waits for a run that is just being started, and interrupts it', async () => {
    const { runner, looks } = setup();
    let isAborted = false;
    let claim: (run: RunEntity) => void = () => undefined;
    const claimed = new Promise<RunEntity>((resolve) => {
      claim = resolve;
    });
    const started = runner.admit(async () =>
      runner.begin(await claimed, async ({ signal }) => {
        isAborted = signal.aborted;
        throw new Error('aborted');
      })
    );
    let isOver = false;
    const stopped = runner.stop().then(() => {
      isOver = true;
    });
    await jest.advanceTimersByTimeAsync(1000);
    expect(isOver).toBe(false);
    claim(row(7));
    await started;
    await stopped;
    expect(isAborted).toBe(true);
    await jest.advanceTimersByTimeAsync(60_000);
    expect(looks).toEqual([]);
  });

  it('lets no further run begin', async () => {
    const { runner } = setup();
    await runner.stop();
    const start = jest.fn();
    await expect(runner.admit(start)).rejects.toMatchObject({ code: 'shutting-down' });
    expect(start).not.toHaveBeenCalled();
  });
});
