import { englishOf } from '../../../shared/codes/texts';
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
    expect(englishOf(problem!)).not.toMatch(/RangeError|call stack/);
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
    expect(englishOf(issues[0]!)).not.toMatch(/gives a function|RangeError/);
  });

  const IN_TEXT: [string, string][] = [
    ['lists', `{"identity":${nested('[', '"{{x}}"', ']', 3000)}}`],
    ['objects', nested('{"a":', '"{{x}}"', '}', 3000)],
    ['records of records', nested('{"identity":[{"post":', '{}', '}]}', 800)],
    ['one level more than is allowed', nested('{"a":', '"{{x}}"', '}', 101)],
    ['more than the engine parses', `{"identity":${nested('[', '1', ']', 15000)}}`],
    ['brackets that are never closed', `{"identity":${'['.repeat(3000)}`],
  ];

  it.each(IN_TEXT)("is a problem of the template's own text: %s", (_, template) => {
    const problems = checkMapping(definition({ template }));
    expect(problems).toMatchObject([{ field: 'template', code: 'invalid-json', line: 1 }]);
    expect(englishOf(problems[0]!)).toContain('100 levels');
  });

  it.each([
    ['lists', '{{#each l}}[{{/each}}', '{{#each l}}]{{/each}}'],
    ['objects', '{{#each l}}{ "a": {{/each}} 1', '{{#each l}} } {{/each}}'],
    ['records', '{{#each l}} { "post": { "phone": {{/each}} []', '{{#each l}} } } {{/each}}'],
    ['lists behind lists', '[1], {{#each l}}[ [2], {{/each}} 3', '{{#each l}}]{{/each}}'],
  ])('is an issue of the row whose document it is: %s', async (_, open, close) => {
    const part = {
      template: `{ "identity": [{ "username": "{{x}}" }], "phone": [ ${open} ${close} ] }`,
      variables: [{ name: 'l', expression: '$split(x, ",")' }],
    };
    const { issues, records } = await mapOne(part, { x: 'a,'.repeat(2999) });
    expect(records).toEqual([]);
    expect(issues).toMatchObject([{ row: 2, column: 'template', code: 'invalid-json' }]);
    expect(englishOf(issues[0]!)).toMatch(/100 levels deep at line 1, column \d+/);
  });

  it('is no bracket that stands in quotes', async () => {
    const template = userTemplate({ username: '"{{x}}"', notes: `"${'[{'.repeat(300)}"` });
    const { records } = await mapOne({ template }, { x: 'ann' });
    expect(records).toMatchObject([{ attributes: { username: 'ann' } }]);
  });
});
