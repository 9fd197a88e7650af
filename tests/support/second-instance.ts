import { fork } from 'node:child_process';
import path from 'node:path';

import type { StartRequest } from '../../server/src/runs/types';
import { tell } from './secrets/told';

const PROGRAM = path.join(__dirname, 'second-instance-process.js');

/**
 * Starts another process on the app in this folder, as a second server behind a load balancer would be.
 * @param env variables that differ from this process's
 */
export const startSecondInstance = async (folder: string, env: NodeJS.ProcessEnv = {}) => {
  const child = fork(PROGRAM, [folder], {
    execArgv: [],
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  child.stdout?.on('data', (chunk: Buffer) => tell('what a second instance printed', `${chunk}`));
  child.stderr?.on('data', (chunk: Buffer) => {
    tell('what a second instance printed', `${chunk}`);
    process.stderr.write(chunk);
  });
  const answer = (): Promise<string> =>
    new Promise((resolve, reject) => {
      const ended = (code: number | null) =>
        reject(new Error(`the second instance ended with code ${code}`));
      child.once('exit', ended);
      child.once('message', (message) => {
        child.off('exit', ended);
        resolve(String(message));
      });
    });
  const origin = await answer();
  return {
    pid: child.pid ?? 0,
    /** Where it answers HTTP requests. */
    origin,
    /**
     * The status that the run ended with, or the code of the error that kept it from beginning.
     * @param killAt the number of the statement from now on at which the process dies
     */
    start: (request: StartRequest, killAt?: number): Promise<string> => {
      const result = answer();
      child.send({ start: request, killAt });
      return result;
    },
    /**
     * It dies at the first statement from now on that begins so; what is around names is left out. Comes back when it has.
     */
    dieAt: (words: string): Promise<void> => {
      const end = new Promise<void>((resolve) => {
        child.once('exit', () => resolve());
      });
      child.send({ killAtWords: words });
      return end;
    },
    /** Ends it as a service manager does; the code that it ends with. */
    terminate: (): Promise<number | null> =>
      new Promise((resolve) => {
        child.once('exit', resolve);
        child.kill('SIGTERM');
      }),
    kill: (): Promise<void> =>
      new Promise((resolve) => {
        child.once('exit', () => resolve());
        child.kill('SIGKILL');
      }),
    stop: (): Promise<void> =>
      new Promise((resolve) => {
        child.once('exit', () => resolve());
        child.send({});
      }),
  };
};
