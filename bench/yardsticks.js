// What the plugin is measured by: the loop that other import plugins are, and the floor below which
// nothing goes that reads the file and writes the records with this driver.
const fs = require('node:fs');
const { pipeline } = require('node:stream/promises');
const { Writable } = require('node:stream');

const { parse } = require('csv-parse');

const { person, recordsOf } = require('./data');
const { timed } = require('./measure');

const UID = {
  user: 'plugin::directory-connector.user',
  phonebookEntry: 'plugin::directory-connector.phonebook-entry',
  phone: 'plugin::directory-connector.phone',
};
const TABLES = ['directory_users', 'directory_phonebook_entries', 'directory_phones'];
const LINKS = ['directory_phonebook_entries_user_lnk', 'directory_phones_user_lnk'];
const BATCH = 500;
/** A loop of so many rows tells how long one of all would take. */
const LOOP_ROWS = 500;
const FLOOR_ROUNDS = 3;

const empty = async (connection) => {
  for (const table of [...LINKS, ...TABLES]) await connection(table).delete();
};

const createByDocuments = async (strapi, row) => {
  const { user, phonebookEntry, phone } = recordsOf(row);
  const { documentId } = await strapi.documents(UID.user).create({ data: user });
  const below = { user: documentId };
  await strapi.documents(UID.phonebookEntry).create({ data: { ...phonebookEntry, ...below } });
  await strapi.documents(UID.phone).create({ data: { ...phone, ...below } });
};

/** The same records one by one, as the other import plugins do it; of many rows a sample. */
const loop = async (strapi, rows) => {
  const sample = Math.min(rows, LOOP_ROWS);
  await empty(strapi.db.connection);
  // Whatever is loaded or compiled when it is first used is not what is measured.
  for (let n = 1; n <= 20; n += 1) await createByDocuments(strapi, person(rows + n));
  const { seconds, cpuSeconds } = await timed(async () => {
    for (let n = 1; n <= sample; n += 1) await createByDocuments(strapi, person(n));
  });
  await empty(strapi.db.connection);
  const times = rows / sample;
  return {
    seconds: seconds * times,
    cpuSeconds: cpuSeconds * times,
    extrapolatedFrom: sample < rows ? sample : null,
  };
};

const readFile = (file) =>
  timed(() => {
    const sink = new Writable({ objectMode: true, write: (_row, _encoding, done) => done() });
    return pipeline(fs.createReadStream(file), parse({ columns: true }), sink);
  });

const sum = ({ seconds, cpuSeconds }, more) => ({
  seconds: seconds + more.seconds,
  cpuSeconds: cpuSeconds + more.cpuSeconds,
});

/** Entities of a copy into the table, some hundred a statement; what the inserts took. */
const refill = async (connection, copy, table) => {
  let total = { seconds: 0, cpuSeconds: 0 };
  for (let last = 0; ;) {
    const entities = await connection(copy).where('id', '>', last).orderBy('id').limit(BATCH);
    if (entities.length === 0) return total;
    last = entities.at(-1).id;
    const insert = () =>
      connection.transaction((transaction) => transaction(table).insert(entities));
    total = sum(total, await timed(insert));
  }
};

/** csv-parse over the same bytes, and the very entities that the plugin has stored, inserted by knex. */
const floor = async (strapi, file) => {
  const { connection } = strapi.db;
  const copyOf = (table) => `bench_${table}`;
  const tables = [...TABLES, ...LINKS];
  for (const table of tables) {
    await connection.raw('create table ?? as select * from ??', [copyOf(table), table]);
    await connection.schema.alterTable(copyOf(table), (copy) => copy.index('id'));
  }
  const rounds = [];
  for (let round = 0; round < FLOOR_ROUNDS; round += 1) {
    await empty(connection);
    let total = await readFile(file);
    for (const table of tables) total = sum(total, await refill(connection, copyOf(table), table));
    rounds.push(total);
  }
  for (const table of tables) await connection.schema.dropTable(copyOf(table));
  const middle = (name) => rounds.map((round) => round[name]).sort((a, b) => a - b)[1];
  return { seconds: middle('seconds'), cpuSeconds: middle('cpuSeconds'), rounds };
};

module.exports = { loop, floor };
