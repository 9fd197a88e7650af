// npm run test:install: the package's tarball in a fresh app of Strapi's own generator, on the oldest Strapi that it works
// with and on the newest that can be had: installed, built, started, and used in the panel, by the program, over REST and
// GraphQL. What follows "--" are versions of Strapi to try instead, "oldest" and "newest" too. NODE is the Node.js that
// all of it happens with: a version, which comes from npm's registry, or the path of its program.
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

require('./read-typescript');
const { chromiumPath } = require('../tests/support/browser.ts');
const { call, checkTypes, makeApp, packPlugin, startApp } = require('./install/app');
const { importInBrowser } = require('./install/browser');
const checks = require('./install/checks');
const { nodeProgram } = require('./install/node');
const { newestComplete } = require('./install/registry');
const { peerDependencies } = require('../package.json');

/**
 * The lower end of the range that the package says it works with: 5.26.0 does, and 5.17.0 does not start, as it knows no
 * routes that a function makes, which ours are. The releases between were not tried, or lack packages in the registry.
 * The ranges of @strapi/design-system and @strapi/icons begin with what 5.26.0 brings.
 */
const OLDEST = peerDependencies['@strapi/strapi'].replace(/^\^/, '');

const say = (text) => process.stdout.write(`${text}\n`);

/** Says how long each step took. */
const step = async (title, work) => {
  const started = Date.now();
  const result = await work();
  say(`  ${title}: ${((Date.now() - started) / 1000).toFixed(1)} s`);
  return result;
};

const useApp = async (folder, node) => {
  const app = await step('start', () => startApp(folder, node));
  try {
    const { ask, read } = await checks.prepare(app.origin);
    await step('import as the panel does', () => checks.importByPanel(ask));
    await step('import by the program', () => checks.importByProgram(folder, node));
    await step('REST and GraphQL', () => checks.readPeople(read));
    await checks.checkRefusal(app.origin, ask);
    const chromium = chromiumPath();
    if (chromium) await step('the panel in Chromium', () => importInBrowser(app.origin, chromium));
    else say('  There is no Chromium: the panel is not looked at.');
  } catch (error) {
    throw new Error(`${error.message}\n\nStrapi printed:\n${app.printed().slice(-4000)}`);
  } finally {
    await app.stop();
  }
};

const testOn = async (version, node, tarball) => {
  say(`\nStrapi ${version}:`);
  const parent = fs.mkdtempSync(path.join(os.tmpdir(), 'directory-connector-install-'));
  try {
    const folder = await step('install and build', () => makeApp(parent, version, tarball, node));
    await useApp(folder, node);
    await step('types', () => checkTypes(folder));
  } finally {
    fs.rmSync(parent, { recursive: true, force: true });
  }
};

const versionOf = (word) => {
  if (word === 'oldest') return OLDEST;
  return word === 'newest' ? newestComplete(say) : word;
};

const main = async () => {
  const given = process.argv.slice(2);
  const fetched = fs.mkdtempSync(path.join(os.tmpdir(), 'directory-connector-package-'));
  try {
    const tarball = packPlugin(fetched);
    const node = nodeProgram(process.env.NODE, fetched);
    say(`Node.js ${call(node, ['--version']).trim()}`);
    for (const word of given.length > 0 ? given : ['oldest', 'newest']) {
      await testOn(await versionOf(word), node, tarball);
    }
  } finally {
    fs.rmSync(fetched, { recursive: true, force: true });
  }
};

main().catch((error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
