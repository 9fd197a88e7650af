import { type ChildProcess, fork } from 'node:child_process';
import { constants, setPriority } from 'node:os';

import { problem } from '../../../shared/codes/problems';
import type { AppAttributes } from '../../../shared/records';
import type { MappedRow } from '../mapping/types';
import type { SourceContext } from '../sources/types';
import { ConnectorError } from '../utils/errors';
import { type Evaluation, readEvaluation } from './evaluation';
import { createOrphanWatch } from './orphans';
import type {
  HostMessage,
  Opened,
  TaskInput,
  TaskName,
  TaskResult,
  WorkerMessage,
} from './protocol';
import { hasEnded, type SpareWorker } from './spare';

export interface WorkerLimits {
  /** How long one row may take. */
  rowSeconds: number;
  /** How long the whole task may take. */
  taskSeconds: number;
  /** A person waits for it at the screen, which has a limit of its own instead of the option's. */
  isCheck?: boolean;
  memoryMb: number;
}

export interface WorkerOptions {
  /** The worker's program. */
  entry: string;
  /** An empty folder for it; the caller removes it. */
  folder: string;
  limits: WorkerLimits;
  /** What the app has added to the catalogue. */
  attributes?: AppAttributes;
  /** A worker that is ready, where one is kept. */
  spare?: SpareWorker;
  signal?: AbortSignal;
  onRead?: SourceContext['onRead'];
  onOpened?: (opened: Opened) => void | Promise<void>;
  /** The worker goes on reading while this works, but hands over only one batch more. */
  onBatch?: (rows: MappedRow[]) => void | Promise<void>;
  /** Gets the stack of an error that nobody foresaw. */
  onUnexpected?: (stack: string) => void;
}

const WATCH_MS = 200;

/** What a worker may know of the environment: it evaluates what an admin wrote, and needs no secret of Strapi's. */
const ENVIRONMENT = ['NODE_EXTRA_CA_CERTS', 'SSL_CERT_FILE', 'SSL_CERT_DIR', 'TZ', 'SystemRoot'];

const environment = (): NodeJS.ProcessEnv =>
  Object.fromEntries(
    ENVIRONMENT.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : []))
  );

/** Of all workers of this process, whoever starts them. */
const orphans = createOrphanWatch(environment);

/** How V8 ends a process that has no memory left; no JavaScript runs any more when it does. */
const OUT_OF_MEMORY_SIGNALS = new Set<NodeJS.Signals>(['SIGABRT', 'SIGTRAP', 'SIGILL']);

/** What was being done, for texts. */
const placeOf = (evaluation: Evaluation | null) => {
  if (!evaluation) return { where: 'nowhere', row: null, field: null } as const;
  const { row, field } = evaluation;
  return { where: row === 0 ? 'compiling' : 'row', row, field } as const;
};

const rowTimeLimit = (evaluation: Evaluation, { rowSeconds }: WorkerLimits): ConnectorError =>
  new ConnectorError(problem('row-time-limit', { ...placeOf(evaluation), seconds: rowSeconds }));

const taskTimeLimit = (
  evaluation: Evaluation | null,
  { taskSeconds, isCheck = false }: WorkerLimits
): ConnectorError => {
  const code = isCheck ? 'check-time-limit' : 'run-time-limit';
  return new ConnectorError(problem(code, { ...placeOf(evaluation), seconds: taskSeconds }));
};

/** What was being done, and the source of another plugin that was read. */
interface Doing {
  evaluation: Evaluation | null;
  source: string | null;
}

const memoryLimit = ({ evaluation, source }: Doing, { memoryMb: megabytes }: WorkerLimits) =>
  new ConnectorError(
    source !== null && !evaluation
      ? problem('memory-limit/source', { source, megabytes })
      : problem('memory-limit', { ...placeOf(evaluation), megabytes })
  );

const crashed = ({ evaluation, source }: Doing, how: string) =>
  new ConnectorError(
    source !== null && !evaluation
      ? problem('worker-crashed/source', { source, how })
      : problem('worker-crashed', { ...placeOf(evaluation), how })
  );

const endError = (
  code: number | null,
  signal: NodeJS.Signals | null,
  { folder, limits }: WorkerOptions,
  source: string | null
): ConnectorError => {
  const doing = { evaluation: readEvaluation(folder), source };
  if (signal && OUT_OF_MEMORY_SIGNALS.has(signal)) return memoryLimit(doing, limits);
  return crashed(doing, signal ?? `exit code ${code}`);
};

/** Calls `fail` when a row, or everything, takes too long. Returns what ends the watch. */
const watch = ({ folder, limits }: WorkerOptions, fail: (error: Error) => void): (() => void) => {
  const started = performance.now();
  let row: number | null = null;
  let since = started;
  const look = (): void => {
    const now = performance.now();
    const evaluation = readEvaluation(folder);
    if (evaluation === null || evaluation.row !== row) {
      row = evaluation?.row ?? null;
      since = now;
    } else if (now - since > limits.rowSeconds * 1000) {
      fail(rowTimeLimit(evaluation, limits));
    }
    if (now - started > limits.taskSeconds * 1000) fail(taskTimeLimit(evaluation, limits));
  };
  const timer = setInterval(look, WATCH_MS);
  return () => clearInterval(timer);
};

