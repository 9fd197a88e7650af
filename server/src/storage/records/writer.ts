import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';

import { uniqueAttributes } from '../../../../shared/records';
import type { Change } from '../../plan/types';
import type { PreparedChange } from '../apply/prepare';
import { from, type Transaction } from '../database';
import { sharedName } from '../digests';
import { ownedByOthers } from '../owners/store';
import { linkedUsers, type RecordTable, recordTables } from '../tables';

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

/**
 * Leaves out changes that a user's removal brings about where that no longer holds: the record has
 * another user by now, or its user has been protected.
 */
const stillDue = async <Item>(
  strapi: Core.Strapi,
  { link }: RecordTable,
  items: Item[],
  changeOf: (item: Item) => Change,
  transaction: Transaction
): Promise<Item[]> => {
  const bound = items.map(changeOf).filter(({ formerUser }) => formerUser !== undefined);
  if (link === null || bound.length === 0) return items;
  const { query, child, user, ofUser } = linkedUsers(strapi, link, transaction);
  const isProtected = ofUser('protected');
  const entities: { child: number; user: number }[] = await query
    .select({ child, user })
    .whereIn(
      child,
      bound.flatMap(({ target }) => target?.id ?? [])
    )
    .where((open) => open.whereNull(isProtected).orWhere(isProtected, false))
    .forUpdate();
  const userOf = new Map(entities.map(({ child, user }) => [Number(child), Number(user)]));
  return items.filter((item) => {
    const { formerUser, target } = changeOf(item);
    return formerUser === undefined || (target && userOf.get(target.id) === formerUser);
  });
};

/** Leaves out changes whose records others have written since the plan was made, where that matters. */
export const unwrittenSince = async <Item>(
  strapi: Core.Strapi,
  { table, column }: RecordTable,
  items: Item[],
  changeOf: (item: Item) => Change,
  transaction: Transaction
): Promise<Item[]> => {
  const bound = items.map(changeOf).filter(({ asFound }) => asFound !== undefined);
  if (bound.length === 0) return items;
  const ids = bound.flatMap(({ target }) => target?.id ?? []);
  const entities: { id: number; run: unknown; edited: unknown }[] = await from(
    strapi,
    table,
    transaction
  )
    .select({ id: 'id', run: column('connectorRun'), edited: column('connectorEditedAtMs') })
    .whereIn('id', ids)
    .forUpdate();
  const numberOf = (cell: unknown): number | null => (cell === null ? null : Number(cell));
  const found = new Map(entities.map((entity) => [Number(entity.id), entity]));
  return items.filter((item) => {
    const { asFound, target } = changeOf(item);
    if (asFound === undefined) return true;
    const entity = target && found.get(target.id);
    if (!entity) return false;
    return numberOf(entity.run) === asFound.run && numberOf(entity.edited) === asFound.editedAtMs;
  });
};

/**
 * The records with these ids, locked until the transaction ends, but for those that have come to share
 * a value with others, and what belongs to such users.
 */
const unsharedOf = (
  strapi: Core.Strapi,
  { type, table, column, link }: RecordTable,
  ids: number[],
  transaction: Transaction
): Knex.QueryBuilder => {
  const query = from(strapi, table, transaction).select('id').whereIn('id', ids).forUpdate();
  for (const name of uniqueAttributes(type)) query.whereNull(column(sharedName(name)));
  if (link === null) return query;
  const { query: users, child, ofUser } = linkedUsers(strapi, link);
  const below = users
    .select(child)
    .whereIn(child, ids)
    .where((any) => {
      for (const name of uniqueAttributes('user')) any.orWhereNotNull(ofUser(sharedName(name)));
    });
  return query.whereNotIn(`${table}.id`, below);
};

/** The changes whose records are still there. The entities are locked until the transaction ends. */
export const withTarget = async <Item extends { change: Change }>(
  strapi: Core.Strapi,
  table: RecordTable,
  items: Item[],
  transaction: Transaction
): Promise<{ item: Item; id: number; documentId: string }[]> => {
  const ids = items.flatMap(({ change }) => (change.target ? [change.target.id] : []));
  const entities: { id: number }[] = await unsharedOf(strapi, table, ids, transaction);
  const present = new Set(entities.map(({ id }) => Number(id)));
  const changeOf = ({ change }: Item): Change => change;
  const unwritten = await unwrittenSince(strapi, table, items, changeOf, transaction);
  const due = await stillDue(strapi, table, unwritten, changeOf, transaction);
  return due.flatMap((item) => {
    const { target } = item.change;
    return target && present.has(target.id) ? [{ item, ...target }] : [];
  });
};

/** Leaves out users whom undoing would remove while something is theirs still: all that goes with them has gone by then. */
const withNothingBelow = async (
  strapi: Core.Strapi,
  { type }: RecordTable,
  changes: Change[],
  transaction: Transaction
): Promise<Change[]> => {
  const bound = changes.filter(({ asFound }) => asFound !== undefined);
  if (type !== 'user' || bound.length === 0) return changes;
  const ids = bound.flatMap(({ target }) => target?.id ?? []);
  const holders = new Set<number>();
  for (const { link } of Object.values(recordTables(strapi))) {
    if (!link) continue;
    const found: { user: number }[] = await from(strapi, link.table, transaction)
      .select({ user: link.user })
      .whereIn(link.user, ids);
    for (const { user } of found) holders.add(Number(user));
  }
  return changes.filter(({ asFound, target }) => !asFound || !target || !holders.has(target.id));
};

/**
 * The changes whose records may be removed, asked again when it happens: not protected since, and,
 * unless the plan removes whoever's they are, still the profile's and nobody else's.
 */
export const removable = async (
  strapi: Core.Strapi,
  table: RecordTable,
  planned: Change[],
  profileId: string,
  transaction: Transaction
): Promise<Change[]> => {
  const itself = (change: Change): Change => change;
  const unwritten = await unwrittenSince(strapi, table, planned, itself, transaction);
  const due = await stillDue(strapi, table, unwritten, itself, transaction);
  const changes = await withNothingBelow(strapi, table, due, transaction);
  const ids = changes.flatMap(({ target }) => target?.id ?? []);
  const query = unsharedOf(strapi, table, ids, transaction).select({
    owner: table.column('connectorProfile'),
  });
  if (table.type === 'user') {
    const isProtected = table.column('protected');
    query.where((open) => open.whereNull(isProtected).orWhere(isProtected, false));
  }
  const entities: { id: number; owner: string | null }[] = await query;
  const owners = new Map(entities.map(({ id, owner }) => [Number(id), owner]));
  const shared = await ownedByOthers(strapi, table, { ids, profileId }, transaction);
  return changes.filter(({ own, target }) => {
    if (!target || !owners.has(target.id)) return false;
    return !own || (owners.get(target.id) === profileId && !shared.has(target.id));
  });
};

/** The changes whose users may be switched off, or give values up, asked again when it happens. */
export const switchable = async (
  strapi: Core.Strapi,
  table: RecordTable,
  changes: Change[],
  profileId: string,
  transaction: Transaction
): Promise<Set<number>> => {
  const owned = changes.map((change) => ({ ...change, own: true }));
  const allowed = await removable(strapi, table, owned, profileId, transaction);
  return new Set(allowed.map(({ sequence }) => sequence));
};
