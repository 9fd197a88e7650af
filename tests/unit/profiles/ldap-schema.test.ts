import { englishOf, inEnglish } from '../../../shared/codes/texts';
import { profileSchema, sourceSchema } from '../../../shared/profile';
import {
  LDAP_BINDS,
  LDAP_SCOPES,
  LDAP_VENDORS,
  ldapSource,
  type LdapSource,
} from '../../../shared/profile/ldap';
import { rowSchema } from '../../../server/src/controllers/corrections';
import { sourceOfType } from '../../../server/src/controllers/sources';
import { check, validate } from '../../../server/src/utils/validation';

const MINIMAL = { type: 'ldap', url: 'ldap://dc1' };

const sourceOf = (changes: Record<string, unknown> = {}) =>
  validate(sourceSchema, { ...MINIMAL, ...changes });

/** The problems of a source as `path: message`. */
const problemsOf = (changes: Record<string, unknown>): string[] => {
  const result = check(sourceSchema, { ...MINIMAL, ...changes });
  return result.success
    ? []
    : result.problems.map((one) => `${one.path.join('.')}: ${englishOf(one)}`);
};

describe('the settings of a directory', () => {
  it('are completed with what leaves all to the vendor', () => {
    const expected: LdapSource = {
      type: 'ldap',
      url: 'ldap://dc1',
      fallbackUrls: [],
      startTls: false,
      verifyCertificate: true,
      bind: 'simple',
      bindDn: '',
      baseDn: '',
      scope: 'sub',
      filter: '',
      attributes: [],
      vendor: null,
      keyAttribute: null,
      loginAttribute: null,
      disabledFilter: null,
      groups: {
        enabled: false,
        baseDn: '',
        filter: null,
        memberAttributes: [],
        nested: true,
        primary: true,
        allow: [],
        roles: [],
      },
      referrals: 'fail',
      pageSize: 500,
      timeoutSeconds: 60,
    };
    expect(sourceOf()).toEqual(expected);
  });

  it('are what they are read from', () => {
    const source = sourceOf({ groups: { enabled: true, roles: [{ group: 'a', role: 'b' }] } });
    expect(validate(sourceSchema, JSON.parse(JSON.stringify(source)))).toEqual(source);
  });

  it('are completed for each source anew', () => {
    validate(ldapSource, MINIMAL).attributes.push('cn');
    validate(ldapSource, MINIMAL).groups.allow.push('staff');
    expect(validate(ldapSource, MINIMAL)).toMatchObject({ attributes: [], groups: { allow: [] } });
  });

  it('are trimmed, but for what is secret or a certificate', () => {
    const given = {
      url: ' ldap://dc1 ',
      fallbackUrls: ['\tldap://dc2\n'],
      servername: ' dc1 ',
      bindDn: ' cn=a ',
      baseDn: ' dc=x ',
      filter: ' (a=b)\n',
      attributes: [' cn '],
      keyAttribute: ' uid ',
      loginAttribute: ' uid ',
      disabledFilter: ' ',
      groups: { allow: [' staff '], roles: [{ group: ' a ', role: ' b ' }], baseDn: ' dc=y ' },
    };
    const secrets = { bindPassword: ' pass ', clientKey: ' key\n', ca: ' ca ' };
    expect(sourceOf({ ...given, ...secrets })).toMatchObject({
      url: 'ldap://dc1',
      fallbackUrls: ['ldap://dc2'],
      servername: 'dc1',
      bindDn: 'cn=a',
      baseDn: 'dc=x',
      filter: '(a=b)',
      attributes: ['cn'],
      keyAttribute: 'uid',
      loginAttribute: 'uid',
      disabledFilter: '',
      groups: { allow: ['staff'], roles: [{ group: 'a', role: 'b' }], baseDn: 'dc=y' },
      ...secrets,
    });
  });

  it.each<[string, unknown[]]>([
    ['bind', [...LDAP_BINDS]],
    ['scope', [...LDAP_SCOPES]],
    ['vendor', [null, ...LDAP_VENDORS]],
    ['referrals', ['fail', 'ignore']],
    ['pageSize', [1, 500, 10_000]],
    ['timeoutSeconds', [1, 3600]],
    ['keyAttribute', [null, '', 'uid']],
    ['loginAttribute', [null, 'uid']],
    ['disabledFilter', [null, '', '(a=b)']],
    ['filter', ['', 'x'.repeat(16_384)]],
    ['baseDn', ['', 'dc=x', 'x'.repeat(4096)]],
    ['fallbackUrls', [[], Array.from({ length: 10 }, () => 'ldap://dc2')]],
    ['attributes', [[], ['*', '+', 'cn;lang-de', 'userCertificate;binary']]],
    ['bindPassword', [undefined, ' ', 'x'.repeat(4096), { set: true }, { set: false }]],
    ['clientKey', [undefined, 'x'.repeat(65_536), { set: true }]],
    ['ca', [undefined, '', 'x'.repeat(65_536)]],
    ['servername', [undefined, '']],
  ])('take as %s what there is', (field, values) => {
    for (const value of values) {
      expect(problemsOf({ [field]: value })).toEqual([]);
      expect(sourceOf({ [field]: value })).toMatchObject(
        value === undefined ? {} : { [field]: value }
      );
    }
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['no address', { url: undefined }, 'url: found nothing, expected text'],
    ['an empty address', { url: '  ' }, 'url: found "", expected at least 1 character'],
    ['an address that is too long', { url: 'x'.repeat(2049) }, 'at most 2048 characters'],
    ['no base', { baseDn: null }, 'baseDn: found null, expected text'],
    ['a long base', { baseDn: 'x'.repeat(4097) }, 'at most 4096 characters'],
    ['an unknown vendor', { vendor: 'novell' }, 'vendor: found "novell", expected one of'],
    ['an unknown bind', { bind: 'kerberos' }, 'one of "simple", "anonymous", "certificate"'],
    ['an unknown scope', { scope: 'children' }, 'scope: found "children", expected one of'],
    ['unknown referrals', { referrals: 'follow' }, 'one of "fail", "ignore"'],
    ['no page', { pageSize: 0 }, 'pageSize: found 0, expected at least 1'],
    ['a large page', { pageSize: 10_001 }, 'at most 10000'],
    ['half a page', { pageSize: 1.5 }, 'pageSize: found 1.5'],
    ['a page as text', { pageSize: '500' }, 'pageSize: found "500", expected a number'],
    ['no time', { timeoutSeconds: 0 }, 'at least 1'],
    ['endless time', { timeoutSeconds: 3601 }, 'at most 3600'],
    ['many servers', { fallbackUrls: Array(11).fill('ldap://a') }, 'at most 10 entries'],
    ['an empty server', { fallbackUrls: ['ldap://a', ''] }, 'fallbackUrls.1: found ""'],
    ['many attributes', { attributes: Array(501).fill('a') }, 'at most 500 entries'],
    ['an empty attribute', { attributes: [' '] }, 'attributes.0: found ""'],
    ['an empty login', { loginAttribute: '' }, 'loginAttribute: found ""'],
    ['a long filter', { filter: 'x'.repeat(16_385) }, 'at most 16384 characters'],
    ['StartTLS as text', { startTls: 'yes' }, 'startTls: found "yes", expected true or false'],
    ['an empty password', { bindPassword: '' }, 'expected a password that is not empty'],
    ['a long password', { bindPassword: 'x'.repeat(4097) }, 'bindPassword: found a value'],
    ['no password', { bindPassword: null }, 'choose "anonymous" for that'],
    ['another marker', { bindPassword: { set: 'yes' } }, 'or { "set": true } to keep'],
    ['more than a marker', { bindPassword: { set: true, value: 'x' } }, 'bindPassword: found'],
    ['an empty key', { clientKey: '' }, 'expected a key in PEM form'],
    ['a long key', { clientKey: 'x'.repeat(65_537) }, 'clientKey: found'],
    ['a long certificate', { clientCertificate: 'x'.repeat(65_537) }, 'clientCertificate: found'],
    ['groups that are none', { groups: true }, 'groups: found true, expected an object'],
    ['no group', { groups: null }, 'groups: found'],
    ['an empty group', { groups: { allow: [''] } }, 'groups.allow.0: found ""'],
    ['half a role', { groups: { roles: [{ group: 'a' }] } }, 'groups.roles.0.role: found nothing'],
    ['an empty role', { groups: { roles: [{ group: 'a', role: '' }] } }, 'groups.roles.0.role'],
    ['many members', { groups: { memberAttributes: Array(11).fill('a') } }, 'at most 10 entries'],
    ['many groups', { groups: { allow: Array(1001).fill('a') } }, 'at most 1000 entries'],
    ['an unknown setting', { port: 389 }, 'port: is not known here'],
    ['an unknown one of groups', { groups: { depth: 3 } }, 'groups.depth: is not known here'],
    ['a setting of CSV', { delivery: 'url' }, 'delivery: is not known here'],
  ])('are not %s', (_, changes, message) => {
    expect(problemsOf(changes)).toEqual([expect.stringContaining(message)]);
  });

  it.each(['bindPassword', 'clientKey'])('never repeat a %s that does not fit', (field) => {
    for (const value of [['s3cret'], { set: 's3cret' }, 's3cret'.repeat(20_000), 5]) {
      const problems = problemsOf({ [field]: value });
      expect(problems).toHaveLength(1);
      expect(problems.join()).not.toMatch(/s3cret|5,/);
    }
  });

  it('are not taken from an object’s prototype', () => {
    const given: unknown = JSON.parse('{"type":"ldap","url":"a","__proto__":{"baseDn":"dc=x"}}');
    expect(validate(ldapSource, given)).toMatchObject({ url: 'a', baseDn: '' });
    const named: unknown = JSON.parse('{"type":"ldap","url":"a","constructor":{}}');
    expect(check(sourceSchema, named)).toMatchObject({ problems: [{ path: ['constructor'] }] });
  });

  it('are one of the kinds of source that a profile may have', () => {
    const file = validate(profileSchema, { name: 'A', source: MINIMAL });
    expect(file.source).toEqual(sourceOf());
    const other = check(profileSchema, { name: 'A', source: { ...MINIMAL, type: 'ldaps' } });
    expect(other.success || other.problems.map(inEnglish)).toMatchObject([
      { path: ['source', 'type'], message: expect.stringContaining('"csv", "ldap"') },
    ]);
  });
});

