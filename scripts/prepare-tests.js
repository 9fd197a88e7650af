// npm pretest: the programs and the admin panel that the tests use, once for all of them.
const { spawn } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');

const { buildPanel } = require('./build-panel');

/** Debian's packages, and the programs in them, any of which will do. */
const PACKAGES = {
  'chromium-headless-shell': [
    'chromium-headless-shell',
    'chromium',
    'chromium-browser',
    'google-chrome',
  ],
  slapd: ['slapd'],
  postgresql: ['postgres'],
  'mariadb-server': ['mariadbd'],
  'redis-server': ['redis-server'],
  // Which the long tests alone ask.
  ...(process.env.LONG_TESTS === 'true' ? { 'php-cli php-mbstring': ['php8.2', 'php'] } : {}),
};

/** Where servers are; not everyone's PATH has them. */
const SERVER_FOLDERS = ['/usr/sbin', '/sbin'];

/** Debian has one folder for each version of PostgreSQL. */
const POSTGRESQL = '/usr/lib/postgresql';

/** What Debian asks whether it may start an installed service: 101 says no. */
const SERVICE_POLICY = '/usr/sbin/policy-rc.d';

const postgresqlFolders = () =>
  fs.existsSync(POSTGRESQL)
    ? fs.readdirSync(POSTGRESQL).map((version) => path.join(POSTGRESQL, version, 'bin'))
    : [];

const isInstalled = (programs) => {
  const own = (process.env.PATH ?? '').split(path.delimiter);
  const folders = [...own, ...SERVER_FOLDERS, ...postgresqlFolders()];
  return programs.some((name) => folders.some((folder) => fs.existsSync(path.join(folder, name))));
};

const mayInstall = () =>
  process.platform === 'linux' && process.getuid() === 0 && fs.existsSync('/usr/bin/apt-get');

const say = (text) => process.stdout.write(`${text}\n`);

/** Ends when Debian's installer has ended, however; what is missing then the tests say. */
const aptInstall = (packages) =>
  new Promise((resolve) => {
    const install = `apt-get install -y --no-install-recommends ${packages.join(' ')}`;
    spawn('sh', ['-c', `apt-get update && ${install}`], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    }).once('close', resolve);
  });

/** The tests start servers of their own; the system's are not to run because of them. */
const withoutServices = async (install) => {
  if (fs.existsSync(SERVICE_POLICY)) return install();
  fs.writeFileSync(SERVICE_POLICY, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    await install();
  } finally {
    fs.rmSync(SERVICE_POLICY);
  }
};

/** Where they may not be installed, the tests that need them are skipped and say so. */
const installPrograms = async () => {
  const missing = Object.keys(PACKAGES).filter((name) => !isInstalled(PACKAGES[name]));
  if (missing.length === 0) return;
  const list = missing.join(', ');
  if (!mayInstall()) {
    say(`Not installed, so that the tests which use them are skipped: ${list}.`);
    return;
  }
  say(`Installing what the tests use, and nothing else, with apt-get: ${list}.`);
  await withoutServices(() => aptInstall(missing));
};

const main = async () => {
  const installed = installPrograms();
  buildPanel();
  await installed;
};

main();
