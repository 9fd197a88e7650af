import { ANY_ENTRY, parseFilter } from '../../../server/src/sources/ldap/filter';
import { GroupIndex } from '../../../server/src/sources/ldap/groups';
import { createRowBuilder, requestedAttributes } from '../../../server/src/sources/ldap/rows';
import type { GroupSettings, ReadSettings } from '../../../server/src/sources/ldap/settings';
import { type Attributes, entryOf } from './ldap-support';

const ANNA = 'uid=anna,dc=x';
const DISABLED = parseFilter('(|(locked=yes)(flags:1.2.840.113556.1.4.803:=2))');

const GROUPS: GroupSettings = {
  baseDn: 'dc=x',
  filter: ANY_ENTRY,
  onlyFound: false,
  memberAttributes: ['memberOf'],
  nested: true,
  primary: true,
  allow: [],
  roles: [{ group: 'staff', role: 'agent' }],
};

const settings = (changes: Partial<ReadSettings> = {}): ReadSettings => ({
  baseDn: 'dc=x',
  scope: 'sub',
  filter: ANY_ENTRY,
  attributes: [],
  keyAttribute: '',
  disabled: null,
  groups: null,
  ...changes,
});

const builderOf = (changes: Partial<ReadSettings> = {}) => {
  const all = settings(changes);
  return createRowBuilder(all, all.groups && new GroupIndex(all.groups));
};

const rowOf = (attributes: Attributes, changes?: Partial<ReadSettings>) =>
  builderOf(changes).build(entryOf(ANNA, attributes), 1).values;

describe('what is asked of the server', () => {
  it.each<[string, Partial<ReadSettings>, string[]]>([
    ['all', {}, ['*']],
    ['all and the key', { keyAttribute: 'entryUUID' }, ['*', 'entryUUID']],
    ['all but operational ones', { attributes: ['*'] }, ['*']],
    ['operational ones', { attributes: ['+'] }, ['+']],
    ['what is named', { attributes: ['uid', 'mail'] }, ['uid', 'mail']],
    ['a name twice', { attributes: ['mail', 'uid', 'MAIL'] }, ['MAIL', 'uid']],
    ['the key once', { attributes: ['entryuuid'], keyAttribute: 'entryUUID' }, ['entryUUID']],
    ['who is disabled', { attributes: ['uid'], disabled: DISABLED }, ['uid', 'locked', 'flags']],
    [
      'groups',
      { attributes: ['uid'], groups: GROUPS },
      ['uid', 'memberOf', 'objectSid', 'primaryGroupID', 'gidNumber'],
    ],
    ['no DN', { attributes: ['uid', 'DN'] }, ['uid']],
    ['nothing but the DN', { attributes: ['dn'] }, ['1.1']],
    ['the DN and the key', { attributes: ['dn'], keyAttribute: 'uid' }, ['uid']],
    ['nothing', { attributes: ['1.1'] }, ['1.1']],
    ['options', { attributes: ['cn;lang-de', 'cn'] }, ['cn;lang-de', 'cn']],
    [
      'names of every object',
      { attributes: ['__proto__', 'constructor'] },
      ['__proto__', 'constructor'],
    ],
  ])('%s', (_, changes, expected) => {
    expect(requestedAttributes(settings(changes))).toEqual(expected);
  });
});

