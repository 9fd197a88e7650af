import { readFileSync } from 'node:fs';
import path from 'node:path';
import { englishOf, inEnglish } from '../../../shared/codes/texts';
import { Diagnostics } from '../../../server/src/mapping/diagnostics';
import { compileExpression } from '../../../server/src/mapping/expressions';
import { LIMITS } from '../../../server/src/mapping/types';
import { codesOf, mapOne, userTemplate } from './support';

/** What an expression is in JSONata, if it can be that, and what is said of it. */
const translate = (text: string, field = 'variables.x') => {
  const diagnostics = new Diagnostics();
  const scope = { columns: null, variables: [] };
  compileExpression(field, text, scope, LIMITS, diagnostics);
  const found = diagnostics.warnings.find(({ code }) => code === 'php-translated');
  return { source: found?.params.expression, diagnostics };
};

const value = (text: string, row: Record<string, string | string[]>): Promise<unknown> => {
  const scope = { columns: null, variables: [] };
  const expression = compileExpression('variables.x', text, scope, LIMITS, new Diagnostics());
  return Promise.resolve(expression?.evaluate(row, new Map()));
};

describe("pascom's PHP", () => {
  it.each([
    ['return true;', 'true'],
    ['return  TRUE', 'true'],
    ['<?php return $row["job"];', 'job'],
    ['return $row[“job”];', 'job'],
    ['return $row[„job“];', 'job'],
    ['return $row[‘job’];', 'job'],
    ["$row['phone number']", '`phone number`'],
    ['return $row["or"];', '`or`'],
    ["return array_key_exists('displayName', $row);", '$exists(displayName)'],
    ['return isset($row["x"]) && !isset($row["y"]);', '($exists(x) and $not($exists(y)))'],
    ['return isset($row["x"], $row["y"]);', '($exists(x) and $exists(y))'],
    ['return $row["a"] == "x" ? "1" : "2";', '((a = "x") ? "1" : "2")'],
    ['return $row["a"] === "1";', '(a = "1")'],
    ['return $row["a"] != "x";', '$not(a = "x")'],
    ['return $row["a"] ?? $row["b"];', '($exists(a) ? a : b)'],
    [
      'return $row["a"] == "x" and $row["b"] == "y" || true;',
      '((a = "x") and ((b = "y") or true))',
    ],
    ["return 'it\\'s \"x\"';", '"it\'s \\"x\\""'],
  ])('%s is also JSONata', async (text, expected) => {
    const { source, diagnostics } = translate(text);
    expect(source).toBe(expected);
    expect(diagnostics.problems).toEqual([]);
    expect(diagnostics.warnings).toEqual([
      expect.objectContaining({ code: 'php-translated', severity: 'info', column: 'variables.x' }),
    ]);
    const rows: Record<string, string | string[]>[] = [
      ...[{}, { a: 'x', b: 'y', x: '', y: '1' }, { a: '1', b: 'y', job: 'J', displayName: 'D' }],
      ...[
        { a: '', x: '0' },
        { a: ['x', 'z'], job: ['1', '2'], x: '1' },
        { or: '0', b: 'x' },
      ],
    ];
    for (const row of rows) {
      const [php, jsonata] = await Promise.all([value(text, row), value(expected, row)]);
      expect(jsonata).toEqual(php);
    }
  });

  it.each([
    'return $row["a"] . " ";',
    'return $row["a"] == "1";',
    'return $row["a"] == "";',
    'return !empty($row["a"]);',
    'return $row["a"] ?: "x";',
    'return $row["a"] ? 1 : 2;',
    'return strtolower($row["a"]);',
    'return $row["a`b"];',
    'return $row["a"] > 3;',
    'return $row["a"] && $row["b"];',
    '$x = 1; return $x;',
  ])("%s is not: what it does is PHP's alone", (text) => {
    const { source, diagnostics } = translate(text);
    expect([source, diagnostics.problems]).toEqual([undefined, []]);
  });

  it('is, in a filter, only what is true or false in both', () => {
    expect(translate('return $row["active"];', 'preFilter').source).toBeUndefined();
    expect(translate('return $row["a"] == "x";', 'preFilter').source).toBe('(a = "x")');
  });

  it.each([
    ['$x = new DateTime();', 1, 6, 'class'],
    ['$x = 1;\n  return $x->name;', 2, 10, 'class'],
    ['return file_get_contents("/etc/passwd");', 1, 8, 'include'],
    ['include "x.php";', 1, 1, 'include'],
    ['return curl_exec($x);', 1, 8, 'network'],
    ['return eval("1;");', 1, 8, 'code'],
    ['echo $row["a"];', 1, 1, 'output'],
    ['return `ls`;', 1, 8, 'program'],
    ['return exec("ls");', 1, 8, 'program'],
    ['return rand(1, 6);', 1, 8, 'random'],
    ['global $x;', 1, 1, 'global'],
    ['return $_SERVER["x"];', 1, 8, 'global'],
    ['static $x = 1; return $x;', 1, 1, 'static'],
    ['return $$x;', 1, 8, 'variable'],
    ['exit;', 1, 1, 'end'],
    ['try { return 1; } catch (Exception $e) {}', 1, 1, 'exception'],
    ['return $row["a"] ? 1 : $row["b"] ? 2 : 3;', 1, 8, 'ternary'],
    ['return $row["a"] == "x" == true;', 1, 8, 'chain'],
    ['return isset(trim($row["a"]));', 1, 14, 'isset'],
    ['return constructor($row["a"]);', 1, 8, 'function'],
    ['return NOTHING;', 1, 8, 'constant'],
    ['trim($row["a"]) = 1; return 1;', 1, 1, 'write'],
  ])('%s is refused with its place', (text, line, column, variant) => {
    const { diagnostics } = translate(text);
    expect(diagnostics.problems[0]).toMatchObject({
      field: 'variables.x',
      line,
      column,
      code: 'php-expression',
      params: { variant },
    });
    expect(inEnglish(diagnostics.problems[0]!).message).not.toBe('');
  });

  it.each([
    ['return preg_match("/(abc/", $row["a"]);', 21, 'open-group'],
    ['return preg_match("/a++b/", $row["a"]);', 22, 'possessive'],
    ['return preg_match("/abc", $row["a"]);', 20, 'no-end'],
    ['return preg_replace(\'~(?>a)~\', "", $row["a"]);', 23, 'atomic'],
    ['return preg_split("/\\//k", $row["a"]);', 24, 'modifier'],
  ])('%s has a pattern that is not run', (text, column, fault) => {
    const [found] = translate(text).diagnostics.problems;
    expect(found).toMatchObject({ line: 1, column, code: 'php-pattern' });
    expect(found?.params.fault).toMatchObject({
      code: 'pattern-fault',
      params: { variant: fault },
    });
    expect(inEnglish(found!).message).toContain('The regular expression cannot be run at');
  });

  it.each([
    ['return (1;', 1, 10],
    ['return 1;\nreturn }', 2, 8],
    ["return 'abc", 1, 8],
    ['return 1; /* x', 1, 11],
  ])('%j cannot be read, with its place', (text, line, column) => {
    expect(translate(text).diagnostics.problems).toEqual([
      expect.objectContaining({ line, column, code: 'php-syntax' }),
    ]);
  });

  it.each([
    ['return $_GET["x"];', 8, '"$_GET" reaches beyond the row.'],
    ['return $this;', 8, '"$this" reaches beyond the row.'],
    ['return (fn($x = $row["pin"]) => $x)();', 17, '"= $…" cannot be run here.'],
    ['function f($x = trim("a")) { return $x; } return f();', 17, '"= …()" cannot be run here.'],
    ['\u200breturn foo();', 9, 'There is no function foo() here.'],
  ])('%j is refused with its place', (text, column, message) => {
    const { problems } = translate(text).diagnostics;
    expect(problems).toEqual([
      expect.objectContaining({ line: 1, column, code: 'php-expression' }),
    ]);
    expect(inEnglish(problems[0]!).message).toContain(message);
  });

  it.each<[string, Record<string, string | string[]>, boolean]>([
    ['return !empty($row["x"]);', { x: 'a' }, true],
    ['return !empty($row["x"]);', { x: '0' }, false],
    ['return !empty($row["x"]);', { x: '' }, false],
    ['return !empty($row["x"]);', { y: '' }, false],
    ['return empty($row["x"]);', { y: '' }, true],
    ['return empty($row["x"]);', { x: 'a' }, false],
    ['return array_key_exists("x", $row);', { x: '' }, true],
    ['return strpos($row["m"], "Sales") !== false;', { m: 'a Sales b' }, true],
    ['return strpos($row["m"], "Sales") !== false;', { n: '' }, false],
    ['return strpos($row["m"], "Sales") === false;', { n: '' }, true],
    ['return $row["x"];', { x: '0' }, false],
    ['return $row["x"];', { x: 'yes' }, true],
    ['return $row["x"] == "9007199254740993";', { x: '9007199254740992' }, false],
    ['return $row["x"] == "100200300400500601";', { x: '100200300400500602' }, false],
    [
      'return $row["x"] == $row["y"];',
      { x: '-100200300400500601', y: '-100200300400500602' },
      false,
    ],
    ['return $row["x"] == "100200300400500601";', { x: ' 00100200300400500601' }, true],
    ['return substr("abc", $row["x"]) == "abc";', { y: '' }, true],
    ['return substr("abc", $row["x"]) == "bc";', { x: '1' }, true],
    ['return substr("abc", 1, $row["x"]) == "bc";', { y: '' }, true],
    ['return substr("abc", $row["x"]) == "c";', { x: '-1.0' }, true],
  ])('%s decides on %j: %p', async (preFilter, values, taken) => {
    const { filtered, issues } = await mapOne(
      { preFilter, template: userTemplate({ username: '"u"' }) },
      values
    );
    expect([filtered, codesOf(issues)]).toEqual([!taken, []]);
  });

  const corpus = JSON.parse(
    readFileSync(path.join(__dirname, '../../fixtures/php/expressions.json'), 'utf8')
  ) as {
    rows: Record<string, string>[];
    expressions: { expression: string; values: unknown[]; conditions: string }[];
  };

  const evaluate = async (field: string, php: string): Promise<unknown[]> => {
    const scope = { columns: ['d', 'e', 'x'], variables: [] };
    const diagnostics = new Diagnostics();
    const expression = compileExpression(field, `return ${php};`, scope, LIMITS, diagnostics);
    expect(diagnostics.problems).toEqual([]);
    const values: unknown[] = [];
    for (const row of corpus.rows) values.push(await expression?.evaluate(row, new Map()));
    return values;
  };

  it.each(corpus.expressions)(
    '$expression gives what PHP itself gave',
    async ({ expression, values, conditions }) => {
      const found = await evaluate('variables.x', expression);
      expect(found.map((value) => value ?? null)).toEqual(values);
      const decided = await evaluate('preFilter', expression);
      expect(decided.map((value) => (value === true ? 1 : 0)).join('')).toBe(conditions);
    }
  );

  it.each(['', 'two', '1x'])(
    '%j where a whole number is wanted is an issue of the row',
    async (x) => {
      const { issues } = await mapOne(
        {
          preFilter: 'return substr("abc", $row["x"]);',
          template: userTemplate({ username: '"u"' }),
        },
        { x }
      );
      expect(codesOf(issues)).toContain('expression-error');
      expect(englishOf(issues.at(-1)!)).toContain('must be of type int, string given');
    }
  );

  it.each([
    'strpos($row["m"], "Sales") !== false',
    'strtolower($row["m"]) == "sales"',
    '$row["m"] . "x"',
    'substr($row["m"], 0, 3)',
    'preg_match("/Sales/", $row["m"])',
  ])('%s on a list of values is an issue of the row', async (php) => {
    const { issues } = await mapOne(
      { preFilter: `return ${php};`, template: userTemplate({ username: '"u"' }) },
      { m: ['Sales', 'All'] }
    );
    expect(codesOf(issues)).toContain('expression-error');
    expect(englishOf(issues.at(-1)!)).toMatch(/a list of values|, array given/);
  });

  it('takes or leaves nobody by a list as PHP would not', async () => {
    const template = userTemplate({ username: '"u"' });
    const taken = async (preFilter: string) => {
      const { filtered, issues } = await mapOne({ preFilter, template }, { m: ['Sales', 'All'] });
      return [filtered, codesOf(issues)];
    };
    expect(await taken('return $row["m"] != "Sales";')).toEqual([false, []]);
    expect(await taken('return $row["m"] == "Sales";')).toEqual([true, []]);
    expect(await taken('return implode(",", $row["m"]) == "Sales,All";')).toEqual([false, []]);
    expect(await taken('return !empty(preg_grep("/^Sal/", $row["m"]));')).toEqual([false, []]);
    expect(await taken('return !empty(preg_grep("/^sal/", $row["m"]));')).toEqual([true, []]);
  });
});

it.each<[string, Record<string, unknown>]>([
  [
    'fields',
    { fields: [{ type: 'user', values: { username: { column: 'u' }, roles: { variable: 'r' } } }] },
  ],
  [
    '{{#each}}',
    { template: userTemplate({ username: '"{{u}}"', roles: '[{{#each r}}"{{this}}",{{/each}}]' }) },
  ],
  ['a bare value', { template: userTemplate({ username: '"{{u}}"', roles: '{{r}}' }) }],
  ['a text', { template: userTemplate({ username: '"{{u}}"', roles: '"{{r}}"' }) }],
])('an array of PHP with gaps is a list to %s', async (_way, part) => {
  const { records, issues } = await mapOne(
    { ...part, variables: [{ name: 'r', expression: 'return preg_grep("/^CN=/", $row["m"]);' }] },
    { u: 'max', m: ['CN=A,OU=x', 'OU=y', 'CN=B,OU=x'] }
  );
  expect(codesOf(issues)).toEqual([]);
  expect(records[0]?.attributes).toEqual({ username: 'max', roles: ['CN=A,OU=x', 'CN=B,OU=x'] });
});
