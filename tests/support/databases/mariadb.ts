import { writeFileSync } from 'node:fs';
import path from 'node:path';

import type { Knex } from 'knex';

import { ADMIN, type DatabaseProgram } from './types';

/** The administrator of the tests, made when the server starts. */
const INIT = `create user '${ADMIN.user}'@'127.0.0.1' identified by '${ADMIN.password}';
grant all on *.* to '${ADMIN.user}'@'127.0.0.1' with grant option;
`;

/** What would only make sense for data that must outlive the test. */
const HASTE = [
  ...['--innodb-flush-log-at-trx-commit=0', '--innodb-flush-method=nosync', '--skip-sync-frm'],
  ...['--skip-innodb-doublewrite', '--skip-innodb-file-per-table'],
];

/** A table as it is made, with the names of its indexes and constraints. */
const definitionOf = async (server: Knex, database: string, table: string): Promise<string> => {
  const [[row]] = await server.raw('show create table ??.??', [database, table]);
  return row['Create Table'];
};

const dataFolder = (folder: string): string => path.join(folder, 'data');

export const mariadb: DatabaseProgram = {
  name: 'MariaDB',
  client: 'mysql',
  debianPackage: 'mariadb-server',
  programs: ['mariadbd'],
  user: 'mysql',
  signal: 'SIGKILL',
  shutdown: 'SIGTERM',
  maintenance: 'mysql',
  prepare: (_program, folder) => [
    'mariadb-install-db',
    ...['--no-defaults', `--datadir=${dataFolder(folder)}`, '--skip-test-db'],
    '--auth-root-authentication-method=normal',
  ],
  start({ program, folder, port, timezone }) {
    const init = path.join(folder, 'init.sql');
    writeFileSync(init, INIT);
    const network = ['--bind-address=127.0.0.1', `--port=${port}`, '--skip-name-resolve'];
    const files = ['socket', 'pid-file'].map((name) => `--${name}=${path.join(folder, name)}`);
    return {
      command: [
        ...[program, '--no-defaults', `--datadir=${dataFolder(folder)}`],
        ...[
          `--init-file=${init}`,
          '--character-set-server=utf8mb4',
          ...network,
          ...files,
          ...HASTE,
        ],
      ],
      // Names of zones would need tables of their own.
      env: { TZ: timezone },
    };
  },
  // Debian's own configuration has this collation.
  createDatabase: (name, options = 'character set utf8mb4 collate utf8mb4_general_ci') =>
    `create database ${name} ${options}`,
  async copyDatabase(server, from, to) {
    await server.raw(mariadb.createDatabase(to, undefined));
    const [tables] = await server.raw(
      "select table_name as name from information_schema.tables where table_schema = ? and table_type = 'BASE TABLE'",
      [from]
    );
    await server.raw('set foreign_key_checks = 0');
    await server.raw('use ??', [to]);
    for (const { name } of tables) {
      await server.raw(await definitionOf(server, from, name));
      await server.raw('insert into ??.?? select * from ??.??', [to, name, from, name]);
    }
  },
  dropDatabase: (name) => `drop database ${name}`,
};
