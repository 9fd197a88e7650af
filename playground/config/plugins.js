const path = require('node:path');

// Strapi's own commands run a copy of this file, in the folder "dist".
const app = path.resolve(
  __dirname,
  path.basename(path.dirname(__dirname)) === 'dist' ? '../..' : '..'
);

module.exports = ({ env }) => ({
  'users-permissions': { config: { jwtSecret: env('JWT_SECRET', 'playground-jwt-secret') } },
  graphql: { config: { defaultLimit: 25, maxLimit: 100, depthLimit: 10 } },
  'directory-connector': { enabled: true, resolve: path.dirname(app) },
  // An example of a plugin that brings a source.
  'json-source': { enabled: true, resolve: path.join(app, 'src', 'plugins', 'json-source') },
});
