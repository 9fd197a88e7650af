import { personAttributes } from '../../../server/src/sources/ldap/groups';
import type { GroupIndex } from '../../../server/src/sources/ldap/groups';
import type { GroupSettings } from '../../../server/src/sources/ldap/settings';
import { objectSid } from '../../support/active-directory';
import {
  ANNA,
  GROUP_SIDE,
  groupDn,
  groupSettings,
  indexOf,
  namesFor,
  PERSON_SIDE,
  rolesFor,
  type Groups,
} from './ldap-group-support';
import type { Attributes } from './ldap-support';

const DOMAIN = 'S-1-5-21-1-2-3';

describe('what is asked for about people', () => {
  it.each<[string, Partial<GroupSettings>, string[]]>([
    ['memberOf', { primary: false }, ['memberOf']],
    ['isMemberOf', { memberAttributes: ['ISMEMBEROF'], primary: false }, ['ISMEMBEROF']],
    ['member', { memberAttributes: ['member'], primary: false }, []],
    ['memberUid', { memberAttributes: ['MEMBERUID'], primary: false }, ['uid']],
    [
      'both sides',
      { memberAttributes: ['memberUid', 'memberOf'] },
      ['memberOf', 'uid', ...['objectSid', 'primaryGroupID', 'gidNumber']],
    ],
    ['nothing', { memberAttributes: [], primary: false }, []],
  ])('with %s', (_, changes, attributes) => {
    expect(personAttributes(groupSettings(changes))).toEqual(attributes);
  });

  it('is nothing where groups do not matter', () => {
    expect(personAttributes(null)).toEqual([]);
  });
});

describe('groups that stand at the person', () => {
  it('have the names that they have themselves', () => {
    const index = indexOf({
      [groupDn('staff')]: { cn: ['Staff (all)', 'staff'] },
      [groupDn('it')]: {},
    });
    expect(namesFor(index, { memberOf: [groupDn('staff'), groupDn('it')] })).toEqual([
      'Staff (all)',
      'it',
    ]);
  });

  it('have the name of their DN where no search finds them', () => {
    const memberOf = ['cn=Berg\\, Valley,ou=other,dc=y', 'ou=Sales+cn=x,dc=y'];
    expect(namesFor(indexOf({}), { memberOf })).toEqual(['Berg, Valley', 'Sales']);
  });

  it('do not count where the profile says which do, and no search finds them', () => {
    const memberOf = [groupDn('staff'), 'cn=staff,ou=other,dc=x', 'cn=Domain Admins,dc=x', 'cn=a'];
    const found = { [groupDn('staff')]: { cn: 'Staff' } };
    expect(namesFor(indexOf(found, { onlyFound: true }), { memberOf })).toEqual(['Staff']);
    expect(namesFor(indexOf({}, { onlyFound: true }), { memberOf })).toEqual([]);
    expect(namesFor(indexOf(found), { memberOf })).toHaveLength(4);
    const above = { [groupDn('staff')]: { cn: 'Staff', memberOf: ['cn=everyone,dc=x'] } };
    expect(namesFor(indexOf(above, { onlyFound: true }), { memberOf })).toEqual(['Staff']);
  });

  it('are one group however their DN is written', () => {
    const index = indexOf({ [groupDn('staff')]: { cn: 'Staff' } });
    const memberOf = [groupDn('staff'), 'CN=STAFF, OU=Groups; DC=X', 'cn=st\\61ff,ou=groups,dc=x'];
    expect(namesFor(index, { memberOf })).toEqual(['Staff']);
    expect(namesFor(index, { memberOf: ['cn=a,dc=y', 'CN=a , DC=Y'] })).toEqual(['a']);
  });

  it('are found by the attribute in any case and with options', () => {
    const index = indexOf({}, { memberAttributes: ['isMemberOf', 'memberOf'] });
    expect(namesFor(index, { MEMBEROF: groupDn('a'), 'ismemberof;x-from': groupDn('b') })).toEqual([
      'a',
      'b',
    ]);
  });

  it('are sorted by name, whatever the order in which they come', () => {
    const sorted = ['10', '9', 'Z', 'a', 'b', 'ä'];
    for (const order of [sorted, sorted.toReversed(), ['b', '9', 'ä', 'Z', '10', 'a']]) {
      expect(namesFor(indexOf({}), { memberOf: order.map(groupDn) })).toEqual(sorted);
    }
  });

  it('are left alone where another attribute is to say it', () => {
    const index = indexOf({}, { memberAttributes: ['member'] });
    expect(namesFor(index, { memberOf: groupDn('a') })).toEqual([]);
  });

  it('are none for a person that is in none', () => {
    const index = indexOf({ [groupDn('staff')]: { member: ANNA } });
    expect(namesFor(index, {})).toEqual([]);
    expect(rolesFor(index, {})).toEqual([]);
  });
});

