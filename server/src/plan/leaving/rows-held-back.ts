import type { MappedRow } from '../../mapping/types';
import { chunked, groupBy } from '../../utils/collections';
import { type Item, itemsOf } from '../items';
import { Lookup } from '../match';
import type { PlanState } from '../state';
import type { StoredRecord } from '../types';
import { filedBy } from '../uniqueness';
import { RenamedPeople } from './renamed-people';
import { ReturningPeople } from './returning-people';

/** What an item asks for, whatever its type. */
const askedBy = (item: Item): string[] => filedBy(item).map(({ type, key }) => `${type} ${key}`);

/**
 * The rows of people who may have a stored record under another key. They wait until all others have
 * been read: only then is it known who else is there, and who leaves.
 */
export class RowsHeldBack {
  private readonly rows: MappedRow[] = [];
  private readonly returning: ReturningPeople;
  private readonly renamed: RenamedPeople;
  /** The keys and unique values that they ask for. */
  private readonly asked = new Set<string>();
  /** The stored users whom they are about besides, under their own keys. */
  private readonly known = new Set<number>();

  constructor(private readonly state: PlanState) {
    this.returning = new ReturningPeople(state);
    this.renamed = new RenamedPeople(state);
  }

  /**
   * Takes the rows of a batch that have to wait; returns their numbers. Later rows that ask for the
   * same wait too, since the first one gets it.
   */
  async take(rows: MappedRow[], items: Item[], lookup: Lookup): Promise<Set<number>> {
    const waiting = new Set<number>();
    const found = new Set([
      ...(await this.returning.rowsOf(items, lookup)),
      ...(await this.renamed.rowsOf(items, lookup)),
    ]);
    if (found.size === 0 && this.asked.size === 0) return waiting;
    for (const [row, ofRow] of groupBy(items, (item) => item.row)) {
      if (!found.has(row) && !this.isAsked(ofRow)) continue;
      waiting.add(row);
      for (const item of ofRow) {
        for (const trait of askedBy(item)) this.asked.add(trait);
        const stored = item.type === 'user' ? lookup.found(item) : null;
        if (stored) this.known.add(stored.id);
      }
    }
    this.rows.push(...rows.filter(({ row }) => waiting.has(row)));
    return waiting;
  }

  /** Hands the items of the rows over, some hundred rows at a time, when all others have been read. */
  async release(plan: (items: Item[], lookup: Lookup) => Promise<void>): Promise<void> {
    const { state, known } = this;
    const isThere = (stored: StoredRecord): boolean =>
      known.has(stored.id) || state.isThere('user', stored);
    for (const rows of chunked(this.rows)) {
      const lookup = new Lookup(state.reader, state.profileId, state.policy.match);
      const items = rows.flatMap((row) => itemsOf(row, state.policy.match));
      await lookup.read(items);
      await this.returning.find(items, lookup, isThere);
      await this.renamed.find(items, lookup, isThere);
      // Again: what belongs to them is known by the keys they had.
      await lookup.read(items);
      await plan(items, lookup);
    }
  }

  /** True where an earlier row that waits asks for something that these records ask for: it goes first. */
  private isAsked(items: Item[]): boolean {
    return items.some((item) => askedBy(item).some((trait) => this.asked.has(trait)));
  }
}
