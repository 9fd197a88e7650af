import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';

const POLL_MS = 10;
const ATTEMPTS = 5;

/** A port that was free a moment ago. */
export const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
};

export interface ServerProgram {
  name: string;
  command: string[];
  /** Asked until it says yes, or the server ends. */
  isReady(): Promise<boolean>;
  /** What ends it at once: by default SIGKILL. It gets the same when this process ends. */
  signal?: 'SIGKILL' | 'SIGQUIT';
  /** Whom it runs as where this process is root's. */
  user?: string;
  env?: NodeJS.ProcessEnv;
}

/** True when programs can be run as somebody else, and some servers insist on that. */
export const isRoot = (): boolean => process.getuid?.() === 0;

/** The command that runs another one as that user, if this process may. */
export const asUser = (user: string | undefined, command: string[]): string[] =>
  user !== undefined && isRoot()
    ? ['setpriv', `--reuid=${user}`, `--regid=${user}`, '--init-groups', ...command]
    : command;

/** Null as soon as it is ready, else what it said before it ended. */
const outcome = async (
  child: ChildProcess,
  isReady: () => Promise<boolean>
): Promise<string | null> => {
  let output = '';
  let ended = false;
  child.stderr?.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  child.once('error', (error) => {
    output += error.message;
    ended = true;
  });
  child.once('close', () => {
    ended = true;
  });
  while (!ended) {
    if (await isReady()) return null;
    await setTimeout(POLL_MS);
  }
  return output;
};

const end = async (child: ChildProcess, signal: NodeJS.Signals): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill(signal);
  await ended;
};

export interface ServerProcess {
  pid: number;
  /** Ends it, if it still runs: at once, unless by a signal that lets it come to an end. */
  kill(signal?: NodeJS.Signals): Promise<void>;
}

/**
 * Starts a server in the foreground; it ends with this process, however that ends.
 * @param program what to start, on free ports; made anew when another program was faster
 */
export const launchServer = async <Program extends ServerProgram>(
  program: () => Promise<Program>
): Promise<Program & ServerProcess> => {
  let problem = '';
  let name = '';
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const made = await program();
    const { command, isReady, signal = 'SIGKILL', user, env = process.env } = made;
    const guarded = ['setpriv', '--pdeathsig', signal.slice('SIG'.length), ...command];
    const [file = '', ...args] = asUser(user, guarded);
    const child = spawn(file, args, { stdio: ['ignore', 'ignore', 'pipe'], env });
    const output = await outcome(child, isReady);
    if (output === null) {
      return { ...made, pid: child.pid ?? 0, kill: (by = signal) => end(child, by) };
    }
    ({ name } = made);
    problem = output;
    if (!/address already in use/i.test(problem)) break;
  }
  throw new Error(`${name} did not start: ${problem}`);
};
