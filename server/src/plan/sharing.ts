import type { Difference } from '../../../shared/contracts/runs';
import { partsOfKey, sameIdentity } from '../../../shared/identity';
import { ATTRIBUTES, isSecret, type RecordType, uniqueAttributes } from '../../../shared/records';
import { MASK } from '../../../shared/text';
import type { AttributeValue } from '../mapping/types';
import { DEFAULTS, inSource, isEmpty, sameValue } from './compare';
import { attributeOfKey, type Item } from './items';
import type { Ownership, PlannerOptions, PlanPolicy, StoredRecord } from './types';

/** Which profiles own records together, and who of several leads. */
export interface Sharing {
  /** The documentIds of the profiles that share what they bring. */
  partners: ReadonlySet<string>;
  /** The documentIds of all profiles: where two of them fill a field, the one that stands before the other leads. */
  order: readonly string[];
}

/** Where every record has one owner at most. */
export const NO_SHARING: Sharing = { partners: new Set(), order: [] };

type Viewed = Pick<PlannerOptions, 'profileId' | 'sharing'>;
type Values = Record<string, AttributeValue>;

/** Noted of a source that says whose an entry or phone is. */
const USER = 'user';

/** What the one profile that owns a record is taken to say, as long as it has not been asked: all that is there but defaults. */
function firstOwnershipOf(
  type: RecordType,
  { owner, key, absence, attributes, secrets, userId }: StoredRecord
): Ownership[] {
  if (owner === null || key === null) return [];
  const filled = Object.entries(attributes).filter(
    ([name, value]) => !isEmpty(value) && value !== DEFAULTS[type][name]
  );
  const said = { ...Object.fromEntries(filled), ...(userId !== null && { [USER]: true }) };
  const set = Object.entries(secrets).flatMap(([name, secret]) => (secret.set ? [name] : []));
  return [{ profile: owner, key, absence, said, secrets: set }];
}

const ownersOf = (type: RecordType, stored: StoredRecord): readonly Ownership[] =>
  stored.owners.length > 0 ? stored.owners : firstOwnershipOf(type, stored);

/** Whether all who own a record share it with this profile. One that cannot be told from another record is nobody's to share. */
export const mayShare = (
  { owner, key, owners }: StoredRecord,
  { profileId, sharing }: Viewed
): boolean => {
  if (owner === null || key === null) return false;
  const all = [profileId, owner, ...owners.map(({ profile }) => profile)];
  return all.every((one) => sharing.partners.has(one));
};

const rankIn = (order: Sharing['order'], profile: string): number => {
  const place = order.indexOf(profile);
  return place < 0 ? order.length : place;
};

const inOrder = (owners: readonly Ownership[], order: Sharing['order']): Ownership[] =>
  owners.toSorted((one, other) => rankIn(order, one.profile) - rankIn(order, other.profile));

/** Those who own a record besides a profile, the leading ones first, and which of them lead it. */
function othersOf(type: RecordType, stored: StoredRecord, { profileId, sharing }: Viewed) {
  const { order } = sharing;
  const others = ownersOf(type, stored).filter(({ profile }) => profile !== profileId);
  const all = inOrder(others, order);
  const own = rankIn(order, profileId);
  return { all, leading: all.filter(({ profile }) => rankIn(order, profile) < own) };
}

const says = (owners: readonly Ownership[], name: string): Ownership | undefined =>
  owners.find(({ said }) => Object.hasOwn(said, name));

/** The owners of a record, the leading ones first, each with the attributes that it leads. */
export function leadersOf(
  owners: readonly Ownership[],
  order: Sharing['order']
): { owner: Ownership; leads: string[] }[] {
  const led = new Set<string>();
  return inOrder(owners, order).map((owner) => {
    const leads = [...Object.keys(owner.said), ...owner.secrets].filter((name) => !led.has(name));
    for (const name of leads) led.add(name);
    return { owner, leads };
  });
}

/** Whether another profile that leads an entry or phone says whose it is, so that it stays with its user. */
export const isUserOfLeader = (
  type: RecordType,
  stored: StoredRecord | null,
  options: Viewed
): boolean => {
  if (!stored || stored.userId === null) return false;
  const isShared = stored.ownership !== null || mayShare(stored, options);
  return isShared && says(othersOf(type, stored, options).leading, USER) !== undefined;
};

/** True for an entry or phone that a row gives to another user than the leading profile does. */
export const isElsewhere = ({ type, stored, user }: Item, options: Viewed): boolean =>
  user !== null && user.stored?.id !== stored?.userId && isUserOfLeader(type, stored, options);

/** What becomes of a record that a row and others fill. */
export interface SharedContent {
  /** What the profile writes: what it leads, and what falls to another of what it has led so far. */
  attributes: Values;
  ownership: Ownership;
  firstOwnership?: Ownership;
}

/** Whether only one record may have a value of an attribute, and may be without one. */
const isSingle = (type: RecordType, name: string): boolean =>
  name !== 'username' && uniqueAttributes(type).includes(name);

/** Whether what a row says of a field holds for what is stored, whatever is there. */
const isBinding = ({ type }: Item, name: string, { writing }: PlanPolicy): boolean =>
  ['always', 'never-emptied'].includes(writing[type][name] ?? 'always');

