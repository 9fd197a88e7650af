import { LdapError } from '../../../server/src/sources/ldap/errors';
import { formatFilter } from '../../../server/src/sources/ldap/filter';
import { defaultsOf } from '../../../server/src/sources/ldap/server';
import { readSettings, settingsFor } from '../../../server/src/sources/ldap/settings';
import type { LdapVendor } from '../../../shared/profile/ldap';
import { ldapSource } from '../../support/ldap-source';

const BASE_DN = 'dc=example,dc=com';

const settingsOf = (
  changes: Record<string, unknown> = {},
  vendor: LdapVendor = 'openldap',
  namingContexts: string[] = []
) => {
  const source = ldapSource({ url: 'ldap://dc1', baseDn: BASE_DN, ...changes });
  const { filter, disabled, groups, ...settings } = readSettings(
    source,
    defaultsOf(vendor),
    namingContexts
  );
  return {
    ...settings,
    filter: formatFilter(filter),
    disabled: disabled && formatFilter(disabled),
    groups: groups && { ...groups, filter: formatFilter(groups.filter) },
  };
};

const errorOf = (changes: Record<string, unknown>): LdapError => {
  try {
    settingsOf(changes);
  } catch (error) {
    if (error instanceof LdapError) return error;
    throw error;
  }
  throw new Error('no error where one was expected');
};

describe('what is read', () => {
  it('is what the vendor is known for where the profile says nothing', () => {
    expect(settingsOf()).toEqual({
      baseDn: BASE_DN,
      scope: 'sub',
      filter: '(objectClass=person)',
      attributes: [],
      keyAttribute: 'entryUUID',
      disabled: '(pwdAccountLockedTime=000001010000Z)',
      groups: null,
    });
    expect(settingsOf({}, 'active-directory')).toMatchObject({
      filter: '(&(objectCategory=person)(objectClass=user))',
      keyAttribute: 'objectGUID',
      disabled: '(userAccountControl:1.2.840.113556.1.4.803:=2)',
    });
    expect(settingsOf({}, 'other').disabled).toBeNull();
  });

  it.each([
    ['scope', { scope: 'one' }, { scope: 'one' }],
    ['filter', { filter: 'uid=anna' }, { filter: '(uid=anna)' }],
    ['a filter of blanks', { filter: '  ' }, { filter: '(objectClass=person)' }],
    ['attributes', { attributes: ['uid', 'mail'] }, { attributes: ['uid', 'mail'] }],
    ['key', { keyAttribute: 'uid' }, { keyAttribute: 'uid' }],
    ['no key', { keyAttribute: '' }, { keyAttribute: '' }],
    ['the default key', { keyAttribute: null }, { keyAttribute: 'entryUUID' }],
    ['who is disabled', { disabledFilter: '(active=no)' }, { disabled: '(active=no)' }],
    ['nobody is disabled', { disabledFilter: '' }, { disabled: null }],
    ['no groups', { groups: { enabled: false, filter: '(((' } }, { groups: null }],
  ])('is what the profile says: %s', (_, changes, expected) => {
    expect(settingsOf(changes)).toMatchObject(expected);
  });

  it('is, of groups, what the vendor is known for', () => {
    expect(settingsOf({ groups: { enabled: true } }, 'freeipa').groups).toEqual({
      baseDn: BASE_DN,
      filter: '(objectClass=ipaUserGroup)',
      onlyFound: false,
      memberAttributes: ['memberOf'],
      nested: true,
      primary: true,
      allow: [],
      roles: [],
    });
  });

  it.each<[Record<string, unknown>, boolean]>([
    [{}, false],
    [{ filter: null }, false],
    [{ filter: '' }, false],
    [{ filter: '(cn=phone-*)' }, true],
    [{ baseDn: `ou=groups,${BASE_DN}` }, true],
  ])('is only groups that are found where %j restricts them: %s', (groups, onlyFound) => {
    expect(settingsOf({ groups: { enabled: true, ...groups } }).groups).toMatchObject({
      onlyFound,
    });
  });

  it('is, of groups, what the profile says', () => {
    const groups = {
      enabled: true,
      baseDn: `ou=groups,${BASE_DN}`,
      filter: '(cn=phone-*)',
      memberAttributes: ['uniqueMember'],
      nested: false,
      primary: false,
      allow: ['staff'],
      roles: [{ group: 'staff', role: 'user' }],
    };
    const { enabled, ...expected } = groups;
    expect(enabled).toBe(true);
    expect(settingsOf({ groups }).groups).toEqual({ ...expected, onlyFound: true });
  });

  it.each([
    ['nothing known', [], 'ou=people,dc=example,dc=com'],
    ['the tree', ['dc=example,dc=com'], 'dc=example,dc=com'],
    ['the tree in other letters', ['DC=Example, DC=Com'], 'DC=Example, DC=Com'],
    ['the nearest tree', ['dc=com', 'dc=example,dc=com', 'cn=config'], 'dc=example,dc=com'],
    ['the nearest tree first', ['dc=example,dc=com', 'dc=com'], 'dc=example,dc=com'],
    ['the base itself', ['ou=people,dc=example,dc=com'], 'ou=people,dc=example,dc=com'],
    ['other trees', ['dc=le,dc=com', 'dc=example', ''], 'ou=people,dc=example,dc=com'],
    ['a tree below', ['ou=x,ou=people,dc=example,dc=com'], 'ou=people,dc=example,dc=com'],
  ])('looks for groups in the tree of the people: %s', (_, namingContexts, baseDn) => {
    const changes = { baseDn: 'ou=people,dc=example,dc=com', groups: { enabled: true } };
    const { groups, ...settings } = settingsOf(changes, 'openldap', namingContexts);
    expect(groups?.baseDn).toBe(baseDn);
    expect(settings.baseDn).toBe('ou=people,dc=example,dc=com');
  });

  it('looks for groups where the profile says, whatever the trees', () => {
    const groups = { enabled: true, baseDn: 'ou=groups,dc=other' };
    expect(settingsOf({ groups }, 'other', [BASE_DN]).groups?.baseDn).toBe('ou=groups,dc=other');
  });

  it.each([null, '', '  '])('takes the vendor’s filter for groups where there is %j', (filter) => {
    expect(settingsOf({ groups: { enabled: true, filter } }, 'freeipa').groups?.filter).toBe(
      '(objectClass=ipaUserGroup)'
    );
  });

  it.each([
    [{ filter: '(cn=a' }, 'the filter is not valid: found', 'at character 6'],
    [{ filter: ')' }, 'the filter is not valid: found', 'at character 1'],
    [{ disabledFilter: '(a=\\zz)' }, 'the filter for disabled people is not valid', 'character 4'],
    [
      { groups: { enabled: true, filter: '(&(a=b)' } },
      'the filter for groups is not valid',
      'at character 8',
    ],
  ])('says what is wrong with %j', (changes, what, where) => {
    const error = errorOf(changes);
    expect(error.code).toBe('filter-syntax');
    expect(error.message).toContain(what);
    expect(error.message).toContain(where);
    expect(error.message).toMatch(/: correct it in the profile$/);
    expect(error.transient).toBe(false);
  });
});