describe('a row', () => {
  it('is none the worse for attributes that are named like what every object has', () => {
    const entry = {
      dn: ANNA,
      attributes: ['__proto__', 'constructor', 'toString', 'valueOf'].map((name) => ({
        name,
        values: [Buffer.from('x'), Buffer.from('y')],
      })),
    };
    const builder = builderOf();
    const { values } = builder.build(entry, 1);
    expect(Object.getPrototypeOf(values)).toBe(Object.prototype);
    const list = ['x', 'y'];
    expect(values).toEqual({ dn: ANNA, constructor: list, toString: list, valueOf: list });
    expect(builder.columns()).not.toContain('__proto__');
  });

  it('has the number it is given, the DN, and no issue', () => {
    const row = builderOf().build(entryOf(ANNA, { cn: 'Anna' }), 7);
    expect(row).toEqual({ number: 7, values: { dn: ANNA, cn: 'Anna' }, issues: [] });
  });

  it.each<[string, Attributes, Record<string, unknown>]>([
    ['one value', { mail: 'a@x' }, { mail: 'a@x' }],
    ['several values, in their order', { mail: ['b@x', 'a@x'] }, { mail: ['b@x', 'a@x'] }],
    ['no value', { mail: [] }, {}],
    ['an empty value', { mail: '' }, { mail: '' }],
    ['empty values', { mail: ['', ''] }, { mail: ['', ''] }],
    ['values as they are', { cn: ' "a"\r\n{{b}}\t\\ ' }, { cn: ' "a"\r\n{{b}}\t\\ ' }],
    ['a photo', { jpegPhoto: 'x', cn: 'Anna' }, { cn: 'Anna' }],
    ['bytes that are no text', { cn: Buffer.from([0xff]) }, {}],
    ['a time that is none', { accountExpires: '0' }, { accountExpires: '' }],
    ['a list of one', { memberOf: 'cn=a,dc=x' }, { memberOf: ['cn=a,dc=x'] }],
    ['another list of one', { OBJECTCLASS: 'person' }, { OBJECTCLASS: ['person'] }],
    ['a list of one with options', { 'isMemberOf;x-a': 'b' }, { 'isMemberOf;x-a': ['b'] }],
    [
      'options',
      { cn: 'Anna', 'cn;lang-de': 'Änne', 'cn;lang-ja': ['あ', 'い'] },
      { cn: 'Anna', 'cn;lang-de': 'Änne', 'cn;lang-ja': ['あ', 'い'] },
    ],
  ])('takes %s', (_, attributes, values) => {
    expect(rowOf(attributes)).toEqual({ dn: ANNA, ...values });
  });

  it.each<[string, string[], string[]]>([
    ['what is named', ['uid', 'mail'], ['dn', 'uid', 'mail']],
    ['names in any case', ['UID', 'MAIL'], ['dn', 'uid', 'mail']],
    ['all', ['*'], ['dn', 'uid', 'cn', 'cn;lang-de', 'mail', 'createTimestamp']],
    ['operational ones', ['+'], ['dn', 'uid', 'cn', 'cn;lang-de', 'mail', 'createTimestamp']],
    ['a name with all its options', ['cn'], ['dn', 'cn', 'cn;lang-de']],
    ['a name with one option', ['CN;lang-DE'], ['dn', 'cn;lang-de']],
    ['the DN alone', ['dn'], ['dn']],
    ['nothing', ['1.1'], ['dn']],
    ['what is not there', ['pager'], ['dn']],
    ['a part of a name', ['ui', 'mai', 'c'], ['dn']],
  ])('has, where there is more, %s', (_, attributes, names) => {
    const entry = {
      uid: 'anna',
      cn: 'Anna',
      'cn;lang-de': 'Änne',
      mail: 'a@x',
      createTimestamp: '20260315093000Z',
    };
    expect(Object.keys(rowOf(entry, { attributes }))).toEqual(names);
  });

  it.each([
    ['by its name', ['*', 'JPEGphoto'], { jpegPhoto: 'eA==' }],
    ['by its name alone', ['jpegPhoto'], { jpegPhoto: 'eA==' }],
    ['by another', ['*', 'photo'], {}],
    ['by all', ['*', '+'], {}],
  ])('has a photo only where it is asked for %s', (_, attributes, values) => {
    expect(rowOf({ jpegPhoto: 'x' }, { attributes })).toEqual({ dn: ANNA, ...values });
  });

  it('has a certificate that is asked for without its option', () => {
    expect(rowOf({ 'userCertificate;binary': 'x' }, { attributes: ['userCertificate'] })).toEqual({
      dn: ANNA,
      'userCertificate;binary': 'eA==',
    });
  });
});

describe('the names of attributes', () => {
  it('are the same in all rows, as the first one spells them', () => {
    const builder = builderOf();
    const entries: Attributes[] = [
      { Mail: 'a' },
      { MAIL: 'b', 'CN;Lang-DE': 'c' },
      { 'cn;lang-de': 'd' },
    ];
    const rows = entries.map((attributes) => builder.build(entryOf(ANNA, attributes), 1).values);
    expect(rows).toEqual([
      { dn: ANNA, Mail: 'a' },
      { dn: ANNA, Mail: 'b', 'CN;Lang-DE': 'c' },
      { dn: ANNA, 'CN;Lang-DE': 'd' },
    ]);
    expect(builder.columns()).toEqual(['dn', 'Mail', 'CN;Lang-DE']);
  });

  it('are of one builder only', () => {
    rowOf({ MAIL: 'a' });
    expect(rowOf({ mail: 'a' })).toHaveProperty('mail');
  });

  it.each(['constructor', 'hasOwnProperty', 'toString', 'valueOf'])('may be %s', (name) => {
    const builder = builderOf({ attributes: [name] });
    const { values } = builder.build(entryOf(ANNA, { [name]: ['a', 'b'] }), 1);
    expect(Object.entries(values)).toEqual([
      ['dn', ANNA],
      [name, ['a', 'b']],
    ]);
    expect(builder.columns()).toEqual(['dn', name]);
    expect(builderOf().build(entryOf(ANNA), 1).values).toEqual({ dn: ANNA });
  });
});

