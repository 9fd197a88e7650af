// node bench/import.js [rows] [--passwords]
// Imports a generated CSV twice into a fresh Strapi on SQLite and prints, for each run: rows per
// second, the memory of the process, and how long HTTP requests waited meanwhile.
// Needs `npm run build` first. Compare figures of one machine and one call only.
const fs = require('node:fs');
const path = require('node:path');
const { once } = require('node:events');
const { Worker } = require('node:worker_threads');

const { startApp } = require('./app');

const rows = Number(process.argv[2] ?? 100_000);
const withPasswords = process.argv.includes('--passwords');

const makeFile = async (file) => {
  const out = fs.createWriteStream(file);
  const columns = ['username', 'displayname', 'givenname', 'surname', 'email', 'phone', 'job'];
  out.write(`${[...columns, ...(withPasswords ? ['password'] : [])].join(',')}\n`);
  for (let n = 1; n <= rows; n += 1) {
    const values = [
      `user${n}`,
      `"Person ""${n}"" Ünal"`,
      'Person',
      `Ünal ${n}`,
      `user${n}@example.com`,
      100_000 + n,
      'Engineer',
      ...(withPasswords ? [`secret-${n}`] : []),
    ];
    if (!out.write(`${values.join(',')}\n`)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
};

/** Asks for `/_health` ten times a second from another thread, and tells how long each answer took. */
const startPinging = (port) =>
  new Worker(
    `const { parentPort, workerData } = require('node:worker_threads');
     const waits = [];
     let on = true;
     parentPort.on('message', () => { on = false; });
     (async () => {
       while (on) {
         const start = performance.now();
         await fetch('http://127.0.0.1:' + workerData + '/_health').catch(() => undefined);
         waits.push(performance.now() - start);
         await new Promise((resolve) => setTimeout(resolve, 100));
       }
       parentPort.postMessage(waits);
     })();`,
    { eval: true, workerData: port }
  );

const megabytes = (bytes) => Math.round(bytes / 1024 / 1024);

const measure = async (title, port, work) => {
  global.gc?.();
  const before = process.memoryUsage().rss;
  let peak = before;
  const samples = [];
  const sampler = setInterval(() => {
    const { rss } = process.memoryUsage();
    peak = Math.max(peak, rss);
    samples.push(rss);
  }, 250);
  const pinger = startPinging(port);
  const start = performance.now();
  const report = await work();
  const seconds = (performance.now() - start) / 1000;
  clearInterval(sampler);
  pinger.postMessage('stop');
  const [waits] = await once(pinger, 'message');
  waits.sort((a, b) => a - b);
  const quarter = (n) => megabytes(samples[Math.floor((samples.length - 1) * n)] ?? before);
  process.stdout.write(
    [
      `${title}: ${report.status}, ${Math.round(rows / seconds)} rows/s, ${seconds.toFixed(1)} s`,
      `  user ${JSON.stringify(report.user)}`,
      `  memory (MB): before ${megabytes(before)}, at 25 % ${quarter(0.25)}, 50 % ${quarter(0.5)}, 75 % ${quarter(0.75)}, end ${quarter(1)}, peak ${megabytes(peak)}`,
      `  HTTP: ${waits.length} answers, median ${waits[waits.length >> 1].toFixed(0)} ms, 99 % ${waits[Math.floor(waits.length * 0.99)].toFixed(0)} ms, worst ${waits.at(-1).toFixed(0)} ms`,
      '',
    ].join('\n')
  );
};

const main = async () => {
  const app = await startApp();
  const file = path.join(app.folder, 'users.csv');
  await makeFile(file);
  const { profile } = await app.service('profiles').importFile({
    name: 'Bench',
    source: { type: 'csv', delivery: 'upload' },
  });
  const run = (kind) => async () =>
    (await app.service('runs').start({ profileId: profile.id, kind, trigger: 'manual', file }))
      .done;
  await measure('first run', app.port, run('run'));
  await measure('second run', app.port, run('run'));
  await app.stop();
  process.exit(0);
};

main().catch((error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
