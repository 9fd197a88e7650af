import { hiddenError, hiding } from '../../../server/src/sources/hide';
import { ConnectorError } from '../../../server/src/utils/errors';
import { problem } from '../../../shared/codes/problems';

const bytesIn = (inBase64: string): number => Buffer.from(inBase64, 'base64').length;

describe('what a text may not show', () => {
  it.each([
    ['as it is', 'of+hr/s3cret', 'a of+hr/s3cret b'],
    ['in an address', 'of+hr/s3 é', `a ${encodeURIComponent('of+hr/s3 é')} b`],
    ['in an address that a server wrote', 'of+hr/é', 'a of%2bhr%2f%c3%a9 b'],
    ['in a path', 'of hr é', `a ${encodeURI('of hr é')} b`],
    ['in a form', 'of hr(é)', `a ${new URLSearchParams({ x: 'of hr(é)' }).toString().slice(2)} b`],
    ['in JSON', 'a"quoted\none', `a ${JSON.stringify('a"quoted\none').slice(1, -1)} b`],
    ['with half a character', 'half\ud800', 'a half\ud800 b'],
    ['like a pattern', '.*$&(', 'a .*$&( b'],
  ])('is taken out of it: %s', (_, secret, text) => {
    expect(hiding([secret])(text)).toBe('a ••• b');
  });

  it.each(['', 'a', 'ab', 'user:', 'é:'])('is taken out in Base64 behind "%s"', (before) => {
    const secret = 'ü>?~s3cret?';
    const hide = hiding([secret, secret.slice(0, 5)]);
    for (const after of ['', ':', '::', ' and more']) {
      const bytes = Buffer.from(`${before}${secret}${after}`);
      const inBase64 = bytes.toString('base64');
      const others = [bytes.toString('base64url'), encodeURIComponent(inBase64)];
      for (const text of [inBase64, ...others]) {
        const shown = decodeURIComponent(hide(`Basic ${text}`)).replace('Basic ', '');
        const [start = '', end = '', ...rest] = shown.split('•••');
        expect(rest).toEqual([]);
        expect(bytesIn(start)).toBeLessThanOrEqual(Buffer.byteLength(before));
        expect(bytesIn(end)).toBeLessThanOrEqual(Buffer.byteLength(after));
      }
    }
  });

  it('is taken out as a whole where one begins like another', () => {
    expect(hiding(['abcd', 'abcdef'])('abcdef, abcd')).toBe('•••, •••');
  });

  it('is no part of a word where it is short', () => {
    const hide = hiding(['a', '12', '']);
    expect(hide('all of a page: 12 of 120')).toBe('all of ••• page: ••• of 120');
  });

  it('is in no value of an error either', () => {
    const status = { status: 403, name: 'Forbidden', ofServer: false };
    const what = problem('http-status', { address: 'https://x/s3cret/people', ...status });
    const hidden = hiddenError(new ConnectorError(what), hiding(['s3cret', 'http-status']));
    expect(hidden).toMatchObject({ code: 'http-status', params: { status: 403 } });
    expect(JSON.stringify([hidden, Object(hidden).message])).not.toContain('s3cret');
  });
});
