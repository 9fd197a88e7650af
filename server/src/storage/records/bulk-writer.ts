import type { Core } from '@strapi/strapi';
import { errors } from '@strapi/utils';

import { invalid } from '../../utils/validation';
import { from, type Transaction } from '../database';
import { isRefused, NOT_UNIQUE } from '../database-errors';
import { digestsOf } from '../digests';
import { addLinks, replaceLinks, toCells, updateEntities } from './update-entities';
import type { PreparedChange } from '../apply/prepare';
import { sharedDigests } from './shared-identities';
import type { RecordIndex } from '../lookup/record-index';
import { isDocumentId, randomDocumentId } from './document-ids';
import type { RecordTable } from '../tables';
import { withTarget, type RecordWriter, type Written } from './writer';

/**
 * How many records a transaction writes. It holds the main thread, and with SQLite the only connection; of
 * 500 at a time requests would notice more than is saved: an eighth of the CPU time. Other servers
 * have connections for everybody, and are further away.
 */
const atATime = (strapi: Core.Strapi): number =>
  strapi.db.dialect.client === 'sqlite' ? 125 : 250;

/**
 * What makes documentIds: as random as Strapi's own generator, which hashes each by SHA-3 in JavaScript,
 * where they have the form that it gives them, or that one itself.
 */
const documentIds = (strapi: Core.Strapi, uid: string): (() => string) => {
  const attribute = strapi.db.metadata.get(uid).attributes['documentId'];
  if (!attribute || !('default' in attribute) || typeof attribute.default !== 'function') {
    throw new Error(`${uid} has no documentId`);
  }
  const ofStrapi = attribute.default as () => string;
  return isDocumentId(ofStrapi()) ? randomDocumentId : ofStrapi;
};

/** What a change gives a record, its user among it. */
const given = ({ values, userId }: PreparedChange): string[] => [
  ...Object.keys(values),
  ...(userId === undefined ? [] : ['user']),
];

/**
 * Writes several hundred records a statement, by Strapi's database layer: entities are as the Document
 * Service makes them, but its middlewares, lifecycle hooks of single records, events and webhooks
 * are not called.
 */
export const createBulkWriter = (strapi: Core.Strapi, recordIndex: RecordIndex): RecordWriter => {
  /** Whose the entries or phones of changes are to be, by the ids of what was written. */
  const usersOf = (changes: PreparedChange[], written: Written): Map<number, number | null> => {
    const users = new Map<number, number | null>();
    for (const { change, userId } of changes) {
      const id = written.get(change.sequence);
      if (id !== undefined && userId !== undefined) {
        users.set(id, userId);
      }
    }
    return users;
  };

  /** Those who share a value have no digest of it that the database could refuse another one by. */
  const refuseShared = async (
    table: RecordTable,
    changes: PreparedChange[],
    transaction: Transaction
  ): Promise<void> => {
    const given = () => changes.map(({ values }) => digestsOf(table.type, values));
    const [name] = (await sharedDigests(strapi, table, given, transaction)).keys();
    if (name !== undefined)
      throw invalid([{ path: [name], code: 'invalid-value', message: NOT_UNIQUE }]);
  };

  return {
    batchSize: atATime(strapi),
    isRecordsFault: (error) => isRefused(error) || error instanceof errors.ValidationError,

    async create(table, changes, transaction) {
      await refuseShared(table, changes, transaction);
      const newId = documentIds(strapi, table.uid);
      const created = changes.map((prepared) => ({
        prepared,
        ids: prepared.change.restores?.ids ?? { documentId: newId() },
      }));
      await strapi.db.query(table.uid).createMany({
        data: created.map(({ prepared, ids }) => ({
          ...prepared.values,
          ...prepared.hidden,
          ...ids,
        })),
      });
      // MySQL does not say which ids an insert of many entities made.
      const entities: { id: number; documentId: string }[] = await from(
        strapi,
        table.table,
        transaction
      )
        .select({ id: 'id', documentId: table.column('documentId') })
        .whereIn(
          table.column('documentId'),
          created.map(({ ids: { documentId } }) => documentId)
        );
      const found = new Map(entities.map(({ id, documentId }) => [documentId, Number(id)]));
      const written: Written = new Map();
      for (const { prepared, ids } of created) {
        const id = found.get(ids.documentId);
        if (id !== undefined) {
          written.set(prepared.change.sequence, id);
        }
      }
      if (table.link) await addLinks(strapi, table.link, usersOf(changes, written), transaction);
      await recordIndex.renew(table.type, [...written.values()], transaction);
      return written;
    },

    async update(table, changes, transaction) {
      await refuseShared(table, changes, transaction);
      const targets = await withTarget(strapi, table, changes, transaction);
      const updatedAt = new Date();
      const updates = targets.map(({ item, id }) => {
        const attributes = { ...item.values, ...item.hidden };
        const digests = digestsOf(table.type, attributes);
        return { id, cells: toCells(table, { ...attributes, ...digests, updatedAt }) };
      });
      await updateEntities(strapi, table, updates, transaction);
      const written: Written = new Map(targets.map(({ item, id }) => [item.change.sequence, id]));
      if (table.link) {
        await replaceLinks(strapi, table.link, usersOf(changes, written), transaction);
      }
      const dependsOnOwner = await recordIndex.dependsOnOwner();
      const noted = targets.filter(({ item }) => {
        const isTaken = dependsOnOwner && item.hidden.connectorProfile !== undefined;
        return isTaken || recordIndex.isNoted(table.type, given(item));
      });
      await recordIndex.renew(
        table.type,
        noted.map(({ id }) => id),
        transaction
      );
      return written;
    },

    async remove(table, targets, transaction) {
      const written: Written = new Map(
        targets.flatMap(({ sequence, target }) => (target ? [[sequence, target.id]] : []))
      );
      // Foreign keys of the join tables take the entities of their relations with them.
      await from(strapi, table.table, transaction)
        .whereIn('id', [...written.values()])
        .delete();
      await recordIndex.remove(table.type, [...written.values()], transaction);
      return written;
    },
  };
};
