import { generateKeyPairSync } from 'node:crypto';

import { englishOf } from '../../../shared/codes/texts';
import { sourceSchema } from '../../../shared/profile';
import { sourceProblems } from '../../../server/src/profiles/checks';
import { areCertificates } from '../../../server/src/profiles/certificates';
import { profileProblem } from '../../../server/src/utils/validation';
import { validate } from '../../../server/src/utils/validation';
import { ldapFixture } from '../../support/ldap/fixtures';

const COMPLETE = { type: 'ldap', url: 'ldaps://dc1', baseDn: 'dc=x', bindDn: 'cn=reader' };

const problemsOf = (changes: Record<string, unknown>) =>
  sourceProblems(validate(sourceSchema, { ...COMPLETE, ...changes }));

const codesOf = (changes: Record<string, unknown>): string[] =>
  problemsOf(changes).map(({ path, code }) => `${path.join('.')} ${code}`);

const CERTIFICATE = ldapFixture('client.pem');
const KEY = ldapFixture('client.key');
const DAMAGED = CERTIFICATE.replace(/\n[A-Za-z0-9+/]{20}/, '\nAAAAAAAAAAAAAAAAAAAA');
const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const PASSPHRASED = privateKey
  .export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'opensesame' })
  .toString();

describe('settings of a directory', () => {
  it.each([
    ['LDAPS', {}],
    ['StartTLS', { url: 'ldap://dc1', startTls: true }],
    ['nothing encrypted', { url: 'ldap://dc1' }],
    ['fallback servers', { fallbackUrls: ['ldaps://dc2', 'LDAPS://dc3:3269/'] }],
    ['nobody', { bind: 'anonymous', bindDn: '' }],
    ['a user of Active Directory', { bindDn: 'reader@example.com' }],
    ['a user of another kind', { bindDn: 'EXAMPLE\\reader' }],
    ['a password', { bindPassword: 'hunter2' }],
    ['an authority', { ca: ldapFixture('ca.pem') }],
    ['two authorities', { ca: `${ldapFixture('ca.pem')}\n${ldapFixture('other-ca.pem')}` }],
    ['an empty authority', { ca: '' }],
    ['a client certificate', { clientCertificate: CERTIFICATE, clientKey: KEY }],
    [
      'a client certificate with a stored key',
      { clientCertificate: CERTIFICATE, clientKey: { set: true } },
    ],
    ['a bind by certificate', { bind: 'certificate', bindDn: '', clientCertificate: CERTIFICATE }],
    [
      'a bind by certificate over StartTLS',
      {
        url: 'ldap://dc1',
        startTls: true,
        bind: 'certificate',
        bindDn: '',
        clientCertificate: CERTIFICATE,
      },
    ],
    ['filters', { filter: '(a=b)', disabledFilter: '(|(c=d)(e:1.2.840.113556.1.4.804:=2))' }],
    ['rules of the server', { filter: '(memberOf:1.2.840.113556.1.4.1941:=cn=a)' }],
    ['filters that are left out', { filter: '', disabledFilter: '', groups: { filter: '' } }],
    ['filters of the vendor', { disabledFilter: null, groups: { filter: null } }],
    ['the first server in clear', { url: 'ldap://dc1', fallbackUrls: ['ldaps://dc2'] }],
    [
      'attributes',
      {
        attributes: [
          '*',
          '+',
          'dn',
          'cn;lang-de',
          'userCertificate;binary',
          '2.5.4.3',
          'constructor',
        ],
        keyAttribute: 'mS-DS-ConsistencyGuid',
        loginAttribute: 'my_login',
        groups: { memberAttributes: ['memberOf'] },
      },
    ],
    ['no key', { keyAttribute: '' }],
    ['bases', { baseDn: 'OU=a\\, b+cn=c ; dc=x', groups: { baseDn: 'ou=groups,dc=x' } }],
  ])('are in order with %s', (_, changes) => {
    expect(problemsOf(changes)).toEqual([]);
  });

  it.each<[string, Record<string, unknown>, string[]]>([
    ['an address of another kind', { url: 'https://dc1' }, ['source.url invalid-address']],
    ['a host alone', { url: 'dc1.example.com' }, ['source.url invalid-address']],
    ['a base in the address', { url: 'ldap://dc1/dc=x' }, ['source.url invalid-address']],
    [
      'a fallback of another kind',
      { fallbackUrls: ['ldaps://dc2', 'dc3', 'ldaps://dc4', ''].filter(Boolean) },
      ['source.fallbackUrls.1 invalid-address'],
    ],
    ['encryption twice', { startTls: true }, ['source.url start-tls-not-needed']],
    [
      'a fallback in clear',
      { fallbackUrls: ['ldaps://dc2', 'ldap://dc3', 'LDAP://dc4:636'] },
      [
        'source.fallbackUrls.1 fallback-not-encrypted',
        'source.fallbackUrls.2 fallback-not-encrypted',
      ],
    ],
    ['a port that there is not', { url: 'ldaps://dc1:0' }, ['source.url invalid-address']],
    ['an escape in the host', { url: 'ldaps://%zz' }, ['source.url invalid-address']],
    [
      'attributes that are none',
      { attributes: ['mail', '1.1', '__proto__', 'a b', 'cn,sn', '(cn=*)', 'tel!'] },
      [1, 2, 3, 4, 5, 6].map((index) => `source.attributes.${index} invalid-attribute`),
    ],
    ['a DN as key', { keyAttribute: 'dn' }, ['source.keyAttribute invalid-attribute']],
    [
      'a DN as key in other letters',
      { keyAttribute: 'DN' },
      ['source.keyAttribute invalid-attribute'],
    ],
    ['all attributes as key', { keyAttribute: '*' }, ['source.keyAttribute invalid-attribute']],
    ['no attribute as key', { keyAttribute: '1.1' }, ['source.keyAttribute invalid-attribute']],
    [
      'the prototype as login',
      { loginAttribute: '__proto__' },
      ['source.loginAttribute invalid-attribute'],
    ],
    [
      'members by what is none',
      { groups: { memberAttributes: ['member', '1.1', '__proto__', 'dn'] } },
      [1, 2, 3].map((index) => `source.groups.memberAttributes.${index} invalid-attribute`),
    ],
    [
      'encryption twice at a fallback',
      { url: 'ldap://dc1', startTls: true, fallbackUrls: ['ldap://dc2', 'LDAPS://dc3'] },
      ['source.fallbackUrls.1 start-tls-not-needed'],
    ],
    ['no user', { bindDn: '' }, ['source.bindDn bind-dn-missing']],
    ['a user that is nobody', { bind: 'anonymous' }, ['source.bindDn bind-dn-not-used']],
    [
      'a user beside the certificate',
      { bind: 'certificate', clientCertificate: CERTIFICATE },
      ['source.bindDn bind-dn-not-used'],
    ],
    [
      'no certificate',
      { bind: 'certificate', bindDn: '' },
      ['source.bind client-certificate-missing'],
    ],
    [
      'an empty certificate',
      { bind: 'certificate', bindDn: '', clientCertificate: '' },
      ['source.bind client-certificate-missing'],
    ],
    [
      'a certificate in clear',
      { url: 'LDAP://dc1', bind: 'certificate', bindDn: '', clientCertificate: CERTIFICATE },
      ['source.bind client-certificate-missing'],
    ],
    ['an authority that is none', { ca: 'x' }, ['source.ca invalid-certificate']],
    ['a damaged authority', { ca: DAMAGED }, ['source.ca invalid-certificate']],
    [
      'a damaged one of two',
      { ca: `${CERTIFICATE}\n${DAMAGED}` },
      ['source.ca invalid-certificate'],
    ],
    ['a key as authority', { ca: KEY }, ['source.ca invalid-certificate']],
    [
      'a certificate that is none',
      { clientCertificate: 'x', clientKey: KEY },
      ['source.clientCertificate invalid-certificate'],
    ],
    [
      'an authority and a certificate that are none',
      { ca: 'x', clientCertificate: 'y' },
      ['source.ca invalid-certificate', 'source.clientCertificate invalid-certificate'],
    ],
    [
      'an authority and a key that are none',
      { ca: 'x', clientCertificate: CERTIFICATE, clientKey: 'y' },
      ['source.ca invalid-certificate', 'source.clientKey invalid-key'],
    ],
    [
      'a key that is none',
      { clientCertificate: CERTIFICATE, clientKey: 'x' },
      ['source.clientKey invalid-key'],
    ],
    [
      'a public key',
      {
        clientCertificate: CERTIFICATE,
        clientKey: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
      },
      ['source.clientKey invalid-key'],
    ],
    [
      'a certificate as key',
      { clientCertificate: CERTIFICATE, clientKey: CERTIFICATE },
      ['source.clientKey invalid-key'],
    ],
    [
      'a key with a passphrase',
      { clientCertificate: CERTIFICATE, clientKey: PASSPHRASED },
      ['source.clientKey invalid-key'],
    ],
    [
      'the key of another',
      { clientCertificate: CERTIFICATE, clientKey: ldapFixture('server.key') },
      ['source.clientKey key-does-not-match'],
    ],
    ['no base', { baseDn: '' }, ['source.baseDn base-dn-missing']],
    [
      'no base of people',
      { baseDn: '  ', groups: { baseDn: 'dc=x' } },
      ['source.baseDn base-dn-missing'],
    ],
    ['a base that is no DN', { baseDn: 'people' }, ['source.baseDn invalid-dn']],
    [
      'a base of groups that is none',
      { groups: { baseDn: 'cn=a,,dc=x' } },
      ['source.groups.baseDn invalid-dn'],
    ],
    ['a filter that is none', { filter: '(a' }, ['source.filter filter-syntax']],
    [
      'a filter for the disabled that is none',
      { disabledFilter: '(a' },
      ['source.disabledFilter filter-syntax'],
    ],
    [
      'a filter for groups that is none',
      { groups: { filter: '(a' } },
      ['source.groups.filter filter-syntax'],
    ],
    [
      'a rule that only a server knows',
      { disabledFilter: '(!(a:1.2.840.113556.1.4.1941:=b))' },
      ['source.disabledFilter unsupported-matching-rule'],
    ],
    [
      'a rule for the DN',
      { disabledFilter: '(ou:dn:=x)' },
      ['source.disabledFilter unsupported-matching-rule'],
    ],
    [
      'everything at once',
      {
        url: 'x',
        fallbackUrls: ['y'],
        bindDn: '',
        ca: 'z',
        baseDn: '?',
        filter: '(',
        disabledFilter: '(',
        groups: { baseDn: '?', filter: '(' },
      },
      [
        'source.url invalid-address',
        'source.fallbackUrls.0 invalid-address',
        'source.bindDn bind-dn-missing',
        'source.ca invalid-certificate',
        'source.baseDn invalid-dn',
        'source.groups.baseDn invalid-dn',
        'source.filter filter-syntax',
        'source.disabledFilter filter-syntax',
        'source.groups.filter filter-syntax',
      ],
    ],
  ])('are not in order with %s', (_, changes, codes) => {
    expect(codesOf(changes)).toEqual(codes);
  });

  it.each<[Record<string, unknown>, number | null, number | null]>([
    [{ baseDn: 'people' }, 1, 7],
    [{ baseDn: 'ou=a,dc' }, 1, 8],
    [{ groups: { baseDn: 'ou=a,=x' } }, 1, 6],
    [{ filter: '(a=b))' }, 1, 6],
    [{ filter: '(&\n (a=b)\n (c~d))' }, 3, 4],
    [{ disabledFilter: '(&\r\n(a=b\\x))' }, 2, 5],
    [{ groups: { filter: '(!)' } }, 1, 3],
    [{ url: 'x' }, null, null],
    [{ baseDn: '' }, null, null],
    [{ disabledFilter: '(a:b:=c)' }, null, null],
  ])('say where %j is wrong', (changes, line, column) => {
    expect(problemsOf(changes)).toMatchObject([{ line, column }]);
  });

  it.each<[Record<string, unknown>, string]>([
    [{ url: 'dc1' }, 'found "dc1", expected an address such as ldaps://'],
    [{ startTls: true }, 'ldaps://dc1:636 is encrypted from its first byte on'],
    [{ bindDn: '' }, 'choose the anonymous sign-in'],
    [{ bind: 'anonymous' }, 'the sign-in is anonymous'],
    [{ ca: 'x' }, '-----BEGIN CERTIFICATE-----'],
    [{ clientCertificate: CERTIFICATE, clientKey: 'x' }, 'without a passphrase'],
    [{ baseDn: '' }, 'a test of the connection shows what the server offers'],
    [{ baseDn: 'people' }, 'expected a DN such as ou=people,dc=example,dc=com'],
    [{ filter: '(a' }, 'was expected'],
    [{ disabledFilter: '(a:2.5.13.5:=b)' }, 'matching rule 2.5.13.5, which only a server'],
  ])('say what is wrong with %j', (changes, message) => {
    expect(englishOf(problemsOf(changes)[0]!)).toContain(message);
  });

  it('never repeat a key or a password', () => {
    const problems = problemsOf({
      bindPassword: 's3cret-password',
      clientCertificate: CERTIFICATE,
      clientKey: '-----BEGIN PRIVATE KEY-----\ns3cret-key\n-----END PRIVATE KEY-----',
      filter: '(',
    });
    expect(problems).toHaveLength(2);
    expect(JSON.stringify(problems)).not.toContain('s3cret');
  });

  it('are not looked at where they are not used', () => {
    expect(problemsOf({ clientKey: 'not a key' })).toEqual([]);
  });
});

