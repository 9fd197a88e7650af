// A fresh Strapi app on SQLite that uses the built plugin, for the benchmarks.
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const ROOT = path.resolve(__dirname, '..');

const makeFolder = (options) => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'directory-connector-bench-'));
  for (const part of ['config', 'src', 'public', 'package.json']) {
    fs.cpSync(path.join(ROOT, 'playground', part), path.join(folder, part), { recursive: true });
  }
  const plugin = { enabled: true, resolve: ROOT, config: options };
  const plugins = `module.exports = {
    'users-permissions': { config: { jwtSecret: 'bench' } },
    'directory-connector': ${JSON.stringify(plugin)},
  };`;
  fs.writeFileSync(path.join(folder, 'config', 'plugins.js'), plugins);
  fs.writeFileSync(
    path.join(folder, 'config', 'logger.js'),
    "module.exports = { level: 'error' };"
  );
  return folder;
};

/** Starts it on a free port. `options`: the plugin's. */
const startApp = async (options = {}) => {
  const folder = makeFolder(options);
  process.env.PORT = '0';
  const { createStrapi } = require('@strapi/strapi');
  const strapi = createStrapi({ appDir: folder, distDir: folder, serveAdminPanel: false });
  await strapi.load();
  await strapi.listen();
  return {
    folder,
    port: strapi.server.httpServer.address().port,
    service: (name) => strapi.plugin('directory-connector').service(name),
    async stop() {
      await strapi.destroy();
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
};

module.exports = { startApp };