/** What of a row's values a profile writes to a record that others own too. */
export function sharedContent(
  item: Item & { stored: StoredRecord },
  options: Viewed & { policy: PlanPolicy }
): SharedContent {
  const { type, record, stored, key } = item;
  const { all, leading } = othersOf(type, stored, options);
  const before: Values = { ...stored.ownership?.said };
  const content: Values = {};
  const said: Values = item.user || record.owner !== null ? { [USER]: true } : {};
  const secrets: string[] = [];
  const isOthers = isElsewhere(item, options);
  const note = (name: string, value: AttributeValue): void => {
    // What is made of the user whom the row names is nothing that the one has whose it is.
    if (isOthers && item.ofUser.has(name)) return;
    const definition = ATTRIBUTES[type][name];
    if (definition && isSecret(definition)) {
      if (isEmpty(value)) return;
      secrets.push(name);
      if (!leading.some((one) => one.secrets.includes(name))) content[name] = value;
      return;
    }
    const isSaid =
      !isEmpty(value) && !item.ofUser.has(name) && isBinding(item, name, options.policy);
    if (isSaid) said[name] = value;
    const other = says(isSaid ? leading : all, name);
    if (!other) {
      if (!isEmpty(value) || isOwnToEmpty(name)) content[name] = value;
    } else if (isEmpty(value)) fallBack(name);
  };
  // What leads nothing, such as what another writes only if empty, stays where a source that never filled it leaves it empty.
  const isOwnToEmpty = (name: string): boolean => name in before || name in stored.handEdits;
  const fallBack = (name: string): void => {
    const other = says(all, name);
    const hasLed = name in before && !says(leading, name);
    if (!other || !hasLed || name === USER) return;
    const next = other.said[name] ?? null;
    // Others may have it by now, or ask for it in this run: who says it takes it.
    const isOpen = isSingle(type, name) && !sameIdentity(name, next, stored.attributes[name]);
    content[name] = isOpen ? null : next;
  };
  for (const [name, value] of Object.entries(record.attributes)) note(name, value);
  for (const [name, value] of Object.entries(before)) {
    if (name in record.attributes) continue;
    if (name in (record.unread ?? {})) said[name] = value;
    else fallBack(name);
  }
  const ownership = { profile: options.profileId, key: key ?? '', absence: null, said, secrets };
  const [firstOwnership] = stored.owners.length > 0 ? [] : all;
  return { attributes: content, ownership, ...(firstOwnership && { firstOwnership }) };
}

/** Those of some values, which no source says itself, that no other owner of a record fills. */
export function unsaid(
  type: RecordType,
  attributes: Values,
  stored: StoredRecord | null,
  options: Viewed
): Values {
  if (!stored?.ownership) return attributes;
  const { all } = othersOf(type, stored, options);
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => !says(all, name)));
}

/** What is shown of what a source says otherwise than before, where it is not what is written. */
export function saidOtherwise(
  before: Ownership | null,
  after: Ownership,
  written: Difference
): Difference {
  const difference: Difference = {};
  const show = (name: string, one: AttributeValue, other: AttributeValue): void => {
    if (Object.hasOwn(written, name) || sameValue(one, other)) return;
    difference[inSource(name)] = { before: one, after: other };
  };
  if (!before) return difference;
  for (const name of new Set([...Object.keys(before.said), ...Object.keys(after.said)])) {
    show(name, before.said[name] ?? null, after.said[name] ?? null);
  }
  for (const name of new Set([...before.secrets, ...after.secrets])) {
    const shown = ({ secrets }: Ownership) => (secrets.includes(name) ? MASK : null);
    show(name, shown(before), shown(after));
  }
  return difference;
}

/** The attributes by which others find a record: they are theirs to change. */
const knownBy = (others: readonly Ownership[]): Set<string> =>
  new Set(others.flatMap(({ key }) => partsOfKey(attributeOfKey(key))));

/** By what a source that drops a person finds them again; their number is there for others. */
const foundAgainBy = (type: RecordType, { ownership }: StoredRecord): Set<string> => {
  const names = type === 'user' && ownership ? knownBy([ownership]) : new Set<string>();
  names.delete('extension');
  return names;
};

/**
 * What is left of a record whose source drops it while others own it: what the profile has led falls to the next
 * one that fills it, and is emptied where there is none. A value that only one record may have comes free; the next
 * one's own takes its place when its source is read.
 */
export function contentWithout(type: RecordType, stored: StoredRecord, options: Viewed): Values {
  const { all, leading } = othersOf(type, stored, options);
  const kept = new Set([...knownBy(all), ...foundAgainBy(type, stored)]);
  const content: Values = {};
  for (const [name, value] of Object.entries(stored.ownership?.said ?? {})) {
    if (says(leading, name) || kept.has(name) || name === USER || name === 'username') continue;
    const next = says(all, name)?.said[name] ?? null;
    if (next === null && name in DEFAULTS[type]) continue;
    const isUnique = isSingle(type, name);
    if (isUnique && sameIdentity(name, next, value)) continue;
    content[name] = isUnique ? null : next;
  }
  return content;
}
