import type { Core, UID } from '@strapi/strapi';
import { AsyncLocalStorage } from 'node:async_hooks';

import type { Change } from '../../plan/types';
import type { PreparedChange } from '../apply/prepare';
import { from, type Transaction } from '../database';
import { isDatabaseError, isRefused } from '../database-errors';
import { digestsOf } from '../digests';
import type { RecordIndex } from '../lookup/record-index';
import type { RecordTable } from '../tables';
import { toCells } from './update-entities';
import { withTarget, type RecordWriter, type Written } from './writer';

/**
 * Writes record by record through the Document Service, for apps whose middlewares, lifecycle hooks
 * and webhooks must see every one. They do not see secrets and bookkeeping, which follow in the
 * same transaction.
 */
export const createDocumentWriter = (
  strapi: Core.Strapi,
  recordIndex: RecordIndex
): RecordWriter => {
  const documents = (table: RecordTable) => strapi.documents(table.uid as UID.ContentType);

  const dataOf = ({ change, values, userId }: PreparedChange) => ({
    ...values,
    ...change.restores?.ids,
    ...(userId !== undefined && { user: userId }),
  });

  const writeHidden = async (
    table: RecordTable,
    id: number,
    { hidden }: PreparedChange,
    transaction: Transaction
  ): Promise<void> => {
    const cells = toCells(table, { ...hidden, ...digestsOf(table.type, hidden) });
    await from(strapi, table.table, transaction).where('id', id).update(cells);
    if (hidden.connectorProfile !== undefined && (await recordIndex.dependsOnOwner())) {
      await recordIndex.renew(table.type, [id], transaction);
    }
  };

  return {
    batchSize: 1,
    // An app's own hooks and rules may throw anything.
    isRecordsFault: (error) => isRefused(error) || !isDatabaseError(error),

    async create(table, changes, transaction) {
      const written: Written = new Map();
      for (const prepared of changes) {
        const { id } = await asRun(() => documents(table).create({ data: dataOf(prepared) }));
        await writeHidden(table, Number(id), prepared, transaction);
        written.set(prepared.change.sequence, Number(id));
      }
      return written;
    },

    async update(table, changes, transaction) {
      const written: Written = new Map();
      for (const { item, id, documentId } of await withTarget(
        strapi,
        table,
        changes,
        transaction
      )) {
        await asRun(() => documents(table).update({ documentId, data: dataOf(item) }));
        await writeHidden(table, id, item, transaction);
        written.set(item.change.sequence, id);
      }
      return written;
    },

    async remove(table, targets: Change[]) {
      const written: Written = new Map();
      for (const { sequence, target } of targets) {
        if (target) {
          await documents(table).delete({ documentId: target.documentId });
          written.set(sequence, target.id);
        }
      }
      return written;
    },
  };
};

const runs = new AsyncLocalStorage<true>();

/** Does what a run has planned: what people are kept from doing by accident is not asked for there. */
export const asRun = <Result>(work: () => Promise<Result>): Promise<Result> => runs.run(true, work);

export const isByRun = (): boolean => runs.getStore() === true;
