const path = require('node:path');

module.exports = ({ env }) => ({
  'users-permissions': { config: { jwtSecret: env('JWT_SECRET', 'playground-jwt-secret') } },
  'directory-connector': { enabled: true, resolve: path.resolve(__dirname, '..', '..') },
});
