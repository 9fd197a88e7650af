// How long something takes, and what everybody else notices of it meanwhile.
const { once } = require('node:events');
const { monitorEventLoopDelay } = require('node:perf_hooks');
const { Worker } = require('node:worker_threads');

const SAMPLE_MS = 10;

/** How long work takes, and how long this process computed meanwhile: that says more on a busy machine. */
const timed = async (work) => {
  const before = process.cpuUsage();
  const start = performance.now();
  const result = await work();
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(before);
  return { result, seconds, cpuSeconds: (user + system) / 1e6 };
};

/** Asks a URL again and again from another thread, and tells how long each answer took. */
const startAsking = (url, token) =>
  new Worker(
    `const { parentPort, workerData: { url, token } } = require('node:worker_threads');
     const waits = [];
     let on = true;
     parentPort.on('message', () => { on = false; });
     (async () => {
       while (on) {
         const start = performance.now();
         const response = await fetch(url, { headers: { authorization: 'Bearer ' + token } });
         await response.text();
         if (response.status !== 200) throw new Error('REST answered ' + response.status);
         waits.push(performance.now() - start);
         await new Promise((resolve) => setTimeout(resolve, 50));
       }
       parentPort.postMessage(waits);
     })();`,
    { eval: true, workerData: { url, token } }
  );

const percentile = (values, part) =>
  values[Math.min(values.length - 1, Math.floor(values.length * part))];

/** The process's memory at its highest while `work` goes on. */
const watchMemory = () => {
  global.gc?.();
  const before = process.memoryUsage.rss();
  let peak = before;
  const sampler = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, 50);
  return () => {
    clearInterval(sampler);
    return (peak - before) / 1024 / 1024;
  };
};

/** @param rest a URL of Strapi's, and a token for it */
const measure = async ({ url, token }, work) => {
  const memoryAbove = watchMemory();
  const asking = startAsking(url, token);
  const delay = monitorEventLoopDelay({ resolution: SAMPLE_MS });
  delay.enable();
  const { result, seconds, cpuSeconds } = await timed(work);
  delay.disable();
  const memory = memoryAbove();
  asking.postMessage('stop');
  const [waits] = await once(asking, 'message');
  waits.sort((one, other) => one - other);
  const beyondSampling = (nanoseconds) => Math.max(0, nanoseconds / 1e6 - SAMPLE_MS);
  return {
    result,
    seconds,
    cpuSeconds,
    memoryAboveIdleMb: memory,
    loopDelayMs: {
      p99: beyondSampling(delay.percentile(99)),
      max: beyondSampling(delay.max),
    },
    restMs: { requests: waits.length, p50: percentile(waits, 0.5), p95: percentile(waits, 0.95) },
  };
};

module.exports = { measure, timed };
