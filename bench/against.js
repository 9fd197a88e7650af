// npm run bench -- --against [--sizes 50,300,2000,20000] [--database …] [--json]
// The same users by this product and by strapi-plugin-tablify, the fastest import plugin for Strapi 5 that
// was found, in one process by turns. It is installed from the registry into a temporary folder.
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');

const { parse } = require('csv-parse/sync');

const { startApp } = require('./app');
const { USERS_PROFILE, person, recordsOf, writeFile } = require('./data');
const { timed } = require('./measure');

const OTHER = { name: 'strapi-plugin-tablify', version: '1.0.3' };
/** Its users have a type of their own: with what this product keeps of each it would be slower. */
const TABLES = { ours: 'directory_users', theirs: 'bench_people' };
const ROUNDS = 3;
/** So many of its records, which it creates one by one, tell how long more would take. */
const SAMPLE = 1000;

const TYPE = {
  kind: 'collectionType',
  collectionName: TABLES.theirs,
  info: { singularName: 'bench-person', pluralName: 'bench-people', displayName: 'Bench person' },
  options: { draftAndPublish: false },
  attributes: Object.fromEntries(
    Object.keys(recordsOf(person(1)).user).map((name) => [name, { type: 'string' }])
  ),
};

/** @returns what the app's config says of it */
const install = (folder) => {
  const type = path.join(folder, 'src', 'api', 'bench-person', 'content-types', 'bench-person');
  fs.mkdirSync(type, { recursive: true });
  fs.writeFileSync(path.join(type, 'schema.json'), JSON.stringify(TYPE));
  const place = path.join(folder, 'other');
  const flags = ['--ignore-scripts', '--legacy-peer-deps', '--no-audit', '--no-fund', '--silent'];
  const what = `${OTHER.name}@${OTHER.version}`;
  execFileSync('npm', ['install', '--prefix', place, ...flags, what], { stdio: 'inherit' });
  const resolve = path.join(place, 'node_modules', OTHER.name);
  return { tablify: { enabled: true, resolve } };
};

const importOurs = async (app, profileId, file, rows, action) => {
  const request = { profileId, kind: 'run', trigger: 'manual', file };
  const report = await (await app.service('runs').start(request)).done;
  if (report.user[action] !== rows) throw new Error(JSON.stringify(report));
};

/** Its panel reads the file and sends the rows in one request, which is what its controller is called with. */
const importTheirs = async ({ strapi }, file) => {
  const read = parse(fs.readFileSync(file), { columns: true });
  const data = read.slice(0, SAMPLE).map((row) => recordsOf(row).user);
  const body = { name: TABLES.theirs, data };
  const context = { request: { body } };
  await strapi.plugin('tablify').controller('controller').importCollection(context);
  if (context.body.created !== data.length)
    throw new Error(JSON.stringify(context.body).slice(0, 500));
};

const emptied = async ({ strapi }) => {
  for (const table of Object.values(TABLES)) await strapi.db.connection(table).delete();
};

const middle = (rounds, name) =>
  rounds.map((round) => round[name]).sort((one, other) => one - other)[rounds.length >> 1];

const compareSize = async (app, profileId, rows) => {
  const file = path.join(app.folder, `users-${rows}.csv`);
  await writeFile(file, rows);
  const works = {
    ours: {
      first: () => importOurs(app, profileId, file, rows, 'create'),
      second: () => importOurs(app, profileId, file, rows, 'unchanged'),
    },
    theirs: {
      first: () => importTheirs(app, file),
      second: () => importTheirs(app, file),
    },
  };
  const rounds = { ours: { first: [], second: [] }, theirs: { first: [], second: [] } };
  for (let round = 0; round < ROUNDS; round += 1) {
    await emptied(app);
    for (const which of ['first', 'second']) {
      for (const who of ['ours', 'theirs']) {
        const { seconds, cpuSeconds } = await timed(works[who][which]);
        const records = who === 'theirs' ? Math.min(rows, SAMPLE) : rows;
        rounds[who][which].push({
          ms: (seconds * 1000) / records,
          cpuMs: (cpuSeconds * 1000) / records,
        });
      }
    }
  }
  const figures = { rows };
  for (const who of ['ours', 'theirs']) {
    figures[who] = {};
    for (const which of ['first', 'second']) {
      const of = rounds[who][which];
      figures[who][which] = { ms: middle(of, 'ms'), cpuMs: middle(of, 'cpuMs') };
    }
  }
  return figures;
};

const line = (cells) => `| ${cells.join(' | ')} |`;

const textOf = (sizes) => {
  const ratio = (theirs, ours) => (theirs / ours).toFixed(1);
  return [
    `users only, by turns with ${OTHER.name} ${OTHER.version} (of many rows the first ${SAMPLE}); the middle one of ${ROUNDS}`,
    '',
    line([
      ...['rows', 'import', 'ms a record', 'its ms a record'],
      ...['× faster', 'CPU of the main process × less'],
    ]),
    line(Array(6).fill('---')),
    ...sizes.flatMap(({ rows, ours, theirs }) =>
      ['first', 'second'].map((which) =>
        line([
          ...[rows, which, ours[which].ms.toFixed(3), theirs[which].ms.toFixed(3)],
          ratio(theirs[which].ms, ours[which].ms),
          ratio(theirs[which].cpuMs, ours[which].cpuMs),
        ])
      )
    ),
    '',
  ].join('\n');
};

/** @param database settings, null for SQLite */
const compare = async (sizes, database) => {
  const app = await startApp({}, database, install);
  const { profile } = await app.service('profiles').importFile(USERS_PROFILE);
  // Whatever is loaded or compiled when it is first used is not what is measured.
  await compareSize(app, profile.id, 100);
  const figures = [];
  for (const rows of sizes) figures.push(await compareSize(app, profile.id, rows));
  await app.stop();
  return { figures, text: textOf(figures) };
};

module.exports = { compare };
