const path = require('node:path');

module.exports = ({ env }) => ({
  'users-permissions': { config: { jwtSecret: env('JWT_SECRET', 'playground-jwt-secret') } },
  graphql: { config: { defaultLimit: 25, maxLimit: 100, depthLimit: 10 } },
  'directory-connector': { enabled: true, resolve: path.resolve(__dirname, '..', '..') },
});