const tell = (worker: ChildProcess, message: HostMessage): void => {
  // A worker that cannot be told has ended, which its `exit` says.
  worker.send(message, () => undefined);
};

/**
 * Talks with a worker until it has finished. Messages are handled one after the other; where it is
 * stopped, the one that is being handled is worked off, so that nothing is written afterwards.
 */
const converse = <Name extends TaskName>(
  worker: ChildProcess,
  name: Name,
  input: TaskInput<Name>,
  options: WorkerOptions,
  stop: AbortSignal
): Promise<TaskResult<Name>> =>
  new Promise((resolve, reject) => {
    const { folder } = options;
    const source = 'source' in input ? (input.source.module?.label ?? null) : null;
    const handle = async (message: WorkerMessage): Promise<void> => {
      // What comes of one that is ended is no longer wanted.
      if (stop.aborted) return;
      switch (message.type) {
        case 'read':
          return options.onRead?.(message.stage, message.bytes);
        case 'opened':
          return options.onOpened?.(message.opened);
        case 'batch':
          await options.onBatch?.(message.rows);
          return tell(worker, { type: 'acknowledge' });
        case 'finished':
          return resolve(message.result as TaskResult<Name>);
        case 'failed':
          if (message.stack) options.onUnexpected?.(message.stack);
          return reject(new ConnectorError(message.error));
      }
    };

    let handled = Promise.resolve();
    worker.on('message', (message: WorkerMessage) => {
      handled = handled.then(() => handle(message));
      handled.catch(reject);
    });
    worker.once('error', (error) =>
      reject(crashed({ evaluation: null, source: null }, error.message))
    );
    worker.once('exit', (code, signal) => {
      handled.then(() => reject(endError(code, signal, options, source)), reject);
    });
    const abort = (): void => {
      worker.kill('SIGKILL');
      handled.then(() => reject(stop.reason), reject);
    };
    stop.addEventListener('abort', abort, { once: true });
    const task = { type: 'task', name, input, folder, attributes: options.attributes };
    tell(worker, task as HostMessage);
  });

const end = (worker: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    if (hasEnded(worker)) return resolve();
    worker.once('exit', () => resolve());
    worker.kill('SIGKILL');
  });

/** Has it ended, should this process end first. */
const watchOver = (worker: ChildProcess): void => {
  const { pid } = worker;
  // It could not be started.
  if (pid === undefined) return;
  orphans.add(pid);
  worker.once('exit', () => orphans.remove(pid));
};

/** Where processors are scarce, requests come before it. */
const lowerPriority = ({ pid }: ChildProcess): void => {
  if (pid === undefined) return;
  try {
    setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // Not everybody may, and it works as well without.
  }
};

/** Starts a worker, which waits for its task. */
export const startWorker = (
  { entry, folder }: Pick<WorkerOptions, 'entry' | 'folder'>,
  memoryMb: number
): ChildProcess => {
  const worker = fork(entry, [], {
    cwd: folder,
    env: environment(),
    execArgv: [`--max-old-space-size=${memoryMb}`],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  watchOver(worker);
  lowerPriority(worker);
  return worker;
};

/** Starts a worker that has compiled what a task needs by the time it gets one. */
export const startSpareWorker = (
  options: Pick<WorkerOptions, 'entry' | 'folder'>,
  memoryMb: number
): ChildProcess => {
  const worker = startWorker(options, memoryMb);
  tell(worker, { type: 'rehearse' });
  return worker;
};

/**
 * Has a worker do one task, in a process of its own. A thread would not do: when one allocation of
 * an expression, such as `$pad("x", 400000000)`, exceeds a thread's heap, V8 ends the whole
 * process, and `terminate` does not reach code that runs inside V8. The process is always gone
 * when this settles.
 * @throws ConnectorError what the task says, or `row-time-limit`, `run-time-limit`, `memory-limit`, `worker-crashed`
 */
export const runTask = async <Name extends TaskName>(
  name: Name,
  input: TaskInput<Name>,
  options: WorkerOptions
): Promise<TaskResult<Name>> => {
  const { signal } = options;
  signal?.throwIfAborted();
  const stop = new AbortController();
  signal?.addEventListener('abort', () => stop.abort(signal.reason), {
    once: true,
    signal: stop.signal,
  });
  const worker = options.spare?.take() ?? startWorker(options, options.limits.memoryMb);
  const stopWatch = watch(options, (error) => stop.abort(error));
  try {
    return await converse(worker, name, input, options, stop.signal);
  } finally {
    stopWatch();
    stop.abort();
    await end(worker);
    options.spare?.prepare();
  }
};
