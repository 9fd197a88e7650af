import type { Core } from '@strapi/strapi';

import type { Ownership } from '../../plan/types';
import { from, inBatches, inTransaction } from '../database';
import { digestsOf } from '../digests';
import { toCells } from '../records/update-entities';
import { recordTables, type RecordTable } from '../tables';
import { lockOwned, noteOf, ownerColumns, sharedBy, writeOwners } from './store';

/** How many records change hands in one transaction. */
const SLICE = 100;

/** Leaves some records, which stay as they are, to their other owners. */
const leave = (
  strapi: Core.Strapi,
  table: RecordTable,
  { ids, profileId }: { ids: number[]; profileId: string }
): Promise<void> =>
  inTransaction(strapi, async (transaction) => {
    const next = new Map<number, readonly Ownership[]>();
    for (const [id, { first, owners }] of await lockOwned(strapi, table, ids, transaction)) {
      const others = owners.filter(({ profile }) => profile !== profileId);
      next.set(id, others);
      const [heir] = others;
      if (first !== profileId || !heir) continue;
      const note = noteOf(heir);
      await from(strapi, table.table, transaction)
        .where({ id })
        .update(toCells(table, { ...note, ...digestsOf(table.type, note) }));
    }
    await writeOwners(strapi, table.type, next, transaction);
  });

/** Makes a profile an owner of nothing that others own, too. */
export const leaveToOthers = async (strapi: Core.Strapi, profileId: string): Promise<void> => {
  for (const table of Object.values(recordTables(strapi))) {
    const shared = () => sharedBy(strapi, table.type, profileId);
    const bounds = { size: SLICE };
    for await (const rows of inBatches<{ record_id: number }>(
      shared,
      ownerColumns(strapi).recordId,
      'record_id',
      bounds
    )) {
      const ids = rows.map(({ record_id: id }) => Number(id));
      await leave(strapi, table, { ids, profileId });
    }
  }
};
