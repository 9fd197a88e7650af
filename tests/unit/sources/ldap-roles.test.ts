import { ANY_ENTRY } from '../../../server/src/sources/ldap/filter';
import { readGroups } from '../../../server/src/sources/ldap/groups';
import type { GroupSettings } from '../../../server/src/sources/ldap/settings';
import {
  ANNA,
  GROUP_SIDE,
  groupDn,
  type Groups,
  groupSettings,
  indexOf,
  namesFor,
  PERSON_SIDE,
  rolesFor,
} from './ldap-group-support';
import { AnsweringConnection, entryOf, ldapErrorOf, resultOf } from './ldap-support';

const PROTOTYPE_NAMES = ['__proto__', 'constructor', 'hasOwnProperty', 'toString'];

describe('groups that count', () => {
  const [BERLIN, PARIS] = ['cn=staff,ou=berlin,dc=x', 'cn=staff,ou=paris,dc=x'];
  const both = { memberOf: [BERLIN, PARIS, groupDn('a=b'), groupDn('inner')] };
  const groups: Groups = {
    [BERLIN]: {},
    [PARIS]: {},
    [groupDn('a=b')]: {},
    [groupDn('inner')]: { memberOf: groupDn('outer') },
    [groupDn('outer')]: {},
  };

  it.each<[string, string[], string[]]>([
    ['all', [], ['a=b', 'inner', 'outer', 'staff', 'staff']],
    ['by name', ['STAFF'], ['staff', 'staff']],
    ['by DN', [BERLIN], ['staff']],
    ['by DN in other letters', ['CN=Staff, OU=Paris, DC=X'], ['staff']],
    ['by name and DN', ['staff', BERLIN], ['staff', 'staff']],
    ['a name like a DN', ['a=b'], ['a=b']],
    ['only by what they are in', ['outer'], ['outer']],
    ['none that there is', ['staf', 'cn=staff', 'ou=berlin,dc=x', ''], []],
    ['names of every object', PROTOTYPE_NAMES, []],
  ])('%s', (_, allow, expected) => {
    expect(namesFor(indexOf(groups, { allow }), both)).toEqual(expected);
  });

  it('are kept apart by their DNs where their names are the same', () => {
    const found = indexOf(groups).groupsOf(entryOf(ANNA, { memberOf: [PARIS, BERLIN] }));
    expect(found.map(({ dn }) => dn).sort()).toEqual([BERLIN, PARIS]);
  });

  it.each(PROTOTYPE_NAMES)('may be called %s', (name) => {
    const all = { memberAttributes: [...GROUP_SIDE, ...PERSON_SIDE] };
    const index = indexOf({ [groupDn(name)]: { cn: name, memberUid: name } }, all);
    expect(namesFor(index, { uid: name })).toEqual([name]);
    expect(namesFor(index, { memberOf: [groupDn(name), name] })).toEqual([name, name]);
    expect(namesFor(index, { uid: 'x' })).toEqual([]);
    const allowed = indexOf(
      { [groupDn(name)]: {} },
      { allow: [name], roles: [{ group: name, role: name }] }
    );
    expect(rolesFor(allowed, { memberOf: [groupDn(name), groupDn('x')] })).toEqual([name]);
  });
});

describe('roles', () => {
  const [BERLIN, PARIS] = ['cn=staff,ou=berlin,dc=x', 'cn=staff,ou=paris,dc=x'];
  const roles = [
    { group: 'Support', role: 'agent' },
    { group: BERLIN, role: 'berliner' },
    { group: 'staff', role: 'user' },
    { group: 'phones', role: 'user' },
    { group: 'support', role: 'caller' },
  ];

  it.each<[string, string[], string[]]>([
    ['of one group', [groupDn('phones')], ['user']],
    ['of one group twice', [groupDn('support')], ['agent', 'caller']],
    ['of two groups once', [groupDn('phones'), PARIS], ['user']],
    ['by DN', [BERLIN], ['berliner', 'user']],
    ['in the order of the profile', [PARIS, groupDn('support')], ['agent', 'user', 'caller']],
    ['of a group that gives none', [groupDn('other')], []],
    ['of no group', [], []],
  ])('%s', (_, memberOf, expected) => {
    expect(rolesFor(indexOf({}, { roles }), { memberOf })).toEqual(expected);
  });

  it('are the names of the groups where nothing is mapped, each once', () => {
    const memberOf = [PARIS, BERLIN, groupDn('it')];
    expect(rolesFor(indexOf({}), { memberOf })).toEqual(['it', 'staff']);
  });

  it('come from groups that count, and from no other', () => {
    const index = indexOf({}, { roles, allow: ['staff'] });
    expect(rolesFor(index, { memberOf: [PARIS, groupDn('support')] })).toEqual(['user']);
  });
});

describe('reading groups', () => {
  const paging = { pageSize: 2, ignored: null };

  it.each<[string, Partial<GroupSettings>, string[]]>([
    ['memberOf', {}, ['cn', 'memberOf', 'objectSid', 'gidNumber']],
    ['memberOf without nesting', { nested: false, primary: false }, ['cn']],
    ['members', { memberAttributes: ['member'], primary: false }, ['cn', 'member']],
    [
      'members and memberOf',
      { memberAttributes: ['member', 'memberOf'] },
      ['cn', 'member', 'memberOf', 'objectSid', 'gidNumber'],
    ],
  ])('asks, by %s, for what is needed', async (_, changes, attributes) => {
    const connection = new AnsweringConnection();
    await readGroups(connection, groupSettings(changes), paging);
    expect(connection.searches).toEqual([
      {
        baseDn: 'ou=groups,dc=x',
        scope: 'sub',
        filter: ANY_ENTRY,
        attributes,
        page: { size: 2, cookie: Buffer.alloc(0) },
      },
    ]);
  });

  it('takes the groups of all pages', async () => {
    const connection = new AnsweringConnection((_, number) => ({
      entries: number === 2 ? [] : [entryOf(groupDn(`g${number}`), { member: ANNA })],
      cookie: Buffer.from(number < 3 ? 'more' : ''),
    }));
    const index = await readGroups(
      connection,
      groupSettings({ memberAttributes: ['member'] }),
      paging
    );
    expect(namesFor(index, {})).toEqual(['g1', 'g3']);
  });

  it('fails where a page does', async () => {
    const connection = new AnsweringConnection((_, number) =>
      number === 1 ? { cookie: Buffer.from('more') } : resultOf(4)
    );
    const error = await ldapErrorOf(readGroups(connection, groupSettings(), paging));
    expect(error.code).toBe('size-limit');
  });
});
