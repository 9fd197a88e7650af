const path = require('node:path');

const { run } = require(path.join(__dirname, '..', '..', 'dist', 'cli'));

/**
 * Calls the built program in this process, which has loaded Strapi already: for that alone a process
 * of its own takes seconds.
 * @param {string[]} words
 * @param {string} folder where it is called
 */
module.exports = async (words, folder) => {
  const { exit, stdout, stderr } = process;
  const before = { folder: process.cwd(), out: stdout.write, err: stderr.write };
  /** @type {{ code: number | null, stdout: string, stderr: string }} */
  const result = { code: null, stdout: '', stderr: '' };
  const into = (name) => (text, done) => {
    result[name] += text;
    if (typeof done === 'function') done();
    return true;
  };
  process.chdir(folder);
  process.exit = (code) => {
    result.code = code;
  };
  stdout.write = into('stdout');
  stderr.write = into('stderr');
  try {
    await run(words);
  } finally {
    process.exit = exit;
    stdout.write = before.out;
    stderr.write = before.err;
    process.chdir(before.folder);
  }
  return result;
};
