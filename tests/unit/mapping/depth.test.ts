import { checkMapping } from '../../../server/src/mapping';
import { codesOf, definition, mapOne, userTemplate } from './support';

const nested = (open: string, middle: string, close: string, count: number): string =>
  open.repeat(count) + middle + close.repeat(count);

describe('what is nested too deeply', () => {
  it.each([
    ['helpers', `{{${nested('upper (', 'lower x', ')', 3000)}}}`],
    ['helpers of a condition', `{{#if ${nested('(not ', 'x', ')', 100)}}}{{/if}}`],
    ['helpers on another line', `\n{{${nested('trim (', 'lower x', ')', 51)}}}`],
  ])('is a problem of the template with its place: %s', (_, template) => {
    const [problem] = checkMapping(definition({ template }));
    expect(problem).toMatchObject({
      field: 'template',
      line: expect.any(Number),
      column: expect.any(Number),
    });
    expect(problem?.message).not.toMatch(/RangeError|call stack/);
  });

  it.each([
    ['brackets', nested('(', 'x', ')', 8000)],
    ['lists', nested('[', 'x', ']', 8000)],
    ['objects', nested('{"a":', 'x', '}', 2700)],
    ['functions', nested('$not(', 'x', ')', 2700)],
    ['a chain', `x${'&x'.repeat(8000)}`],
  ])('is said without the words of the engine: %s', async (_, expression) => {
    const template = userTemplate({ username: '"u"', avatar: '"{{v}}"' });
    const part = { template, variables: [{ name: 'v', expression }] };
    const problems = checkMapping(definition(part));
    const issues = problems.length > 0 ? [] : (await mapOne(part, { x: 'x' })).issues;
    const said = [...problems, ...issues];
    expect(JSON.stringify(said)).not.toMatch(/RangeError|call stack/);
    for (const { line } of problems) expect(line).not.toBeNull();
  });

  it.each([
    ['Infinity', '$power(10, 400)'],
    ['a quotient', '1/0'],
    ['its negative', '-1/0'],
    ['no number', '0/0'],
    ['deep lists', '($f := function($n, $x){ $n = 0 ? $x : $f($n - 1, {"a": $x}) }; $f(150, 1))'],
  ])('is an issue that says what was found: %s', async (_, expression) => {
    const template = userTemplate({ username: '"u"', avatar: '"{{v}}"' });
    const { issues } = await mapOne(
      { template, variables: [{ name: 'v', expression }] },
      { x: 'x' }
    );
    expect(codesOf(issues)).toEqual([expect.stringMatching(/^expression-(error|result)$/)]);
    expect(issues[0]?.message).not.toMatch(/gives a function|RangeError/);
  });
});
