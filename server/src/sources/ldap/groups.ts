import { type LdapConnection, type LdapEntry, textsOf, valuesOf } from './connection';
import { comparableDn, firstRdnValue } from '../../utils/distinguished-names';
import { type Paging, searchAll } from './search';
import type { GroupSettings } from './settings';
import { primaryGroupSid, sidText } from './values';

export interface Group {
  name: string;
  /** In the form in which DNs are compared. */
  dn: string;
}

/** Attributes of a person that name its groups; any other one is a group's and names its members. */
const PERSON_SIDE = new Set(['memberof', 'ismemberof']);
/** The one attribute of members whose values are login names (RFC 2307 § 2.2). */
const MEMBER_UID = 'memberuid';

const personSide = ({ memberAttributes }: GroupSettings): string[] =>
  memberAttributes.filter((name) => PERSON_SIDE.has(name.toLowerCase()));

const groupSide = ({ memberAttributes }: GroupSettings): string[] =>
  memberAttributes.filter((name) => !PERSON_SIDE.has(name.toLowerCase()));

/** What has to be asked for about people, so that their groups are known. */
export const personAttributes = (settings: GroupSettings | null): string[] =>
  settings
    ? [
        ...personSide(settings),
        ...(groupSide(settings).some((name) => name.toLowerCase() === MEMBER_UID) ? ['uid'] : []),
        ...(settings.primary ? ['objectSid', 'primaryGroupID', 'gidNumber'] : []),
      ]
    : [];

const uidKey = (uid: string): string => `uid:${uid.trim().toLowerCase()}`;

/** `cn=anna,…#'0101'B` (RFC 4517 § 3.3.21) without the bits. */
const withoutBits = (value: string): string => value.replace(/#'[01]*'B$/, '');

const memberKey = (attribute: string, value: string): string =>
  attribute.toLowerCase() === MEMBER_UID ? uidKey(value) : comparableDn(withoutBits(value));

const byName = (a: Group, b: Group): number => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);

/** Whether a group is one of those, given by name or DN. */
const isOneOf = (given: string[]): ((group: Group) => boolean) => {
  const names = new Set(given.map((text) => text.toLowerCase()));
  const dns = new Set(given.map(comparableDn));
  return ({ name, dn }) => names.has(name.toLowerCase()) || dns.has(dn);
};

/** Who is in which group, held in memory: one number and some text for each membership. */
export class GroupIndex {
  private readonly byDn = new Map<string, Group>();
  /** Groups by their DNs as people's entries write them; null for those that do not count. */
  private readonly byText = new Map<string, Group | null>();
  private readonly bySid = new Map<string, Group>();
  private readonly byGid = new Map<string, Group>();
  /** The groups that name a member, by its DN or login name. */
  private readonly byMember = new Map<string, Group[]>();
  /** The groups that a group says to be in. */
  private readonly parents = new Map<Group, string[]>();

  private readonly isAllowed: (group: Group) => boolean;
  private readonly roles: { isMeant: (group: Group) => boolean; role: string }[];

  constructor(private readonly settings: GroupSettings) {
    const { allow, roles } = settings;
    this.isAllowed = allow.length === 0 ? () => true : isOneOf(allow);
    this.roles = roles.map(({ group, role }) => ({ isMeant: isOneOf([group]), role }));
  }

  add(entry: LdapEntry): void {
    const values = valuesOf(entry);
    const dn = comparableDn(entry.dn);
    const group = { dn, name: textsOf(values, 'cn')[0] ?? firstRdnValue(entry.dn) };
    this.byDn.set(dn, group);
    for (const sid of values('objectSid').map(sidText)) if (sid) this.bySid.set(sid, group);
    for (const gid of textsOf(values, 'gidNumber')) this.byGid.set(gid, group);
    for (const name of groupSide(this.settings)) {
      for (const member of textsOf(values, name)) this.addMember(memberKey(name, member), group);
    }
    const parents = personSide(this.settings).flatMap((name) => textsOf(values, name));
    if (parents.length > 0) this.parents.set(group, parents);
  }

  /** The groups that a person is in, each once, by name. */
  groupsOf(entry: LdapEntry): Group[] {
    const found = new Map<string, Group>();
    const waiting = this.directGroups(entry);
    for (let group = waiting.pop(); group; group = waiting.pop()) {
      // A group that is in itself, over others or not, is gone through once.
      if (found.has(group.dn)) continue;
      found.set(group.dn, group);
      if (this.settings.nested) waiting.push(...this.parentsOf(group));
    }
    return [...found.values()].filter(this.isAllowed).sort(byName);
  }

  /** The roles that groups give, each once: as they are mapped, or their names where nothing is. */
  rolesOf(groups: Group[]): string[] {
    if (this.roles.length === 0) return [...new Set(groups.map(({ name }) => name))];
    const given = this.roles.filter(({ isMeant }) => groups.some(isMeant));
    return [...new Set(given.map(({ role }) => role))];
  }

  private addMember(key: string, group: Group): void {
    const groups = this.byMember.get(key);
    if (groups) groups.push(group);
    else this.byMember.set(key, [group]);
  }

  private named(dns: string[]): Group[] {
    return dns.flatMap((text) => {
      const known = this.byText.get(text);
      if (known !== undefined) return known ?? [];
      const dn = comparableDn(text);
      const unfound = this.settings.onlyFound ? null : { dn, name: firstRdnValue(text) };
      const group = this.byDn.get(dn) ?? unfound;
      this.byText.set(text, group);
      return group ?? [];
    });
  }

  private parentsOf(group: Group): Group[] {
    return [...this.named(this.parents.get(group) ?? []), ...(this.byMember.get(group.dn) ?? [])];
  }

  private directGroups(entry: LdapEntry): Group[] {
    const values = valuesOf(entry);
    const keys = [comparableDn(entry.dn), ...textsOf(values, 'uid').map(uidKey)];
    const primary = this.settings.primary ? this.primaryGroup(entry) : null;
    return [
      ...this.named(personSide(this.settings).flatMap((name) => textsOf(values, name))),
      ...keys.flatMap((key) => this.byMember.get(key) ?? []),
      ...(primary ? [primary] : []),
    ];
  }

  /** Active Directory keeps it by the last part of its SID, POSIX by its number. */
  private primaryGroup(entry: LdapEntry): Group | null {
    const values = valuesOf(entry);
    const [rid] = textsOf(values, 'primaryGroupID');
    const [sid] = values('objectSid').map(sidText);
    const groupSid = sid && rid !== undefined ? primaryGroupSid(sid, rid) : null;
    const [gid] = textsOf(values, 'gidNumber');
    const bySid = groupSid === null ? undefined : this.bySid.get(groupSid);
    return bySid ?? (gid === undefined ? null : (this.byGid.get(gid) ?? null));
  }
}

/**
 * Reads the groups that settings ask for.
 * @throws LdapError when they could not be read completely
 */
export const readGroups = async (
  connection: LdapConnection,
  settings: GroupSettings,
  paging: Paging
): Promise<GroupIndex> => {
  const index = new GroupIndex(settings);
  const attributes = [
    'cn',
    ...groupSide(settings),
    ...(settings.nested ? personSide(settings) : []),
    ...(settings.primary ? ['objectSid', 'gidNumber'] : []),
  ];
  const { baseDn, filter } = settings;
  const search = { baseDn, filter, scope: 'sub', attributes } as const;
  for await (const entries of searchAll(connection, { ...search, attributes }, paging)) {
    entries.forEach((entry) => index.add(entry));
  }
  return index;
};
