import { PhpArray } from '../../../../server/src/mapping/php/array';
import { PHP_FUNCTIONS } from '../../../../server/src/mapping/php/functions';
import { type PhpValue, Reference } from '../../../../server/src/mapping/php/values';
import { describeFunctions, type Encoded, evaluate, run } from './functions-support';

describe('the functions of arrays', () => describeFunctions('arrays'));

const call = (name: string, ...args: unknown[]): PhpValue | undefined =>
  PHP_FUNCTIONS[name]?.call(run(), args);

describe('the place where an array stands', () => {
  const letters = () => new Reference(PhpArray.list(['a', 'b', 'c']));

  it('moves on and back, and past both ends', () => {
    const variable = letters();
    const walk = ['next', 'next', 'prev', 'next', 'next', 'next', 'prev', 'reset', 'end', 'next'];
    const seen = walk.map((name) => call(name, variable));
    expect(seen).toEqual(['b', 'c', 'b', 'c', false, false, false, 'a', 'c', false]);
  });

  it('is nowhere when it is before the first element', () => {
    const variable = letters();
    expect([call('prev', variable), call('current', variable.value)]).toEqual([false, false]);
    expect(call('key', variable.value)).toBe(null);
  });

  it("is of one variable's array, not of the one that it was copied from", () => {
    const original = letters();
    const copy = new Reference(original.value);
    if (original.value instanceof PhpArray) original.value.shared = true;
    call('next', copy);
    expect(call('current', original.value)).toBe('a');
    expect(call('current', copy.value)).toBe('b');
  });

  it('starts anew when the last element is taken away', () => {
    const variable = letters();
    call('end', variable);
    call('array_pop', variable);
    expect(call('current', variable.value)).toBe('a');
  });
});

describe('an array that a function changes', () => {
  it.each([
    ['sort', 0n],
    ['array_pop'],
    ['array_shift'],
    ['array_push', [1n]],
    ['array_splice', 0n, null, null],
  ])('%s leaves what it was copied from as it was', (name, ...args) => {
    const original = PhpArray.list([2n, 1n]);
    original.shared = true;
    call(name, new Reference(original), ...args);
    expect(original.values()).toEqual([2n, 1n]);
  });

  it.each([
    ['sort', [1n, 9n], 0n],
    ['array_unshift', [0n, 9n, 1n], [0n]],
    ['array_splice', [9n], 1n, null, null],
  ])('%s leaves its elements what they share with variables', (name, expected, ...args) => {
    const array = PhpArray.list([3n, 1n]);
    const shared = array.reference(0n);
    shared.holders += 1;
    const variable = new Reference(array);
    call(name, variable, ...args);
    shared.value = 9n;
    expect((variable.value as PhpArray).values()).toEqual(expected);
  });

  it('stands at the same element when one before it is taken away', () => {
    const array = PhpArray.list(['a', 'b', 'c']);
    array.position = 2;
    array.delete(0n);
    expect(call('current', array)).toBe('c');
    array.delete(2n);
    expect(call('current', array)).toBe(false);
  });

  it('has an element at its place when that becomes one with a variable', () => {
    const array = PhpArray.list(['a', 'b']);
    array.bind(0n, new Reference('x'));
    expect(array.values()).toEqual(['x', 'b']);
  });

  it('gives the number of the last element again once that is gone', () => {
    const variable = new Reference(PhpArray.list(['a', 'b']));
    call('array_pop', variable);
    call('array_push', variable, ['c']);
    expect((variable.value as PhpArray).keys()).toEqual([0n, 1n]);
  });
});

describe('what would be too large', () => {
  it.each([
    ['range', [0, 1_000_000_000]],
    ['array_fill', [0, 1_000_000_000, 'x']],
    ['array_pad', [[], 1_000_000, 'x']],
  ])('%s is refused, not tried', (name, args) => {
    expect(() => evaluate({ name, args })).toThrow(/an array of more than 100000 elements/);
  });

  it('is sorted as long as an array may be', () => {
    const many = Array.from({ length: 30_000 }, (_, place) => (place * 7919) % 30_001);
    const { written } = evaluate({ name: 'sort', args: [many] });
    const sorted = (written[0]?.value as PhpArray).values();
    expect(sorted).toEqual(many.sort((one, other) => one - other).map(BigInt));
  });

  it('is not merged without end', () => {
    const nested = (depth: number): Encoded =>
      depth === 0 ? 1 : { entries: [['k', nested(depth - 1)]] };
    const args = [nested(200), nested(200)];
    expect(() => evaluate({ name: 'array_merge_recursive', args })).toThrow(/100 times over/);
  });

  it('ends when a comparison never agrees', () => {
    const args = [Array.from({ length: 1_000 }, (_, place) => place), { callback: 'never' }];
    expect(evaluate({ name: 'usort', args }).value).toBe(true);
  });
});
