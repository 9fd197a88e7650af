import { valueAt, withValue } from '../../../shared/path';

const whole = { a: { list: [{ name: 'x' }, { name: 'y' }], text: '' }, none: null };

describe('a place in the profile', () => {
  it('has what stands there, and nothing where nothing does', () => {
    expect(valueAt(whole, 'a.list.1.name')).toBe('y');
    expect(valueAt(whole, 'a.text')).toBe('');
    for (const path of ['a.list.2.name', 'none.more', 'a.text.length', 'toString', 'b']) {
      expect([path, valueAt(whole, path)]).toEqual([path, undefined]);
    }
  });

  it('takes another value, and all else stays as it is', () => {
    const changed = withValue(whole, 'a.list.1.name', 'z');
    expect(changed).toEqual({ ...whole, a: { ...whole.a, list: [{ name: 'x' }, { name: 'z' }] } });
    expect(changed.a.list[0]).toBe(whole.a.list[0]);
    expect(valueAt(whole, 'a.list.1.name')).toBe('y');
    expect(Object.keys(withValue({ b: 1, a: 2 }, 'b', 3))).toEqual(['b', 'a']);
  });

  it('is made where it is not there, and goes with nothing in it', () => {
    expect(withValue<object>({}, 'a.b', 1)).toEqual({ a: { b: 1 } });
    expect(withValue<object>({ a: { b: 1, c: 2 } }, 'a.b', undefined)).toEqual({ a: { c: 2 } });
  });
});
