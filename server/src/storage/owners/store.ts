import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';

import type { RecordType } from '../../../../shared/records';
import type { Ownership } from '../../plan/types';
import { chunked } from '../../utils/collections';
import { readObject } from '../cells';
import { from, insertEntities, type Transaction } from '../database';
import { digestOf } from '../digests';
import { modelTable, type RecordTable } from '../tables';
import { OWNER_UID } from './model';

/** The owners of records that have several, in the order in which they came to own them, by the ids of the records. */
export type OwnersById = ReadonlyMap<number, readonly Ownership[]>;

interface Cells {
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

/** Whether any record has several owners. */
export const isAnyShared = async (
  strapi: Core.Strapi,
  transaction?: Transaction
): Promise<boolean> => (await owners(strapi, transaction).select('id').first()) !== undefined;

/** Whether a profile is one of several owners of any record. */
export const isSharing = async (strapi: Core.Strapi, profile: string): Promise<boolean> =>
  (await owners(strapi).select('id').where({ profile }).first()) !== undefined;

/** The ids of the records of a type of which a profile is one of several owners. */
export const sharedBy = (strapi: Core.Strapi, type: RecordType, profile: string) =>
  owners(strapi).select('record_id').where({ profile, record_type: type });

export const readOwners = async (
  strapi: Core.Strapi,
  type: RecordType,
  ids: readonly number[],
  transaction?: Transaction
): Promise<OwnersById> => {
  const found = new Map<number, Ownership[]>();
  for (const chunk of chunked(ids)) {
    const rows: Cells[] = await owners(strapi, transaction)
      .select({ recordId: 'record_id', profile: 'profile', key: 'record_key', noted: 'noted' })
      .where('record_type', type)
      .whereIn('record_id', chunk)
      .orderBy('id');
    for (const row of rows) {
      const id = Number(row.recordId);
      found.set(id, [...(found.get(id) ?? []), ownershipOf(row)]);
    }
  }
  return found;
};

/** The owners of one record, read as whoever asks reads: perhaps in a transaction of theirs. */
export const ownersOf = async (
  strapi: Core.Strapi,
  recordType: RecordType,
  recordId: number
): Promise<Ownership[]> => {
  const rows: Cells[] = await strapi.db
    .query(OWNER_UID)
    .findMany({ where: { recordType, recordId }, orderBy: { id: 'asc' } });
  return rows.map(ownershipOf);
};

/** What is noted with a record of which a profile is the owner, or the first of several. */
export const noteOf = ({ profile, key, absence }: Ownership) => ({
  connectorProfile: profile,
  connectorKey: key,
  connectorAbsence: absence,
});

/** Notes who owns records from now on, each by its id; those of a single owner have no row. */
export const writeOwners = async (
  strapi: Core.Strapi,
  type: RecordType,
  next: OwnersById,
  transaction: Transaction
): Promise<void> => {
  await dropOwners(strapi, type, [...next.keys()], transaction);
  const rows = [...next].flatMap(([id, all]) =>
    all.length < 2
      ? []
      : all.map(({ profile, key, said, secrets, absence }) => ({
          record_type: type,
          record_id: id,
          profile,
          record_key: key,
          key_digest: digestOf(key),
          noted: JSON.stringify({ said, secrets, absence }),
        }))
  );
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

/** Of some records those that other profiles own, too, by their ids. */
export const ownedByOthers = async (
  strapi: Core.Strapi,
  { type }: Pick<RecordTable, 'type'>,
  { ids, profileId }: { ids: readonly number[]; profileId: string },
  transaction: Transaction
): Promise<ReadonlySet<number>> => {
  if (!(await isAnyShared(strapi, transaction))) return new Set();
  const owners = await readOwners(strapi, type, ids, transaction);
  return new Set(
    [...owners].flatMap(([id, all]) => (all.some((one) => one.profile !== profileId) ? [id] : []))
  );
};
