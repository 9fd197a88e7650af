import type { OthersPolicy } from '../../../shared/profile';
import { byType, RECORD_TYPES, type RecordType } from '../../../shared/records';
import { chunked, groupBy } from '../utils/collections';
import { isCompound, keyValue, partsOfValue } from '../utils/record-keys';
import { type Item, attributeKey, mayBeOfPlace, placeKey } from './items';
import { mayShare } from './sharing';
import type { PlanState } from './state';
import { isApart, isOfItsUser, similarity, StoredChildren } from './stored-children';
import type { PlanPolicy, RecordReader, StoredRecord } from './types';
import { uniqueValues } from './uniqueness';

/**
 * What is stored for one batch of items, read with a few calls for the whole batch: the profile's
 * own records by their keys; for items not found so, records by the value of the matched attribute,
 * and children by the places they had before they got a value or their parent another key.
 */
export class Lookup {
  private readonly keys = byType(() => new Map<string, StoredRecord>());
  private readonly values = byType(() => new Map<string, StoredRecord[]>());
  private readonly children: StoredChildren;
  /** What rows say of entries and phones, by their user's item. */
  private siblings = new Map<Item | null, Item[]>();

  constructor(
    private readonly reader: RecordReader,
    private readonly profileId: string,
    private readonly match: PlanPolicy['match']
  ) {
    this.children = new StoredChildren(reader);
  }

  async read(items: Item[]): Promise<void> {
    this.siblings = groupBy(items, ({ user }) => user);
    // Users first: the former keys of children depend on them.
    for (const type of RECORD_TYPES) {
      const ofType = items.filter((item) => item.type === type);
      await this.readKeys(
        type,
        ofType.flatMap(({ key }) => key ?? [])
      );
      const rest = ofType.filter((item) => !this.byKey(item));
      await this.readValues(
        type,
        this.match[type],
        rest.flatMap(({ matchValue }) => matchValue ?? [])
      );
      await this.readKeys(
        type,
        rest.flatMap((item) => this.formerKeys(item, this.likely(item.parent)))
      );
      if (type !== 'user') {
        await this.children.read(
          type,
          groupBy(rest, (item) => this.likely(item.user)?.id ?? null)
        );
      }
    }
  }

  /** The profile's own record with the item's key. */
  byKey(item: Item): StoredRecord | null {
    return item.key === null ? null : (this.keys[item.type].get(item.key) ?? null);
  }

  /** Whoever's records with the value that the item is matched by: own ones first, then those made by hand. */
  byValue(item: Item): StoredRecord[] {
    if (item.matchValue === null) return [];
    return this.withValue(item.type, this.match[item.type], item.matchValue);
  }

  /** The record with the item's key or value, whichever comes first. */
  found(item: Item): StoredRecord | null {
    return this.byKey(item) ?? this.byValue(item)[0] ?? null;
  }

  /** True where nothing is stored under the item's key or with its value. */
  isNew(item: Item): boolean {
    return this.found(item) === null;
  }

  /** True for a user with a key under which nobody is stored. */
  isNewUser(item: Item): boolean {
    return item.type === 'user' && item.key !== null && this.isNew(item);
  }

  /** The profile's own child of the same stored user or entry that had the item's place; its parent has been matched. */
  byFormerKey(item: Item): StoredRecord | null {
    const parent = item.parent?.stored ?? null;
    const found = this.formerKeys(item, parent).map((key) => this.keys[item.type].get(key));
    const userId = item.user?.stored?.id;
    return found.find((record) => record !== undefined && record.userId === userId) ?? null;
  }

  /** What belongs to the item's stored user and is the same record by its place or name, likeliest first. */
  similarChildren(item: Item): StoredRecord[] {
    return this.children.similarTo(item, this.match[item.type]);
  }

  /**
   * What belongs to the item's stored user and clearly is the same record, by its name or number: none
   * else there is as like it, and no other item of the row is as like that one.
   */
  clearlySameChild(item: Item, isOpen: (stored: StoredRecord) => boolean): StoredRecord | null {
    const likeOf = (one: Item, stored: StoredRecord): number =>
      similarity(one, stored, this.match[one.type]);
    const open = this.children.of(item).filter(isOpen);
    const best = Math.max(0, ...open.map((stored) => likeOf(item, stored)));
    const [found, ...more] = open.filter((stored) => best > 0 && likeOf(item, stored) === best);
    if (!found || more.length > 0) return null;
    const isRival = (one: Item): boolean =>
      one !== item && one.type === item.type && likeOf(one, found) >= best;
    return this.siblings.get(item.user)?.some(isRival) ? null : found;
  }

