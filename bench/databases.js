// The databases that the benchmark can use: SQLite, or a server of its own as the tests start them.
require('../scripts/read-typescript');
const { startDatabaseServer } = require('../tests/support/databases.ts');

const KINDS = { sqlite: null, postgres: 'postgresql', mariadb: 'mariadb' };

/** @returns the settings of an empty database, null for SQLite, and what ends its server */
const startDatabase = async (name) => {
  const kind = KINDS[name];
  if (!kind) return { settings: null, stop: async () => undefined };
  const server = await startDatabaseServer(kind);
  return { settings: await server.createDatabase(), stop: () => server.stop() };
};

module.exports = { DATABASES: Object.keys(KINDS), startDatabase };
