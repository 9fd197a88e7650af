import { sameIdentity } from '../../../../shared/identity';
import { type Item, attributeKey, identifying } from '../items';
import { isLeaver } from './leavers';
import type { Lookup } from '../match';
import type { PlanState } from '../state';
import type { StoredRecord } from '../types';

/** The attributes by which somebody may be known to be the same person. */
const TELLING = ['email', 'username'] as const;

/** Whether a row is about a stored user, under its own key. */
export type IsThere = (stored: StoredRecord) => boolean;

/** The user whom a new one may be, and the attribute that says so. */
interface FormerSelf {
  stored: StoredRecord;
  by: (typeof TELLING)[number];
}

/** Gives a person who returns under a new id the record that they had and that was switched off. */
export class ReturningPeople {
  private readonly people = new People();
  /** The stored users whom people who return take over. */
  private readonly returned = new Set<number>();

  constructor(private readonly state: PlanState) {}

  /** The rows of a batch that may be about such people. */
  async rowsOf(items: Item[], lookup: Lookup): Promise<Set<number>> {
    const rows = new Set<number>();
    if (!this.isWanted) return rows;
    this.people.add(items);
    await readTelling(items, lookup);
    for (const item of items) {
      const found = this.formerSelf(item, lookup);
      if (!found) continue;
      this.people.claim(found.stored.id);
      rows.add(item.row);
    }
    return rows;
  }

  /**
   * Gives items the record that a returning person had. Where its own id is in the source as well, it
   * is not given away, and the run is held: a person has to look.
   */
  async find(items: Item[], lookup: Lookup, isThere: IsThere): Promise<void> {
    const { state, people, returned } = this;
    if (!this.isWanted) return;
    await readTelling(items, lookup);
    for (const item of items) {
      const found = this.formerSelf(item, lookup);
      if (!found) continue;
      const { stored, by } = found;
      if (!people.isAlone(by, String(item.record.attributes[by]))) continue;
      if (people.isDisputed(stored.id)) continue;
      if (isThere(stored)) {
        if (!returned.has(stored.id)) state.holds.push(state.write.bothIds(item, stored));
        continue;
      }
      returned.add(stored.id);
      item.formerSelf = stored;
    }
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
    if (item.record.failed || !lookup.isNewUser(item)) return null;
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

/** Reads the stored users who have an e-mail address or user name of a new one. */
async function readTelling(items: Item[], lookup: Lookup): Promise<void> {
  const news = items.filter((item) => !item.record.failed && lookup.isNewUser(item));
  for (const attribute of TELLING) {
    const values = news.flatMap(
      ({ record }) => identifying(attribute, record.attributes[attribute]) ?? []
    );
    await lookup.readValues('user', attribute, values);
  }
}

/** What the rows say of how many people there are; only where that decides. */
class People {
  /** How many rows have each e-mail address and user name. */
  private readonly counts = new Map<string, number>();
  /** How many rows may be about somebody who was switched off, by the id of that record. */
  private readonly claims = new Map<number, number>();

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
