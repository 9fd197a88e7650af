// A fresh Strapi app in TypeScript, made by Strapi's own generator, with the plugin from its tarball.
const { spawn, spawnSync } = require('node:child_process');
const { randomUUID } = require('node:crypto');
const { once } = require('node:events');
const fs = require('node:fs');
const net = require('node:net');
const path = require('node:path');

const ROOT = path.resolve(__dirname, '..', '..');
const { name: PLUGIN } = require('../../package.json');

/** As it stands in the oldest Strapi's types too; newer apps are made with `strict`, and take no untyped parameter. */
const CONFIG = `export default ({ env }: { env: (name: string) => string }) => ({
  graphql: { enabled: true },
  // Strapi makes one itself, but not in production.
  'users-permissions': { config: { jwtSecret: env('JWT_SECRET') } },
  'directory-connector': {
    enabled: true,
    config: { encryptionKey: env('DIRECTORY_CONNECTOR_KEY') },
  },
});
`;

/** The app is spoken to as by a proxy with TLS: before 5.29 Strapi logs nobody in without, in production. */
const PROXIED = `export default { proxy: { koa: true } };
`;
const BY_PROXY = { 'X-Forwarded-Proto': 'https' };

/** What an app's developer writes: the package's types have to be found from there. */
const TYPED = `import type { ReadSource } from '${PLUGIN}/strapi-server';

export const read: ReadSource<{ greeting: string }> = async function* ({ greeting }) {
  yield { values: { greeting } };
};
`;

/** Ways of resolving modules that an app in TypeScript may have. */
const RESOLUTIONS = [
  { module: 'commonjs', moduleResolution: 'node' },
  { module: 'esnext', moduleResolution: 'bundler' },
  { module: 'node16', moduleResolution: 'node16' },
];

/** Ends with what it printed, should it fail. */
const call = (program, args, options) => {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', ...options });
  if (status !== 0) {
    const printed = `${stdout}\n${stderr}`.slice(-6000);
    throw new Error(`"${program} ${args.join(' ')}" ended with exit code ${status}:\n${printed}`);
  }
  return stdout;
};

/** @returns {string} the tarball that "npm publish" would send */
const packPlugin = (folder) => {
  const printed = call('npm', ['pack', '--silent', '--pack-destination', folder], { cwd: ROOT });
  return path.join(folder, printed.trim().split('\n').pop());
};

/** What is called finds this program of Node.js as "node". */
const withNode = (node) => ({ ...process.env, PATH: `${path.dirname(node)}:${process.env.PATH}` });

/** SQLite's driver: compiled here already, or for another Node.js there. Its own script would do it for each app. */
const addDriver = (folder, node) => {
  const driver = path.join('node_modules', 'better-sqlite3');
  if (node === process.execPath) {
    fs.rmSync(path.join(folder, driver), { recursive: true, force: true });
    fs.cpSync(path.join(ROOT, driver), path.join(folder, driver), { recursive: true });
    return;
  }
  const home = path.dirname(path.dirname(node));
  const hasHeaders = fs.existsSync(path.join(home, 'include', 'node', 'node.h'));
  const env = { ...withNode(node), ...(hasHeaders ? { npm_config_nodedir: home } : {}) };
  call('npm', ['rebuild', 'better-sqlite3'], { cwd: folder, env });
};

/** @returns {string} the folder of an app with this version of Strapi, installed and built with this program of Node.js */
const makeApp = (parent, version, tarball, node) => {
  const env = withNode(node);
  const folder = path.join(parent, 'app');
  const options = ['--typescript', '--skip-cloud', '--no-run', '--no-install', '--no-example'];
  const rest = ['--dbclient=sqlite', '--dbfile=.tmp/data.db', '--no-git-init', '--use-npm'];
  const generator = [`create-strapi-app@${version}`, folder, ...options, ...rest];
  // Some versions ask whether one takes part in what their makers try out.
  call('npx', ['--yes', ...generator], { input: 'n\n', env });
  fs.writeFileSync(path.join(folder, 'config', 'plugins.ts'), CONFIG);
  const production = path.join(folder, 'config', 'env', 'production');
  fs.mkdirSync(production, { recursive: true });
  fs.writeFileSync(path.join(production, 'server.ts'), PROXIED);
  const secrets = ['DIRECTORY_CONNECTOR_KEY', 'JWT_SECRET'].map(
    (name) => `${name}=${randomUUID()}\n`
  );
  fs.appendFileSync(path.join(folder, '.env'), `\n${secrets.join('')}`);
  // Other packages of Strapi want any version of these two, and npm would take the newest one for them.
  const own = ['plugin-graphql', 'admin', 'utils'].map((name) => `@strapi/${name}@${version}`);
  const added = [tarball, ...own];
  const install = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--save-exact'];
  call('npm', [...install, ...added], { cwd: folder, env });
  addDriver(folder, node);
  call('npm', ['run', 'build'], { cwd: folder, env: { ...env, NODE_ENV: 'production' } });
  return folder;
};

/** The package's types are found by TypeScript, whichever way of resolving modules an app has. */
const checkTypes = (folder) => {
  fs.writeFileSync(path.join(folder, 'src', 'typed-source.ts'), TYPED);
  for (const { module, moduleResolution } of RESOLUTIONS) {
    const kind = ['--module', module, '--moduleResolution', moduleResolution];
    const options = ['--noEmit', '--strict', '--skipLibCheck', '--target', 'es2022'];
    call('npx', ['tsc', ...options, ...kind, 'src/typed-source.ts'], { cwd: folder });
  }
};

const freePort = async () => {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
};

/** Waits until Strapi answers; gives up when its process has ended. */
const whenReady = async (origin, child, printed) => {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`Strapi did not start:\n${printed()}`);
    const answer = await fetch(`${origin}/_health`).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
};

/** Starts the app with this program of Node.js, on the loopback. */
const startApp = async (folder, node) => {
  const port = await freePort();
  const bin = path.join(folder, 'node_modules', '@strapi', 'strapi', 'bin', 'strapi.js');
  const env = { ...process.env, NODE_ENV: 'production', HOST: '127.0.0.1', PORT: String(port) };
  const child = spawn(node, [bin, 'start'], { cwd: folder, env });
  let printed = '';
  child.stdout.on('data', (text) => (printed += text));
  child.stderr.on('data', (text) => (printed += text));
  const origin = `http://127.0.0.1:${port}`;
  await whenReady(origin, child, () => printed.slice(-6000));
  const stop = async () => {
    if (child.exitCode !== null) return;
    child.kill('SIGTERM');
    await once(child, 'exit');
  };
  return { origin, printed: () => printed, stop };
};

module.exports = { BY_PROXY, PLUGIN, call, checkTypes, makeApp, packPlugin, startApp };
