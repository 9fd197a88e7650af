import { readFileSync } from 'node:fs';
import path from 'node:path';

import { Diagnostics } from '../../../server/src/mapping/diagnostics';
import { compileExpression } from '../../../server/src/mapping/expressions';
import { LIMITS } from '../../../server/src/mapping/types';
import type { Row } from '../../../server/src/sources/types';

/** Where the snippets are, and what PHP makes of them. */
export const PHP_FOLDER = path.join(__dirname, '..', '..', 'fixtures', 'php');

/** What a snippet gives for a row: a value as JSON has it, or the class of the error that PHP throws. */
export type Outcome = { value: unknown } | { throws: string };

export const readPhpFixture = <Content>(...names: string[]): Content =>
  JSON.parse(readFileSync(path.join(PHP_FOLDER, ...names), 'utf8')) as Content;

/** Random programs, each with the class of what it throws or null, and its value; one row is that of all of them. */
export interface RandomPrograms {
  row: Row['values'];
  programs: [program: string, throws: string | null, value: unknown][];
}

/** Compiles PHP as a profile's field; gives a function that says what it gives for a row. */
export const compilePhp = (
  text: string,
  columns: readonly string[],
  field = 'variables.x'
): ((row: Row['values']) => Promise<Outcome>) => {
  const diagnostics = new Diagnostics();
  const scope = { columns, variables: [] };
  const expression = compileExpression(field, text, scope, LIMITS, diagnostics);
  if (!expression) throw new Error(JSON.stringify(diagnostics.problems));
  return async (row) => {
    try {
      return { value: (await expression.evaluate(row, new Map())) ?? null };
    } catch (error) {
      const { code, message } = error as Error & { code?: string };
      if (code !== 'expression-error') throw error;
      return { throws: message };
    }
  };
};

/** The random programs that do not give what PHP gave, with both. */
export const differences = async ({ row, programs }: RandomPrograms): Promise<object[]> => {
  const found: object[] = [];
  for (const [program, throws, value] of programs) {
    const expected: Outcome = throws === null ? { value } : { throws };
    const given = await outcomeOf(program, row);
    if (!isSame(given, expected)) found.push({ program, given, expected });
  }
  return found;
};

const outcomeOf = async (program: string, row: Row['values']): Promise<object> => {
  try {
    return await compilePhp(program, Object.keys(row))(row);
  } catch (error) {
    return { fails: String(error) };
  }
};

const isSame = (given: object, expected: Outcome): boolean =>
  'throws' in expected
    ? 'throws' in given && String(given.throws).includes(`${expected.throws}: `)
    : canonical(given) === canonical(expected);

/** JSON in which the keys of objects stand in one order, and 0 is not -0. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_key, part: unknown) => {
    if (Object.is(part, -0)) return '-0';
    return typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part;
  });
