import type { MappedRow } from '../../mapping/types';
import type { KeyNames } from '../../utils/record-keys';
import { itemsOf } from '../items';
import { Lookup } from '../match';
import type { RecordReader, StoredRecord } from '../types';

interface RowsOptions {
  profileId: string;
  match: KeyNames;
  /** True where rows give entries and phones to users of other rows. */
  namesOwners: boolean;
}

/**
 * What some rows of a source can show to be missing, as a reader's `all`: the entries and phones of their
 * own users. Everybody else, and what other rows may bring, counts as there. The rows are told one batch after the
 * other.
 */
export const createRowsScope = (
  reader: RecordReader,
  { profileId, match, namesOwners }: RowsOptions
) => {
  const users = new Map<number, StoredRecord>();
  const isOfRows = ({ owner, key, userId }: StoredRecord): boolean => {
    const user = users.get(userId ?? 0);
    const isPlaced = user?.key != null && key?.startsWith(`${user.key}/`) === true;
    return owner === profileId && (isPlaced || !namesOwners);
  };
  const all: RecordReader['all'] = async function* (type) {
    if (type === 'user' || users.size === 0) return;
    for await (const found of reader.ofUsers(type, [...users.keys()])) yield found.filter(isOfRows);
  };
  return {
    all,
    async add(rows: MappedRow[]): Promise<void> {
      const items = rows.flatMap((row) => itemsOf(row, match));
      const lookup = new Lookup(reader, profileId, match);
      await lookup.read(items);
      for (const item of items) {
        const stored = item.type === 'user' && (lookup.byKey(item) ?? lookup.byValue(item)[0]);
        if (stored) users.set(stored.id, stored);
      }
    },
  };
};
