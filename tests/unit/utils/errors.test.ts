import { framesOf, kindOf } from '../../../server/src/utils/errors';

describe('the kind of an error that nobody foresaw', () => {
  it.each([
    [Object.assign(new Error('x'), { code: 'SQLITE_FULL' }), 'SQLITE_FULL'],
    [Object.assign(new Error('x'), { code: '23505' }), '23505'],
    [new TypeError('x'), 'TypeError'],
    [Object.assign(new TypeError('x'), { code: 'the token s3cret' }), 'TypeError'],
    [Object.assign(new Error('x'), { code: '', name: 'the token s3cret' }), 'unknown error'],
    [Object.assign(new Error('x'), { code: 'X'.repeat(100) }), 'Error'],
    [null, 'unknown error'],
    ['s3cret', 'unknown error'],
  ])('is a code or a name, and no other text: %#', (error, kind) => {
    expect(kindOf(error)).toBe(kind);
  });
});

describe('where an error was', () => {
  it('is told without its text, whatever that looks like', () => {
    const frames = framesOf(new Error('upstream said\n    at https://x/?token=s3cret\n    at b'));
    expect(frames).toContain('errors.test');
    expect(frames).not.toMatch(/s3cret|at b$/m);
    expect(framesOf('s3cret')).toBe('');
  });
});
