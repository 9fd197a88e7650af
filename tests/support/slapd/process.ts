import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';

const ATTEMPTS = 5;
const POLL_MS = 10;

export interface SlapdProcess {
  pid: number;
  port: number;
  /** Nothing listens there when the server has no TLS. */
  securePort: number;
  /** Ends it at once, if it still runs. */
  kill(): Promise<void>;
}

/** A port that was free a moment ago. */
const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
};

const accepts = (socketPath: string): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(socketPath);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });

/** Null as soon as it accepts connections, else what it said before it ended. */
const outcome = async (child: ChildProcess, socketPath: string): Promise<string | null> => {
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
    if (await accepts(socketPath)) return null;
    await setTimeout(POLL_MS);
  }
  return output;
};

const kill = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
};

/**
 * Starts slapd in the foreground, on free ports of 127.0.0.1 and a socket. It ends with this
 * process, however that ends.
 */
export const launchSlapd = async (
  program: string,
  configuration: string,
  { socketPath, tls }: { socketPath: string; tls: boolean }
): Promise<SlapdProcess> => {
  let problem = '';
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const port = await freePort();
    const securePort = await freePort();
    const urls = [`ldap://127.0.0.1:${port}`];
    if (tls) urls.push(`ldaps://127.0.0.1:${securePort}`);
    // The last one: when it listens, all do.
    urls.push(`ldapi://${encodeURIComponent(socketPath)}`);
    const command = [program, '-f', configuration, '-d', 'none', '-h', urls.join(' ')];
    const child = spawn('setpriv', ['--pdeathsig', 'KILL', ...command], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const output = await outcome(child, socketPath);
    if (output === null) return { pid: child.pid ?? 0, port, securePort, kill: () => kill(child) };
    problem = output;
    if (!problem.includes('Address already in use')) break;
  }
  throw new Error(`slapd did not start: ${problem}`);
};
