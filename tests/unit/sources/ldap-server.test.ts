import type { SearchAnswer } from '../../../server/src/sources/ldap/connection';
import { ANY_ENTRY } from '../../../server/src/sources/ldap/filter';
import {
  checkBase,
  describeServer,
  knownAttributes,
} from '../../../server/src/sources/ldap/server';
import {
  AnsweringConnection,
  type Attributes,
  entryOf,
  ldapErrorOf,
  resultOf,
} from './ldap-support';

const PAGING = '1.2.840.113556.1.4.319';
const SORTING = '1.2.840.113556.1.4.473';

/** A server of which single entries can be read, by their DN. */
const serverOf = (entries: Record<string, Attributes>): AnsweringConnection =>
  new AnsweringConnection(({ baseDn }) => {
    const attributes = entries[baseDn];
    return attributes ? { entries: [entryOf(baseDn, attributes)] } : resultOf(32, 'no such object');
  });

const describeEntries = (entries: Record<string, Attributes>) => describeServer(serverOf(entries));

const ACTIVE_DIRECTORY: Attributes = {
  configurationNamingContext: 'CN=Configuration,DC=example,DC=com',
  currentTime: '20260315093000.0Z',
  defaultNamingContext: 'DC=example,DC=com',
  dnsHostName: 'dc1.example.com',
  domainFunctionality: '7',
  namingContexts: [
    'DC=example,DC=com',
    'CN=Configuration,DC=example,DC=com',
    'CN=Schema,CN=Configuration,DC=example,DC=com',
    'DC=DomainDnsZones,DC=example,DC=com',
  ],
  subschemaSubentry: 'CN=Aggregate,CN=Schema,CN=Configuration,DC=example,DC=com',
  supportedCapabilities: ['1.2.840.113556.1.4.800', '1.2.840.113556.1.4.1670'],
  supportedControl: [PAGING, SORTING],
  supportedLDAPVersion: ['3', '2'],
};

const OPENLDAP: Attributes = {
  objectClass: ['top', 'OpenLDAProotDSE'],
  structuralObjectClass: 'OpenLDAProotDSE',
  configContext: 'cn=config',
  namingContexts: 'dc=example,dc=com',
  supportedControl: ['2.16.840.1.113730.3.4.18', PAGING],
  supportedExtension: ['1.3.6.1.4.1.1466.20037', '1.3.6.1.4.1.4203.1.11.1'],
  supportedLDAPVersion: '3',
  entryDN: '',
  subschemaSubentry: 'cn=Subschema',
};

const FREEIPA: Attributes = {
  objectClass: 'top',
  vendorName: '389 Project',
  vendorVersion: '389-Directory/2.4.5 B2024.017.0000',
  defaultNamingContext: 'dc=ipa,dc=test',
  namingContexts: ['cn=changelog', 'dc=ipa,dc=test', 'o=ipaca'],
  supportedExtension: ['2.16.840.1.113730.3.5.7', '2.16.840.1.113730.3.8.10.3'],
  supportedControl: [PAGING],
  subschemaSubentry: 'cn=schema',
};

