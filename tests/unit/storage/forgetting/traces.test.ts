import { Traces } from '../../../../server/src/storage/forgetting/traces';
import { MASK } from '../../../../shared/text';

describe('what tells who somebody is', () => {
  const traces = new Traces(['Zora Quill', 'zora', 'zora@example.com', '+49 171 7654321', '202']);

  it.each([
    ['zora', MASK],
    [' ZORA ', MASK],
    ['Call Zora Quill today', `Call ${MASK} today`],
    ['<zora@example.com>', `<${MASK}>`],
    ['username:zora/phonebook/0', `username:${MASK}/phonebook/0`],
  ])('is taken out of %j', (text, left) => {
    expect(traces.text(text)).toBe(left);
  });

  it.each([
    ['a longer address', 'annzora@example.com'],
    ['a longer name', 'Zora Quillfeather'],
    ['a single word within a text', 'the zora of Ann'],
    ['a short number', '202'],
  ])('is not %s', (_, text) => {
    expect(traces.text(text)).toBe(text);
  });

  it('is found at whatever depth, and what has none is the same object', () => {
    const data = { list: [{ name: 'Zora Quill', row: 3 }], other: 'Ann' };
    expect(traces.masked(data)).toEqual({ list: [{ name: MASK, row: 3 }], other: 'Ann' });
    const others = { list: ['Ann'], row: 1 };
    expect(traces.masked(others)).toBe(others);
    expect(traces.isIn(others)).toBe(false);
  });

  it('takes characters for what they are', () => {
    expect(new Traces(['A. (B) [C]']).text('x A. (B) [C] y')).toBe(`x ${MASK} y`);
  });
});
