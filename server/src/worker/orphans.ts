import { type ChildProcess, spawn } from 'node:child_process';

/**
 * The watching process. It reads the process ids of workers as they start (`12`) and end (`-12`);
 * when there is nothing more to read, the process that wrote them has ended, however it did. What
 * asks a whole group of processes to end does not mean this one.
 */
const PROGRAM = `// Ends the workers of a process that is gone.
const workers = new Set();
let rest = '';
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {});
process.stdin.setEncoding('utf8');
process.stdin.on('data', (text) => {
  const lines = (rest + text).split('\\n');
  rest = lines.pop();
  for (const id of lines.map(Number)) id > 0 ? workers.add(id) : workers.delete(-id);
});
process.stdin.on('error', () => {});
process.stdin.on('close', () => {
  for (const id of workers) try { process.kill(id, 'SIGKILL'); } catch {}
  process.exit();
});
`;

/** How long the watching process stays when there is no worker: it needs as much time to start as one. */
const IDLE_MS = 60_000;

/**
 * Ends workers that have lost this process: one that is stuck in an expression does not notice
 * itself. A process does so for all of them, from the first one on, since it has to outlive this one.
 * @param environment what that process may know of the environment
 */
export const createOrphanWatch = (environment: () => NodeJS.ProcessEnv) => {
  const workers = new Set<number>();
  let watcher: ChildProcess | null = null;
  let idle: NodeJS.Timeout | undefined;

  const tell = (id: number): void => {
    watcher?.stdin?.write(`${id}\n`);
  };

  /** If it cannot be started, or somebody has ended it, the next worker has another try. */
  const start = (): void => {
    const started: ChildProcess = spawn(process.execPath, ['-e', PROGRAM], {
      env: environment(),
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    const forget = (): void => {
      if (watcher === started) watcher = null;
    };
    started.once('error', forget);
    started.once('exit', forget);
    started.stdin?.on('error', forget);
    // It keeps nobody from ending.
    started.unref();
    watcher = started;
    workers.forEach(tell);
  };

  return {
    /** To be called before the worker is told anything, so that none is stuck that nobody watches. */
    add(id: number): void {
      clearTimeout(idle);
      workers.add(id);
      if (watcher) tell(id);
      else start();
    },
    /** To be called as soon as the worker has ended: another process may get its id. */
    remove(id: number): void {
      workers.delete(id);
      tell(-id);
      if (workers.size > 0) return;
      clearTimeout(idle);
      idle = setTimeout(() => {
        watcher?.stdin?.end();
        watcher = null;
      }, IDLE_MS).unref();
    },
  };
};
