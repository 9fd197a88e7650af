import { parseServerUrl, serversOf } from '../../../server/src/sources/ldap/address';

describe('the address of a server', () => {
  it.each([
    ['ldap://dc1.example.com', 'ldap://dc1.example.com:389', 'dc1.example.com', 389, false],
    ['ldaps://dc1.example.com', 'ldaps://dc1.example.com:636', 'dc1.example.com', 636, true],
    ['LDAP://DC1.Example.COM', 'ldap://dc1.example.com:389', 'dc1.example.com', 389, false],
    ['LDAPS://DC1', 'ldaps://dc1:636', 'dc1', 636, true],
    ['ldap://dc1:389', 'ldap://dc1:389', 'dc1', 389, false],
    ['ldap://dc1:00389', 'ldap://dc1:389', 'dc1', 389, false],
    ['ldap://dc1:', 'ldap://dc1:389', 'dc1', 389, false],
    ['ldaps://dc1:', 'ldaps://dc1:636', 'dc1', 636, true],
    ['ldap://dc1:636', 'ldap://dc1:636', 'dc1', 636, false],
    ['ldaps://dc1:389', 'ldaps://dc1:389', 'dc1', 389, true],
    ['ldap://dc1:3268/', 'ldap://dc1:3268', 'dc1', 3268, false],
    ['ldaps://dc1:65535', 'ldaps://dc1:65535', 'dc1', 65535, true],
    ['ldap://dc1:1', 'ldap://dc1:1', 'dc1', 1, false],
    ['ldap://dc1?', 'ldap://dc1:389', 'dc1', 389, false],
    [' ldap://dc1 ', 'ldap://dc1:389', 'dc1', 389, false],
    ['ldap://dc_1.example', 'ldap://dc_1.example:389', 'dc_1.example', 389, false],
    ['ldap://dc1.example.', 'ldap://dc1.example.:389', 'dc1.example.', 389, false],
    ['ldap://10.1.2.3', 'ldap://10.1.2.3:389', '10.1.2.3', 389, false],
    ['ldaps://[::1]:636', 'ldaps://[::1]:636', '::1', 636, true],
    ['ldap://[::1]', 'ldap://[::1]:389', '::1', 389, false],
    ['ldap://[FE80:0:0:0:0:0:0:1]', 'ldap://[fe80::1]:389', 'fe80::1', 389, false],
    [
      'ldap://münchen.example',
      'ldap://xn--mnchen-3ya.example:389',
      'xn--mnchen-3ya.example',
      389,
      false,
    ],
    ['ldaps://ДОМ.example', 'ldaps://xn--d1aqf.example:636', 'xn--d1aqf.example', 636, true],
    ['ldap://日本.example', 'ldap://xn--wgv71a.example:389', 'xn--wgv71a.example', 389, false],
    ['ldap://[::ffff:10.0.0.1]', 'ldap://[::ffff:a00:1]:389', '::ffff:a00:1', 389, false],
  ])('%s', (text, url, host, port, secure) => {
    expect(parseServerUrl(text)).toEqual({ url, host, port, secure });
  });

  it.each([
    '',
    'dc1.example.com',
    'dc1.example.com:389',
    'ldap',
    'ldap:',
    'ldap:dc1',
    'ldap:/dc1',
    'ldap:///',
    'ldap:///dc=example,dc=com',
    'ldap://:389',
    'ldapi:///var/run/slapd',
    'ldapi://%2fvar%2frun%2fslapd',
    'cldap://dc1',
    'http://dc1',
    'https://dc1:636',
    'javascript:alert(1)',
    'file:///etc/passwd',
    'ldap://user:pw@dc1',
    'ldap://user@dc1',
    'ldap://:pw@dc1',
    'ldaps://cn=reader,dc=x:pw@dc1',
    'ldap://dc1/dc=example,dc=com',
    'ldap://dc1//',
    'ldap://dc1/?cn',
    'ldap://dc1?cn?sub',
    'ldap://dc1#top',
    'ldap://dc1:65536',
    'ldap://dc1:-1',
    'ldap://dc1:+389',
    'ldap://dc1:389x',
    'ldap://dc1:3.89',
    'ldap://dc1:389:636',
    'ldap://dc1 dc2',
    'ldap://dc1,ldap://dc2',
    'ldap://dc1 ldap://dc2',
    'ldap://dc1\\share',
    'ldap://<dc1>',
    'ldap://::1',
    'ldap://[::1',
    'ldap://[dc1]',
    'ldap://[fe80::1%25eth0]',
    'ldap://%zz',
    'ldap://%',
    'ldap://dc1%',
    'ldap://%64c1',
    'ldap://dc1%00',
    'ldap://intranet.example%2F.evil.test',
    'ldap://intranet.example%3A80.evil.test',
    'ldap://intranet.example%40evil.test',
    'ldap://intranet.example%23.evil.test',
    'ldap://intranet.example%5C.evil.test',
    'ldap://intranet.example／.evil.test',
    'ldap://intranet.example＃.evil.test',
    'ldap://dc1+dc2',
    'ldap://dc1;dc2',
    "ldap://dc1'",
    'ldap://dc1..example',
    'ldap://.',
    'ldap://*.example',
    'ldap://(dc1)',
    'ldap://dc1:0',
    'ldaps://dc1:000',
  ])('is not %s', (text) => {
    expect(parseServerUrl(text)).toBeNull();
  });
});

describe('where the secrets of a source go', () => {
  const servers = (changes: Partial<Parameters<typeof serversOf>[0]>): string[] =>
    serversOf({
      url: 'ldap://dc1',
      fallbackUrls: [],
      startTls: false,
      verifyCertificate: true,
      ...changes,
    });

  it('is each server, in the order in which they are tried', () => {
    const fallbackUrls = ['ldaps://dc3', 'ldap://DC2:389/'];
    expect(servers({ fallbackUrls })).toEqual([
      'ldap://dc1:389',
      'ldaps://dc3:636',
      'ldap://dc2:389',
    ]);
  });

  it.each(['LDAP://dc1', 'ldap://DC1', 'ldap://dc1:389', 'ldap://dc1/', 'ldap://dc1:0389'])(
    'is the same for %s',
    (url) => {
      expect(servers({ url })).toEqual(servers({}));
    }
  );

  it.each(['ldaps://dc1', 'ldap://dc1:636', 'ldap://dc10', 'ldap://dc1.example', 'ldap://dc1.'])(
    'is another for %s',
    (url) => {
      expect(servers({ url })).not.toEqual(servers({}));
    }
  );

  it('is another for each way in which it is protected', () => {
    const ways = [true, false].flatMap((startTls) =>
      [true, false].map((verifyCertificate) => servers({ startTls, verifyCertificate })[0])
    );
    expect(ways).toEqual([
      'ldap://dc1:389 with StartTLS',
      'ldap://dc1:389 with StartTLS without verification',
      'ldap://dc1:389',
      'ldap://dc1:389 without verification',
    ]);
  });

  it('holds for fallback servers as well', () => {
    const fallbackUrls = ['ldap://dc2'];
    expect(servers({ fallbackUrls, startTls: true, verifyCertificate: false })).toEqual([
      'ldap://dc1:389 with StartTLS without verification',
      'ldap://dc2:389 with StartTLS without verification',
    ]);
  });

  it('is the text itself where that is no address', () => {
    expect(servers({ url: 'dc1', fallbackUrls: [''] })).toEqual(['dc1', '']);
    expect(servers({ url: 'dc1', verifyCertificate: false })).toEqual(['dc1 without verification']);
  });
});
