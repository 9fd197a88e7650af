import { sameIdentity } from '../../../../shared/identity';
import type { MappedRow } from '../../mapping/types';
import { groupBy } from '../../utils/collections';
import { itemsOf, type Item, attributeKey, identifying } from '../items';
import { isLeaver } from './leavers';
import type { Lookup } from '../match';
import type { PlanState } from '../state';
import type { StoredRecord } from '../types';
import { uniqueValues } from '../uniqueness';

/** The attributes by which somebody may be known to be the same person. */
const TELLING = ['email', 'username'] as const;

/** The user whom a new one may be, and the attribute that says so. */
interface FormerSelf {
  stored: StoredRecord;
  by: (typeof TELLING)[number];
}

/**
 * Gives a person who returns under a new id the record that they had. Rows that may be about such
 * a person wait until all others have been read: only then is it known who else is there.
 */
export class ReturningPeople {
  private readonly people = new People();
  private readonly waiting: MappedRow[] = [];
  /** The stored users whom people who return take over. */
  private readonly returned = new Set<number>();

  constructor(private readonly state: PlanState) {}

  /**
   * Takes the rows of a batch that have to wait; returns their numbers. Later rows that ask for the
   * same wait too, since the first one gets it.
   */
  async holdBack(rows: MappedRow[], items: Item[], lookup: Lookup): Promise<Set<number>> {
    const waiting = new Set<number>();
    if (!this.isWanted) return waiting;
    this.people.add(items);
    await readTelling(items, lookup);
    for (const [row, ofRow] of groupBy(items, (item) => item.row)) {
      const found = ofRow.flatMap((item) => this.formerSelf(item, lookup) ?? []);
      for (const { stored } of found) this.people.claim(stored.id);
      if (found.length === 0 && !(isOfNobody(ofRow, lookup) && this.people.isAsked(ofRow)))
        continue;
      this.people.wait(ofRow);
      waiting.add(row);
    }
    this.waiting.push(...rows.filter(({ row }) => waiting.has(row)));
    return waiting;
  }

  /** The rows that wait, when all others have been read. */
  heldBack(): readonly MappedRow[] {
    return this.waiting;
  }

  /**
   * The items of rows that have waited, with the record that a returning person had. Where its own
   * id is in the source as well, it is not given away, and the run is held: a person has to look.
   */
  async itemsOf(rows: MappedRow[], lookup: Lookup): Promise<Item[]> {
    const { state, people, returned } = this;
    const items = rows.flatMap((row) => itemsOf(row, state.policy.match));
    await lookup.read(items);
    await readTelling(items, lookup);
    for (const item of items) {
      const found = this.formerSelf(item, lookup);
      if (!found) continue;
      const { stored, by } = found;
      if (!people.isAlone(by, String(item.record.attributes[by]))) continue;
      if (people.isDisputed(stored.id)) continue;
      if (state.isThere('user', stored)) {
        if (!returned.has(stored.id)) state.holds.push(state.write.bothIds(item, stored));
        continue;
      }
      returned.add(stored.id);
      item.formerSelf = stored;
    }
    // Again: what belongs to them is known by the keys they had.
    await lookup.read(items);
    return items;
  }

  /** Whether the profile takes people back at all. */
  private get isWanted(): boolean {
    const { returning, mode } = this.state.policy;
    return (
      returning === 'same-person' && (mode === 'create-update-remove' || mode === 'create-update')
    );
  }

  /**
   * The user whom this profile has switched off and who is the same person as a new one of a row:
   * by an e-mail address that nobody else has, or by user name and display name.
   */
  private formerSelf(item: Item, lookup: Lookup): FormerSelf | null {
    if (!isNew(item, lookup)) return null;
    const { email, username, displayName } = item.record.attributes;
    const only = (attribute: FormerSelf['by'], value: unknown): StoredRecord | null => {
      const known = identifying(attribute, value);
      const [stored, ...more] = known === null ? [] : lookup.withValue('user', attribute, known);
      return stored && more.length === 0 && isLeaver(stored, this.state) ? stored : null;
    };
    const byEmail = only('email', email);
    if (byEmail) return { stored: byEmail, by: 'email' };
    const byName = only('username', username);
    return byName && sameIdentity('displayName', byName.attributes.displayName, displayName)
      ? { stored: byName, by: 'username' }
      : null;
  }
}

const isNew = (item: Item, lookup: Lookup): boolean =>
  item.type === 'user' && item.key !== null && !item.record.failed && isUnknown(item, lookup);

const isUnknown = (item: Item, lookup: Lookup): boolean =>
  lookup.byKey(item) === null && lookup.byValue(item).length === 0;

const isOfNobody = (items: Item[], lookup: Lookup): boolean =>
  items.every((item) => item.type !== 'user' || isUnknown(item, lookup));

/** Reads the stored users who have an e-mail address or user name of a new one. */
async function readTelling(items: Item[], lookup: Lookup): Promise<void> {
  const news = items.filter((item) => isNew(item, lookup));
  for (const attribute of TELLING) {
    const values = news.flatMap(
      ({ record }) => identifying(attribute, record.attributes[attribute]) ?? []
    );
    await lookup.readValues('user', attribute, values);
  }
}

/** Key and unique values of a record, as only one may have them. */
const askedBy = ({ type, key, record }: Item): string[] => [
  ...(key === null ? [] : [`${type} ${key}`]),
  ...uniqueValues(type, record.attributes).map(
    ([name, value]) => `${type} ${attributeKey(name, value)}`
  ),
];

/** What the rows say of how many people there are; only where that decides. */
class People {
  /** How many rows have each e-mail address and user name. */
  private readonly counts = new Map<string, number>();
  /** How many rows may be about somebody who was switched off, by the id of that record. */
  private readonly claims = new Map<number, number>();
  /** The keys and unique values that rows which wait ask for. */
  private readonly asked = new Set<string>();

  add(items: Item[]): void {
    for (const { type, record } of items) {
      if (type !== 'user') continue;
      for (const name of TELLING) {
        const value = identifying(name, record.attributes[name]);
        if (value === null) continue;
        const key = attributeKey(name, value);
        this.counts.set(key, (this.counts.get(key) ?? 0) + 1);
      }
    }
  }

  /** Notes what the records of a row that waits ask for. */
  wait(items: Item[]): void {
    for (const item of items) for (const trait of askedBy(item)) this.asked.add(trait);
  }

  /** True where an earlier row that waits asks for something that these records ask for: it goes first. */
  isAsked(items: Item[]): boolean {
    return items.some((item) => askedBy(item).some((trait) => this.asked.has(trait)));
  }

  isAlone(attribute: string, value: string): boolean {
    return this.counts.get(attributeKey(attribute, value)) === 1;
  }

  claim(id: number): void {
    this.claims.set(id, (this.claims.get(id) ?? 0) + 1);
  }

  /** True where one row claims a record by its e-mail address and another by its names, say. */
  isDisputed(id: number): boolean {
    return (this.claims.get(id) ?? 0) > 1;
  }
}
