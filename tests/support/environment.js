const { chmodSync, mkdtempSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const path = require('node:path');

const { TestEnvironment } = require('jest-environment-node');

/** Each test file has a temporary folder of its own, which the processes that it starts inherit. */
module.exports = class extends TestEnvironment {
  constructor(config, context) {
    const outside = process.env.TMPDIR;
    const folder = mkdtempSync(path.join(tmpdir(), 'dc-test-'));
    // Servers that do not run as root have folders of their own in it.
    chmodSync(folder, 0o711);
    process.env.TMPDIR = folder;
    // The sandbox gets a copy of the environment variables as they are now.
    super(config, context);
    this.outside = outside;
    this.folder = folder;
  }

  async teardown() {
    await super.teardown();
    if (this.outside === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = this.outside;
    // A browser may still be writing its last file.
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
};