describe('what a server says of itself', () => {
  it('Active Directory', async () => {
    expect(await describeEntries({ '': ACTIVE_DIRECTORY })).toEqual({
      vendor: 'active-directory',
      namingContexts: ACTIVE_DIRECTORY?.namingContexts,
      supportsPaging: true,
      schemaDn: 'CN=Aggregate,CN=Schema,CN=Configuration,DC=example,DC=com',
    });
  });

  it('OpenLDAP', async () => {
    const suffix = { objectClass: ['top', 'dcObject', 'organization'] };
    expect(await describeEntries({ '': OPENLDAP, 'dc=example,dc=com': suffix })).toEqual({
      vendor: 'openldap',
      namingContexts: ['dc=example,dc=com'],
      supportsPaging: true,
      schemaDn: 'cn=Subschema',
    });
  });

  it('Univention, which is an OpenLDAP by itself', async () => {
    const suffix = { objectClass: ['top', 'domain', 'univentionBase'] };
    const { vendor } = await describeEntries({ '': OPENLDAP, 'dc=example,dc=com': suffix });
    expect(vendor).toBe('univention');
  });

  it('FreeIPA, its default tree first', async () => {
    expect(await describeEntries({ '': FREEIPA })).toMatchObject({
      vendor: 'freeipa',
      namingContexts: ['dc=ipa,dc=test', 'cn=changelog', 'o=ipaca'],
    });
  });

  it('389 Directory Server', async () => {
    const { vendor } = await describeEntries({
      '': { vendorName: '389 Project', supportedExtension: '2.16.840.1.113730.3.5.7' },
    });
    expect(vendor).toBe('389ds');
  });

  it('an unknown one', async () => {
    const rootDse = { objectClass: ['top', 'extensibleObject'], vendorName: 'Apache' };
    expect(await describeEntries({ '': rootDse })).toEqual({
      vendor: 'other',
      namingContexts: [],
      supportsPaging: null,
      schemaDn: null,
    });
  });

  it.each<[string, Partial<SearchAnswer>]>([
    ['nothing', {}],
    ['an entry without attributes', { entries: [entryOf('', {})] }],
    ['that nobody may look', { ...resultOf(50), entries: [entryOf('', OPENLDAP)] }],
    ['that there is nothing', resultOf(32)],
    ['that it does not answer that', resultOf(53)],
  ])('%s', async (_, answer) => {
    const connection = new AnsweringConnection(() => answer);
    expect(await describeServer(connection)).toEqual({
      vendor: 'other',
      namingContexts: [],
      supportsPaging: null,
      schemaDn: null,
    });
    expect(connection.searches).toHaveLength(1);
  });

  it.each<[string, Attributes, boolean | null]>([
    ['paging', { supportedControl: [SORTING, PAGING] }, true],
    ['another control', { supportedControl: SORTING }, false],
    ['no control', { supportedControl: [] }, false],
    ['a control that begins alike', { supportedControl: `${PAGING}1` }, false],
    ['nothing of controls', { vendorName: 'x' }, null],
    ['paging in other letters', { SUPPORTEDCONTROL: PAGING }, true],
  ])('with %s', async (_, rootDse, supportsPaging) => {
    expect((await describeEntries({ '': rootDse })).supportsPaging).toBe(supportsPaging);
  });

  it.each<[string, Attributes, string[]]>([
    ['none', {}, []],
    [
      'a default that is one of them',
      { defaultNamingContext: 'b', namingContexts: ['a', 'b'] },
      ['b', 'a'],
    ],
    ['a default alone', { defaultNamingContext: 'a' }, ['a']],
    ['no default', { namingContexts: ['b', 'a'] }, ['b', 'a']],
    ['a default without a value', { defaultNamingContext: [], namingContexts: ['a'] }, ['a']],
    ['the root', { namingContexts: '' }, ['']],
  ])('of its trees: %s', async (_, rootDse, namingContexts) => {
    expect((await describeEntries({ '': rootDse })).namingContexts).toEqual(namingContexts);
  });

  it('is asked for with the names of what is operational', async () => {
    const connection = serverOf({ '': OPENLDAP });
    await describeServer(connection);
    const [rootDse, suffix] = connection.searches;
    expect(rootDse).toMatchObject({ baseDn: '', scope: 'base', filter: ANY_ENTRY, page: null });
    expect(rootDse?.attributes).toEqual(
      expect.arrayContaining([
        ...['*', '+', 'defaultNamingContext', 'namingContexts', 'subschemaSubentry'],
        ...['supportedCapabilities', 'supportedControl', 'supportedExtension'],
        ...['vendorName', 'vendorVersion'],
      ])
    );
    expect(suffix).toMatchObject({
      baseDn: 'dc=example,dc=com',
      scope: 'base',
      attributes: ['objectClass'],
      page: null,
    });
  });

  it('is not asked for a tree that it does not name', async () => {
    const connection = serverOf({ '': { vendorName: 'x' } });
    await describeServer(connection);
    expect(connection.searches).toHaveLength(1);
  });

  it('does not hide that the connection broke', async () => {
    const connection = new AnsweringConnection(() => {
      throw new Error('gone');
    });
    await expect(describeServer(connection)).rejects.toThrow('gone');
  });
});

