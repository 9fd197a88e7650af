// The program of Node.js that an app is built and started with.
const fs = require('node:fs');
const path = require('node:path');

const { call } = require('./app');

/** npm's registry has the programs of Node.js as packages, by platform. */
const PACKAGE = `node-${process.platform}-${process.arch}`;

/**
 * @param {string | undefined} wanted a version (`26`, `20.19.0`), or where a program is; by default the one that runs this
 * @param {string} folder for what has to be fetched
 * @returns {string} the path of the program
 */
const nodeProgram = (wanted, folder) => {
  if (!wanted) return process.execPath;
  if (!/^\d/.test(wanted)) return fs.realpathSync(wanted);
  const options = ['--prefix', folder, '--no-save', '--no-audit', '--no-fund'];
  call('npm', ['install', ...options, `${PACKAGE}@${wanted}`]);
  return path.join(folder, 'node_modules', PACKAGE, 'bin', 'node');
};

module.exports = { nodeProgram };
