import { compareValues } from '../../../admin/src/components/changes/values';

const words = { yes: 'Yes', no: 'No' };
const compare = (before: unknown, after: unknown) => compareValues(before, after, words);

describe('a value before and after', () => {
  it('is removed on one side and added on the other', () => {
    expect(compare('Sales', 'Marketing')).toEqual({
      before: [{ text: 'Sales', mark: 'removed' }],
      after: [{ text: 'Marketing', mark: 'added' }],
    });
  });

  it.each([null, undefined, '', []])('has no lines where it is empty (%j)', (empty) => {
    expect(compare(empty, empty)).toEqual({ before: [], after: [] });
  });

  it('is shown on both sides for a secret, though it looks the same', () => {
    expect(compare('•••', '•••')).toEqual({
      before: [{ text: '•••', mark: 'removed' }],
      after: [{ text: '•••', mark: 'added' }],
    });
  });

  it('is put into words when it is not text', () => {
    const texts = (value: unknown) => compare(null, value).after.map(({ text }) => text);
    expect(texts(true)).toEqual(['Yes']);
    expect(texts(false)).toEqual(['No']);
    expect(texts(0)).toEqual(['0']);
    expect(texts([{ name: 'Building', value: 'B' }])).toEqual(['Building: B']);
    expect(texts({ other: 1 })).toEqual(['{"other":1}']);
  });

  it('marks only those parts of a list that differ, as often as they occur', () => {
    expect(compare(['a', 'a', 'b'], ['b', 'a', 'c'])).toEqual({
      before: [
        { text: 'a', mark: 'kept' },
        { text: 'a', mark: 'removed' },
        { text: 'b', mark: 'kept' },
      ],
      after: [
        { text: 'b', mark: 'kept' },
        { text: 'a', mark: 'kept' },
        { text: 'c', mark: 'added' },
      ],
    });
  });

  it('keeps lines and quotes as they are', () => {
    expect(compare(null, 'one\n"two" <b>').after).toEqual([
      { text: 'one\n"two" <b>', mark: 'added' },
    ]);
  });
});
