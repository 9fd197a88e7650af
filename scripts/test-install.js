// npm run test:install: the package's tarball in a fresh app of Strapi's own generator, on the oldest and on the newest
// version of Strapi: installed, built, started, and used in the panel, by the program, over REST and GraphQL.
// What follows "--" are other versions of Strapi to try. NODE chooses the program of Node.js that Strapi is started with.
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

require('./read-typescript');
const { chromiumPath } = require('../tests/support/browser.ts');
const { checkTypes, makeApp, packPlugin, startApp } = require('./install/app');
const { importInBrowser } = require('./install/browser');
const checks = require('./install/checks');
const { devDependencies, peerDependencies } = require('../package.json');

/** The lower end of the range that the package says it works with, and what it is developed with. */
const OLDEST = peerDependencies['@strapi/strapi'].replace(/^\^/, '');
const NEWEST = devDependencies['@strapi/strapi'];

const { NODE: node = process.execPath } = process.env;

/** Says how long each step took. */
const step = async (title, work) => {
  const started = Date.now();
  const result = await work();
  process.stdout.write(`  ${title}: ${((Date.now() - started) / 1000).toFixed(1)} s\n`);
  return result;
};

const useApp = async (folder) => {
  const app = await step('start', () => startApp(folder, node));
  try {
    const { ask, read } = await checks.prepare(app.origin);
    await step('import as the panel does', () => checks.importByPanel(ask));
    await step('import by the program', () => checks.importByProgram(folder, node));
    await step('REST and GraphQL', () => checks.readPeople(read));
    await checks.checkRefusal(app.origin, ask);
    const chromium = chromiumPath();
    if (chromium) await step('the panel in Chromium', () => importInBrowser(app.origin, chromium));
    else process.stdout.write('  There is no Chromium: the panel is not looked at.\n');
  } catch (error) {
    throw new Error(`${error.message}\n\nStrapi printed:\n${app.printed().slice(-4000)}`);
  } finally {
    await app.stop();
  }
};

const testOn = async (version, tarball) => {
  process.stdout.write(`\nStrapi ${version}:\n`);
  const parent = fs.mkdtempSync(path.join(os.tmpdir(), 'directory-connector-install-'));
  try {
    const folder = await step('install and build', () => makeApp(parent, version, tarball));
    await useApp(folder);
    await step('types', () => checkTypes(folder));
  } finally {
    fs.rmSync(parent, { recursive: true, force: true });
  }
};

const main = async () => {
  const given = process.argv.slice(2);
  const packed = fs.mkdtempSync(path.join(os.tmpdir(), 'directory-connector-package-'));
  try {
    const tarball = packPlugin(packed);
    for (const version of given.length > 0 ? given : [OLDEST, NEWEST]) {
      await testOn(version, tarball);
    }
  } finally {
    fs.rmSync(packed, { recursive: true, force: true });
  }
};

main().catch((error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
