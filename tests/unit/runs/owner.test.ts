import { hostname } from 'node:os';
import { spawnSync } from 'node:child_process';

import { createOwner, endOwner, isAbandoned } from '../../../server/src/runs/owner';

const NOW = Date.parse('2026-03-01T02:00:00.000Z');
const secondsAgo = (seconds: number) => new Date(NOW - seconds * 1000).toISOString();
const deadPid = spawnSync(process.execPath, ['-e', '']).pid;

describe('isAbandoned', () => {
  it('is false for a living instance of this process, true once it has ended', () => {
    const owner = createOwner();
    const run = { owner, heartbeatAt: secondsAgo(1) };
    expect(isAbandoned(run, NOW)).toBe(false);
    endOwner(owner);
    expect(isAbandoned(run, NOW)).toBe(true);
  });

  it('is true for this process id when another process had it before', () => {
    const owner = `${hostname()}:${process.pid}:5b0ba9a8-0000-4000-8000-000000000000`;
    expect(isAbandoned({ owner, heartbeatAt: secondsAgo(1) }, NOW)).toBe(true);
  });

  it('is false for another living process of this machine, such as the server beside the command line', () => {
    const owner = `${hostname()}:${process.ppid}:x`;
    expect(isAbandoned({ owner, heartbeatAt: secondsAgo(1) }, NOW)).toBe(false);
  });

  it('is true at once for a dead process of this machine', () => {
    const owner = `${hostname()}:${deadPid}:x`;
    expect(isAbandoned({ owner, heartbeatAt: secondsAgo(0) }, NOW)).toBe(true);
  });

  it('waits a minute for a process of another machine', () => {
    const owner = `elsewhere:${deadPid}:x`;
    expect(isAbandoned({ owner, heartbeatAt: secondsAgo(59) }, NOW)).toBe(false);
    expect(isAbandoned({ owner, heartbeatAt: secondsAgo(61) }, NOW)).toBe(true);
  });

  it('is true for a run that nobody ever owned', () => {
    expect(isAbandoned({ owner: null, heartbeatAt: null }, NOW)).toBe(true);
  });
});
