import { Diagnostics } from '../../../../server/src/mapping/diagnostics';
import { compileExpression } from '../../../../server/src/mapping/expressions';
import { LIMITS } from '../../../../server/src/mapping/types';

/** Steps are what ends a snippet here, however busy the machine is. */
const MOST = { ...LIMITS, expressionMilliseconds: 120_000 };
jest.setTimeout(120_000);

const evaluate = async (source: string, row = {}): Promise<unknown> => {
  const diagnostics = new Diagnostics();
  const scope = { columns: null, variables: [] };
  const expression = compileExpression('variables.x', source, scope, MOST, diagnostics);
  expect(diagnostics.problems).toEqual([]);
  return expression?.evaluate(row, new Map());
};

/** What is said of a snippet that fails. */
const failureOf = async (source: string, row = {}): Promise<string> =>
  evaluate(source, row).then(
    () => '',
    (error: Error & { code: string }) => `${error.code}: ${error.message}`
  );

describe('what a snippet may take', () => {
  it.each([
    ['while (true) {} return 1;', 'more than 1000000 steps'],
    ['for (;;); return 1;', 'more than 1000000 steps'],
    ['do { $i = 1; } while ($i); return 1;', 'more than 1000000 steps'],
    ['$s = "x"; while (true) $s .= $s; return 1;', 'a text of more than 1048576 bytes'],
    ['$s = "xx"; for (;;) $s = "$s$s"; return 1;', 'a text of more than 1048576 bytes'],
    ['$a = []; while (true) $a[] = 1; return 1;', 'an array of more than 10000 elements'],
    [
      '$a = []; for ($i = 0; ; $i++) { $b = []; for ($j = 0; $j < 9000; $j++) $b[] = $j; $a[] = $b; } return 1;',
      'steps',
    ],
    ['$s = ""; $s[5000000] = "x"; return 1;', 'a text of more than'],
    ['function f() { return f(); } return f();', 'nested too deeply|call each other'],
    ['$f = fn($f) => $f($f); return $f($f);', 'nested too deeply|call each other'],
  ])('%s', async (source, said) => {
    expect(await failureOf(source)).toMatch(RegExp(`^expression-error: .*(?:${said})`));
  });

  it('is said with the place where it went over', async () => {
    const said = await failureOf(
      '$i = 0;\nwhile (true) {\n  $i = f($i); }\nfunction f($x) { return 1 % 0; }'
    );
    expect(said).toContain('At line 4, column 25: DivisionByZeroError: Modulo by zero');
  });

  it('is enough for what people write', async () => {
    const source =
      '$s = ""; for ($i = 0; $i < 9000; $i++) { $s .= $i % 10; } return [$i, $s[0], $s[-1]];';
    expect(await evaluate(source)).toEqual([9000, '0', '9']);
  });
});

describe('what a snippet gives', () => {
  it.each([
    ['return [1, 2.5, "ü", true, null];', [1, 2.5, 'ü', true, null]],
    ['return ["a" => 1, 5 => [2]];', { a: 1, 5: [2] }],
    ['return [1 => "x"];', { 1: 'x' }],
    ['return null;', undefined],
    ['$x = 1;', undefined],
    ['return 9223372036854775807;', '9223372036854775807'],
    ['return "\\xfc";', '\ufffd'],
    ['return ["__proto__" => ["constructor" => 1]];', { ['__proto__']: { constructor: 1 } }],
  ])('%s', async (source, expected) => expect(await evaluate(source)).toEqual(expected));

  it.each([['return fn() => 1;'], ['return [fn() => 1];'], ['return 1e308 * 10;']])(
    'is an issue of the row where no record could have it: %s',
    async (source) => expect(await failureOf(source)).toMatch(/^expression-/)
  );

  it('is no list of values as a text', async () => {
    const said = await failureOf('return "x" . $row["m"];', { m: ['a', 'b'] });
    expect(said).toContain('a list of values');
    expect(await evaluate('return "x" . [1];')).toBe('xArray');
  });

  it('is nothing of another row', async () => {
    const source = 'if (isset($seen)) return "seen"; $seen = 1; return "new";';
    expect([await evaluate(source), await evaluate(source)]).toEqual(['new', 'new']);
  });

  it('never holds a value of the row in what is said of an error', async () => {
    for (const source of [
      'return 1 + $row["pin"];',
      'return [] + $row["pin"];',
      'return match($row["pin"]) { 1 => 2 };',
      'function f(int $x) { return $x; } return f($row["pin"]);',
      'return $row["pin"]();',
      'return ("x")[$row["pin"]];',
    ]) {
      const said = await failureOf(source, { pin: 'S3cretPin' });
      expect(said).toMatch(/^expression-error/);
      expect(said).not.toContain('S3cret');
    }
  });
});
