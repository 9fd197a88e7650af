import { ANY_ENTRY } from '../../../server/src/sources/ldap/filter';
import { type Group, GroupIndex } from '../../../server/src/sources/ldap/groups';
import type { GroupSettings } from '../../../server/src/sources/ldap/settings';
import { type Attributes, entryOf } from './ldap-support';

export const GROUP_SIDE = ['member', 'uniqueMember', 'memberUid'];
export const PERSON_SIDE = ['memberOf'];
export const ANNA = 'uid=anna,ou=people,dc=x';

/** Groups by `memberOf`, nested and primary ones too, where nothing else is said. */
export const groupSettings = (changes: Partial<GroupSettings> = {}): GroupSettings => ({
  baseDn: 'ou=groups,dc=x',
  filter: ANY_ENTRY,
  onlyFound: false,
  memberAttributes: PERSON_SIDE,
  nested: true,
  primary: true,
  allow: [],
  roles: [],
  ...changes,
});

export const groupDn = (name: string): string => `cn=${name},ou=groups,dc=x`;

export type Groups = Record<string, Attributes>;

/** An index of groups, given by their DNs. */
export const indexOf = (groups: Groups, changes: Partial<GroupSettings> = {}): GroupIndex => {
  const index = new GroupIndex(groupSettings(changes));
  for (const [dn, attributes] of Object.entries(groups)) index.add(entryOf(dn, attributes));
  return index;
};

const namesOf = (groups: Group[]): string[] => groups.map(({ name }) => name);

/** The names of the groups that Anna is in. */
export const namesFor = (index: GroupIndex, attributes: Attributes): string[] =>
  namesOf(index.groupsOf(entryOf(ANNA, attributes)));

/** The roles that she has by them. */
export const rolesFor = (index: GroupIndex, attributes: Attributes): string[] =>
  index.rolesOf(index.groupsOf(entryOf(ANNA, attributes)));
