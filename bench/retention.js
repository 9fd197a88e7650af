// npm run bench -- --retention [--runs 10000] [--database …] [--json]
// What stays of a long history with the settings as they come, and what it takes to remove the rest: the runs
// are copies of a small one, all of one profile, with everything that is kept of it.
const path = require('node:path');

const { startApp } = require('./app');
const { PROFILE, writeFile } = require('./data');
const { copyRun } = require('./history');

const ROWS = 20;
const RUNS = 'directory_connector_runs';
const OF_RUNS = ['changes', 'search_blocks', 'issues', 'credentials'].map(
  (name) => `directory_connector_${name}`
);
const TABLES = [RUNS, ...OF_RUNS];

/** Bytes of a table with its indexes; only SQLite says so exactly. */
const bytesOf = async (strapi, table) => {
  if (strapi.db.dialect.client !== 'sqlite') return null;
  const [{ bytes }] = await strapi.db.connection.raw(
    'select coalesce(sum(pgsize), 0) as bytes from dbstat where name in (select name from sqlite_master where tbl_name = ?)',
    [table]
  );
  return bytes;
};

const sizes = async (strapi) => {
  const found = {};
  for (const table of TABLES) {
    const [{ rows }] = await strapi.db.connection(table).count({ rows: '*' });
    found[table] = { rows: Number(rows), bytes: await bytesOf(strapi, table) };
  }
  return found;
};

/** Milliseconds of the processor, which a busy machine makes no more of. */
const sinceCpu = (before) => {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
};

/** What some work takes: time, statements, and the longest of them; with SQLite everything else waits for it. */
const costOf = async (strapi, work) => {
  const { connection } = strapi.db;
  let statements = 0;
  let before = process.cpuUsage();
  let longest = 0;
  const begin = () => {
    statements += 1;
    before = process.cpuUsage();
  };
  const end = () => (longest = Math.max(longest, sinceCpu(before)));
  connection.on('query', begin);
  connection.on('query-response', end);
  const start = performance.now();
  const cpu = process.cpuUsage();
  await work();
  const ms = performance.now() - start;
  const cpuMs = sinceCpu(cpu);
  connection.removeListener('query', begin);
  connection.removeListener('query-response', end);
  return { ms, cpuMs, statements, longestMs: longest };
};

/** The yardstick: the same rows, deleted with one statement for each table while everything else waits. */
const deleteAtOnce = async ({ connection }, kept) => {
  for (const table of OF_RUNS) await connection(table).where('run_id', '>', kept).delete();
  await connection(RUNS).where('id', '>', kept).delete();
};

const textOf = ({ runs, before, after, ...costs }) => {
  const lines = [`${runs} runs, ${ROWS} rows each`];
  for (const table of TABLES) {
    const [was, is] = [before[table], after[table]];
    const bytes = was.bytes === null ? '' : `, ${was.bytes} -> ${is.bytes} bytes`;
    lines.push(`${table}: ${was.rows} -> ${is.rows} rows${bytes}`);
  }
  for (const [name, { ms, cpuMs, statements, longestMs }] of Object.entries(costs)) {
    const times = `${ms.toFixed(0)} ms, ${cpuMs.toFixed(0)} ms of the processor`;
    lines.push(
      `${name}: ${times}, ${statements} statements, the longest ${longestMs.toFixed(1)} ms`
    );
  }
  return `${lines.join('\n')}\n`;
};

/** @param database settings, null for SQLite */
const measureRetention = async (runs, database) => {
  const app = await startApp({}, database);
  const { strapi } = app;
  const profile = { ...PROFILE, generate: { ...PROFILE.generate, password: true } };
  const { profile: made } = await app.service('profiles').importFile(profile);
  const file = path.join(app.folder, 'small.csv');
  await writeFile(file, ROWS, (n) => n % 5 === 0);
  const request = { profileId: made.id, kind: 'run', trigger: 'manual', file };
  const { id } = await (await app.service('runs').start(request)).done;
  await copyRun(strapi.db.connection, id, runs, 'copy');
  const before = await sizes(strapi);
  const sweep = () => app.service('retention').tidy();
  const first = await costOf(strapi, sweep);
  const after = await sizes(strapi);
  const idle = await costOf(strapi, sweep);
  const last = await strapi.db.connection(RUNS).orderBy('id', 'desc').first();
  await copyRun(strapi.db.connection, last.document_id, runs, 'again');
  const atOnce = await costOf(strapi, () => deleteAtOnce(strapi.db, last.id));
  await app.stop();
  const figures = { runs, before, after, sweep: first, idle, atOnce };
  return { figures, text: textOf(figures) };
};

module.exports = { measureRetention };
