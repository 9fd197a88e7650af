// npm run bench -- --history [--rows 100000] [--runs 10000] [--database …] [--json]
// How long the pages of a big history take: a run with three changes and an issue for each row, and many
// more runs, which are copies of a small one.
const path = require('node:path');

const { startApp } = require('./app');
const { PROFILE, writeFile } = require('./data');

const RUNS = 'directory_connector_runs';
const BLOCKS = 'directory_connector_search_blocks';
const CHANGES = 'directory_connector_changes';
/** What a run has besides its plan. */
const PARTS = ['directory_connector_issues', 'directory_connector_credentials'];
const SMALL_ROWS = 7;
const TIMES = 5;
const SLICE = 500;

/** A test run; of the file in which every row is wrong it fails, and has issues for that. */
const testRun = async (app, profileId, file) => {
  const request = { profileId, kind: 'test', trigger: 'manual', file };
  const report = await (await app.service('runs').start(request)).done;
  if (report.rows.read === 0) throw new Error(JSON.stringify(report));
  return report.id;
};

const columnsOf = async (connection, table, except) =>
  Object.keys(await connection(table).columnInfo()).filter((name) => !except.includes(name));

/** A cell as it is written: JSON comes as what it says. */
const cellOf = (value) =>
  value !== null && typeof value === 'object' && !(value instanceof Date)
    ? JSON.stringify(value)
    : value;

const copyRuns = async (connection, run, times, prefix) => {
  const { id: _id, ...cells } = run;
  const cellsOfAll = Object.entries(cells).map(([name, value]) => [name, cellOf(value)]);
  const ofAll = Object.fromEntries(cellsOfAll);
  for (let start = 0; start < times; start += SLICE) {
    const copies = Array.from({ length: Math.min(SLICE, times - start) }, (_, index) => ({
      ...ofAll,
      document_id: `${prefix}${start + index}`,
      kind: (start + index) % 3 === 0 ? 'test' : 'run',
      status: (start + index) % 7 === 0 ? 'failed' : 'succeeded',
    }));
    await connection.batchInsert(RUNS, copies, 50);
  }
};

/** Copies a run with all that is kept of it, so many times; the ids of the copies begin with `prefix`. */
const copyRun = async (connection, documentId, times, prefix) => {
  const run = await connection(RUNS).where({ document_id: documentId }).first();
  await copyRuns(connection, run, times, prefix);
  const copied = () => connection(RUNS).select('id').where('document_id', 'like', `${prefix}%`);
  const into = (table, columns) => connection(connection.raw('?? (??)', [table, columns]));
  for (const table of PARTS) {
    const columns = await columnsOf(connection, table, ['id', 'run_id']);
    const parts = connection(table).joinRaw('cross join ??', [RUNS]);
    await into(table, ['run_id', ...columns]).insert(
      parts
        .where(`${table}.run_id`, run.id)
        .whereIn(`${RUNS}.id`, copied())
        .select(`${RUNS}.id`, ...columns.map((name) => `${table}.${name}`))
    );
  }
  const ofBlock = await columnsOf(connection, BLOCKS, ['id', 'run_id']);
  const ofChange = await columnsOf(connection, CHANGES, ['id', 'run_id', 'block']);
  for (const { id: block } of await connection(BLOCKS).where({ run_id: run.id })) {
    const { last } = await connection(BLOCKS).max({ last: 'id' }).first();
    const blocks = connection(BLOCKS).joinRaw('cross join ??', [RUNS]);
    await into(BLOCKS, ['run_id', ...ofBlock]).insert(
      blocks
        .where(`${BLOCKS}.id`, block)
        .whereIn(`${RUNS}.id`, copied())
        .select(`${RUNS}.id`, ...ofBlock.map((name) => `${BLOCKS}.${name}`))
    );
    const changes = connection(CHANGES).joinRaw('cross join ??', [BLOCKS]);
    await into(CHANGES, ['run_id', 'block', ...ofChange]).insert(
      changes
        .where(`${CHANGES}.block`, block)
        .where(`${BLOCKS}.id`, '>', last)
        .select(
          ...['run_id', 'id'].map((name) => `${BLOCKS}.${name}`),
          ...ofChange.map((name) => `${CHANGES}.${name}`)
        )
    );
  }
};

