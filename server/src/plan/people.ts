import type { Item } from './items';
import { attributeKey, identifying } from './keys';
import { uniqueValues } from './uniqueness';

/** Key and unique values of a record, as only one may have them. */
const askedBy = ({ type, key, record }: Item): string[] => [
  ...(key === null ? [] : [`${type} ${key}`]),
  ...uniqueValues(type, record.attributes).map(
    ([name, value]) => `${type} ${attributeKey(name, value)}`
  ),
];

/** What the rows say of how many people there are; only where that decides. */
export class People {
  /** How many rows have each e-mail address and user name. */
  private readonly counts = new Map<string, number>();
  /** How many rows may be about somebody who was switched off, by the id of that record. */
  private readonly claims = new Map<number, number>();
  /** The keys and unique values that rows which wait ask for. */
  private readonly asked = new Set<string>();

  add(items: Item[]): void {
    for (const { type, record } of items) {
      if (type !== 'user') continue;
      for (const name of ['email', 'username']) {
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
