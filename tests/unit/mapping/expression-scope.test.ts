import { Diagnostics } from '../../../server/src/mapping/diagnostics';
import { newExpression } from '../../../server/src/mapping/expressions/evaluation';
import { compileExpression } from '../../../server/src/mapping/expressions';
import { LIMITS } from '../../../server/src/mapping/types';
import { codesOf } from './support';

const ROW = { name: 'Max', pin: '4711', job: 'Boss' };
const COLUMNS = Object.keys(ROW);

const compiled = (text: string) => {
  const diagnostics = new Diagnostics();
  const scope = { columns: COLUMNS, variables: ['before'] };
  const expression = compileExpression('variables.x', text, scope, LIMITS, diagnostics);
  return { expression, diagnostics };
};

const evaluate = (text: string): Promise<unknown> | undefined =>
  compiled(text).expression?.evaluate(ROW, new Map());

describe('a function that is forbidden', () => {
  it.each([
    '($f := function($eval){1}; $eval("1+1"))',
    '$eval("1")',
    '($f := $eval; $f("1"))',
    '$map(["1"], $eval)',
    '"1" ~> $eval',
    '{"f": $eval}.f("1")',
    '($e := function(){ $eval("1") }; $e(); $eval := function(){ 1 })',
    '(name@$random.job; $random())',
    '$random() > 0.5',
    '($x := function($shuffle){ $shuffle }; $shuffle([1, 2]))',
  ])('is refused wherever it is reached: %s', (text) => {
    expect(codesOf(compiled(text).diagnostics.problems)).toEqual(['function-not-allowed']);
  });

  it.each([
    ['an argument of that name', '(function($eval){ $eval & "!" })("a")', 'a!'],
    ['a value of that name', '($random := "r"; $random & name)', 'rMax'],
    ['a step of that name', 'name@$shuffle.($shuffle & "!")', 'Max!'],
  ])('leaves its name to what the expression defines: %s', async (_, text, value) => {
    expect(compiled(text).diagnostics.problems).toEqual([]);
    expect(await evaluate(text)).toBe(value);
  });

  it.each([
    '$eval("1+1")',
    '$random()',
    '$shuffle([1, 2])',
    '($f := $eval; $f("1"))',
    '$map(["1"], $eval)',
    '($p := $eval(?); $p("1"))',
    '"1" ~> $eval',
  ])('is not there at run time, were the check of the text to miss it: %s', async (text) => {
    const evaluated = newExpression(text, LIMITS).evaluate(ROW, {});
    await expect(evaluated).rejects.toMatchObject({
      message: expect.stringMatching(/cannot be used/),
    });
  });
});

describe('names of functions', () => {
  it.each([
    ['a function that calls itself', '($f := function($n){ $n > 2 ? $n : $f($n + 1) }; $f(0))', 3],
    [
      'functions that call each other',
      '($a := function($n){ $n > 2 ? $n : $b($n) }; $b := function($n){ $a($n + 1) }; $a(0))',
      3,
    ],
    ['an argument that is a function', '(function($f){ $f("a") })($uppercase)', 'A'],
    ['a function in a block inside', '($x := ($y := 1; function(){ $y }); $x())', 1],
    ['two names at once', '($a := $b := name; $a & $b)', 'MaxMax'],
    ['partial application', '($first := $substring(?, 0, 1); $first(name))', 'M'],
  ])('are found by scope: %s', async (_, text, value) => {
    const { diagnostics, expression } = compiled(text);
    expect([diagnostics.problems, diagnostics.warnings]).toEqual([[], []]);
    expect(expression?.reads).not.toBeNull();
    expect(await evaluate(text)).toBe(value);
  });

  it('of an argument mean nothing outside of its function', () => {
    const { diagnostics } = compiled('($f := function($only){ $only }; $only)');
    expect(codesOf(diagnostics.warnings)).toEqual(['unknown-variable']);
  });
});

describe('what an expression reads', () => {
  it.each([
    '$$',
    '$',
    '$row',
    '*',
    '**',
    '$.*',
    '$row.*',
    '$$.**',
    'name.%.pin',
    '(name.%).pin',
    '$lookup($$, "pin")',
    '$lookup("pin")',
    '$keys()',
    '$each(function($v){ $v })',
    '$spread()',
    '$sift(function($v){ true })',
    '$string()',
    '$clone()',
    '$boolean()',
    '"pin" ~> function($n)<x-s:x>{ $n }',
    '($f := function($r)<o-:x>{ $r.pin }; $f())',
    '($f := $lookup; $f("pin"))',
    '{"f": $keys}.f()',
    '[$spread][0]()',
    '(true ? $lookup : $keys)("pin")',
    '($lookup := $lookup; $lookup("pin"))',
    '$map([$$], function($r){ $r.pin })',
    '$merge([$row]).pin',
    '$$ ~> |$|{"a": 1}|',
    '$[pin = "4711"].name',
    '$[0].pin',
    '${name: pin}',
    '$^(pin).name',
    '$@$r.$r.pin',
    '[$$, 1][0].pin',
    '($r := $row; $r.pin)',
    'name.($$)',
    '(function($f){ $f }($$)).pin',
    '$reduce([1, 2], function($a, $b){ $$ })',
  ])('is the whole row: %s', (text) => {
    const { expression, diagnostics } = compiled(text);
    expect(diagnostics.problems).toEqual([]);
    expect([text, expression?.columns, expression?.reads]).toEqual([text, null, null]);
  });

  it.each<[string, string[], string[]]>([
    ['name & pin', ['name', 'pin'], ['name', 'pin']],
    ['$row.pin', ['pin'], ['pin']],
    ['$$.`pin`', ['pin'], ['pin']],
    ['$#$i.pin', ['pin'], ['pin']],
    ['(pin)', ['pin'], ['pin']],
    ['name[$$.pin = "1"]', ['name', 'pin'], ['name', 'pin']],
    ['$uppercase(name)', ['name'], ['name']],
    ['$split(name, " ")[0]', ['name'], ['name']],
    ['$lookup({"a": name}, "a")', ['name'], ['name']],
    ['name ~> $string()', ['name'], ['name']],
    ['name.$string()', ['name'], ['name']],
    ['$map([name, job], $string)', ['name', 'job'], ['name', 'job']],
    ['$exists(pin) ? name : job', ['pin', 'name', 'job'], ['name', 'job']],
    ['pin != "" and name = "x"', ['pin', 'name'], ['name']],
    ['pin != "" and pin = "x"', ['pin'], ['pin']],
    ['($row := {"pin": name}; $row.pin)', ['name'], ['name']],
    ['$before & name', ['name'], ['name']],
  ])('is what it names: %s', (text, columns, reads) => {
    const { expression } = compiled(text);
    expect([expression?.columns, expression?.reads]).toEqual([columns, reads]);
  });

  it('is no row but its own', async () => {
    const { expression } = compiled('($seen := $seen ? $seen & name : name; $seen)');
    expect(await expression?.evaluate(ROW, new Map())).toBe('Max');
    expect(await expression?.evaluate({ ...ROW, name: 'Eve' }, new Map())).toBe('Eve');
  });
});
