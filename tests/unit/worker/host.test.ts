import processes from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { constants, tmpdir } from 'node:os';
import path from 'node:path';
import { runTask, type WorkerOptions } from '../../../server/src/worker/host';
import type { Opened } from '../../../server/src/worker/protocol';
import { until } from '../../support/until';

const definition = {
  preFilter: '',
  variables: [],
  template: '',
  match: { user: 'username', phonebookEntry: 'externalId', phone: 'mac' },
  reveal: [],
};

/** Notes a position as the real worker does. */
const TRACE = `
const { writeFileSync } = require('node:fs');
const mark = (row, field) => {
  const head = Buffer.alloc(8);
  head.writeUInt32LE(row, 0);
  head.writeUInt32LE(Buffer.byteLength(field), 4);
  writeFileSync('evaluation', Buffer.concat([head, Buffer.from(field)]));
};
`;

describe('runTask', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'host-'));
  });
  afterEach(() => {
    jest.useRealTimers();
    rmSync(folder, { recursive: true });
  });

  /** Stops the host's clock, which then goes on when it is told; the worker has one of its own. */
  const stopClock = (): void => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] });
  };
  const pass = (seconds: number): void => {
    jest.advanceTimersByTime(seconds * 1000);
  };

  /** Runs a program in place of the worker's; `message` is what the host tells it. */
  const run = (onMessage: string, options: Partial<WorkerOptions> = {}, more: object = {}) => {
    const entry = path.join(folder, 'worker.js');
    const program = `${TRACE}
      const send = (message) => process.send(message);
      process.on('message', (message) => { ${onMessage} });
      process.on('disconnect', () => process.exit());`;
    writeFileSync(entry, program);
    const limits = { rowSeconds: 30, taskSeconds: 60, memoryMb: 64 };
    return runTask(
      'check',
      { definition, columns: null, ...more },
      { entry, appRoot: folder, limits, ...options }
    );
  };

  const isAlive = (pid: number): boolean => {
    try {
      process.kill(pid, 0);
      return true;
    } catch {
      return false;
    }
  };

  /** The process id that a program told with `SEND_PID`. */
  const SEND_PID = `if (message.type === 'task') send({ type: 'opened', opened: { pid: process.pid } });`;
  const pidTo = (pids: number[]) => (opened: Opened) => {
    pids.push((opened as unknown as { pid: number }).pid);
  };

  it('hands over the task and gives the result, whatever characters it has', async () => {
    const result = await run(`send({ type: 'finished', result: [message] })`);
    expect(result).toEqual([
      {
        type: 'task',
        name: 'check',
        input: { definition, columns: null },
        folder: expect.stringContaining(tmpdir()),
      },
    ]);
    const text = '"\\ \n 😀 \u2028 </script> {{x}}';
    expect(await run(`send({ type: 'finished', result: [${JSON.stringify(text)}] })`)).toEqual([
      text,
    ]);
  });

  it('handles messages one after the other and acknowledges each batch', async () => {
    const rows = (row: number) =>
      JSON.stringify([{ row, filtered: false, records: [], issues: [] }]);
    const order: string[] = [];
    let acknowledged = 0;
    const result = await run(
      `if (message.type === 'task') {
         global.acknowledged = 0;
         send({ type: 'opened', opened: { notModified: true } });
         send({ type: 'batch', rows: ${rows(1)} });
         send({ type: 'batch', rows: ${rows(2)} });
       } else if (++global.acknowledged === 2) send({ type: 'finished', result: [global.acknowledged] });`,
      {
        onOpened: async () => {
          await new Promise((resolve) => setImmediate(resolve));
          order.push('opened');
        },
        onBatch: async ([row]) => {
          order.push(`begin ${row?.row}`);
          await new Promise((resolve) => setImmediate(resolve));
          order.push(`end ${row?.row}`);
          acknowledged += 1;
        },
      }
    );
    expect(order).toEqual(['opened', 'begin 1', 'end 1', 'begin 2', 'end 2']);
    expect(result).toEqual([2]);
    expect(acknowledged).toBe(2);
  });

  it('gives the error that the task ended with', async () => {
    const failed = {
      type: 'failed',
      error: { code: 'no-header', params: { line: 5 } },
      stack: null,
    };
    await expect(run(`send(${JSON.stringify(failed)})`)).rejects.toMatchObject({
      name: 'ConnectorError',
      code: 'no-header',
      message: expect.stringContaining('nothing from row 5 on'),
      params: { line: 5 },
    });
  });

  it('tells the stack of an unexpected error apart', async () => {
    const stacks: string[] = [];
    const failed = {
      type: 'failed',
      error: { code: 'unexpected-error', params: { kind: 'TypeError' } },
      stack: '    at here',
    };
    const done = run(`send(${JSON.stringify(failed)})`, {
      onUnexpected: (stack) => stacks.push(stack),
    });
    await expect(done).rejects.toMatchObject({ code: 'unexpected-error' });
    expect(stacks).toEqual(['    at here']);
  });

  it.each([
    ['exits', 'process.exit(3)', 'exit code 3'],
    ['throws', 'throw new Error("secret-value")', 'exit code 1'],
    ['is killed', `process.kill(process.pid, 'SIGKILL')`, 'SIGKILL'],
  ])('says where a worker was that %s', async (_how, program, ending) => {
    const error = await run(`mark(12, 'variables.job'); ${program}`).catch(
      (caught: unknown) => caught
    );
    expect(error).toMatchObject({ code: 'worker-crashed' });
    expect(String(error)).toContain(ending);
    expect(String(error)).toContain('row 12');
    expect(String(error)).toContain('variables.job');
    expect(String(error)).not.toContain('secret-value');
  });

  it.each([
    ['worker-crashed', 'process.exit(3)'],
    ['memory-limit', `process.kill(process.pid, 'SIGABRT')`],
  ])('names the source of another plugin that was read: %s', async (code, program) => {
    const context = { file: null };
    const error = await run(
      program,
      {},
      { source: { module: { label: 'HR', path: path.join(folder, 'worker.js') }, context } }
    ).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code, params: { source: 'HR' } });
    expect(String(error)).toContain('the developer of the plugin');
    const inRow = await run(
      `mark(12, 'template'); ${program}`,
      {},
      { source: { module: null, context } }
    ).catch((caught: unknown) => caught);
    expect(String(inRow)).toContain('row 12');
  });

  it('says why none can be started, and leaves nothing behind', async () => {
    const denied = Object.assign(new Error('refused'), { code: 'ERR_ACCESS_DENIED' });
    const before = readdirSync(tmpdir());
    jest.spyOn(processes, 'fork').mockImplementationOnce(() => {
      throw denied;
    });
    await expect(run('')).rejects.toMatchObject({
      code: 'worker-not-started',
      params: { how: 'ERR_ACCESS_DENIED' },
    });
    await until(() => readdirSync(tmpdir()).length === before.length);
  });

  it('says that there is no such program', async () => {
    const options = { entry: path.join(folder, 'none.js'), appRoot: folder };
    const limits = { rowSeconds: 30, taskSeconds: 60, memoryMb: 64 };
    await expect(
      runTask('check', { definition, columns: null }, { ...options, limits })
    ).rejects.toMatchObject({ code: 'worker-crashed' });
  });

  it.each([
    ['many small values', 'const all = []; for (;;) all.push({});'],
    [
      'one value that is too long',
      `let text = 'x'; for (;;) { text += text; text.charCodeAt(1); }`,
    ],
    ['an array that V8 refuses', `'x'.repeat(2 ** 28).split('')`],
  ])('survives %s and says where the memory went', async (_what, program) => {
    const error = await run(`mark(5, 'preFilter'); ${program}`).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: 'memory-limit' });
    expect(String(error)).toContain('64 MB');
    expect(String(error)).toContain('row 5');
    expect(String(error)).toContain('preFilter');
  });

  it('ends a worker that is stuck in a row, and names row and field', async () => {
    const pids: number[] = [];
    stopClock();
    const error = await run(`mark(99, 'template'); ${SEND_PID} for (;;);`, {
      onOpened: (opened) => {
        pidTo(pids)(opened);
        pass(31);
      },
    }).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: 'row-time-limit' });
    expect(String(error)).toContain('row 99');
    expect(String(error)).toContain('template');
    expect(pids.map(isAlive)).toEqual([false]);
  });

  it('does not take a worker for stuck that goes from row to row, or waits', async () => {
    stopClock();
    let rows = 0;
    const onBatch = (): void => {
      rows += 1;
      // With the eighth it evaluates nothing.
      pass(rows < 8 ? 29 : 120);
    };
    const result = await run(
      `global.row = (global.row ?? 0) + 1;
       mark(row, row < 8 ? 'template' : '');
       send(row === 9 ? { type: 'finished', result: [row] } : { type: 'batch', rows: [] });`,
      { limits: { rowSeconds: 30, taskSeconds: 600, memoryMb: 64 }, onBatch }
    );
    expect(result).toEqual([9]);
  });

  it('ends a task that takes too long in all', async () => {
    stopClock();
    const done = run('');
    pass(61);
    await expect(done).rejects.toMatchObject({ code: 'run-time-limit' });
  });

  it.each([
    ['a row', `mark(3, 'variables.job');`, ['row 3', 'variables.job']],
    ['the compilation', `mark(0, 'compilation');`, ['expressions and template were compiled']],
    ['reading', '', ['the source was read', 'test run']],
  ])('ends a check that takes too long, and says what it was: %s', async (_, program, said) => {
    stopClock();
    const limits = { rowSeconds: 30, taskSeconds: 15, isCheck: true, memoryMb: 64 };
    const onOpened = (): void => pass(16);
    const error = await run(`${program} ${SEND_PID}`, { limits, onOpened }).catch(
      (caught: unknown) => caught
    );
    expect(error).toMatchObject({ code: 'check-time-limit' });
    for (const part of ['15 seconds', ...said]) expect(String(error)).toContain(part);
    expect(String(error)).not.toContain('limits.runSeconds');
  });

  it('ends the worker when the signal aborts, and gives its reason', async () => {
    const pids: number[] = [];
    const controller = new AbortController();
    const reason = new Error('canceled');
    const done = run(`${SEND_PID} setTimeout(() => { for (;;); }, 10);`, {
      signal: controller.signal,
      onOpened: (opened) => {
        pidTo(pids)(opened);
        controller.abort(reason);
      },
    });
    await expect(done).rejects.toBe(reason);
    expect(pids).toHaveLength(1);
    expect(pids.map(isAlive)).toEqual([false]);
  });

  it('works off what it is about before it gives a signal’s reason, and nothing that comes after it', async () => {
    const controller = new AbortController();
    const reason = new Error('canceled');
    const steps: string[] = [];
    const batches = `for (const row of [1, 2]) send({ type: 'batch', rows: [] });`;
    const done = run(`if (message.type === 'task') { ${batches} }`, {
      signal: controller.signal,
      onBatch: async () => {
        steps.push('begins');
        controller.abort(reason);
        await new Promise((resolve) => setImmediate(resolve));
        steps.push('ends');
      },
    });
    await expect(done.finally(() => steps.push('over'))).rejects.toBe(reason);
    expect(steps).toEqual(['begins', 'ends', 'over']);
  });

  it('begins nothing when the signal is aborted already', async () => {
    const reason = new Error('canceled');
    const spare = { take: jest.fn(), prepare: jest.fn(), end: jest.fn() };
    await expect(run('', { signal: AbortSignal.abort(reason), spare })).rejects.toBe(reason);
    expect(spare.take).not.toHaveBeenCalled();
  });

  it('ends the worker when a handler fails', async () => {
    const pids: number[] = [];
    const reason = new Error('database');
    const done = run(SEND_PID, {
      onOpened: (opened) => {
        pidTo(pids)(opened);
        throw reason;
      },
    });
    await expect(done).rejects.toBe(reason);
    expect(pids.map(isAlive)).toEqual([false]);
  });

  it('ends the worker after its result', async () => {
    const pids: number[] = [];
    await run(`${SEND_PID} send({ type: 'finished', result: [] })`, { onOpened: pidTo(pids) });
    expect(pids).toHaveLength(1);
    expect(pids.map(isAlive)).toEqual([false]);
  });

  it('lets requests come before the worker, where processors are scarce', async () => {
    const priority = `require('node:os').getPriority()`;
    const result = await run(`send({ type: 'finished', result: [${priority}] })`);
    expect(result).toEqual([constants.priority.PRIORITY_BELOW_NORMAL]);
  });

  it("keeps Strapi's environment from the worker", async () => {
    process.env.DIRECTORY_TEST_SECRET = 'secret';
    const names = await run(`send({ type: 'finished', result: [Object.keys(process.env)] })`);
    delete process.env.DIRECTORY_TEST_SECRET;
    const allowed = [
      'TZ',
      'NODE_EXTRA_CA_CERTS',
      'SSL_CERT_FILE',
      'SSL_CERT_DIR',
      'NODE_CHANNEL_FD',
      'NODE_CHANNEL_SERIALIZATION_MODE',
      // The worker's own folder.
      'TMPDIR',
      'TEMP',
      'TMP',
    ];
    const [found] = names as unknown as [string[]];
    expect(found.filter((name) => !allowed.includes(name))).toEqual([]);
  });

  it('gives the worker a folder of its own, which goes with it', async () => {
    const where = await run(
      `require('node:fs').writeFileSync('made', '');
       send({ type: 'finished', result: [message.folder, require('node:os').tmpdir()] })`
    );
    const [own, temporary] = where as unknown as [string, string];
    expect(temporary).toBe(own);
    expect(existsSync(own)).toBe(false);
  });

  it('hands over the file, and keeps it with what the worker has made where that is wanted', async () => {
    const file = path.join(folder, 'people.csv');
    const keepIn = path.join(folder, 'kept');
    writeFileSync(file, 'a,b');
    mkdirSync(keepIn);
    let opened = '';
    await run(
      `const { file } = message.input.source.context;
       require('node:fs').writeFileSync('made', require('node:fs').readFileSync(file));
       send({ type: 'opened', opened: { notModified: false, file } });
       send({ type: 'finished', result: [] });`,
      {
        keepIn,
        onOpened: (given) => {
          opened = given.notModified ? '' : (given.file ?? '');
        },
      },
      { source: { module: null, context: { file } } }
    );
    expect(path.relative(keepIn, opened)).not.toContain('..');
    for (const one of [opened, path.join(path.dirname(opened), 'made'), file]) {
      expect(readFileSync(one, 'utf8')).toBe('a,b');
    }
  });
});
