import type { MappedRow } from '../mapping/types';
import { type Item, itemsOf } from './items';
import { type Lookup, matchItem } from './match';
import type { PlanState } from './state';

/**
 * The records of rows that a person wants left as stored, and those of which a row cannot decide
 * whether it asks for them; of a row without any nobody can tell whom it means.
 */
export function itemsLeftAsStored(rows: MappedRow[], state: PlanState): Item[] {
  return rows.flatMap((row) => {
    const records = row.skipped === 'keep' ? row.records : row.kept;
    if (!records) return [];
    const items = itemsOf({ ...row, records }, state.policy.match);
    if (items.length === 0 || items.some(({ key }) => key === null)) {
      state.unknownRows.add(row.row);
      state.unknownLeft.add(row.row);
    }
    return items;
  });
}

/**
 * Keeps what is stored of an item, and of its user whatever else that has. It claims nothing: where
 * another row is about the same record, that one decides.
 */
export function leaveAsStored(item: Item, lookup: Lookup, state: PlanState): void {
  const { stored } = matchItem(item, lookup, state);
  item.stored = stored;
  if (!stored) return;
  state.leftAsStored[item.type].mark(stored.id, item.row);
  if (item.type === 'user') state.retainedUsers.add(stored.id);
}
