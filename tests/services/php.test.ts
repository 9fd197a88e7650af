import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { differences, PHP_FOLDER, type RandomPrograms } from '../unit/mapping/php-outcomes';
import { isLong } from '../support/rounds';
import { systemProgram } from '../support/system-program';

const php = isLong ? systemProgram('php-cli', ['php8.2', 'php']) : null;
const run = (...words: string[]): string =>
  execFileSync(php ?? '', words, { encoding: 'utf8', maxBuffer: 2 ** 28 });

/** Whether it is the one whose values the fixtures have: others round and convert a little differently. */
const isKnown = (): boolean =>
  php !== null && run('--version').includes('PHP 8.2.') && run('-m').includes('mbstring');

(isKnown() ? describe : describe.skip)('PHP itself', () => {
  it('gives what the fixtures say', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'php-'));
    try {
      mkdirSync(path.join(folder, 'corpus'));
      run(path.join(PHP_FOLDER, 'make.php'), folder);
      const made = readdirSync(folder, { recursive: true, encoding: 'utf8' });
      const files = made.filter((name) => name.endsWith('.json'));
      expect(files.length).toBe(8);
      for (const name of files) {
        const stored = readFileSync(path.join(PHP_FOLDER, name), 'utf8');
        expect([name, readFileSync(path.join(folder, name), 'utf8')]).toEqual([name, stored]);
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it.each(['2', '3', '4', '5'])(
    'gives what the plugin gives: programs of seed %s',
    async (seed) => {
      const written = run(path.join(PHP_FOLDER, 'random.php'), seed, '1000');
      const random = JSON.parse(written) as RandomPrograms;
      expect(await differences(random)).toEqual([]);
    }
  );
});