describe('what is computed', () => {
  const all: Partial<ReadSettings> = { keyAttribute: 'uid', disabled: DISABLED, groups: GROUPS };

  it('stands beside what the directory has', () => {
    const memberOf = ['cn=staff,dc=x', 'cn=it,dc=x'];
    expect(rowOf({ uid: 'anna', locked: 'no', memberOf }, all)).toEqual({
      dn: ANNA,
      externalId: 'anna',
      enabled: 'true',
      groups: ['it', 'staff'],
      roles: ['agent'],
      uid: 'anna',
      locked: 'no',
      memberOf,
    });
  });

  it('is there although nobody named what it comes from', () => {
    const values = rowOf({ uid: 'anna', locked: 'YES' }, { ...all, attributes: ['cn'] });
    expect(values).toEqual({
      dn: ANNA,
      externalId: 'anna',
      enabled: 'false',
      groups: [],
      roles: [],
    });
  });

  it.each<[string, string, Attributes, unknown]>([
    ['text', 'uid', { UID: 'anna' }, 'anna'],
    ['the first of several', 'uid', { uid: ['b', 'a'] }, 'b'],
    ['a GUID', 'objectGUID', { objectGUID: Buffer.from('printable bytes!') }, expect.any(String)],
    ['bytes', 'other', { other: Buffer.from([0xff]) }, '/w=='],
    ['with options', 'uid', { 'uid;x-a': 'anna' }, 'anna'],
    ['an empty one', 'uid', { uid: '' }, ''],
    ['none', 'uid', { cn: 'anna' }, undefined],
    ['one without values', 'uid', { uid: [] }, undefined],
    ['the name of every object', 'constructor', {}, undefined],
  ])('is a key: %s', (_, keyAttribute, attributes, key) => {
    const values = rowOf(attributes, { keyAttribute });
    expect(values.externalId).toEqual(key);
    expect('externalId' in values).toBe(key !== undefined);
  });

  it.each<[Attributes, string]>([
    [{ locked: 'yes' }, 'false'],
    [{ LOCKED: ['no', 'Yes'] }, 'false'],
    [{ 'locked;x-a': 'yes' }, 'false'],
    [{ locked: 'no', 'locked;x-a': 'yes' }, 'false'],
    [{ locked: 'yes', 'locked;x-a': 'no' }, 'false'],
    [{ flags: '3' }, 'false'],
    [{ flags: '5' }, 'true'],
    [{ flags: 'x' }, 'true'],
    [{}, 'true'],
  ])('is, for %j, enabled: %s', (attributes, enabled) => {
    expect(rowOf(attributes, { disabled: DISABLED }).enabled).toBe(enabled);
  });

  it('wins over attributes of the same name, in any case', () => {
    const own = {
      DN: 'cn=other',
      externalID: 'x',
      Enabled: 'maybe',
      GROUPS: 'all',
      roles: ['admin', 'root'],
      cn: 'Anna',
    };
    expect(rowOf(own, { ...all, attributes: ['*', ...Object.keys(own)] })).toEqual({
      dn: ANNA,
      enabled: 'true',
      groups: [],
      roles: [],
      cn: 'Anna',
    });
  });

  it('leaves attributes of the same name alone where it is not asked for', () => {
    const own = { externalId: 'x', enabled: 'maybe', groups: 'all', roles: ['admin', 'root'] };
    expect(rowOf({ ...own, dn: 'cn=other' })).toEqual({ dn: ANNA, ...own });
  });
});

describe('the columns', () => {
  it.each<[string, Partial<ReadSettings>, string[]]>([
    ['nothing', {}, ['dn', 'uid', 'Mail']],
    ['a key', { keyAttribute: 'uid' }, ['dn', 'externalId', 'uid', 'Mail']],
    ['who is disabled', { disabled: DISABLED }, ['dn', 'enabled', 'uid', 'Mail']],
    ['groups', { groups: GROUPS }, ['dn', 'groups', 'roles', 'uid', 'Mail']],
    ['what nobody has', { attributes: ['*', '+', 'pager'] }, ['dn', 'uid', 'Mail', 'pager']],
    ['what is there', { attributes: ['MAIL', 'pager'] }, ['dn', 'Mail', 'pager']],
    ['the DN', { attributes: ['DN', 'mail'] }, ['dn', 'Mail']],
    [
      'what is computed',
      { attributes: ['ExternalId', 'uid'], keyAttribute: 'uid' },
      ['dn', 'externalId', 'uid'],
    ],
  ])('of rows, with %s asked for', (_, changes, columns) => {
    const builder = builderOf(changes);
    builder.build(entryOf(ANNA, { uid: 'anna', photo: 'x', empty: [] }), 1);
    builder.build(entryOf(ANNA, { Mail: 'a@x' }), 2);
    expect(builder.columns()).toEqual(columns);
  });

  it('are there before the first row', () => {
    const keyed = { keyAttribute: 'uid', disabled: DISABLED, groups: GROUPS };
    expect(builderOf({ ...keyed, attributes: ['cn'] }).columns()).toEqual([
      'dn',
      'externalId',
      'enabled',
      'groups',
      'roles',
      'cn',
    ]);
  });
});
