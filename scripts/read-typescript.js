// Lets a script `require` files of this repository that are written in TypeScript.
const { readFileSync } = require('node:fs');

const { transformSync } = require('@swc/core');

require.extensions['.ts'] = (module, file) => {
  const jsc = { parser: { syntax: 'typescript' }, target: 'es2022' };
  const options = { filename: file, jsc, module: { type: 'commonjs' }, swcrc: false };
  module._compile(transformSync(readFileSync(file, 'utf8'), options).code, file);
};
