import type { Core } from '@strapi/strapi';

import type { Change } from '../plan/types';
import { from, type Transaction } from './database';
import type { PreparedChange } from './prepare';
import type { RecordTable } from './tables';

/**
 * The ids of the records that were written, by the sequence of their changes; a change that is not
 * in it had lost its record.
 */
export type Written = Map<number, number>;

/** One way of writing. Everything it does belongs to the transaction that it is given. */
export interface RecordWriter {
  /** How many changes it writes in one transaction. */
  batchSize: number;
  create(table: RecordTable, changes: PreparedChange[], transaction: Transaction): Promise<Written>;
  update(table: RecordTable, changes: PreparedChange[], transaction: Transaction): Promise<Written>;
  /** @param targets the changes whose records are there and may be removed */
  remove(table: RecordTable, targets: Change[], transaction: Transaction): Promise<Written>;
  /** True for an error that one record brought about, so that the others can go on. */
  isRecordsFault(error: unknown): boolean;
}

/** The changes whose records are still there. The rows are locked until the transaction ends. */
export const withTarget = async <Item extends { change: Change }>(
  strapi: Core.Strapi,
  table: RecordTable,
  items: Item[],
  transaction: Transaction
): Promise<{ item: Item; id: number; documentId: string }[]> => {
  const ids = items.flatMap(({ change }) => (change.target ? [change.target.id] : []));
  const rows: { id: number }[] = await from(strapi, table.table, transaction)
    .select('id')
    .whereIn('id', ids)
    .forUpdate();
  const present = new Set(rows.map(({ id }) => Number(id)));
  return items.flatMap((item) => {
    const { target } = item.change;
    return target && present.has(target.id) ? [{ item, ...target }] : [];
  });
};

/**
 * The changes whose records may be removed, asked again when it happens: not protected since, and,
 * unless the plan removes whoever's they are, still the profile's.
 */
export const removable = async (
  strapi: Core.Strapi,
  table: RecordTable,
  changes: Change[],
  profileId: string,
  transaction: Transaction
): Promise<Change[]> => {
  const ids = (owned: boolean): number[] =>
    changes.flatMap(({ own, target }) => (target && own === owned ? [target.id] : []));
  const query = from(strapi, table.table, transaction)
    .select('id')
    .where((either) =>
      either
        .whereIn('id', ids(false))
        .orWhere((own) =>
          own.whereIn('id', ids(true)).where(table.column('connectorProfile'), profileId)
        )
    );
  if (table.type === 'user') {
    const isProtected = table.column('protected');
    query.where((open) => open.whereNull(isProtected).orWhere(isProtected, false));
  }
  const rows: { id: number }[] = await query.forUpdate();
  const allowed = new Set(rows.map(({ id }) => Number(id)));
  return changes.filter(({ target }) => target && allowed.has(target.id));
};
