import { spawnSync } from 'node:child_process';

import { abandonmentOf, createOwner, ownerName } from '../../../server/src/runs/owner';
import { HERE, type Place } from '../../../server/src/utils/process';

const NOW = Date.parse('2026-03-01T02:00:00.000Z');
const secondsAgo = (seconds: number): number => NOW - seconds * 1000;
const deadPid = spawnSync(process.execPath, ['-e', '']).pid;

const run = (owner: string | null, seconds = 1, id = 1) => ({
  id,
  owner,
  heartbeatAtMs: secondsAgo(seconds),
});

/** Where a dead process cannot be told from one that is out of sight. */
const ELSEWHERE: [string, Partial<Place>][] = [
  ['another machine', { host: 'elsewhere' }],
  ['another start of the system', { boot: '5b0ba9a8-0000-4000-8000-000000000000' }],
  ['another container of the same host name', { pidNamespace: '4026531999' }],
  ['another container on another machine', { boot: 'other', pidNamespace: '4026531999' }],
  ['a system that does not tell', { boot: null, pidNamespace: null }],
];

describe('a run', () => {
  it('that this process works on is never abandoned, however long it was silent', () => {
    const owner = createOwner();
    owner.begin(1);
    for (const seconds of [1, 61, 3600, -90]) {
      expect(abandonmentOf(run(owner.name, seconds), NOW)).toBeNull();
    }
    owner.end(1);
    expect(abandonmentOf(run(owner.name, 59), NOW)).toBeNull();
    expect(abandonmentOf(run(owner.name, 61), NOW)).toBe('silent');
    owner.close();
  });

  it('of this process is told from the instance’s other runs', () => {
    const owner = createOwner();
    owner.begin(1);
    expect(abandonmentOf(run(owner.name, 61, 2), NOW)).toBe('silent');
    owner.close();
  });

  it('is abandoned at once when its instance has ended in this process', () => {
    const owner = createOwner();
    owner.begin(1);
    owner.close();
    expect(abandonmentOf(run(owner.name), NOW)).toBe('gone');
  });

  it('is abandoned when an earlier process had this one’s id', () => {
    expect(abandonmentOf(run(ownerName(HERE, process.pid)), NOW)).toBe('gone');
  });

  it('of another living process of this machine, such as the server beside the command line, is not', () => {
    const owner = ownerName(HERE, process.ppid);
    expect(abandonmentOf(run(owner), NOW)).toBeNull();
    expect(abandonmentOf(run(owner, 61), NOW)).toBe('silent');
  });

  const onLinux = process.platform === 'linux' ? it : it.skip;
  onLinux('is abandoned at once when its process is gone from this place', () => {
    expect(abandonmentOf(run(ownerName(HERE, deadPid), 0), NOW)).toBe('gone');
  });

  it.each(ELSEWHERE)('is waited for a minute when it is of %s', (_name, place) => {
    for (const pid of [deadPid, process.pid, process.ppid]) {
      const owner = ownerName({ ...HERE, ...place }, pid);
      expect(abandonmentOf(run(owner, 0), NOW)).toBeNull();
      expect(abandonmentOf(run(owner, 60), NOW)).toBeNull();
      expect(abandonmentOf(run(owner, 61), NOW)).toBe('silent');
    }
  });

  it('is waited for when version 0.1.0 wrote its owner', () => {
    const owner = `${HERE.host}:${deadPid}:5b0ba9a8-0000-4000-8000-000000000000`;
    expect(abandonmentOf(run(owner), NOW)).toBeNull();
    expect(abandonmentOf(run(owner, 61), NOW)).toBe('silent');
  });

  it('is abandoned when nobody ever owned it', () => {
    expect(abandonmentOf({ id: 1, owner: null, heartbeatAtMs: null }, NOW)).toBe('gone');
  });
});
