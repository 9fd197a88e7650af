// Writes the type declarations of the server's entry into dist/, beside the bundles that the build has made.
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');

const ROOT = path.resolve(__dirname, '..');
const ENTRY = `export { default } from '../types/strapi-server';\nexport type * from '../types/strapi-server';\n`;

const { status } = spawnSync('npx', ['tsc', '-p', 'tsconfig.declarations.json'], {
  cwd: ROOT,
  stdio: 'inherit',
});
if (status !== 0) throw new Error(`Writing declarations ended with exit code ${status}.`);
// Beside a bundle TypeScript finds them, whatever way of resolving modules an app has.
fs.writeFileSync(path.join(ROOT, 'dist', 'server', 'index.d.ts'), ENTRY);
