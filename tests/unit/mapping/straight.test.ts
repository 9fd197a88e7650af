import { newExpression, REGISTERED } from '../../../server/src/mapping/expressions/evaluation';
import { straightOf } from '../../../server/src/mapping/expressions/straight';
import type { SyntaxNode } from '../../../server/src/mapping/expressions/syntax';
import { LIMITS } from '../../../server/src/mapping/types';
import { rounds } from '../../support/rounds';
import { Random } from '../../support/random';

const COLUMNS = ['a', 'b', 'c d', 'missing'];
const VARIABLES = ['v', 'w'];

const treeOf = (source: string): SyntaxNode =>
  newExpression(source, LIMITS).ast() as unknown as SyntaxNode;

/** What an expression comes to, or that it fails. */
const outcomeOf = async (work: () => unknown): Promise<unknown> => {
  try {
    return { value: await work() };
  } catch {
    return 'fails';
  }
};

const OTHERS = ['exists', 'not', 'lowercase', 'uppercase', 'trim', 'is', 'has', 'startsWith'];

/** An expression that is straight, made at random. */
function expressionOf(random: Random, depth: number): string {
  const inner = () => expressionOf(random, depth - 1);
  if (depth === 0 || random.chance(0.2)) {
    return random.pick([
      ...COLUMNS.map((name) => `\`${name}\``),
      ...VARIABLES.map((name) => `$${name}`),
      '"x"',
      '" Y "',
      '""',
      '2',
      'true',
    ]);
  }
  return random.pick([
    () => `${inner()} & ${inner()}`,
    () => `(${inner()} = ${inner()})`,
    () => `(${inner()} != ${inner()})`,
    () => `(${inner()} and ${inner()})`,
    () => `(${inner()} or ${inner()})`,
    () => `(${inner()} in ["x", "Ünal", 2])`,
    () => `(${inner()} ? ${inner()} : ${inner()})`,
    () => `(${inner()} ? ${inner()})`,
    () => `$${random.pick(OTHERS.slice(0, 5))}(${inner()})`,
    () => `$${random.pick(OTHERS.slice(5))}(${inner()}, ["x", "ü"])`,
    () => `$contains(${inner()}, ${inner()})`,
    () => `$substringBefore(${inner()}, ${inner()})`,
    () => `$substringAfter(${inner()}, ${inner()})`,
    () => `$substring(${inner()}, ${random.pick(['0', '1', '-2', '-9', '5'])})`,
    () =>
      `$substring(${inner()}, ${random.pick(['0', '1', '-2', '-9'])}, ${random.pick(['0', '1', '-1', '3'])})`,
    () => `$first($splitList(${inner()}))`,
    () => `$login(${inner()}, ${inner()})`,
  ])();
}

const TEXTS = ['', 'x', ' Y ', 'Ünal', 'a, b;c', '0', '2', 'false', '𝄞 clef', ' \t\n', '😀x'];
const VALUES = [...TEXTS, undefined, 2, 0, 1e21, true, false];
const anyOf = <T>(random: Random, list: readonly T[]): T | undefined =>
  list[random.below(list.length)];
const STRANGE = [['x'], ['x', 'Ünal'], [], null, { x: 'y' }];

describe('a straight expression', () => {
  it.each([
    'title & ", " & department',
    '$lowercase($trim(`E-mail`))',
    'status = "active" and $exists(name)',
    '(department in ["Sales", "Support"]) ? "yes" : "no"',
    '$login(first, last)',
    '$first($splitList(mobile))',
    '$e164(mobile, "DE")',
    '$v & $substring(name, 0, 1)',
  ])('is a plain function: %s', (source) => {
    expect(straightOf(treeOf(source), ['v'])).not.toBeNull();
  });

  it.each([
    'a.b',
    'a[0]',
    '$split(a, " ")[0]',
    '$',
    '$$.a',
    '$row.a',
    '*',
    '$now()',
    'a > b',
    '[a, b]',
    '{ "a": b }',
    '($x := a; $x)',
    'function($x) { $x }(a)',
    'a ~> $trim',
    '$trim()',
    '$map(a, $trim)',
    '$contains(a, /x/)',
    '$unknown(a)',
    '$own',
    '$is(a)[0]',
    'null',
  ])('is not: %s', (source) => {
    expect(straightOf(treeOf(source), [])).toBeNull();
  });

  it('calls no function by the name of a variable', () => {
    expect(straightOf(treeOf('$first(a)'), ['first'])).toBeNull();
    expect(Object.keys(REGISTERED)).toContain('first');
  });

  it('has the value that JSONata gives, or leaves it to JSONata', async () => {
    let [own, left] = [0, 0];
    for (let seed = 1; seed <= rounds(1500, 20_000); seed += 1) {
      const random = new Random(seed);
      const source = expressionOf(random, 3);
      const values = random.chance(0.2) ? [...VALUES, ...STRANGE] : VALUES;
      const row = Object.assign(
        Object.create(null),
        Object.fromEntries(COLUMNS.slice(0, 3).map((name) => [name, anyOf(random, values)]))
      ) as Record<string, string>;
      const bindings = Object.fromEntries(VARIABLES.map((name) => [name, anyOf(random, values)]));
      const expression = newExpression(source, LIMITS);
      const straight = straightOf(treeOf(source), VARIABLES);
      expect([source, straight]).not.toEqual([source, null]);
      const found = await outcomeOf(() => straight?.(row, new Map(Object.entries(bindings))));
      if (found === 'fails') {
        left += 1;
        continue;
      }
      own += 1;
      const expected = await outcomeOf(() => expression.evaluate(row, { row, ...bindings }));
      expect({ seed, source, row, bindings, found }).toEqual({
        seed,
        source,
        row,
        bindings,
        found: expected,
      });
    }
    expect(own).toBeGreaterThan(left);
  });

  it('leaves nothing to JSONata where all values are texts', async () => {
    for (let seed = 1; seed <= 300; seed += 1) {
      const random = new Random(seed);
      const row = Object.fromEntries(COLUMNS.map((name) => [name, random.pick(TEXTS)]));
      const variables = new Map(VARIABLES.map((name) => [name, random.pick(TEXTS)]));
      const source = `${random.pick(['$trim', '$lowercase', '$login'])}(a & \`c d\` & $v) & (b in ["x"] ? $substring(a, 0, 1) : $w)`;
      const found = await outcomeOf(() => straightOf(treeOf(source), VARIABLES)?.(row, variables));
      expect(found).not.toBe('fails');
    }
  });
});