describe('what is asked about a source', () => {
  const problems = (data: unknown, type: 'csv' | 'ldap' = 'ldap') => {
    const result = check(sourceOfType(type), data);
    return result.success ? [] : result.problems.map(inEnglish);
  };
  const upload = { type: 'csv', delivery: 'upload' };

  it('is about one of its kind', () => {
    expect(problems({ source: MINIMAL })).toEqual([]);
    expect(problems({ source: upload }, 'csv')).toEqual([]);
    expect(problems({ source: upload })).toMatchObject([
      { path: ['source', 'type'], message: 'expected a source of type "ldap"' },
    ]);
    expect(problems({ source: MINIMAL }, 'csv')).toMatchObject([
      { path: ['source', 'type'], message: 'expected a source of type "csv"' },
    ]);
  });

  it('may name a stored profile', () => {
    for (const profile of [undefined, null, 'a1b2c3d4e5f6g7h8i9j0k1l2']) {
      expect(problems({ profile, source: MINIMAL })).toEqual([]);
    }
    expect(problems({ profile: 5, source: MINIMAL })).toHaveLength(1);
    expect(problems({ profile: '', source: MINIMAL })).toHaveLength(1);
  });

  it.each([undefined, null, [], 'x', {}, { source: null }, { source: {} }])('is not %j', (data) => {
    expect(problems(data)).not.toEqual([]);
  });

  it('is nothing more', () => {
    expect(problems({ source: MINIMAL, sql: 'x' })).toMatchObject([{ path: ['sql'] }]);
  });

  it.each([
    ['1', 1],
    ['42', 42],
    [7, 7],
    [' 3 ', 3],
  ])('is a row: %j', (row, number) => {
    expect(validate(rowSchema, { row, of: 'x' })).toEqual({ row: number });
  });

  it.each(['0', '-1', '1.5', '', 'x', '1x', 'NaN', 'Infinity', '1e400', null, undefined, {}])(
    'is no row: %j',
    (row) => {
      expect(check(rowSchema, { row }).success).toBe(false);
    }
  );
});