  /** The entry under the item's stored user that has the user's own name and its place, where the item has its user's too. */
  entryOfTheirs(item: Item, isOpen: (stored: StoredRecord) => boolean): StoredRecord | null {
    const { type, record, user } = item;
    if (type !== 'phonebookEntry' || !user?.stored || !isOfItsUser(record, user.record))
      return null;
    const { stored: owner } = user;
    const isTheirs = (stored: StoredRecord): boolean =>
      stored.key !== null &&
      mayBeOfPlace(stored.key, record.place) &&
      isOfItsUser(stored, owner) &&
      !isApart(item, stored, this.match[type]);
    return this.children.of(item).find((stored) => isTheirs(stored) && isOpen(stored)) ?? null;
  }

  /** The records with a value that `readValues` was asked for. */
  withValue(type: RecordType, attribute: string, value: string): StoredRecord[] {
    return this.values[type].get(attributeKey(attribute, value)) ?? [];
  }

  /** Reads the records with these values of an attribute, unless they have been read. */
  async readValues(type: RecordType, attribute: string, values: string[]): Promise<void> {
    const table = this.values[type];
    const wanted = values.filter((value) => !table.has(attributeKey(attribute, value)));
    for (const part of chunked(wanted)) {
      for (const value of part) table.set(attributeKey(attribute, value), []);
      for (const record of await this.recordsWith(type, attribute, part)) {
        const value = keyValue(attribute, record.attributes) ?? '';
        table.get(attributeKey(attribute, value))?.push(record);
      }
      for (const value of part) {
        table
          .get(attributeKey(attribute, value))
          ?.sort((a, b) => this.rank(a) - this.rank(b) || a.id - b.id);
      }
    }
  }

  /** Records that may have these values; of a compound key they are read by what of it is not empty. */
  private async recordsWith(
    type: RecordType,
    name: string,
    values: string[]
  ): Promise<StoredRecord[]> {
    if (!isCompound(name)) return this.reader.byAttribute(type, name, values);
    const parts = values.map((value) => partsOfValue(name, value));
    const found: StoredRecord[] = [];
    for (const alike of groupBy(parts, (one) => Object.keys(one).join('+')).values()) {
      const wanted = Object.keys(alike[0] ?? {}).map((attribute): [string, string[]] => [
        attribute,
        [...new Set(alike.flatMap((one) => one[attribute] ?? []))],
      ]);
      found.push(...(await this.reader.byAttributes(type, Object.fromEntries(wanted))));
    }
    return found;
  }

  /** The record that an item will have, unless an earlier one has it. */
  private likely(item: Item | null): StoredRecord | null {
    return item && (this.found(item) ?? item.formerSelf);
  }

  private async readKeys(type: RecordType, keys: string[]): Promise<void> {
    for (const part of chunked(keys)) {
      for (const record of await this.reader.byKey(type, this.profileId, part)) {
        if (record.key !== null) this.keys[type].set(record.key, record);
      }
    }
  }

  /**
   * The keys that the child of a stored parent may have had: of its place, which it had without a
   * value, and under other keys of its parent. The parent may have its new key already when a run
   * died between the two; then its former one is still told by its attributes.
   */
  private formerKeys({ parent, record, key }: Item, stored: StoredRecord | null): string[] {
    if (!parent || !stored) return [];
    const isOwn = stored.owner === this.profileId;
    const values = isOwn ? uniqueValues(parent.type, stored.attributes) : [];
    const formerKeys = values.map(([attribute, value]) => attributeKey(attribute, value));
    return [parent.key, isOwn ? stored.key : null, ...formerKeys]
      .flatMap((parentKey) => (parentKey === null ? [] : placeKey(parentKey, record.place)))
      .filter((former) => former !== key);
  }

  private rank({ owner }: StoredRecord): number {
    if (owner === this.profileId) return 0;
    return owner === null ? 1 : 2;
  }
}