describe('groups that name their members', () => {
  it.each<[string, Attributes]>([
    ['by DN', { member: ANNA }],
    ['by DN in other letters', { member: 'UID=Anna, OU=People; DC=X' }],
    ['among others', { member: ['uid=hans,dc=x', ANNA, ''] }],
    ['by unique name', { uniqueMember: ANNA }],
    ['by unique name with bits', { uniqueMember: `${ANNA}#'0101'B` }],
    ['by unique name with no bit', { uniqueMember: `${ANNA}#''B` }],
    ['by login name', { memberUid: 'anna' }],
    ['by login name in other letters', { MEMBERUID: ' ANNA ' }],
    ['by a second login name', { memberUid: 'berg' }],
    ['in every way at once', { member: [ANNA, ANNA], uniqueMember: ANNA, memberUid: 'anna' }],
  ])('are found once: %s', (_, attributes) => {
    const index = indexOf({ [groupDn('staff')]: attributes }, { memberAttributes: GROUP_SIDE });
    expect(namesFor(index, { uid: ['anna', 'Berg'] })).toEqual(['staff']);
  });

  it.each<[string, Attributes]>([
    ['another person', { member: 'uid=hans,ou=people,dc=x' }],
    ['a person below', { member: `cn=x,${ANNA}` }],
    ['the same name elsewhere', { member: 'uid=anna,ou=people,dc=y' }],
    ['bits that are none', { uniqueMember: `${ANNA}#'012'B` }],
    ['bits in the middle', { uniqueMember: "uid=anna#'01'B,ou=people,dc=x" }],
    ['a login name as a DN', { memberUid: ANNA }],
    ['a DN as a login name', { member: 'anna' }],
    ['a login name that holds it', { memberUid: 'anna2' }],
    ['another attribute', { owner: ANNA, roleOccupant: ANNA }],
    ['an empty name', { memberUid: '' }],
  ])('are not found by %s', (_, attributes) => {
    const index = indexOf({ [groupDn('staff')]: attributes }, { memberAttributes: GROUP_SIDE });
    expect(namesFor(index, { uid: ['anna'] })).toEqual([]);
  });

  it('are only looked for by the attributes that are named', () => {
    const groups: Groups = {
      [groupDn('a')]: { member: ANNA },
      [groupDn('b')]: { uniqueMember: ANNA },
    };
    expect(namesFor(indexOf(groups, { memberAttributes: ['MEMBER'] }), {})).toEqual(['a']);
    expect(namesFor(indexOf(groups, { memberAttributes: PERSON_SIDE }), {})).toEqual([]);
  });

  it('need no login name of the person for its DN', () => {
    const index = indexOf({ [groupDn('a')]: { member: ANNA } }, { memberAttributes: GROUP_SIDE });
    expect(namesFor(index, {})).toEqual(['a']);
  });
});

