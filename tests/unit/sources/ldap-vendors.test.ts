import { valuesOf } from '../../../server/src/sources/ldap/connection';
import { parseFilter } from '../../../server/src/sources/ldap/filter';
import { matchesFilter, unsupportedRules } from '../../../server/src/sources/ldap/filter-match';
import { defaultsOf, detectVendor } from '../../../server/src/sources/ldap/server';
import { LDAP_VENDORS, type LdapVendor } from '../../../shared/profile/ldap';
import { entryOf } from './ldap-support';

const UNIVENTION_BASE = [
  'top',
  'krb5Realm',
  'univentionPolicyReference',
  'nisDomainObject',
  'domainRelatedObject',
  'domain',
  'univentionBase',
  'univentionObject',
];
const OPENLDAP = { objectclass: ['top', 'OpenLDAProotDSE'], supportedldapversion: ['3'] };
const MODIFY_PASSWORD = '1.3.6.1.4.1.4203.1.11.1';
const FREEIPA = {
  vendorname: ['389 Project'],
  vendorversion: ['389-Directory/2.4.5 B2024.017.0000'],
  supportedextension: [MODIFY_PASSWORD, '2.16.840.1.113730.3.8.10.1', '2.16.840.1.113730.3.8.10.5'],
};
const ACTIVE_DIRECTORY = {
  supportedcapabilities: ['1.2.840.113556.1.4.800', '1.2.840.113556.1.4.1670'],
  supportedldapversion: ['3', '2'],
};

const detect = (rootDse: Record<string, string[]>, suffixClasses: string[] = []): LdapVendor =>
  detectVendor({ rootDse: new Map(Object.entries(rootDse)), suffixClasses });

describe('the kind of a directory', () => {
  it.each<[string, LdapVendor, Record<string, string[]>, string[]?]>([
    ['Active Directory', 'active-directory', ACTIVE_DIRECTORY, ['top', 'domain', 'domainDNS']],
    [
      'AD LDS',
      'ad-lds',
      { supportedcapabilities: ['1.2.840.113556.1.4.1670', '1.2.840.113556.1.4.1851'] },
    ],
    [
      'Samba AD DC',
      'active-directory',
      { ...ACTIVE_DIRECTORY, vendorname: ['Samba Team (https://www.samba.org)'] },
    ],
    ['Samba AD DC of Univention', 'active-directory', ACTIVE_DIRECTORY, UNIVENTION_BASE],
    ['OpenLDAP', 'openldap', OPENLDAP, ['top', 'dcObject', 'organization']],
    ['OpenLDAP in other letters', 'openldap', { objectclass: ['OPENLDAPROOTDSE'] }],
    ['Univention', 'univention', OPENLDAP, UNIVENTION_BASE],
    ['Univention in other letters', 'univention', OPENLDAP, ['UNIVENTIONBASE']],
    [
      '389 DS',
      '389ds',
      { vendorname: ['389 Project'], vendorversion: ['389-Directory/2.4.5 B2024.017.0000'] },
      ['top', 'domain'],
    ],
    [
      '389 DS by its version',
      '389ds',
      { vendorversion: ['389-Directory/1.3.10.2 B2021.320.1651'] },
    ],
    [
      'Fedora DS',
      '389ds',
      { vendorname: ['Fedora Project'], vendorversion: ['Fedora-Directory/1.1.3'] },
    ],
    [
      'Red Hat DS',
      '389ds',
      { vendorname: ['Red Hat'], vendorversion: ['Red Hat-Directory/8.2.0 B2010.200'] },
    ],
    ['FreeIPA', 'freeipa', FREEIPA, ['top', 'domain', 'pilotObject', 'nisDomainObject']],
    [
      'ApacheDS',
      'other',
      {
        objectclass: ['top', 'extensibleObject'],
        vendorname: ['Apache Software Foundation'],
        vendorversion: ['2.0.0.AM27'],
      },
    ],
    [
      'eDirectory',
      'other',
      {
        vendorname: ['NetIQ Corporation'],
        vendorversion: ['LDAP Agent for NetIQ eDirectory 9.2.7 (40207.05)'],
      },
    ],
    ['OpenDJ', 'other', { vendorname: ['ForgeRock AS.'], vendorversion: ['OpenDJ Server 3.0.0'] }],
    ['LLDAP', 'other', { vendorname: ['LLDAP'], vendorversion: ['lldap_0.6.1'] }],
    ['nothing at all', 'other', {}],
    ['empty values', 'other', { vendorname: [''], supportedcapabilities: [], objectclass: [''] }],
  ])('%s is %s', (...[, vendor, rootDse, suffixClasses]) => {
    expect(detect(rootDse, suffixClasses)).toBe(vendor);
  });

  it.each([
    ['a capability that begins alike', { supportedcapabilities: ['1.2.840.113556.1.4.8001'] }],
    ['a capability elsewhere', { supportedcontrol: ['1.2.840.113556.1.4.800'] }],
    [
      'an extension that begins alike',
      { supportedextension: ['2.16.840.1.113730.3.8.100.1', '2.16.840.1.113730.3.8.10'] },
    ],
    ['a class of another name', { objectclass: ['OpenLDAProotDSE2', 'notOpenLDAProotDSE'] }],
    ['a name as class', { objectclass: ['389 Project'] }],
  ])('is not judged by %s', (_, rootDse) => {
    expect(detect(rootDse, ['notUnivention', 'xunivention'])).toBe('other');
  });

  it('is not judged by names that every object has', () => {
    expect(detect({}, ['constructor', '__proto__'])).toBe('other');
  });
});

