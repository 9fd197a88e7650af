// npm pretest: the programs and the admin panel that the tests use, once for all of them.
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');

const { buildPanel } = require('./build-panel');

/** Debian's packages, and the programs in them, any of which will do. */
const PACKAGES = { chromium: ['chromium', 'chromium-browser', 'google-chrome'] };

const isInstalled = (programs) => {
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  return programs.some((name) => folders.some((folder) => fs.existsSync(path.join(folder, name))));
};

const mayInstall = () =>
  process.platform === 'linux' && process.getuid() === 0 && fs.existsSync('/usr/bin/apt-get');

const apt = (...args) =>
  spawnSync('apt-get', args, {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });

/** Where they may not be installed, the tests that need them are skipped and say so. */
const installPrograms = () => {
  const missing = Object.keys(PACKAGES).filter((name) => !isInstalled(PACKAGES[name]));
  if (missing.length === 0 || !mayInstall()) return;
  apt('update');
  apt('install', '-y', '--no-install-recommends', ...missing);
};

installPrograms();
buildPanel();
