// Which versions of Strapi can be installed: a release may reach the registry without some of its packages.
const { execFile } = require('node:child_process');
const { promisify } = require('node:util');

const run = promisify(execFile);

/** What an app of the generator has, with the plugin for GraphQL. */
const STARTS = ['create-strapi-app', '@strapi/strapi', '@strapi/plugin-graphql'].concat(
  ['plugin-users-permissions', 'typescript-utils', 'utils'].map((name) => `@strapi/${name}`)
);

/** @returns {Promise<unknown>} what the registry says, or null where it has no such package */
const view = async (name, field) => {
  try {
    const { stdout } = await run('npm', ['view', name, field, '--json']);
    return stdout.trim() === '' ? {} : JSON.parse(stdout);
  } catch (error) {
    if (/\bE404\b/.test(error.stderr)) return null;
    throw error;
  }
};

/** @returns {Promise<string | undefined>} a package of the release that is not there */
const missingFrom = async (version) => {
  const seen = new Set(STARTS);
  let names = STARTS;
  while (names.length > 0) {
    const found = await Promise.all(
      names.map((name) => view(`${name}@${version}`, 'dependencies'))
    );
    const missing = names.find((_, at) => found[at] === null);
    if (missing) return missing;
    const needed = found.flatMap((dependencies) =>
      Object.keys(dependencies).filter(
        (name) => name.startsWith('@strapi/') && dependencies[name] === version
      )
    );
    names = [...new Set(needed)].filter((name) => !seen.has(name));
    for (const name of names) seen.add(name);
  }
  return undefined;
};

const isRelease = (version) => /^5\.\d+\.\d+$/.test(version);

/** @returns {Promise<string>} the newest Strapi 5 of which the registry has every package */
const newestComplete = async (say) => {
  const versions = await view('@strapi/strapi', 'versions');
  for (const version of versions.filter(isRelease).reverse()) {
    const missing = await missingFrom(version);
    if (!missing) return version;
    say(`Strapi ${version} is left out: the registry has no ${missing} of it.`);
  }
  throw new Error('The registry has no complete release of Strapi 5.');
};

module.exports = { newestComplete };
