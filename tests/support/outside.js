// What the test files of one process share: it stands outside of the modules that Jest makes anew for each file.
const { createStrapi } = require('@strapi/strapi');
const cron = require('node-cron');

/** A Strapi that ends takes everyone's listeners from the process; Jest needs its own. */
const { removeAllListeners } = process;
process.removeAllListeners = () => {
  for (const signal of ['SIGINT', 'SIGTERM']) removeAllListeners.call(process, signal);
  return process;
};
// What its logs listen for stays, once for each Strapi.
process.setMaxListeners(0);

module.exports = {
  createStrapi,
  /** What drives a browser; unit tests do not load it. */
  get chromium() {
    return require('playwright-core').chromium;
  },
  /** The jobs of the apps: those of a copy of its own a test file would not find. */
  cron,
  /** @returns {typeof import('../../server/src')} The built plugin, as Strapi has loaded it. */
  get plugin() {
    return require('../../dist/server');
  },
  /** @returns {typeof import('../../server/src/cli')} The built program. */
  get program() {
    return require('../../dist/cli');
  },
  /** What Strapi's commands `export` and `import` are made of; few test files load it. */
  get dataTransfer() {
    return require('@strapi/data-transfer');
  },
  /** @param {[words: string[], folder: string]} call */
  callProgram: (...call) => require('./program')(...call),
  /**
   * What is in a file of SQLite that nobody writes to, table by table.
   * @param {string} file
   * @returns {Generator<[table: string, rows: unknown[]]>}
   */
  *sqliteTables(file) {
    const Sqlite = require('better-sqlite3');
    const database = new Sqlite(file, { readonly: true });
    try {
      const names = database.prepare("select name from sqlite_master where type = 'table'").pluck();
      for (const name of names.all())
        yield [name, database.prepare(`select * from "${name}"`).all()];
    } finally {
      database.close();
    }
  },
  /** @type {Promise<Buffer> | null} A database with all tables and no records, as a file of SQLite. */
  newDatabase: null,
  /** @type {Promise<string> | null} The name of one on the server that `npm run test:databases` has started. */
  template: null,
};
