import type { MappedRow } from '../mapping/types';
import { itemsOf } from './items';
import { Lookup } from './lookup';
import type { PlanPolicy, RecordReader, StoredRecord } from './types';

interface OneRow {
  mapped: MappedRow;
  profileId: string;
  match: PlanPolicy['match'];
  /** True where rows give entries and phones to users of other rows. */
  namesOwners: boolean;
}

/**
 * What one row of a source can show to be missing, as a reader's `all`: the entries and phones of its
 * own users. Everybody else, and what other rows may bring, counts as there.
 */
export async function allOfRow(
  reader: RecordReader,
  { mapped, profileId, match, namesOwners }: OneRow
): Promise<RecordReader['all']> {
  const items = itemsOf(mapped, match);
  const lookup = new Lookup(reader, profileId, match);
  await lookup.read(items);
  const users = new Map<number, StoredRecord>();
  for (const item of items) {
    const stored = item.type === 'user' && (lookup.byKey(item) ?? lookup.byValue(item)[0]);
    if (stored) users.set(stored.id, stored);
  }
  const isOfRow = ({ owner, key, userId }: StoredRecord): boolean => {
    const user = users.get(userId ?? 0);
    const isPlaced = user?.key != null && key?.startsWith(`${user.key}/`) === true;
    return owner === profileId && (isPlaced || !namesOwners);
  };
  return async function* (type) {
    if (type === 'user' || users.size === 0) return;
    for await (const found of reader.ofUsers(type, [...users.keys()])) yield found.filter(isOfRow);
  };
}
