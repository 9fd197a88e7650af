// npm run dev: the playground with the plugin as its code is now. What changes in the server is built and Strapi
// begins anew; what changes in the panel is shown at once.
const { spawn } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { setTimeout: sleep } = require('node:timers/promises');

const ROOT = path.resolve(__dirname, '..');
const SERVER = path.join(ROOT, 'dist', 'server');
/** Several files are written for one change. */
const SETTLED_MS = 500;
const POLL_MS = 50;

/** Runs a program of the packages in a process group of its own. */
const start = (name, args, cwd) =>
  spawn(path.join(ROOT, 'node_modules', '.bin', name), args, {
    cwd,
    detached: true,
    stdio: ['ignore', 'inherit', 'inherit'],
  });

/** False once nothing of the group is left. */
const signal = ({ pid }, name) => {
  try {
    return process.kill(-pid, name);
  } catch {
    return false;
  }
};

/** Ends a program and what it has started; ports are free again afterwards. */
const stop = async (child) => {
  signal(child, 'SIGTERM');
  while (signal(child, 0)) await sleep(POLL_MS);
};

const main = () => {
  fs.mkdirSync(SERVER, { recursive: true });
  const builder = start('strapi-plugin', ['watch', '--silent'], ROOT);
  let strapi = null;
  let timer;
  let restarted = Promise.resolve();
  let isEnding = false;

  const restart = async () => {
    if (strapi) await stop(strapi);
    if (!isEnding) strapi = start('strapi', ['develop'], path.join(ROOT, 'playground'));
  };
  fs.watch(SERVER, () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      restarted = restarted.then(restart);
    }, SETTLED_MS);
  });

  const end = async () => {
    isEnding = true;
    await restarted;
    await Promise.all([builder, strapi].filter(Boolean).map(stop));
    process.exit();
  };
  for (const name of ['SIGINT', 'SIGTERM']) process.once(name, end);
};

main();
