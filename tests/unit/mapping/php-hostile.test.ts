import { Diagnostics } from '../../../server/src/mapping/diagnostics';
import { compileExpression } from '../../../server/src/mapping/expressions';
import { LIMITS } from '../../../server/src/mapping/types';
import { hostileSnippets, STRANGE_ENDED, STRANGE_REFUSED } from '../../support/hostile-php';

const AIMS = { port: 1, canary: '/nothing/there' };
const ROW = { n: '1', name: 'system' };
const QUICK = { ...LIMITS, expressionMilliseconds: 20 };

/** What becomes of a snippet: the codes and places that it is refused with, or its value for a row. */
const outcomeOf = async (php: string): Promise<unknown> => {
  const diagnostics = new Diagnostics();
  const scope = { columns: Object.keys(ROW), variables: [] };
  const expression = compileExpression('variables.x', php, scope, QUICK, diagnostics);
  if (!expression) {
    return { refused: diagnostics.problems.every(({ line, column }) => line && column) };
  }
  try {
    return { value: await expression.evaluate(ROW, new Map()) };
  } catch (error) {
    return { code: (error as { code?: string }).code ?? String(error) };
  }
};

const namesOf = (snippets: readonly string[]): [name: string, php: string][] =>
  snippets.map((php) => [php.slice(0, 80), php]);

describe('PHP that means harm', () => {
  it.each(namesOf([...hostileSnippets('refused', AIMS), ...STRANGE_REFUSED]))(
    'is refused with line and column: %s',
    async (_name, php) => expect(await outcomeOf(php)).toEqual({ refused: true })
  );

  it.each(namesOf([...hostileSnippets('ended', AIMS), ...STRANGE_ENDED]))(
    'ends with an error: %s',
    async (_name, php) => {
      const code = expect.stringMatching(/^(expression-error|expression-result|value-too-long)$/);
      expect(await outcomeOf(php)).toMatchObject({ code });
    }
  );

  it.each(namesOf(hostileSnippets('given', AIMS)))('gives a value: %s', async (_name, php) =>
    expect(await outcomeOf(php)).toHaveProperty('value')
  );
});
