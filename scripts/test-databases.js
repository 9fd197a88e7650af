// npm run test:databases: all suites of the API, on PostgreSQL and then on MariaDB, each on a server of its own.
// What follows "--" goes to Jest. TEST_DATABASE=postgresql or mariadb chooses one of them.
const { spawn } = require('node:child_process');
const { once } = require('node:events');
const path = require('node:path');

require('./read-typescript');
const { startDatabaseServer } = require('../tests/support/databases.ts');

const KINDS = ['postgresql', 'mariadb'];
const JEST = require.resolve('jest/bin/jest');
/** Neither that of the tests nor one with whole hours only. */
const TIMEZONE = 'Asia/Kolkata';

/** @returns {Promise<number>} the code that Jest ended with */
const testOn = async (kind, options) => {
  process.stdout.write(`\nAll apps on ${kind}:\n`);
  const server = await startDatabaseServer(kind, { timezone: TIMEZONE });
  const chosen = JSON.stringify({ kind, settings: server.settings });
  try {
    const jest = spawn(process.execPath, [JEST, ...options, '--selectProjects', 'api'], {
      cwd: path.resolve(__dirname, '..'),
      env: { ...process.env, TEST_DATABASE_SERVER: chosen },
      stdio: 'inherit',
    });
    const [code] = await once(jest, 'close');
    return code ?? 1;
  } finally {
    await server.stop();
  }
};

const main = async () => {
  const { TEST_DATABASE } = process.env;
  if (TEST_DATABASE && !KINDS.includes(TEST_DATABASE)) {
    throw new Error(`TEST_DATABASE is "${TEST_DATABASE}": it can be ${KINDS.join(' or ')}.`);
  }
  // Whoever interrupts it interrupts Jest too, and the server is ended when that has ended.
  process.on('SIGINT', () => undefined);
  const codes = [];
  for (const kind of TEST_DATABASE ? [TEST_DATABASE] : KINDS) {
    codes.push(await testOn(kind, process.argv.slice(2)));
  }
  process.exitCode = Math.max(...codes);
};

main().catch((error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
