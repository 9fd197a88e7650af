const { ChildProcess } = require('node:child_process');
const { chmodSync, mkdtempSync, rmSync } = require('node:fs');
const { Server } = require('node:net');
const { tmpdir } = require('node:os');
const path = require('node:path');

const { TestEnvironment } = require('jest-environment-node');

/** What this process has begun and not ended: each of them would keep it, and whoever waits for it, from ending. */
const handles = () => new Set(process._getActiveHandles());

/** Ends the processes and servers that a test file which failed has left behind. */
const endLeft = (before) => {
  for (const handle of handles()) {
    if (before.has(handle)) continue;
    if (handle instanceof ChildProcess) handle.kill('SIGKILL');
    else if (handle instanceof Server) handle.close();
  }
};

/**
 * Each test file has a temporary folder of its own, which the processes that it starts inherit.
 * Jest gives it modules of its own, too; what takes seconds to load it has from outside.
 */
module.exports = class extends TestEnvironment {
  constructor(config, context) {
    const outside = process.env.TMPDIR;
    const folder = mkdtempSync(path.join(tmpdir(), 'dc-test-'));
    // Servers that do not run as root have folders of their own in it.
    chmodSync(folder, 0o711);
    process.env.TMPDIR = folder;
    // The sandbox gets a copy of the environment variables as they are now.
    super(config, context);
    Object.defineProperty(this.global, 'outside', { get: () => require('./outside') });
    this.outside = outside;
    this.folder = folder;
    this.before = handles();
  }

  async teardown() {
    endLeft(this.before);
    await super.teardown();
    if (this.outside === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = this.outside;
    // A browser may still be writing its last file.
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
};
