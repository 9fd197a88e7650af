import { execFileSync } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

describe('a test file', () => {
  it('has a temporary folder that nobody else writes to', () => {
    expect(path.basename(tmpdir())).toMatch(/^dc-test-/);
    expect(process.env.TMPDIR).toBe(tmpdir());
    expect(readdirSync(tmpdir())).toEqual([]);
  });

  it('hands it on to the processes that it starts', () => {
    const script = 'process.stdout.write(require("node:os").tmpdir())';
    const ask = (env?: NodeJS.ProcessEnv): string =>
      execFileSync(process.execPath, ['-e', script], { encoding: 'utf8', env });
    expect(ask()).toBe(tmpdir());
    expect(ask({ ...process.env })).toBe(tmpdir());
    writeFileSync(path.join(tmpdir(), 'left'), 'removed with the folder');
  });
});
