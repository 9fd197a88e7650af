import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { tellFiles } from './secrets/stored';
import { freePort, launchServer, type ServerProcess } from './server-process';
import { systemProgram } from './system-program';

const program = (): string | null => systemProgram('redis-server', ['redis-server']);

/** `describe` where Redis is installed; else those tests are skipped, saying why. */
export const describeWithRedis = (name: string, tests: () => void): void => {
  if (program()) describe(name, tests);
  else describe.skip(`${name} (needs Redis: apt-get install redis-server)`, tests);
};

const accepts = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });

/** Starts Redis with data of its own, of which a restart loses nothing; `stop` ends it and removes the data. */
export const startRedis = async () => {
  const file = program();
  if (!file) throw new Error('Redis is missing: install redis-server.');
  const folder = await mkdtemp(path.join(tmpdir(), 'redis-'));
  const launch = (at: () => Promise<number>) =>
    launchServer(async () => {
      const port = await at();
      const place = ['--bind', '127.0.0.1', '--port', String(port), '--dir', folder];
      const command = [
        file,
        ...place,
        '--save',
        '',
        '--appendonly',
        'yes',
        '--appendfsync',
        'always',
      ];
      return { name: 'Redis', command, isReady: () => accepts(port), port };
    });
  let server: ServerProcess & { port: number } = await launch(freePort);
  const { port } = server;
  return {
    url: `redis://127.0.0.1:${port}`,
    kill: (): Promise<void> => server.kill(),
    async start(): Promise<void> {
      server = await launch(async () => port);
    },
    async stop(): Promise<void> {
      await server.kill();
      await tellFiles(folder);
      await rm(folder, { recursive: true });
    },
  };
};

export type RedisServer = Awaited<ReturnType<typeof startRedis>>;
