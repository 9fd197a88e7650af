import { writeFileSync } from 'node:fs';
import path from 'node:path';

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

const dataFolder = (folder: string): string => path.join(folder, 'data');

export const mariadb: DatabaseProgram = {
  name: 'MariaDB',
  client: 'mysql',
  debianPackage: 'mariadb-server',
  programs: ['mariadbd'],
  user: 'mysql',
  signal: 'SIGKILL',
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
};
