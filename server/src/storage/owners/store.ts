import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';

import type { RecordType } from '../../../../shared/records';
import type { Ownership } from '../../plan/types';
import { chunked } from '../../utils/collections';
import { readObject } from '../cells';
import { from, insertEntities, type Transaction } from '../database';
import { digestOf } from '../digests';
import { modelTable, type RecordTable, recordTables } from '../tables';
import { OWNER_UID } from './model';

/** The owners of records that have several, in the order in which they came to own them, by the ids of the records. */
export type OwnersById = ReadonlyMap<number, readonly Ownership[]>;

interface Cells {
  id: number;
  recordId: number;
  profile: string;
  key: string;
  noted: unknown;
}

const ownershipOf = ({ profile, key, noted }: Cells): Ownership => {
  const { said, secrets, absence } = readObject(noted) as Omit<Ownership, 'profile' | 'key'>;
  return { profile, key, said, secrets, absence };
};

/** The rows of owners. */
export const owners = (strapi: Core.Strapi, transaction?: Transaction): Knex.QueryBuilder =>
  from(strapi, modelTable(strapi, OWNER_UID), transaction);

/** Whether any record has several owners: whether there is an id, which every database looks up by its index. */
export const isAnyShared = async (
  strapi: Core.Strapi,
  transaction?: Transaction
): Promise<boolean> =>
  (await owners(strapi, transaction).select('id').where('id', '>', 0).first()) !== undefined;

/** Whether a profile is one of several owners of any record. */
export const isSharing = async (strapi: Core.Strapi, profile: string): Promise<boolean> =>
  (await owners(strapi).select('id').where({ profile }).first()) !== undefined;

/** The owners' columns, said so that no column of a record is meant. */
export const ownerColumns = (strapi: Core.Strapi) => {
  const table = modelTable(strapi, OWNER_UID);
  return {
    id: `${table}.id`,
    recordType: `${table}.record_type`,
    recordId: `${table}.record_id`,
    documentId: `${table}.document_id`,
    profile: `${table}.profile`,
    key: `${table}.record_key`,
    keyDigest: `${table}.key_digest`,
    noted: `${table}.noted`,
  };
};

/** The rows whose records are there: what replaces all records, as Strapi's import does, gives their ids to others. */
const ofPresent = (
  strapi: Core.Strapi,
  type: RecordType,
  transaction?: Transaction
): Knex.QueryBuilder => {
  const { recordType, recordId, documentId } = ownerColumns(strapi);
  const { table, column } = recordTables(strapi)[type];
  return owners(strapi, transaction)
    .join(table, (join) => {
      join.on(`${table}.id`, recordId).andOn(`${table}.${column('documentId')}`, documentId);
    })
    .where(recordType, type);
};

/** The ids of the records of a type of which a profile is one of several owners. */
export const sharedBy = (strapi: Core.Strapi, type: RecordType, profile: string) => {
  const columns = ownerColumns(strapi);
  return ofPresent(strapi, type).select(columns.recordId).where(columns.profile, profile);
};

export const readOwners = async (
  strapi: Core.Strapi,
  type: RecordType,
  ids: readonly number[],
  transaction?: Transaction
): Promise<OwnersById> => {
  const { id, recordId, profile, key, noted } = ownerColumns(strapi);
  const found = new Map<number, Ownership[]>();
  for (const chunk of chunked(ids)) {
    const rows: Cells[] = await ofPresent(strapi, type, transaction)
      .select({ id, recordId, profile, key, noted })
      .whereIn(recordId, chunk);
    // Asked for this order, databases would walk all owners instead of looking for some.
    for (const row of rows.toSorted((one, other) => Number(one.id) - Number(other.id))) {
      const record = Number(row.recordId);
      found.set(record, [...(found.get(record) ?? []), ownershipOf(row)]);
    }
  }
  return found;
};

/** The owners of one record, read as whoever asks reads: perhaps in a transaction of theirs. */
export const ownersOf = async (
  strapi: Core.Strapi,
  recordType: RecordType,
  { id: recordId, documentId }: { id: number; documentId: string }
): Promise<Ownership[]> => {
  const rows: Cells[] = await strapi.db
    .query(OWNER_UID)
    .findMany({ where: { recordType, recordId, documentId }, orderBy: { id: 'asc' } });
  return rows.map(ownershipOf);
};