describe('what is taken for granted of a vendor', () => {
  it.each(LDAP_VENDORS)('%s: filters that can be used', (vendor) => {
    const defaults = defaultsOf(vendor);
    expect(defaults.vendor).toBe(vendor);
    expect(() => parseFilter(defaults.filter)).not.toThrow();
    expect(() => parseFilter(defaults.groupFilter)).not.toThrow();
    if (defaults.disabledFilter !== '') {
      expect(unsupportedRules(parseFilter(defaults.disabledFilter))).toEqual([]);
    }
    for (const name of [
      defaults.keyAttribute,
      defaults.loginAttribute,
      ...defaults.memberAttributes,
    ])
      expect(name).toMatch(/^[A-Za-z]+$/);
  });

  it('names each vendor', () => {
    expect(LDAP_VENDORS.map((vendor) => defaultsOf(vendor).name)).toEqual([
      'Active Directory',
      'Active Directory Lightweight Directory Services',
      'OpenLDAP',
      '389 Directory Server',
      'FreeIPA',
      'Univention Corporate Server',
      'another directory',
    ]);
  });

  it.each<[LdapVendor, string, string, string[]]>([
    ['active-directory', 'objectGUID', 'sAMAccountName', ['memberOf']],
    ['ad-lds', 'objectGUID', 'userPrincipalName', ['memberOf']],
    ['openldap', 'entryUUID', 'uid', ['member', 'uniqueMember', 'memberUid']],
    ['389ds', 'nsUniqueId', 'uid', ['member', 'uniqueMember', 'memberUid']],
    ['freeipa', 'ipaUniqueID', 'uid', ['memberOf']],
    ['univention', 'entryUUID', 'uid', ['uniqueMember']],
    ['other', 'entryUUID', 'uid', ['member', 'uniqueMember', 'memberUid']],
  ])('%s: key %s, login %s, groups by %j', (vendor, key, login, members) => {
    const { keyAttribute, loginAttribute, memberAttributes } = defaultsOf(vendor);
    expect([keyAttribute, loginAttribute, memberAttributes]).toEqual([key, login, members]);
  });

  it.each<[LdapVendor, string, string[], string[]]>([
    ['active-directory', 'userAccountControl', ['514', '66050', '2'], ['512', '66048', '544']],
    ['ad-lds', 'msDS-UserAccountDisabled', ['TRUE'], ['FALSE']],
    ['openldap', 'pwdAccountLockedTime', ['000001010000Z'], ['20260315093000Z']],
    ['389ds', 'nsAccountLock', ['true', 'TRUE'], ['false', '']],
    ['freeipa', 'nsAccountLock', ['TRUE'], ['FALSE']],
    ['univention', 'sambaAcctFlags', ['[UD         ]', '[DU         ]'], ['[U          ]']],
    ['univention', 'shadowExpire', ['1'], ['0', '11', '18000']],
  ])('%s: who is disabled by %s', (vendor, attribute, disabled, enabled) => {
    const filter = parseFilter(defaultsOf(vendor).disabledFilter);
    const isDisabled = (value: string): boolean =>
      matchesFilter(filter, valuesOf(entryOf('', { [attribute]: value })));
    expect(disabled.filter(isDisabled)).toEqual(disabled);
    expect(enabled.filter(isDisabled)).toEqual([]);
    expect(matchesFilter(filter, valuesOf(entryOf('')))).toBe(false);
  });

  it('knows no disabled people of a directory that it does not know', () => {
    expect(defaultsOf('other').disabledFilter).toBe('');
  });

  it.each<[LdapVendor, Record<string, string | string[]>, boolean]>([
    ['active-directory', { objectCategory: 'person', objectClass: ['top', 'user'] }, true],
    ['active-directory', { objectCategory: 'computer', objectClass: ['user', 'computer'] }, false],
    ['active-directory', { objectCategory: 'person', objectClass: 'contact' }, false],
    ['ad-lds', { objectClass: ['top', 'person', 'user'] }, true],
    ['ad-lds', { objectClass: ['top', 'userProxy'] }, true],
    ['ad-lds', { objectClass: ['top', 'group'] }, false],
    ['openldap', { objectClass: ['inetOrgPerson', 'person'] }, true],
    ['univention', { univentionObjectType: 'users/user' }, true],
    ['univention', { univentionObjectType: 'users/contact' }, false],
    ['other', { objectClass: 'device' }, false],
  ])('%s: whether %j is a person', (vendor, attributes, isPerson) => {
    const filter = parseFilter(defaultsOf(vendor).filter);
    expect(matchesFilter(filter, valuesOf(entryOf('', attributes)))).toBe(isPerson);
  });

  it.each<[LdapVendor, string, boolean]>([
    ['active-directory', 'group', true],
    ['ad-lds', 'group', true],
    ['openldap', 'groupOfNames', true],
    ['openldap', 'groupOfUniqueNames', true],
    ['389ds', 'posixGroup', true],
    ['freeipa', 'ipaUserGroup', true],
    ['freeipa', 'ipaHostGroup', false],
    ['univention', 'univentionGroup', true],
    ['other', 'posixAccount', false],
  ])('%s: whether %s is a group', (vendor, objectClass, isGroup) => {
    const filter = parseFilter(defaultsOf(vendor).groupFilter);
    expect(matchesFilter(filter, valuesOf(entryOf('', { objectClass })))).toBe(isGroup);
  });
});
