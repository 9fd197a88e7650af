import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { runTask } from '../../../server/src/worker/host';
import { startWorker, type Worker } from '../../../server/src/worker/process';
import { createSpareWorker } from '../../../server/src/worker/spare';

/** Answers each task with its own process id. */
const PROGRAM = `
process.on('message', () => process.send({ type: 'finished', result: process.pid }));
process.on('disconnect', () => process.exit());`;

describe('a worker that is kept ready', () => {
  let folder: string;
  let started: Worker[];
  beforeEach(() => {
    started = [];
    folder = mkdtempSync(path.join(tmpdir(), 'spare-'));
    writeFileSync(path.join(folder, 'worker.js'), PROGRAM);
  });
  afterEach(async () => {
    jest.useRealTimers();
    for (const worker of started) await worker.end();
    rmSync(folder, { recursive: true });
  });

  const entry = () => path.join(folder, 'worker.js');
  const spareWorker = () =>
    createSpareWorker(() => {
      const worker = startWorker({ entry: entry(), appRoot: folder, memoryMb: 64 });
      started.push(worker);
      return worker;
    });

  const run = (spare: ReturnType<typeof createSpareWorker>): Promise<unknown> =>
    runTask(
      'check',
      { definition: {} as never, columns: null },
      {
        entry: entry(),
        appRoot: folder,
        limits: { rowSeconds: 30, taskSeconds: 60, memoryMb: 64 },
        spare,
      }
    );

  it('does the next task, and only that one', async () => {
    const spare = spareWorker();
    const first = await run(spare);
    expect(started).toHaveLength(1);
    const [ready] = started;
    expect(ready?.process.pid).not.toBe(first);
    expect(await run(spare)).toBe(ready?.process.pid);
    expect(ready?.process.signalCode).toBe('SIGKILL');
    expect(started).toHaveLength(2);
    await spare.end();
    expect(started[1]?.process.signalCode).toBe('SIGKILL');
    expect(started.map(({ folder: own }) => existsSync(own))).toEqual([false, false]);
  });

  it('is one, however many tasks have ended', () => {
    const spare = spareWorker();
    spare.prepare();
    spare.prepare();
    expect(started).toHaveLength(1);
    expect(spare.take()).toBe(started[0]);
    expect(spare.take()).toBeNull();
  });

  it('is not taken when it has ended', async () => {
    const spare = spareWorker();
    spare.prepare();
    started[0]!.process.kill('SIGKILL');
    await once(started[0]!.process, 'exit');
    expect(spare.take()).toBeNull();
    spare.prepare();
    expect(spare.take()).toBe(started[1]);
  });

  it('goes when nobody has needed it for a minute', async () => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] });
    const spare = spareWorker();
    spare.prepare();
    jest.advanceTimersByTime(40_000);
    spare.prepare();
    jest.advanceTimersByTime(40_000);
    expect(started[0]?.process.killed).toBe(false);
    jest.advanceTimersByTime(20_000);
    await once(started[0]!.process, 'exit');
    expect(spare.take()).toBeNull();
  });

  it('is none where none is to be kept', async () => {
    const spare = createSpareWorker(() => null);
    spare.prepare();
    expect(spare.take()).toBeNull();
    expect(await run(spare)).toEqual(expect.any(Number));
  });

  it('is none where none can be started, which does nothing to the task before', async () => {
    const spare = createSpareWorker(() => {
      throw new Error('no more processes');
    });
    expect(await run(spare)).toEqual(expect.any(Number));
    expect(spare.take()).toBeNull();
  });
});
