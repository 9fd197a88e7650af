import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

import { tell } from './secrets/told';

const BIN = path.resolve(__dirname, '..', '..', 'bin', 'directory-connector.js');

/** Starts `directory-connector work` on the app in this folder, and waits until it waits for runs. */
export const startWork = async (folder: string) => {
  const child = spawn(process.execPath, [BIN, 'work', '--app', folder], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  const ended = once(child, 'exit') as Promise<[code: number | null, signal: string | null]>;
  await new Promise<void>((resolve, reject) => {
    child.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes('Waiting for runs')) resolve();
    });
    void ended.then(([code]) => reject(new Error(`it ended with code ${code}: ${said}`)));
  });
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    child.kill(signal);
    const [code] = await ended;
    tell('what "work" printed', said);
    return code;
  };
  return {
    pid: child.pid ?? 0,
    kill: () => end('SIGKILL'),
    /** The exit code. */
    stop: () => end('SIGTERM'),
  };
};

export type WorkProcess = Awaited<ReturnType<typeof startWork>>;
