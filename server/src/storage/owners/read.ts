import type { Core } from '@strapi/strapi';

import type { RecordType } from '../../../../shared/records';
import type { Ownership, StoredRecord } from '../../plan/types';
import { isAnyShared, ownerColumns, type OwnersById, readOwners, sharedBy } from './store';

/** A record as one of its owners sees it. */
const viewOf = (
  viewer: string | null,
  record: StoredRecord,
  owners: readonly Ownership[]
): StoredRecord => {
  const ownership = owners.find(({ profile }) => profile === viewer) ?? null;
  if (!ownership) return { ...record, owners };
  const { profile: owner, key, absence } = ownership;
  return { ...record, owners, ownership, owner, key, absence };
};

/** Knows who owns records that have several owners. Where no record has, that is asked once. */
export const createOwnersReader = (strapi: Core.Strapi) => {
  let known: Promise<boolean> | undefined;
  const isAny = (): Promise<boolean> => (known ??= isAnyShared(strapi));

  return {
    isAny,

    /** The ids of the records of which a profile is one of several owners, by the digests of its keys. */
    async idsByKey(
      { type, profile }: { type: RecordType; profile: string },
      digests: readonly string[]
    ): Promise<number[]> {
      if (digests.length === 0 || !(await isAny())) return [];
      const found: { record_id: number }[] = await sharedBy(strapi, type, profile).whereIn(
        ownerColumns(strapi).keyDigest,
        digests
      );
      return found.map(({ record_id: id }) => Number(id));
    },

    /** Records as a profile sees them that may own them, alone or with others. */
    async seenBy(
      viewer: string | null,
      type: RecordType,
      records: StoredRecord[]
    ): Promise<StoredRecord[]> {
      if (records.length === 0 || !(await isAny())) return records;
      const owners: OwnersById = await readOwners(
        strapi,
        type,
        records.map(({ id }) => id)
      );
      return records.map((record) => viewOf(viewer, record, owners.get(record.id) ?? []));
    },
  };
};