/** What is found of an item. */
export interface Matched {
  stored: StoredRecord | null;
  /** The row of an earlier item with the same key, which has the record. */
  duplicateOf: number | null;
}

/** What happens to a record that is matched; `own` for one that the profile owns. */
export function policyFor(
  stored: StoredRecord,
  item: Item,
  state: PlanState
): OthersPolicy | 'own' {
  const { profileId, policy } = state;
  const { type } = item;
  if (stored.owner === profileId) return 'own';
  if (policy.mode === 'create-only') return 'update';
  if (policy.mode === 'replace' && type === 'user') return 'adopt';
  if (isTakenOver(stored, item, state)) return 'adopt';
  if (stored.owner === null) return policy.existing;
  if (policy.ownedByOthers !== 'share') return policy.ownedByOthers;
  if (!mayShare(stored, state.options)) return 'conflict';
  // Whom the other source has dropped is there for whoever has them.
  return stored.missingSince === null ? 'share' : 'adopt';
}

/** True for an entry or phone that belongs to the user whom the profile takes over with this row. */
function isTakenOver(stored: StoredRecord, { user }: Item, state: PlanState): boolean {
  if (!user?.stored || stored.userId !== user.stored.id) return false;
  return policyFor(user.stored, user, state) === 'adopt';
}

/** True for a record that becomes the profile's, its own or with others. */
const isGained = (policy: OthersPolicy | 'own'): boolean =>
  policy === 'adopt' || policy === 'share';

/**
 * What belongs to the item's user and was brought by others, but is the same record: the profile takes
 * it over with its user, or goes on with that after a run broke off; where it only updates what was made by hand,
 * or shares it, there must be no doubt.
 */
function childOfUser(
  item: Item,
  mayRekey: boolean,
  lookup: Lookup,
  state: PlanState
): StoredRecord | null {
  const isOpen =
    (wanted: OthersPolicy, isMeant: (stored: StoredRecord) => boolean = () => true) =>
    (stored: StoredRecord): boolean =>
      !state.isTaken(item.type, stored) &&
      isMeant(stored) &&
      policyFor(stored, item, state) === wanted;
  const adopted = mayRekey ? lookup.similarChildren(item).find(isOpen('adopt')) : undefined;
  const isByHand = isOpen('update', ({ owner }) => owner === null);
  return (
    adopted ??
    lookup.clearlySameChild(item, isByHand) ??
    lookup.clearlySameChild(item, isOpen('share')) ??
    lookup.entryOfTheirs(item, isOpen('share'))
  );
}

/**
 * Finds the stored record that an item is about: the profile's own with its key, else one with the
 * matched attribute's value, whoever made it, else an own child that had its place, else what its
 * user brings along. A record that an earlier item has is not matched again.
 */
export function matchItem(item: Item, lookup: Lookup, state: PlanState): Matched {
  const { type, key } = item;
  const seen = state.seen[type];
  const rekeyed = state.rekeyed[type];
  const byKey = lookup.byKey(item);
  // An earlier item may have given the record another key. Keys are unique too and updates come
  // before creates: only a new record can take the old key over.
  const isLeaving = byKey !== null && rekeyed.has(byKey.id);
  const mayRekey = state.policy.mode !== 'create-only';
  const isOpen = (record: StoredRecord): boolean =>
    !mayRekey || rekeyed.get(record.id) === key || (!seen.has(record.id) && !isLeaving);
  const isCandidate = (record: StoredRecord): boolean => {
    const policy = policyFor(record, item, state);
    return policy === 'own' ? isOpen(record) : !isGained(policy) || !isLeaving;
  };
  const stored = (isLeaving ? null : byKey) ?? lookup.byValue(item).find(isCandidate) ?? null;

  const claimant = key === null ? undefined : state.uniqueness.claimantOfKey(type, key);
  if (claimant !== undefined) return { stored, duplicateOf: state.changeLog.row(claimant) };
  if (stored) return { stored, duplicateOf: seen.row(stored.id) };
  if (item.formerSelf) return { stored: item.formerSelf, duplicateOf: null };
  const former = mayRekey ? lookup.byFormerKey(item) : null;
  if (former && isOpen(former)) return { stored: former, duplicateOf: null };
  return { stored: childOfUser(item, mayRekey, lookup, state), duplicateOf: null };
}
