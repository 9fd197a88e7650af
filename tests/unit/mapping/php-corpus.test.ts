import { readFileSync } from 'node:fs';
import path from 'node:path';

import type { Row } from '../../../server/src/sources/types';
import {
  compilePhp,
  differences,
  type Outcome,
  PHP_FOLDER,
  type RandomPrograms,
  readPhpFixture,
} from './php-outcomes';

const ROWS = readPhpFixture<Row['values'][]>('corpus', 'rows.json');
const COLUMNS = [...new Set(ROWS.flatMap((row) => Object.keys(row)))];

type Expected = Outcome & { decides?: boolean };

/** Each snippet of a group with its name, and what PHP made of it for each row. */
const snippetsOf = (group: string): [name: string, php: string, expected: Expected[]][] => {
  const outcomes = readPhpFixture<Record<string, Expected[]>>('corpus', `${group}.json`);
  const parts = readFileSync(path.join(PHP_FOLDER, 'corpus', `${group}.php`), 'utf8')
    .split(/^\/{4} (.+)\n/m)
    .slice(1);
  return Object.entries(outcomes).map(([name, all]) => {
    const php = parts[parts.indexOf(name) + 1] ?? '';
    return [name, php.replace(/\n+$/, ''), ROWS.map((_, place) => all[place] ?? all[0]!)];
  });
};

describe.each(['published', 'typical', 'comparisons', 'statements', 'functions', 'names'])(
  "pascom's PHP: %s",
  (group) => {
    it.each(snippetsOf(group))('%s', async (_name, php, expected) => {
      const evaluate = compilePhp(php, COLUMNS);
      const decide = compilePhp(php, COLUMNS, 'preFilter');
      for (const [place, row] of ROWS.entries()) {
        const { decides, ...outcome } = expected[place]!;
        const threw = 'throws' in outcome && {
          throws: expect.stringContaining(`${outcome.throws}: `),
        };
        expect(await evaluate(row)).toEqual(threw || outcome);
        expect(await decide(row)).toEqual(threw || { value: decides });
      }
    });
  }
);

it('random programs give what PHP gives', async () => {
  const random = readPhpFixture<RandomPrograms>('random.json');
  expect(random.programs.length).toBeGreaterThanOrEqual(500);
  expect(await differences(random)).toEqual([]);
});
