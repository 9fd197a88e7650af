// node bench/ldap.js [people]
// Imports a directory of an OpenLDAP server into a fresh Strapi on SQLite and prints which share of
// the time is reading, mapping, planning and writing. Needs `npm run build` first, and slapd.
const fs = require('node:fs');
const path = require('node:path');

const { startApp } = require('./app');
const { startSlapd } = require('./slapd');

const people = Number(process.argv[2] ?? 5_000);
const REPEATS = 3;

const timed = async (work) => {
  const start = performance.now();
  await work();
  return performance.now() - start;
};

const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];

const medianOf = async (work) => {
  const times = [];
  for (let repeat = 0; repeat < REPEATS; repeat += 1) times.push(await timed(work));
  return median(times);
};

const main = async () => {
  const slapd = await startSlapd(people);
  const app = await startApp({ network: { allowedHosts: ['127.0.0.1'] } });
  const { profile } = await app.service('profiles').importFile({
    name: 'Bench',
    source: slapd.source,
    match: { user: 'externalId' },
  });
  const { file } = await app.service('profiles').load(profile.id);
  const engine = app.service('engine');
  const nothing = { file: null, fixes: [], validators: null };

  const read = () =>
    engine.row({ ...nothing, source: file.source, pick: { from: 1, search: '\u0001' } });
  const map = () => {
    const folder = fs.mkdtempSync(path.join(app.folder, 'map-'));
    const { signal } = new AbortController();
    const request = { ...nothing, source: file.source, definition: file, folder };
    return engine.read(request, { signal, onStarted: () => undefined });
  };
  const run = (kind) => async () => {
    const started = await app
      .service('runs')
      .start({ profileId: profile.id, kind, trigger: 'manual' });
    const { status } = await started.done;
    if (status !== 'succeeded') throw new Error(`the ${kind} ended as ${status}`);
  };

  await read();
  const reading = await medianOf(read);
  const mapping = await medianOf(map);
  const planning = await medianOf(run('test'));
  const writing = await timed(run('run'));
  const unchanged = await medianOf(run('run'));
  const share = (part) => `${Math.round((part / writing) * 100)} %`;
  process.stdout.write(
    [
      `${people} people, first run: ${Math.round(people / (writing / 1000))} rows/s`,
      `  reading ${share(reading)}, mapping ${share(mapping - reading)}, planning ${share(planning - mapping)}, writing ${share(writing - planning)}`,
      `second run, nothing changed: ${Math.round(people / (unchanged / 1000))} rows/s`,
      '',
    ].join('\n')
  );
  await app.stop();
  await slapd.stop();
  process.exit(0);
};

main().catch((error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