describe('groups in groups', () => {
  /** Who is in what, as members or the other way round. */
  const NESTING: Record<string, string[]> = {
    support: ['staff', 'circle'],
    staff: ['company'],
    company: ['company'],
    circle: ['support', 'round'],
    round: ['circle'],
    lonely: [],
  };

  const SIDES: [string, () => GroupIndex, Attributes][] = [
    [
      'memberOf',
      () =>
        indexOf(
          Object.fromEntries(
            Object.entries(NESTING).map(([name, within]) => [
              groupDn(name),
              { memberOf: within.map(groupDn) },
            ])
          )
        ),
      { memberOf: groupDn('SUPPORT') },
    ],
    [
      'member',
      () =>
        indexOf(
          Object.fromEntries(
            Object.keys(NESTING).map((name) => [
              groupDn(name),
              {
                member: [
                  ...Object.keys(NESTING)
                    .filter((inner) => NESTING[inner]?.includes(name))
                    .map((inner) => groupDn(inner.toUpperCase())),
                  ...(name === 'support' ? [ANNA] : []),
                ],
              },
            ])
          ),
          { memberAttributes: GROUP_SIDE }
        ),
      {},
    ],
  ];

  it.each(SIDES)('by %s count once, in circles too', (_, index, attributes) => {
    expect(namesFor(index(), attributes)).toEqual([
      'circle',
      'company',
      'round',
      'staff',
      'support',
    ]);
  });

  it('do not count where that is not wanted', () => {
    const groups: Groups = {
      [groupDn('support')]: { member: ANNA, memberOf: groupDn('staff') },
      [groupDn('staff')]: { member: groupDn('support') },
    };
    const memberAttributes = ['member', 'memberOf'];
    expect(namesFor(indexOf(groups, { memberAttributes, nested: false }), {})).toEqual(['support']);
    expect(namesFor(indexOf(groups, { memberAttributes }), {})).toEqual(['staff', 'support']);
  });

  it('count over a group that no search finds', () => {
    const groups: Groups = { [groupDn('staff')]: { member: 'cn=hidden,dc=y' } };
    const index = indexOf(groups, { memberAttributes: ['member', 'memberOf'] });
    expect(namesFor(index, { memberOf: 'CN=Hidden,DC=y' })).toEqual(['Hidden', 'staff']);
  });

  it('are never named by a login name', () => {
    const groups: Groups = {
      [groupDn('support')]: { cn: 'support', uid: 'support', member: ANNA },
      [groupDn('staff')]: { memberUid: 'support' },
    };
    expect(namesFor(indexOf(groups, { memberAttributes: GROUP_SIDE }), {})).toEqual(['support']);
  });

  it('are followed a long way', () => {
    const depth = 20_000;
    const groups = Object.fromEntries(
      Array.from({ length: depth }, (_, level) => [
        groupDn(`g${level}`),
        { memberOf: groupDn(`g${level + 1}`) },
      ])
    );
    expect(namesFor(indexOf(groups), { memberOf: groupDn('g0') })).toHaveLength(depth + 1);
  });
});

describe('the primary group', () => {
  const person = { objectSid: objectSid(`${DOMAIN}-1104`), primaryGroupID: '513' };
  const groups: Groups = {
    [groupDn('Domain Users')]: {
      objectSid: objectSid(`${DOMAIN}-513`),
      memberOf: groupDn('Everyone'),
    },
    [groupDn('Other Domain')]: { objectSid: objectSid('S-1-5-21-9-9-9-513') },
    [groupDn('users')]: { gidNumber: '1000' },
    [groupDn('many')]: { gidNumber: ['2000', '2001'] },
  };

  it.each<[string, Attributes, string[]]>([
    ['by the last part of its SID', person, ['Domain Users', 'Everyone']],
    ['by its number', { gidNumber: '1000' }, ['users']],
    ['by one of its numbers', { gidNumber: '2001' }, ['many']],
    ['by its SID first', { ...person, gidNumber: '1000' }, ['Domain Users', 'Everyone']],
    ['by its number last', { ...person, primaryGroupID: '512', gidNumber: '1000' }, ['users']],
    ['that no search finds', { ...person, primaryGroupID: '512' }, []],
    ['of an unknown number', { gidNumber: '1' }, []],
    ['of a number that is none', { gidNumber: '01000' }, []],
    ['without a number', { objectSid: person.objectSid }, []],
    ['without a SID', { primaryGroupID: '513' }, []],
    ['of a SID that is none', { ...person, objectSid: 'S-1-5' }, []],
    ['of a number with more', { ...person, primaryGroupID: '513-1' }, []],
  ])('%s', (_, attributes, expected) => {
    expect(namesFor(indexOf(groups), attributes)).toEqual(expected);
  });

  it('does not count where that is not wanted', () => {
    const index = indexOf(groups, { primary: false });
    expect(namesFor(index, { ...person, gidNumber: '1000' })).toEqual([]);
  });

  it('counts once where the person is in it twice', () => {
    const index = indexOf(groups, { nested: false });
    expect(namesFor(index, { ...person, memberOf: groupDn('domain users') })).toEqual([
      'Domain Users',
    ]);
  });
});
