// What the test files of one process share: it stands outside of the modules that Jest makes anew for each file.
const { createStrapi } = require('@strapi/strapi');

/** A Strapi that ends takes everyone's listeners from the process, those by which Jest talks to it too. */
process.removeAllListeners = () => process;

module.exports = {
  createStrapi,
  /** @type {Promise<Buffer> | null} A database with all tables and no records, as a file of SQLite. */
  newDatabase: null,
};