/** Who owns a record by now. */
export interface Owned {
  /** The one that is noted with the record. */
  first: string | null;
  owners: readonly Ownership[];
}

/** Who owns some records, which are locked until the transaction ends. */
export const lockOwned = async (
  strapi: Core.Strapi,
  table: RecordTable,
  ids: readonly number[],
  transaction: Transaction
): Promise<ReadonlyMap<number, Owned>> => {
  const entities: { id: number; first: string | null }[] = await from(
    strapi,
    table.table,
    transaction
  )
    .select({ id: 'id', first: table.column('connectorProfile') })
    .whereIn('id', ids)
    .forUpdate();
  const owners = await readOwners(strapi, table.type, ids, transaction);
  return new Map(
    entities.map(({ id, first }) => [Number(id), { first, owners: owners.get(Number(id)) ?? [] }])
  );
};

/** What is noted with a record of which a profile is the owner, or the first of several. */
export const noteOf = ({ profile, key, absence }: Ownership) => ({
  connectorProfile: profile,
  connectorKey: key,
  connectorAbsence: absence,
});

const documentsOf = async (
  strapi: Core.Strapi,
  type: RecordType,
  ids: readonly number[],
  transaction: Transaction
): Promise<ReadonlyMap<number, string>> => {
  const { table, column } = recordTables(strapi)[type];
  const documents = new Map<number, string>();
  for (const chunk of chunked(ids)) {
    const found: { id: number; document: string }[] = await from(strapi, table, transaction)
      .select({ id: 'id', document: column('documentId') })
      .whereIn('id', chunk);
    for (const { id, document } of found) documents.set(Number(id), document);
  }
  return documents;
};

/** Notes who owns records from now on, each by its id; those of a single owner have no row. */
export const writeOwners = async (
  strapi: Core.Strapi,
  type: RecordType,
  next: OwnersById,
  transaction: Transaction
): Promise<void> => {
  await dropOwners(strapi, type, [...next.keys()], transaction);
  const shared = [...next].filter(([, all]) => all.length > 1);
  const documents = await documentsOf(
    strapi,
    type,
    shared.map(([id]) => id),
    transaction
  );
  const rows = shared.flatMap(([id, all]) => {
    const document = documents.get(id);
    return document === undefined
      ? []
      : all.map(({ profile, key, said, secrets, absence }) => ({
          record_type: type,
          record_id: id,
          document_id: document,
          profile,
          record_key: key,
          key_digest: digestOf(key),
          noted: JSON.stringify({ said, secrets, absence }),
        }));
  });
  await insertEntities(strapi, modelTable(strapi, OWNER_UID), rows, transaction);
};

export const dropOwners = async (
  strapi: Core.Strapi,
  type: RecordType,
  ids: readonly number[],
  transaction: Transaction
): Promise<void> => {
  for (const chunk of chunked(ids)) {
    await owners(strapi, transaction)
      .where('record_type', type)
      .whereIn('record_id', chunk)
      .delete();
  }
};

/**
 * Drops what is noted of records that are not there any more, since somebody has deleted them by SQL, or an import of
 * Strapi's has replaced them: it still has what sources said of people.
 */
export const dropStrayOwners = async (strapi: Core.Strapi): Promise<void> => {
  const { recordType, recordId, documentId } = ownerColumns(strapi);
  const { connection } = strapi.db;
  for (const { type, table, column } of Object.values(recordTables(strapi))) {
    const present = strapi.db
      .getConnection(table)
      .select(connection.raw('1'))
      .where(`${table}.id`, connection.ref(recordId))
      .where(`${table}.${column('documentId')}`, connection.ref(documentId));
    await owners(strapi).where(recordType, type).whereNotExists(present).delete();
  }
};

/** Of some records those that other profiles own, too, by their ids. */
export const ownedByOthers = async (
  strapi: Core.Strapi,
  { type }: Pick<RecordTable, 'type'>,
  { ids, profileId }: { ids: readonly number[]; profileId: string },
  transaction: Transaction
): Promise<ReadonlySet<number>> => {
  const owners = await readOwners(strapi, type, ids, transaction);
  return new Set(
    [...owners].flatMap(([id, all]) => (all.some((one) => one.profile !== profileId) ? [id] : []))
  );
};
