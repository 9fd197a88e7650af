const path = require('node:path');

const ROOT = path.resolve(__dirname, '..', '..', '..');

/** In development the plugin's own code is served instead of what was built of it, so that changes are shown at once. */
module.exports = (config) => {
  if (config.mode !== 'development') return config;
  const alias = Object.entries(config.resolve.alias).map(([find, replacement]) => ({
    find,
    replacement,
  }));
  alias.push({
    find: /^.*\/dist\/admin\/index\.mjs$/,
    replacement: path.join(ROOT, 'strapi-admin.ts'),
  });
  return {
    ...config,
    resolve: { ...config.resolve, alias },
    server: { ...config.server, fs: { allow: [ROOT] } },
  };
};
