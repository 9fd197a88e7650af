import type { Core } from '@strapi/strapi';

import type { Change, Ownership } from '../../plan/types';
import type { PreparedChange } from '../apply/prepare';
import type { Transaction } from '../database';
import type { RecordWriter, Written } from '../records/writer';
import type { RecordTable } from '../tables';
import { dropOwners, lockOwned, noteOf, type Owned, writeOwners } from './store';

interface OwnersNeeds {
  strapi: Core.Strapi;
  /** The documentId of the profile that writes. */
  profileId: string;
}

/** A change as it is written, and who owns its record then. */
interface Settled {
  prepared: PreparedChange;
  owners: readonly Ownership[];
}

/** The change without what is noted with the record of its first owner. */
const asFurtherOwner = (prepared: PreparedChange): PreparedChange => {
  const { connectorProfile, connectorKey, connectorAbsence, ...hidden } = prepared.hidden;
  return { ...prepared, hidden };
};

/** The owners with another one, or with what is noted of one anew. */
const withOwner = (all: readonly Ownership[], one: Ownership): Ownership[] =>
  all.some(({ profile }) => profile === one.profile)
    ? all.map((each) => (each.profile === one.profile ? one : each))
    : [...all, one];

/** Null where somebody else has come to own the record, of whom nobody knows what they say. */
const keep = (
  prepared: PreparedChange,
  ownership: Ownership,
  { first, owners }: Owned
): Settled | null => {
  if (first === ownership.profile || first === null) {
    return { prepared, owners: withOwner(owners, ownership) };
  }
  const isKnown = owners.some(({ profile }) => profile === first);
  const { firstOwnership } = prepared.change;
  const former = isKnown ? owners : firstOwnership?.profile === first ? [firstOwnership] : null;
  return former && { prepared: asFurtherOwner(prepared), owners: withOwner(former, ownership) };
};

/** Null where nobody else owns the record any more, so that it is not to stay as it is. */
const drop = (
  prepared: PreparedChange,
  { first, owners }: Owned,
  profileId: string
): Settled | null => {
  const others = owners.filter(({ profile }) => profile !== profileId);
  const [heir] = others;
  if (!heir) return null;
  if (first !== profileId) return { prepared: asFurtherOwner(prepared), owners: others };
  const hidden = { ...prepared.hidden, ...noteOf(heir) };
  return { prepared: { ...prepared, hidden }, owners: others };
};

/**
 * A writer that keeps who owns a record with others. Who that is is looked at when it is written: other profiles
 * may have come to own it since the plan was made, or have given it up.
 */
export const withOwners = (
  writer: RecordWriter,
  { strapi, profileId }: OwnersNeeds
): RecordWriter => {
  const noteRestored = async (
    { type }: RecordTable,
    changes: readonly Change[],
    written: Written,
    transaction: Transaction
  ): Promise<void> => {
    const restored = changes.flatMap(({ sequence, restores }) => {
      const id = written.get(sequence);
      return id === undefined || !restores ? [] : [[id, restores.owners ?? []] as const];
    });
    if (restored.length > 0) await writeOwners(strapi, type, new Map(restored), transaction);
  };

  /** What a profile takes over is nobody else's any more. */
  const dropTakenOver = async (
    { type }: RecordTable,
    changes: readonly PreparedChange[],
    transaction: Transaction
  ): Promise<void> => {
    const taken = changes.filter(
      ({ change: { own, ownership, difference } }) =>
        own && ownership === undefined && 'owner' in difference
    );
    const ids = taken.flatMap(({ change }) => change.target?.id ?? []);
    await dropOwners(strapi, type, ids, transaction);
  };

  return {
    ...writer,

    async create(table, changes, transaction) {
      const written = await writer.create(table, changes, transaction);
      const planned = changes.map(({ change }) => change);
      await noteRestored(table, planned, written, transaction);
      return written;
    },

    async update(table, changes, transaction) {
      const shared = changes.filter(({ change }) => change.ownership !== undefined);
      const ids = shared.flatMap(({ change }) => change.target?.id ?? []);
      const owned =
        ids.length > 0
          ? await lockOwned(strapi, table, ids, transaction)
          : new Map<number, Owned>();
      await dropTakenOver(table, changes, transaction);
      const settled = new Map<number, readonly Ownership[]>();
      const due = changes.flatMap((prepared) => {
        const { ownership, target, sequence } = prepared.change;
        const now = target && owned.get(target.id);
        if (ownership === undefined || !now) return [prepared];
        const next =
          ownership === null ? drop(prepared, now, profileId) : keep(prepared, ownership, now);
        if (!next) return [];
        settled.set(sequence, next.owners);
        return [next.prepared];
      });
      const written = await writer.update(table, due, transaction);
      const noted = [...settled].flatMap(([sequence, owners]) => {
        const id = written.get(sequence);
        return id === undefined ? [] : [[id, owners] as const];
      });
      if (noted.length > 0) await writeOwners(strapi, table.type, new Map(noted), transaction);
      const planned = changes.map(({ change }) => change);
      await noteRestored(table, planned, written, transaction);
      return written;
    },

    async remove(table, targets, transaction) {
      const written = await writer.remove(table, targets, transaction);
      await dropOwners(strapi, table.type, [...written.values()], transaction);
      return written;
    },
  };
};
