import { readdirSync } from 'node:fs';
import path from 'node:path';

import { ADMIN, type DatabaseProgram } from './types';

const VERSIONS = '/usr/lib/postgresql';

/** Debian keeps the programs of each version apart; the newest comes first. */
const folders = (): string[] => {
  try {
    return readdirSync(VERSIONS)
      .toSorted((one, other) => Number(other) - Number(one))
      .map((version) => path.join(VERSIONS, version, 'bin'));
  } catch {
    return [];
  }
};

/** What would only make sense for data that must outlive the test. */
const HASTE = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];

const dataFolder = (folder: string): string => path.join(folder, 'data');

export const postgresql: DatabaseProgram = {
  name: 'PostgreSQL',
  client: 'postgres',
  debianPackage: 'postgresql',
  programs: ['postgres'],
  folders: folders(),
  user: 'postgres',
  // It would leave shared memory behind when killed.
  signal: 'SIGQUIT',
  shutdown: 'SIGINT',
  maintenance: 'postgres',
  prepare: (program, folder) => [
    path.join(path.dirname(program), 'initdb'),
    ...['-D', dataFolder(folder), '-U', ADMIN.user, '--auth=trust', '--no-sync'],
    ...['--encoding=UTF8', '--locale=C.UTF-8'],
  ],
  start({ program, folder, port, timezone }) {
    const settings = [
      ...['listen_addresses=127.0.0.1', 'shared_buffers=32MB', 'max_connections=200', ...HASTE],
      `timezone=${timezone}`,
    ];
    const options = settings.flatMap((setting) => ['-c', setting]);
    return {
      command: [program, '-D', dataFolder(folder), '-p', String(port), '-k', folder, ...options],
    };
  },
  createDatabase: (name, options = "encoding 'UTF8'") =>
    `create database ${name} template template0 ${options}`,
  copyDatabase: (server, from, to) => server.raw('create database ?? template ??', [to, from]),
  dropDatabase: (name) => `drop database ${name} with (force)`,
};
