import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';

import { isProcessAlive } from '../../../server/src/utils/process';

/** A shell that has ended its child becomes a program that takes no notice of it. */
const PARENT = 'sh -c "exit 0" & echo $!; exec sleep 60';

describe('a process', () => {
  it('is alive when it is this one, or somebody else’s', () => {
    expect(isProcessAlive(process.pid)).toBe(true);
    expect(isProcessAlive(1)).toBe(true);
  });

  it('is not once it has ended', async () => {
    const child = spawn('true');
    await once(child, 'exit');
    expect(isProcessAlive(Number(child.pid))).toBe(false);
  });

  const itOnLinux = existsSync('/proc/self/stat') ? it : it.skip;
  itOnLinux('is not once it has ended either, when its parent takes no notice', async () => {
    const parent = spawn('sh', ['-c', PARENT], { stdio: ['ignore', 'pipe', 'ignore'] });
    try {
      const [line] = await once(createInterface(parent.stdout), 'line');
      const pid = Number(line);
      expect(pid).toBeGreaterThan(1);
      while (isProcessAlive(pid)) await new Promise(setImmediate);
      // It is still there for whoever asks by its id alone.
      expect(() => process.kill(pid, 0)).not.toThrow();
    } finally {
      parent.kill();
    }
  });
});
