import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { transformFileSync } from '@swc/core';

const MODULE = path.join(__dirname, '..', '..', '..', 'server', 'src', 'worker', 'orphans.ts');

/** What each program has: the watch, the ids of the processes that it has started, and workers. */
const HOST = `
const processes = require('node:child_process');
const { spawn } = processes;
const watching = [];
processes.spawn = (...given) => {
  const started = spawn(...given);
  watching.push(started.pid);
  return started;
};
const { createOrphanWatch } = require('./orphans.js');
const watch = createOrphanWatch(() => ({}));
// Who reads what this process prints hears the end of it when the worker has ended, too.
const startWorker = (program, output = 'inherit') =>
  spawn(process.execPath, ['-e', program], { stdio: ['ignore', output, 'ignore'] });
const STUCK = 'for (;;);';
const print = (value) => console.log(JSON.stringify(value));
const forever = () => setInterval(() => {}, 1000);
`;

describe('a worker whose host has ended', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'orphans-'));
    const { code } = transformFileSync(MODULE, {
      jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
      module: { type: 'commonjs' },
    });
    writeFileSync(path.join(folder, 'orphans.js'), code);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  /** Runs a program that has the watch, and gives the first line that it prints. */
  const host = async (program: string) => {
    const file = path.join(folder, 'host.js');
    writeFileSync(file, HOST + program);
    const child = spawn(process.execPath, [file], { stdio: ['ignore', 'pipe', 'inherit'] });
    const ended = once(child, 'close');
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    return { child, ended, told: JSON.parse(String(line)) as unknown };
  };

  it('is ended, stuck as it is', async () => {
    const { child, ended } = await host(`
      watch.add(startWorker(STUCK).pid);
      print(null);
      forever();`);
    child.kill('SIGKILL');
    expect(await ended).toEqual([null, 'SIGKILL']);
  });

  it('is left alone once it has ended, since another process may have its id', async () => {
    const { child, ended, told } = await host(`
      const other = startWorker('setInterval(() => {}, 1000)', 'ignore');
      watch.add(other.pid);
      watch.add(startWorker(STUCK).pid);
      watch.remove(other.pid);
      print(other.pid);
      forever();`);
    child.kill('SIGKILL');
    await ended;
    expect(process.kill(told as number, 'SIGKILL')).toBe(true);
  });

  it('is ended by another process where somebody has ended the one that watched', async () => {
    const { child, ended } = await host(`
      watch.add(startWorker(STUCK).pid);
      process.kill(watching[0], 'SIGKILL');
      const again = () => {
        watch.add(startWorker('').pid);
        if (watching.length === 1) return setTimeout(again, 10);
        print(null);
      };
      again();
      forever();`);
    child.kill('SIGKILL');
    expect(await ended).toEqual([null, 'SIGKILL']);
  });

  it('is watched by what does not keep its host from ending', async () => {
    const { ended } = await host(`
      const worker = startWorker('');
      watch.add(worker.pid);
      worker.once('exit', () => {
        watch.remove(worker.pid);
        print(watching.length);
      });`);
    expect(await ended).toEqual([0, null]);
  });
});