const logIn = async (url) => {
  const who = { firstname: 'Ada', lastname: 'Admin', email: 'ada@example.com' };
  const response = await fetch(`${url}/admin/register-admin`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...who, password: 'Bench-password-1' }),
  });
  return (await response.json()).data.token;
};

const fill = async (app, { rows, runs }) => {
  const { profile } = await app.service('profiles').importFile(PROFILE);
  const small = path.join(app.folder, 'small.csv');
  const big = path.join(app.folder, 'big.csv');
  await writeFile(small, SMALL_ROWS);
  const wrong = path.join(app.folder, 'wrong.csv');
  await writeFile(big, rows, (n) => n % 100 === 0);
  await writeFile(wrong, rows, () => true);
  await copyRun(app.strapi.db.connection, await testRun(app, profile.id, small), runs, 'copy');
  const run = await testRun(app, profile.id, big);
  return { profile: profile.id, run, wrong: await testRun(app, profile.id, wrong) };
};

/** The pages of the panel, by name. */
const pagesOf = ({ profile, run, wrong }, { rows, runs }) => {
  const pages = {};
  const add = (name, place, query, results) => {
    const last = Math.max(1, Math.ceil(results / 25));
    const numbers = { first: 1, middle: Math.ceil(last / 2), last };
    for (const [which, page] of Object.entries(numbers)) {
      if (which !== 'first' && page === 1) continue;
      pages[`${name}, ${which} page`] = `${place}?${query}&pageSize=25&page=${page}`;
    }
  };
  const changes = `/runs/${run}/changes`;
  const issues = `/runs/${wrong}/issues`;
  add('changes', changes, '', rows * 3);
  add('changes created', changes, 'action=create', rows * 3);
  add('changes removed', changes, 'action=remove', 0);
  add('changes of users', changes, 'type=user', rows);
  add('changes of phones created', changes, 'type=phone&action=create', rows);
  add('changes with problems', changes, 'onlyProblems=true', rows / 100);
  add('changes with a frequent word', changes, 'search=example', rows * 2);
  add('changes of one person', changes, `search=user${rows}`, 3);
  add('changes with an absent word', changes, 'search=xylophone', 0);
  add('issues', issues, '', rows);
  add('issues that are errors', issues, 'severity=error', rows);
  add('issues that are warnings', issues, 'severity=warning', 0);
  add('issues of one code', issues, 'code=invalid-email', rows);
  add('issues with a frequent word', issues, 'search=address', rows);
  add('issues with a rare value', issues, `search=user${rows}`, 1);
  add('issues with an absent word', issues, 'search=xylophone', 0);
  pages['groups of issues'] = `/runs/${wrong}/issue-groups`;
  pages.report = `/runs/${run}`;
  add('runs', '/runs', '', runs);
  add('runs of a profile', '/runs', `profile=${profile}`, runs);
  add('runs that failed', '/runs', 'status=failed', Math.floor(runs / 7));
  add('runs that are held', '/runs', 'status=held', 0);
  add('test runs', '/runs', 'kind=test', Math.floor(runs / 3));
  add('history of somebody in each run', '/changes', 'search=user7', runs * 3);
  add('history of somebody in one run', '/changes', `search=user${rows}`, 3);
  add('history of nobody', '/changes', 'search=xylophone', 0);
  pages.profiles = '/profiles';
  return pages;
};

const middleOf = (times) => times.sort((one, other) => one - other)[times.length >> 1];

/** @param database settings, null for SQLite */
const timePages = async (sizes, database) => {
  const app = await startApp({ retention: { days: 100_000, runs: 1_000_000 } }, database);
  const url = `http://127.0.0.1:${app.port}`;
  const token = await logIn(url);
  const what = await fill(app, sizes);
  const pages = [];
  for (const [name, place] of Object.entries(pagesOf(what, sizes))) {
    const times = [];
    for (let time = 0; time < TIMES; time += 1) {
      const start = performance.now();
      const response = await fetch(`${url}/directory-connector${place}`, {
        headers: { authorization: `Bearer ${token}` },
      });
      await response.text();
      if (response.status !== 200) throw new Error(`${place} answered ${response.status}`);
      times.push(performance.now() - start);
    }
    pages.push({ name, ms: middleOf(times) });
  }
  await app.stop();
  const lines = pages.map(({ name, ms }) => `${ms.toFixed(0).padStart(7)} ms  ${name}`);
  return { figures: pages, text: `${lines.join('\n')}\n` };
};

module.exports = { copyRun, timePages };
