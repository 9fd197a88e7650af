import { sameIdentity } from '../../../shared/identity';
import type { ChildType } from '../../../shared/records';
import { chunked } from '../utils/collections';
import { keyValue } from '../utils/record-keys';
import { type Item, attributeKey, mayBeOfPlace, placeKey } from './items';
import type { RecordReader, StoredRecord } from './types';
import { uniqueValues } from './uniqueness';

/** The attributes by which an entry or phone is known when nothing identifies it, best first. */
const NAMES: Record<ChildType, string[]> = {
  phonebookEntry: ['displayName', 'phone'],
  phone: ['name'],
};

/** The attributes that set two of the same name apart. */
const APART: Record<ChildType, string[]> = {
  phonebookEntry: ['private', 'externalId'],
  phone: ['kind'],
};

/**
 * What belongs to the stored users of a batch, whoever brought it: a user that a profile takes over
 * brings entries and phones along, so that none is made a second time.
 */
export class StoredChildren {
  private readonly byUser: Record<ChildType, Map<number, StoredRecord[]>> = {
    phonebookEntry: new Map(),
    phone: new Map(),
  };

  constructor(private readonly reader: RecordReader) {}

  /**
   * Reads what may be the records of these items. They are few; all that belongs to their users is as
   * much as a source has rows.
   * @param items by the id of their stored user; null: of none
   */
  async read(type: ChildType, items: Map<number | null, Item[]>): Promise<void> {
    const known = this.byUser[type];
    const users = [...items.keys()].filter((id) => id !== null);
    for (const part of chunked(users)) {
      for (const id of part) known.set(id, []);
      for await (const records of this.reader.ofUsers(type, part)) {
        for (const record of records) {
          const { userId } = record;
          const isWanted = items.get(userId)?.some((item) => mayBe(item, record));
          if (userId !== null && isWanted) known.get(userId)?.push(record);
        }
      }
    }
  }

  /** All that belongs to the item's user and is of its type. */
  of({ type, user }: Item): StoredRecord[] {
    return (type !== 'user' && this.byUser[type].get(user?.stored?.id ?? 0)) || [];
  }

  /** Those under the item's user that may be the record it is about, by place, then by name. */
  similarTo(item: Item, matchedBy: string): StoredRecord[] {
    const { type, record, parent } = item;
    if (type === 'user' || !parent?.stored) return [];
    const found = this.of(item).filter((stored) => !differs(item, stored, matchedBy));
    const places = formerKeys(parent.stored, parent.type).map((key) => placeKey(key, record.place));
    const byPlace = found.filter(({ key }) => key !== null && places.includes(key));
    const byName = NAMES[type].flatMap((name) =>
      found.filter((stored) => hasSame(name, record, stored))
    );
    return [...byPlace, ...byName];
  }
}

/** How sure it is that a stored record is the one an item is about, by its name and number: 2, 1, or 0 for not at all. */
export function similarity(item: Item, stored: StoredRecord, matchedBy: string): 0 | 1 | 2 {
  const { type, record } = item;
  if (type === 'user' || isApart(item, stored, matchedBy)) return 0;
  const same = NAMES[type].filter((name) => hasSame(name, record, stored));
  return same.length > 1 ? 2 : same.length === 1 ? 1 : 0;
}

/** True where an entry or phone is another one than the stored record. */
export function isApart(item: Item, stored: StoredRecord, matchedBy: string): boolean {
  const { type, record } = item;
  if (type === 'user' || differs(item, stored, matchedBy)) return true;
  return APART[type].some((name) => isElse(name, record.attributes, stored));
}

/** True where both have a value, and another one. */
const isElse = (
  name: string,
  attributes: Item['record']['attributes'],
  stored: StoredRecord
): boolean => {
  const [one, other] = [attributes[name], stored.attributes[name]];
  if (typeof one === 'boolean' || typeof other === 'boolean')
    return (one ?? false) !== (other ?? false);
  return Boolean(one && other) && !sameIdentity(name, one, other);
};

const hasSame = (
  name: string,
  one: Pick<Item['record'], 'attributes'>,
  other: Pick<StoredRecord, 'attributes'>
): boolean => sameIdentity(name, one.attributes[name], other.attributes[name]);

/** True for an entry that is called as its user, or not at all. */
export const isOfItsUser = (
  { attributes: { displayName } }: Pick<StoredRecord, 'attributes'>,
  { attributes: user }: Pick<StoredRecord, 'attributes'>
): boolean =>
  !displayName ||
  [user.displayName, user.username].some((name) => sameIdentity('displayName', displayName, name));

/** Whether a stored record may be the item's by place or name, whatever the key of its parent. */
const mayBe = ({ type, record }: Item, stored: StoredRecord): boolean =>
  type !== 'user' &&
  ((stored.key !== null && mayBeOfPlace(stored.key, record.place)) ||
    NAMES[type].some((name) => hasSame(name, record, stored)));

/** True where both are identified, and as different ones. */
function differs(
  { type, matchValue, record }: Item,
  { attributes }: StoredRecord,
  matchedBy: string
): boolean {
  const value = keyValue(matchedBy, attributes);
  if (matchValue !== null && value !== null) return !sameIdentity(matchedBy, matchValue, value);
  const [one, other] = [record.attributes.mac, attributes.mac];
  return type === 'phone' && Boolean(one && other) && !sameIdentity('mac', one, other);
}

/** The keys under which a former owner may have filed what belongs to a record. */
const formerKeys = (parent: StoredRecord, type: Item['type']): string[] => [
  ...(parent.key === null ? [] : [parent.key]),
  ...uniqueValues(type, parent.attributes).map(([name, value]) => attributeKey(name, value)),
];
