import { spawn, type SpawnOptions } from 'node:child_process';
import path from 'node:path';

import { tell } from './secrets/told';

const BIN = path.resolve(__dirname, '..', '..', 'bin', 'directory-connector.js');

export interface Printed {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Starts the built program in a process of its own: with it comes what it has printed when it has ended. */
export const startProgram = (words: string[], options: Pick<SpawnOptions, 'cwd' | 'env'> = {}) => {
  const child = spawn(process.execPath, [BIN, ...words], { ...options, stdio: 'pipe' });
  const result = new Promise<Printed>((resolve) => {
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk) => (stdout += chunk));
    child.stderr.on('data', (chunk) => (stderr += chunk));
    child.on('close', (code) => {
      tell(`what "${words.join(' ')}" printed`, `${stdout}\n${stderr}`);
      resolve({ code, stdout, stderr });
    });
  });
  return { child, result };
};
