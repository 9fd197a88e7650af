import type { Core } from '@strapi/strapi';

import type { StoredImage } from '../../plan/undo/types';
import type { Change } from '../../plan/types';
import type { Secrets } from '../../secrets';
import { chunked } from '../../utils/collections';
import { databaseNow } from '../clock';
import { from, insertEntities, type Transaction } from '../database';
import type { RecordWriter } from '../records/writer';
import { readOwners } from '../owners/store';
import { holdersOf, modelTable, type RecordTable } from '../tables';
import { IMAGE_UID } from './model';
import { imageOf } from './record-image';

/** Keeps how records are before a run changes them, in the transaction that does so. */
export interface ImageTaker {
  /** Takes an image of the record of each change, unless the run has one of it. */
  before(table: RecordTable, changes: readonly Change[], transaction: Transaction): Promise<void>;
  /** Notes records that are there again, by the ids that they have now: before, there was none. */
  restored(
    table: RecordTable,
    changes: readonly Change[],
    ids: ReadonlyMap<number, number>,
    transaction: Transaction
  ): Promise<void>;
}

interface ImagesNeeds {
  strapi: Core.Strapi;
  secrets: Pick<Secrets, 'encrypt'>;
  runId: number;
}

/** The run that a record says it was written by after a change, 0 for none; null where there is no record any more. */
const runAfter = ({ action, restores }: Change, runId: number): number | null => {
  if (action === 'remove') return null;
  if (!restores) return runId;
  const { connectorRun } = restores.hidden;
  return typeof connectorRun === 'number' ? connectorRun : 0;
};

const withoutNulls = (values: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));

/** Most of what a record may have is empty: what is not mentioned is null. */
const textOf = ({ userId, owners, ...parts }: StoredImage): string =>
  JSON.stringify({
    userId,
    ...(owners.length > 0 && { owners }),
    ...Object.fromEntries(
      Object.entries(parts).map(([part, values]) => [part, withoutNulls(values)])
    ),
  });

/** @param needs of the run that may be undone */
export const createImageTaker = ({ strapi, secrets, runId }: ImagesNeeds): ImageTaker => {
  const images = modelTable(strapi, IMAGE_UID);

  const ofRun = ({ type }: RecordTable, ids: readonly number[], transaction: Transaction) =>
    from(strapi, images, transaction)
      .where({ run_id: runId, record_type: type })
      .whereIn('record_id', ids);

  const insert = (
    { type }: RecordTable,
    rows: { id: number; documentId: string; after: number | null; image: StoredImage | null }[],
    now: number,
    transaction: Transaction
  ): Promise<void> =>
    insertEntities(
      strapi,
      images,
      rows.map(({ id, documentId, after, image }) => ({
        run_id: runId,
        record_type: type,
        record_id: id,
        document_id: documentId,
        taken_at_ms: now,
        run_after: after,
        payload: image && secrets.encrypt(textOf(image)),
      })),
      transaction
    );

  return {
    async before(table, changes, transaction) {
      const after = new Map(
        changes.flatMap((change) =>
          change.target ? [[change.target.id, runAfter(change, runId)] as const] : []
        )
      );
      for (const ids of chunked(after.keys())) {
        const taken: { id: number }[] = await ofRun(table, ids, transaction).select({
          id: 'record_id',
        });
        const known = new Set(taken.map(({ id }) => Number(id)));
        const removed = [...known].filter((id) => after.get(id) === null);
        if (removed.length > 0) {
          await ofRun(table, removed, transaction).update({ run_after: null });
        }
        const fresh = ids.filter((id) => !known.has(id));
        if (fresh.length === 0) continue;
        const entities: Record<string, unknown>[] = await from(strapi, table.table, transaction)
          .select('*')
          .whereIn('id', fresh)
          .forUpdate();
        const users = await holdersOf(strapi, table, fresh, transaction);
        const owners = await readOwners(strapi, table.type, fresh, transaction);
        const rows = entities.map((cells) => {
          const id = Number(cells.id);
          return {
            id,
            documentId: String(cells[table.column('documentId')]),
            after: after.get(id) ?? null,
            image: {
              ...imageOf(table, cells),
              userId: users.get(id) ?? null,
              owners: owners.get(id) ?? [],
            },
          };
        });
        await insert(table, rows, await databaseNow(strapi, transaction), transaction);
      }
    },

    async restored(table, changes, ids, transaction) {
      const rows = changes.flatMap((change) => {
        const id = ids.get(change.sequence);
        const documentId = change.restores?.ids?.documentId;
        if (id === undefined || documentId === undefined) return [];
        return [{ id, documentId, after: runAfter(change, runId), image: null }];
      });
      if (rows.length === 0) return;
      await insert(table, rows, await databaseNow(strapi, transaction), transaction);
    },
  };
};

/** A writer that takes an image of each record before it changes or removes it. */
export const withImages = (writer: RecordWriter, images: ImageTaker): RecordWriter => ({
  ...writer,

  async create(table, changes, transaction) {
    const written = await writer.create(table, changes, transaction);
    await images.restored(
      table,
      changes.map(({ change }) => change),
      written,
      transaction
    );
    return written;
  },

  async update(table, changes, transaction) {
    await images.before(
      table,
      changes.map(({ change }) => change),
      transaction
    );
    return writer.update(table, changes, transaction);
  },

  async remove(table, targets, transaction) {
    await images.before(table, targets, transaction);
    return writer.remove(table, targets, transaction);
  },
});