describe('the entries of rows that are asked for', () => {
  const GUID = '3f2504e0-4f89-11d3-9a0c-0305e82c3301';

  const askedIn = (
    asked: [column: string, value: string][],
    changes: Record<string, unknown> = {},
    vendor: LdapVendor = 'openldap'
  ): string | null => {
    const source = ldapSource({ url: 'ldap://dc1', baseDn: BASE_DN, filter: '(a=b)', ...changes });
    const found = settingsFor(
      readSettings(source, defaultsOf(vendor), []),
      asked.map(([column, value]) => ({ column, attribute: 'username', value }))
    );
    return found && formatFilter(found.filter);
  };

  it.each<[string, [string, string][], string | null]>([
    ['an attribute', [['uid', ' anna ']], '(&(a=b)(uid=anna))'],
    ['what would be a filter', [['uid', '*)(cn=\\']], '(&(a=b)(uid=\\2a\\29\\28cn=\\5c))'],
    [
      'several',
      [
        ['cn', 'a'],
        ['o', 'b'],
      ],
      '(&(a=b)(cn=a)(o=b))',
    ],
    ['the key attribute', [['externalId', 'x']], '(&(a=b)(entryUUID=x))'],
    [
      'what a filter can ask for of several',
      [
        ['groups', 'x'],
        ['o', 'b'],
      ],
      '(&(a=b)(o=b))',
    ],
    ['the place of an entry', [['dn', 'cn=x']], null],
    [
      'what is computed',
      [
        ['enabled', 'true'],
        ['roles', 'x'],
      ],
      null,
    ],
    ['an attribute with options', [['cn;lang-de', 'x']], null],
    ['a picture', [['jpegPhoto', 'x']], null],
    ['a time', [['whenChanged', '2026-01-01T00:00:00Z']], null],
    ['nothing', [['uid', ' ']], null],
  ])('by %s', (_, asked, filter) => {
    expect(askedIn(asked)).toBe(filter);
  });

  it('are asked for by the bytes of a GUID', () => {
    const filter = askedIn([['externalId', GUID.toUpperCase()]], {}, 'active-directory');
    expect(filter).toMatch(/^\(&\(a=b\)\(objectGUID=\\e0\\04\\25\\3f\\89\\4f/);
    expect(askedIn([['externalId', 'no GUID']], {}, 'active-directory')).toBeNull();
  });

  it('are those of a column where there is no key attribute', () => {
    expect(askedIn([['externalId', 'x']], { keyAttribute: '' })).toBe('(&(a=b)(externalId=x))');
  });
});
