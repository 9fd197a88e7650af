// A fresh Strapi app that uses the built plugin, for the benchmarks.
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const ROOT = path.resolve(__dirname, '..');

const write = (folder, name, content) =>
  fs.writeFileSync(path.join(folder, 'config', name), `module.exports = ${content};`);

const makeFolder = (options, database, extend) => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'directory-connector-bench-'));
  for (const part of ['config', 'src', 'public', 'package.json']) {
    fs.cpSync(path.join(ROOT, 'playground', part), path.join(folder, part), { recursive: true });
  }
  // The command line looks for Strapi there.
  fs.symlinkSync(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'));
  const plugin = { enabled: true, resolve: ROOT, config: options };
  const plugins = {
    'users-permissions': { config: { jwtSecret: 'bench' } },
    'directory-connector': plugin,
    ...extend(folder),
  };
  write(folder, 'plugins.js', JSON.stringify(plugins));
  write(folder, 'logger.js', "{ level: 'error' }");
  if (database) {
    const settings = JSON.stringify(database);
    write(folder, 'database.js', `{ connection: { ...${settings}, log: { warn() {} } } }`);
  }
  return folder;
};

/** What Strapi prints when it listens is no part of a benchmark's output. */
const silently = async (work) => {
  const { write: print } = process.stdout;
  process.stdout.write = () => true;
  try {
    return await work();
  } finally {
    process.stdout.write = print;
  }
};

/**
 * Starts it on a free port. `options`: the plugin's; `database`: connection settings, of a file of SQLite
 * unless given; `extend`: adds to the app's folder, and says what its config says of other plugins.
 */
const startApp = async (options = {}, database = null, extend = () => ({})) => {
  const folder = makeFolder(options, database, extend);
  process.env.PORT = '0';
  const { createStrapi } = require('@strapi/strapi');
  const strapi = createStrapi({ appDir: folder, distDir: folder, serveAdminPanel: false });
  await silently(async () => {
    await strapi.load();
    await strapi.listen();
  });
  return {
    folder,
    strapi,
    port: strapi.server.httpServer.address().port,
    service: (name) => strapi.plugin('directory-connector').service(name),
    async stop() {
      await strapi.destroy();
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
};

module.exports = { startApp };
