import { hostOf } from '../../../server/src/sources/network';

describe('the host of an address', () => {
  it.each([
    ['dc1', 'dc1'],
    ['DC1.Example.COM', 'dc1.example.com'],
    ['dc_1.my-site.example.', 'dc_1.my-site.example.'],
    ['10.1.2.3', '10.1.2.3'],
    ['[::1]', '::1'],
    ['[FE80::1]', 'fe80::1'],
    ['Bücher.example', 'xn--bcher-kva.example'],
    ['straße.example', 'xn--strae-oqa.example'],
    ['пример.рф', 'xn--e1afmkfd.xn--p1ai'],
  ])('%s is %s', (text, host) => {
    expect(hostOf(text)).toBe(host);
  });

  it.each([
    '',
    '.',
    '..',
    'a..b',
    '.a',
    'a b',
    'a/b',
    'a\\b',
    'a:1',
    'a@b',
    'a#b',
    'a?b',
    'a%2fb',
    'a,b',
    'a+b',
    "a'b",
    'a\0b',
    'a\nb',
    'a／b',
    'a？b',
    '::1',
    '[::1',
    '[10.0.0.1]',
    '[dc1]',
    '[fe80::1%eth0]',
  ])('is none in %j', (text) => {
    expect(hostOf(text)).toBeNull();
  });
});
