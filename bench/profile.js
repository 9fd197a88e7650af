// CPU profiles of what the main thread does, for `--profile`.
const fs = require('node:fs');
const { Session } = require('node:inspector/promises');
const os = require('node:os');
const path = require('node:path');

const SHOWN = 25;

/** The functions that took most time by themselves, in milliseconds. */
const heaviest = ({ nodes, samples, timeDeltas }) => {
  const times = new Map();
  const byId = new Map(nodes.map((node) => [node.id, node.callFrame]));
  samples.forEach((id, index) => {
    const { functionName, url, lineNumber } = byId.get(id);
    const place = url ? ` ${url.split('/').slice(-2).join('/')}:${lineNumber + 1}` : '';
    const name = `${functionName || '(anonymous)'}${place}`;
    times.set(name, (times.get(name) ?? 0) + timeDeltas[index] / 1000);
  });
  return [...times].sort(([, one], [, other]) => other - one).slice(0, SHOWN);
};

/** Does something and keeps its profile, where that is asked for. */
const profiled = async (isAsked, name, work) => {
  if (!isAsked) return work();
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.setSamplingInterval', { interval: 500 });
  await session.post('Profiler.start');
  const result = await work();
  const { profile } = await session.post('Profiler.stop');
  session.disconnect();
  const file = path.join(os.tmpdir(), `directory-connector-${name}.cpuprofile`);
  fs.writeFileSync(file, JSON.stringify(profile));
  const lines = heaviest(profile).map(([what, ms]) => `  ${ms.toFixed(0).padStart(6)} ms  ${what}`);
  process.stderr.write([`${name}: ${file}`, ...lines, ''].join('\n'));
  return result;
};

module.exports = { profiled };
