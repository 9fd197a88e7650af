// Builds the playground's admin panel, unless the one that is there is of the same plugin and packages.
const { spawnSync } = require('node:child_process');
const { createHash } = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');

const ROOT = path.resolve(__dirname, '..');
const APP = path.join(ROOT, 'playground');
/** Where "strapi build" puts it. */
const PANEL = path.join(APP, 'dist', 'build');
const STAMP = path.join(PANEL, 'built-from');

/**
 * The panel is built as people have it. For the long tests React comes with its checks, which say on
 * the console what is wrong with the code and make each page half as slow again.
 */
const NODE_ENV = process.env.LONG_TESTS === 'true' ? 'development' : 'production';

const filesOf = (folder) =>
  fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name))
    .sort();

const fingerprint = () => {
  const hash = createHash('sha256').update(NODE_ENV);
  const files = [
    ...filesOf(path.join(ROOT, 'dist', 'admin')),
    ...filesOf(path.join(APP, 'src', 'admin')),
    path.join(ROOT, 'package-lock.json'),
  ];
  for (const file of files) hash.update(path.relative(ROOT, file)).update(fs.readFileSync(file));
  return hash.digest('hex');
};

/** Takes about a minute when there is something to do. */
const buildPanel = () => {
  const wanted = fingerprint();
  if (fs.existsSync(STAMP) && fs.readFileSync(STAMP, 'utf8') === wanted) return;
  const { status } = spawnSync('npx', ['strapi', 'build', '--silent'], {
    cwd: APP,
    env: { ...process.env, NODE_ENV },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0) throw new Error(`Building the admin panel ended with exit code ${status}.`);
  fs.writeFileSync(STAMP, wanted);
};

module.exports = { buildPanel };
