import { copyFile, link } from 'node:fs/promises';
import path from 'node:path';

import { problem } from '../../../shared/codes/problems';
import type { AppAttributes } from '../../../shared/records';
import type { MappedRow } from '../mapping/types';
import type { SourceModule } from '../sources/registered/read';
import type { SourceContext } from '../sources/types';
import { ConnectorError, explainDisk } from '../utils/errors';
import { type Evaluation, readEvaluation } from './evaluation';
import { keptName, notStarted, startWorker, tell, type Worker } from './process';
import type {
  HostMessage,
  Opened,
  TaskInput,
  TaskName,
  TaskResult,
  WorkerMessage,
} from './protocol';
import type { SpareWorker } from './spare';

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
  /** The app's folder. */
  appRoot: string;
  /** Where the files stay that the worker has made; else they go with it. */
  keepIn?: string;
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
  { process: { exitCode, signalCode: signal }, folder }: Worker,
  limits: WorkerLimits,
  source: string | null
): ConnectorError => {
  const doing = { evaluation: readEvaluation(folder), source };
  if (signal && OUT_OF_MEMORY_SIGNALS.has(signal)) return memoryLimit(doing, limits);
  return crashed(doing, signal ?? `exit code ${exitCode}`);
};

/** Calls `fail` when a row, or everything, takes too long. Returns what ends the watch. */
const watch = (
  { folder }: Worker,
  limits: WorkerLimits,
  fail: (error: Error) => void
): (() => void) => {
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

/**
 * Puts the file that is read into the worker's folder: it may read no other. The same file, where the file system can
 * have it in two places.
 */
const handOver = async <Name extends TaskName>(
  input: TaskInput<Name>,
  folder: string
): Promise<TaskInput<Name>> => {
  const file = 'source' in input ? input.source.context.file : null;
  if (!('source' in input) || file === null) return input;
  const { source } = input;
  const there = path.join(folder, 'delivered');
  await link(file, there).catch(() => copyFile(file, there));
  return { ...input, source: { ...source, context: { ...source.context, file: there } } };
};

const moduleOf = (input: TaskInput<TaskName>): SourceModule | null =>
  'source' in input ? input.source.module : null;

/** Where the file that is read will be when the worker has ended. */
const afterwards = (opened: Opened, folder: string, keepIn: string | undefined): Opened => {
  if (opened.notModified || opened.file === null || !keepIn) return opened;
  return { ...opened, file: keptName(opened.file, folder, keepIn) };
};

/**
 * Talks with a worker until it has finished. Messages are handled one after the other; where it is
 * stopped, the one that is being handled is worked off, so that nothing is written afterwards.
 */
const converse = <Name extends TaskName>(
  worker: Worker,
  name: Name,
  input: TaskInput<Name>,
  options: WorkerOptions,
  stop: AbortSignal
): Promise<TaskResult<Name>> =>
  new Promise((resolve, reject) => {
    const { process: child, folder } = worker;
    const { attributes, limits, keepIn } = options;
    const source = moduleOf(input)?.label ?? null;
    const handle = async (message: WorkerMessage): Promise<void> => {
      // What comes of one that is ended is no longer wanted.
      if (stop.aborted) return;
      switch (message.type) {
        case 'read':
          return options.onRead?.(message.stage, message.bytes);
        case 'opened':
          return options.onOpened?.(afterwards(message.opened, folder, keepIn));
        case 'batch':
          await options.onBatch?.(message.rows);
          return tell(child, { type: 'acknowledge' });
        case 'finished':
          return resolve(message.result as TaskResult<Name>);
        case 'failed':
          if (message.stack) options.onUnexpected?.(message.stack);
          return reject(new ConnectorError(message.error));
      }
    };

    let handled = Promise.resolve();
    child.on('message', (message: WorkerMessage) => {
      handled = handled.then(() => handle(message));
      handled.catch(reject);
    });
    child.once('error', (error) => reject(notStarted(error)));
    child.once('exit', () => {
      handled.then(() => reject(endError(worker, limits, source)), reject);
    });
    const abort = (): void => {
      child.kill('SIGKILL');
      handled.then(() => reject(stop.reason), reject);
    };
    stop.addEventListener('abort', abort, { once: true });
    handOver(input, folder).then(
      (given) =>
        tell(child, { type: 'task', name, input: given, folder, attributes } as HostMessage),
      (error: unknown) => reject(explainDisk(error))
    );
  });

/**
 * Has a worker do one task, in a process of its own. A thread would not do: when one allocation of
 * an expression, such as `$pad("x", 400000000)`, exceeds a thread's heap, V8 ends the whole
 * process, and `terminate` does not reach code that runs inside V8. The process is always gone
 * when this settles.
 * @throws ConnectorError what the task says, or `row-time-limit`, `run-time-limit`, `memory-limit`, `worker-crashed`,
 *   `worker-not-started`, `disk-error`
 */
export const runTask = async <Name extends TaskName>(
  name: Name,
  input: TaskInput<Name>,
  options: WorkerOptions
): Promise<TaskResult<Name>> => {
  const { entry, appRoot, keepIn, limits, signal, spare } = options;
  signal?.throwIfAborted();
  const stop = new AbortController();
  signal?.addEventListener('abort', () => stop.abort(signal.reason), {
    once: true,
    signal: stop.signal,
  });
  const module = moduleOf(input);
  const { memoryMb } = limits;
  // One that is kept ready may read no code of another plugin.
  const ready = module === null ? spare?.take() : null;
  const worker = ready ?? startWorker({ entry, appRoot, memoryMb, module });
  const stopWatch = watch(worker, limits, (error) => stop.abort(error));
  try {
    return await converse(worker, name, input, options, stop.signal);
  } finally {
    stopWatch();
    stop.abort();
    await worker.end(keepIn);
    spare?.prepare();
  }
};
