// npm run bench -- [--rows 30000] [--database sqlite|postgres|mariadb] [--json] [--profile]
// Other measurements: --against [--sizes 50,300,2000,20000], --history [--rows 100000] [--runs 10000],
// --retention [--runs 10000], --lookup [--rows 1000000], --phones [--rows 100000].
// Imports generated people into a fresh Strapi and compares with both yardsticks, in one process; what
// each figure means is in docs/performance.md. Needs `npm run build` first.
const { execFileSync } = require('node:child_process');
const path = require('node:path');
const { parseArgs } = require('node:util');

const { compare } = require('./against');
const { startApp } = require('./app');
const { PROFILE, writeFile } = require('./data');
const { DATABASES, startDatabase } = require('./databases');
const { timePages } = require('./history');
const { measure } = require('./measure');
const { profiled } = require('./profile');
const { textOf } = require('./report');
const { measureLookup } = require('./lookup');
const { measurePhones } = require('./phones');
const { measureRetention } = require('./retention');
const { floor, loop } = require('./yardsticks');

const CLI = path.resolve(__dirname, '..', 'bin', 'directory-connector.js');
const IDLE_MS = 5000;

const count = (option, text) => {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new Error(`--${option}: a number from 1`);
  return number;
};

const readOptions = () => {
  const { values } = parseArgs({
    options: {
      rows: { type: 'string', default: '30000' },
      database: { type: 'string', default: 'sqlite' },
      json: { type: 'boolean', default: false },
      profile: { type: 'boolean', default: false },
      against: { type: 'boolean', default: false },
      sizes: { type: 'string', default: '50,300,2000,20000' },
      history: { type: 'boolean', default: false },
      retention: { type: 'boolean', default: false },
      lookup: { type: 'boolean', default: false },
      phones: { type: 'boolean', default: false },
      runs: { type: 'string', default: '10000' },
    },
  });
  const rows = count('rows', values.rows);
  const sizes = values.sizes.split(',').map((size) => count('sizes', size));
  if (!DATABASES.includes(values.database)) {
    throw new Error(`--database: one of ${DATABASES.join(', ')}`);
  }
  return { ...values, rows, sizes, runs: count('runs', values.runs) };
};

const readToken = async (strapi) => {
  const { accessKey } = await strapi
    .service('admin::api-token')
    .create({ name: 'bench', description: '', type: 'read-only', lifespan: null });
  return accessKey;
};

/** From start to exit, the faster of two. */
const commandLineSeconds = ({ folder }) => {
  const times = [1, 2].map(() => {
    const start = performance.now();
    execFileSync(process.execPath, [CLI, 'list', '--app', folder], { stdio: 'pipe' });
    return (performance.now() - start) / 1000;
  });
  return Math.min(...times);
};

const expectation = (kind, rows) => ({
  status: 'succeeded',
  user: { [kind]: rows },
  phonebookEntry: { [kind]: rows },
  phone: { [kind]: rows },
});

/** A figure of a run that did something else is none. */
const check = (report, expected) => {
  for (const [name, value] of Object.entries(expected)) {
    const found = report[name];
    const isSame =
      typeof value === 'string'
        ? found === value
        : Object.entries(value).every(([action, count]) => found?.[action] === count);
    if (!isSame)
      throw new Error(`${name}: ${JSON.stringify(found)} ${JSON.stringify(report.error)}`);
  }
};

const benchmark = async (app, { rows, profile: isProfiled }) => {
  const { strapi } = app;
  const rest = {
    url: `http://127.0.0.1:${app.port}/api/directory-connector/users?pagination[pageSize]=25`,
    token: await readToken(strapi),
  };
  const file = path.join(app.folder, 'people.csv');
  await writeFile(file, rows);
  const { profile } = await app.service('profiles').importFile(PROFILE);
  const run = async (name, kind, action) => {
    const request = { profileId: profile.id, kind, trigger: 'manual', file };
    const measured = await profiled(isProfiled, name, () =>
      measure(rest, async () => (await app.service('runs').start(request)).done)
    );
    const { result, ...figures } = measured;
    check(result, expectation(action, rows));
    return figures;
  };

  const runs = {
    test: await run('test', 'test', 'create'),
    first: await run('first', 'run', 'create'),
    second: await run('second', 'run', 'unchanged'),
  };
  const { restMs: idleRestMs, loopDelayMs: idleLoopDelayMs } = await measure(
    rest,
    () => new Promise((resolve) => setTimeout(resolve, IDLE_MS))
  );
  const commandLine = commandLineSeconds(app);
  return {
    runs,
    idle: { restMs: idleRestMs, loopDelayMs: idleLoopDelayMs },
    commandLineSeconds: commandLine,
    floor: await floor(strapi, file),
    loop: await loop(strapi, rows),
  };
};

const otherMeasurement = (options, settings) => {
  const { against, history, retention, lookup, phones, sizes, rows, runs } = options;
  if (against) return compare(sizes, settings);
  if (lookup) return measureLookup(rows, settings);
  if (phones) return measurePhones(rows, settings);
  if (retention) return measureRetention(runs, settings);
  return history ? timePages({ rows, runs }, settings) : null;
};

const print = ({ json }, figures, text) =>
  process.stdout.write(json ? `${JSON.stringify(figures, null, 2)}\n` : text);

const main = async () => {
  const options = readOptions();
  const { settings, stop } = await startDatabase(options.database);
  try {
    const other = await otherMeasurement(options, settings);
    if (other) {
      print(options, other.figures, other.text);
      return;
    }
    const app = await startApp({}, settings);
    const figures = { rows: options.rows, database: options.database, node: process.version };
    Object.assign(figures, await benchmark(app, options));
    await app.stop();
    print(options, figures, textOf(figures));
  } finally {
    await stop();
  }
};

main().then(
  () => process.exit(0),
  (error) => {
    process.stderr.write(`${error.stack}\n`);
    process.exit(1);
  }
);
