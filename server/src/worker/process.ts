import { type ChildProcess, fork } from 'node:child_process';
import { rename } from 'node:fs/promises';
import { constants, setPriority } from 'node:os';
import path from 'node:path';

import { problem } from '../../../shared/codes/problems';
import type { SourceModule } from '../sources/registered/read';
import { ConnectorError, kindOf } from '../utils/errors';
import { realPath } from '../utils/real-path';
import { makeTemporaryFolder, type TemporaryFolder } from '../utils/temporary-folder';
import { createOrphanWatch } from './orphans';
import { grantsOf, permissionOptions } from './permissions';
import type { HostMessage } from './protocol';

/** A process that waits for its task, or does it. */
export interface Worker {
  process: ChildProcess;
  /** Its own, made before it starts: no other one may it write to. */
  folder: string;
  /**
   * Settles when the process is gone, which is ended, and its folder with it.
   * @param keepIn another folder, which then has that of the worker as `keptName`
   */
  end(keepIn?: string): Promise<void>;
}

/** What is started, and with how much memory. */
export interface WorkerProgram {
  entry: string;
  appRoot: string;
  memoryMb: number;
  /** Of the source that is read, where another plugin registered it. */
  module?: SourceModule | null;
}

/** What a worker may know of the environment: it evaluates what an admin wrote, and needs no secret of Strapi's. */
const ENVIRONMENT = ['NODE_EXTRA_CA_CERTS', 'SSL_CERT_FILE', 'SSL_CERT_DIR', 'TZ', 'SystemRoot'];

const environment = (): NodeJS.ProcessEnv =>
  Object.fromEntries(
    ENVIRONMENT.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : []))
  );

/** Where libraries of sources look for the folder for temporary files. */
const temporary = (folder: string): NodeJS.ProcessEnv => ({
  TMPDIR: folder,
  TEMP: folder,
  TMP: folder,
});

/** Of all workers of this process, whoever starts them. */
const orphans = createOrphanWatch(environment);

/** What a worker's folder is called in the one where it is kept. */
const KEPT = 'worker';

/** Where a file of a worker's folder is once that is kept. */
export const keptName = (file: string, folder: string, keepIn: string): string =>
  path.join(keepIn, KEPT, path.relative(folder, file));

/** Whether a process is gone, or could not be started. */
export const hasEnded = ({ pid, exitCode, signalCode }: ChildProcess): boolean =>
  pid === undefined || exitCode !== null || signalCode !== null;

export const tell = (worker: ChildProcess, message: HostMessage): void => {
  // A worker that cannot be told has ended, which its `exit` says.
  worker.send(message, () => undefined);
};

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

const kill = (worker: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    if (hasEnded(worker)) return resolve();
    worker.once('exit', () => resolve());
    worker.kill('SIGKILL');
  });

/** The error of a worker that could not be started. */
export const notStarted = (error: unknown): ConnectorError =>
  new ConnectorError(problem('worker-not-started', { how: kindOf(error) }), { cause: error });

const start = (
  { entry: given, appRoot, memoryMb, module = null }: WorkerProgram,
  folder: string
): ChildProcess => {
  const entry = realPath(given);
  const grants = () => grantsOf({ entry, folder, module, appRoot });
  const child = fork(entry, [], {
    cwd: folder,
    env: { ...environment(), ...temporary(folder) },
    execArgv: [`--max-old-space-size=${memoryMb}`, ...permissionOptions(grants)],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  watchOver(child);
  lowerPriority(child);
  return child;
};

/** Ends a worker and its folder; see `Worker`. */
const ending =
  (child: ChildProcess, { path: folder, remove }: TemporaryFolder): Worker['end'] =>
  async (keepIn) => {
    await kill(child);
    // Where it cannot be moved, it is missed by whoever wants a file of it.
    if (keepIn) await rename(folder, path.join(keepIn, KEPT)).catch(() => undefined);
    await remove();
  };

/**
 * Starts a worker, which waits for its task.
 * @throws ConnectorError `worker-not-started`, or `disk-error` where it cannot have a folder
 */
export const startWorker = (program: WorkerProgram): Worker => {
  const temporaryFolder = makeTemporaryFolder();
  const folder = realPath(temporaryFolder.path);
  try {
    const child = start(program, folder);
    return { process: child, folder, end: ending(child, temporaryFolder) };
  } catch (error) {
    void temporaryFolder.remove().catch(() => undefined);
    // Strapi's own process may not start any, for instance.
    throw notStarted(error);
  }
};

/** Starts a worker that has compiled what a task needs by the time it gets one. */
export const startSpareWorker = (program: WorkerProgram): Worker => {
  const worker = startWorker(program);
  tell(worker.process, { type: 'rehearse' });
  return worker;
};
