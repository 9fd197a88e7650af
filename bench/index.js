// npm run bench -- [--rows 30000] [--database sqlite|postgres|mariadb] [--json] [--profile]
// Imports generated people into a fresh Strapi and compares with both yardsticks, in one process; what
// each figure means is in docs/performance.md. Needs `npm run build` first.
const { execFileSync } = require('node:child_process');
const path = require('node:path');
const { parseArgs } = require('node:util');

const { startApp } = require('./app');
const { PROFILE, writeFile } = require('./data');
const { DATABASES, startDatabase } = require('./databases');
const { measure } = require('./measure');
const { profiled } = require('./profile');
const { textOf } = require('./report');
const { floor, loop } = require('./yardsticks');

const CLI = path.resolve(__dirname, '..', 'bin', 'directory-connector.js');
const IDLE_MS = 5000;

const readOptions = () => {
  const { values } = parseArgs({
    options: {
      rows: { type: 'string', default: '30000' },
      database: { type: 'string', default: 'sqlite' },
      json: { type: 'boolean', default: false },
      profile: { type: 'boolean', default: false },
    },
  });
  const rows = Number(values.rows);
  if (!Number.isInteger(rows) || rows < 1) throw new Error('--rows: a number from 1');
  if (!DATABASES.includes(values.database)) {
    throw new Error(`--database: one of ${DATABASES.join(', ')}`);
  }
  return { ...values, rows };
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

const main = async () => {
  const options = readOptions();
  const { settings, stop } = await startDatabase(options.database);
  try {
    const app = await startApp({}, settings);
    const figures = { rows: options.rows, database: options.database, node: process.version };
    Object.assign(figures, await benchmark(app, options));
    await app.stop();
    process.stdout.write(options.json ? `${JSON.stringify(figures, null, 2)}\n` : textOf(figures));
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