describe('the attributes that a schema knows', () => {
  const known = async (definitions: string[]): Promise<string[]> => {
    const connection = serverOf({ 'cn=Subschema': { attributeTypes: definitions } });
    return [...(await knownAttributes(connection, 'cn=Subschema'))];
  };

  it.each<[string, string[]]>([
    ["( 2.5.4.3 NAME 'cn' SUP name )", ['cn']],
    ["( 2.5.4.3 NAME ( 'cn' 'commonName' ) DESC 'RFC4519' SUP name )", ['cn', 'commonname']],
    ["( 2.5.4.4 NAME ('sn' 'surname') )", ['sn', 'surname']],
    ["( 2.5.4.4 NAME ( 'sn'\n  'surname' ) )", ['sn', 'surname']],
    ["( 2.5.4.3  NAME   'cn'  )", ['cn']],
    ["( 1.2.840.113556.1.4.221 NAME 'sAMAccountName' SYNTAX '1.3.6' )", ['samaccountname']],
    ["( 2.5.4.3 NAME 'cn' DESC 'his NAME ( 'x' )' )", ['cn']],
    ["( 2.5.4.3 NAME ( 'a;b' 'c-d' 'e_1' ) )", ['a;b', 'c-d', 'e_1']],
    ["( 1.2.3 DESC 'without' )", []],
    ["( 1.2.3 NAME '' )", []],
    ['( 1.2.3 NAME ( ) )', []],
    ['( 1.2.3 NAME cn )', []],
    ["( 1.2.3 RENAME 'cn' )", []],
    ["( 1.2.3 NAME 'unfinished", []],
    ["( 1.2.3 NAME ( 'unfinished'", []],
    ['', []],
  ])('%s', async (definition, names) => {
    expect(await known([definition])).toEqual(names);
  });

  it('are those of all definitions', async () => {
    expect(await known(["( 1 NAME 'a' )", '( 2 )', "( 3 NAME ( 'b' 'A' ) )"])).toEqual(['a', 'b']);
    const many = Array.from({ length: 3000 }, (_, index) => `( 1.${index} NAME 'a${index}' )`);
    expect(await known(many)).toHaveLength(3000);
  });

  it('are asked for by name, since they are operational', async () => {
    const connection = serverOf({});
    expect([...(await knownAttributes(connection, 'cn=Subschema'))]).toEqual([]);
    expect(connection.searches).toEqual([
      {
        baseDn: 'cn=Subschema',
        scope: 'base',
        filter: ANY_ENTRY,
        attributes: ['attributeTypes'],
        page: null,
      },
    ]);
  });

  it('are none where there is no schema', async () => {
    const connection = serverOf({ '': OPENLDAP });
    expect([...(await knownAttributes(connection, null))]).toEqual([]);
    expect(connection.searches).toEqual([]);
    const without = serverOf({ 'cn=Subschema': { objectClass: 'subschema' } });
    expect([...(await knownAttributes(without, 'cn=Subschema'))]).toEqual([]);
  });
});

describe('the entry to search below', () => {
  it('is there', async () => {
    const connection = serverOf({ 'dc=x': {} });
    await expect(checkBase(connection, 'dc=x')).resolves.toBeUndefined();
    expect(connection.searches).toEqual([
      { baseDn: 'dc=x', scope: 'base', filter: ANY_ENTRY, attributes: ['1.1'], page: null },
    ]);
  });

  it.each<[string, Partial<SearchAnswer>, string]>([
    ['is not there', resultOf(32, '', 'dc=com'), 'base-dn-not-found'],
    ['is not to be seen', {}, 'base-dn-not-found'],
    ['is elsewhere', resultOf(10), 'referral'],
    ['is no DN', resultOf(34), 'invalid-dn'],
    ['may not be read', { ...resultOf(50), entries: [entryOf('dc=x')] }, 'not-permitted'],
  ])('%s', async (_, answer, code) => {
    const error = await ldapErrorOf(checkBase(new AnsweringConnection(() => answer), 'ou=a,dc=x'));
    expect(error.code).toBe(code);
    expect(error.message).toContain('"ou=a,dc=x"');
    expect(error.message).not.toBe('');
  });
});
