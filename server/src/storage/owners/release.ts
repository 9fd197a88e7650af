import type { Core } from '@strapi/strapi';

import type { Ownership } from '../../plan/types';
import { from, inBatches, inTransaction } from '../database';
import { digestsOf } from '../digests';
import { toCells } from '../records/update-entities';
import { recordTables, type RecordTable } from '../tables';
import { noteOf, ownerColumns, readOwners, sharedBy, writeOwners } from './store';

/** How many records change hands in one transaction. */
const SLICE = 100;

/** Leaves some records, which stay as they are, to their other owners. */
const leave = (
  strapi: Core.Strapi,
  table: RecordTable,
  { ids, profileId }: { ids: number[]; profileId: string }
): Promise<void> =>
  inTransaction(strapi, async (transaction) => {
    const records = from(strapi, table.table, transaction);
    const locked: { id: number; first: string | null }[] = await records
      .select({ id: 'id', first: table.column('connectorProfile') })
      .whereIn('id', ids)
      .forUpdate();
    const owners = await readOwners(strapi, table.type, ids, transaction);
    const next = new Map<number, readonly Ownership[]>();
    for (const [id, all] of owners) {
      next.set(
        id,
        all.filter(({ profile }) => profile !== profileId)
      );
    }
    for (const { id, first } of locked) {
      const [heir] = next.get(Number(id)) ?? [];
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