describe('the problem of a field', () => {
  it('has a path of texts and no place', () => {
    const what = { code: 'code', params: {}, message: 'message' };
    expect(profileProblem(['source', 'fallbackUrls', 2], what)).toEqual({
      path: ['source', 'fallbackUrls', '2'],
      ...what,
      line: null,
      column: null,
    });
  });
});

describe('certificates', () => {
  it.each([
    ['one', CERTIFICATE, true],
    ['several', CERTIFICATE.repeat(3), true],
    ['with text around', `subject=CN=x\n${CERTIFICATE}\nissuer=CN=y\n`, true],
    ['with other line ends', CERTIFICATE.replaceAll('\n', '\r\n'), true],
    ['none', '', false],
    ['text', 'certificate', false],
    ['its beginning', CERTIFICATE.slice(0, 200), false],
    ['its end', CERTIFICATE.slice(50), false],
    ['an empty one', '-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----', false],
    ['a damaged one', DAMAGED, false],
    ['a damaged one among others', CERTIFICATE + DAMAGED + CERTIFICATE, false],
    ['a key', KEY, false],
    ['a request', CERTIFICATE.replaceAll('CERTIFICATE', 'CERTIFICATE REQUEST'), false],
  ])('are recognised: %s', (_, pem, expected) => {
    expect(areCertificates(pem)).toBe(expected);
  });

  it('are recognised every time', () => {
    expect([1, 2, 3].map(() => areCertificates(CERTIFICATE))).toEqual([true, true, true]);
  });
});
