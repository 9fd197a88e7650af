// The figures of a benchmark as a table that people read.
const NAMES = { test: 'test run', first: 'first import', second: 'second run, nothing changed' };

const line = (cells) => `| ${cells.join(' | ')} |`;

const runLine = (
  name,
  { seconds, cpuSeconds, loopDelayMs, restMs, memoryAboveIdleMb },
  figures
) => {
  const { rows, floor, loop, idle } = figures;
  return line([
    NAMES[name],
    seconds.toFixed(1),
    ((seconds / rows) * 1e6).toFixed(0),
    (loop.seconds / seconds).toFixed(1),
    (seconds / floor.seconds).toFixed(1),
    (cpuSeconds / floor.cpuSeconds).toFixed(1),
    `${loopDelayMs.p99.toFixed(0)} / ${loopDelayMs.max.toFixed(0)}`,
    `${restMs.p95.toFixed(0)} (${(restMs.p95 / idle.restMs.p95).toFixed(1)} ×)`,
    memoryAboveIdleMb.toFixed(0),
  ]);
};

const textOf = (figures) => {
  const { rows, database, node, runs, idle, floor, loop, commandLineSeconds } = figures;
  const sample = loop.extrapolatedFrom;
  return [
    `${rows} rows (a user, an entry and a phone each) on ${database}, Node ${node}`,
    '',
    line([
      ...['', 's', 'µs a row', '× faster than the loop', '× the floor', 'CPU × the floor'],
      ...['event loop p99 / max, ms', 'REST p95, ms (× idle)', 'MB above idle'],
    ]),
    line(Array(9).fill('---')),
    ...Object.entries(runs).map(([name, run]) => runLine(name, run, figures)),
    '',
    `loop: ${loop.seconds.toFixed(1)} s${sample ? `, extrapolated from ${sample} rows` : ''}`,
    `floor: ${floor.seconds.toFixed(2)} s, of ${floor.rounds.map(({ seconds }) => seconds.toFixed(2)).join(', ')}; CPU ${floor.cpuSeconds.toFixed(2)} s`,
    `idle: REST p95 ${idle.restMs.p95.toFixed(1)} ms, event loop p99 ${idle.loopDelayMs.p99.toFixed(1)} ms`,
    `command line "list": ${commandLineSeconds.toFixed(1)} s`,
    '',
  ].join('\n');
};

module.exports = { textOf };
