import type { Core } from '@strapi/strapi';

import { MATCHABLE, uniqueAttributes } from '../../../../shared/records';
import { attributeOfKey, identityKey, restoredKey } from '../../plan/items';
import { groupBy } from '../../utils/collections';
import { PLUGIN_ID } from '../../constants';
import { from, inBatches, inTransaction, type Transaction } from '../database';
import { isRefused } from '../database-errors';
import { digested, digestName, digestOf, digestOfValue, KEY, sharedName } from '../digests';
import { lookAtChanged } from './known-spans';
import { giveUpKeys, identityCells, releaseShared } from './shared-identities';
import { linkedUsers, recordTables, type RecordTable } from '../tables';
import { toCells, updateEntities } from './update-entities';

type Cells = Record<string, unknown> & { id: number };

/** The columns by their attributes' names. */
const selected = (table: RecordTable): Record<string, string> => {
  const { type } = table;
  const names = [
    ...digested(type).flatMap((name) => [name, digestName(name)]),
    ...uniqueAttributes(type).map(sharedName),
    'connectorProfile',
  ];
  return { id: 'id', ...Object.fromEntries(names.map((name) => [name, table.column(name)])) };
};

/** Collects what is to be written to the entities of one slice. */
class Updates {
  private readonly cells = new Map<number, Record<string, unknown>>();

  add(id: number, cells: Record<string, unknown>): void {
    this.cells.set(id, { ...this.cells.get(id), ...cells });
  }

  get isEmpty(): boolean {
    return this.cells.size === 0;
  }

  async write(strapi: Core.Strapi, table: RecordTable, transaction: Transaction): Promise<void> {
    const updates = [...this.cells].map(([id, cells]) => ({ id, cells: toCells(table, cells) }));
    await updateEntities(strapi, table, updates, transaction);
  }
}

/** Removes digests and marks that do not belong to the value beside them: it was written without this plugin. */
const dropStale = async (strapi: Core.Strapi, table: RecordTable): Promise<void> => {
  const unique = uniqueAttributes(table.type);
  const query = () => from(strapi, table.table).select(selected(table));
  const batches = inBatches<Cells>(query, 'id', 'id');
  await lookAtChanged(strapi, table.table, batches, async (entities) => {
    const updates = new Updates();
    for (const entity of entities) {
      for (const name of digested(table.type)) {
        const digest = digestOfValue(name, entity[name]);
        const kept = [digestName(name), ...(unique.includes(name) ? [sharedName(name)] : [])];
        for (const place of kept) {
          if (entity[place] !== null && entity[place] !== digest)
            updates.add(entity.id, { [place]: null });
        }
      }
    }
    if (updates.isEmpty) return true;
    await inTransaction(strapi, (transaction) => updates.write(strapi, table, transaction));
    return false;
  });
};

/** The entities that have a value without a digest. */
const incomplete = (strapi: Core.Strapi, table: RecordTable, transaction?: Transaction) => {
  const unique = uniqueAttributes(table.type);
  return from(strapi, table.table, transaction)
    .select(selected(table))
    .where((any) => {
      for (const name of digested(table.type)) {
        any.orWhere((one) => {
          one.whereNotNull(table.column(name)).whereNull(table.column(digestName(name)));
          if (unique.includes(name)) one.whereNull(table.column(sharedName(name)));
        });
      }
    });
};

const lacks = (table: RecordTable, entity: Cells, name: string): boolean =>
  entity[name] !== null &&
  entity[digestName(name)] === null &&
  (entity[sharedName(name)] ?? null) === null;

/** Gives the entities of a slice the identity of a value that only one may have, or the mark of a shared one. */
const identifyUnique = async (
  strapi: Core.Strapi,
  table: RecordTable,
  name: string,
  entities: Cells[],
  transaction: Transaction
): Promise<void> => {
  const updates = new Updates();
  const wanted = groupBy(
    entities.filter((entity) => lacks(table, entity, name)),
    (entity) => digestOfValue(name, entity[name])
  );
  wanted.delete(null);
  if (wanted.size === 0) return;
  const digest = table.column(digestName(name));
  const shared = table.column(sharedName(name));
  const digests = [...wanted.keys()].flatMap((value) => value ?? []);
  const holders: { id: number; digest: string }[] = await from(strapi, table.table, transaction)
    .select({ id: 'id', digest: strapi.db.connection.raw('coalesce(??, ??)', [digest, shared]) })
    .where((either) => either.whereIn(digest, digests).orWhereIn(shared, digests));
  const stored = groupBy(holders, (holder) => holder.digest);
  const sharing: number[] = [];
  for (const value of digests) {
    const ids = [...(wanted.get(value) ?? []), ...(stored.get(value) ?? [])].map(({ id }) => id);
    const isShared = ids.length > 1;
    for (const id of ids) updates.add(Number(id), identityCells(name, isShared, value));
    if (isShared) sharing.push(...ids);
  }
  await updates.write(strapi, table, transaction);
  await giveUpKeys(strapi, table, name, sharing, transaction);
};

/** The keys of today; null for one that 0.1.0 had cut and that is not of the values of today. */
const keysOf = async (
  strapi: Core.Strapi,
  table: RecordTable,
  entities: Cells[],
  transaction: Transaction
): Promise<Map<Cells, string | null>> => {
  const keys = new Map(entities.map((entity) => [entity, identityKey(String(entity[KEY]))]));
  for (const entity of entities.filter((each) => keys.get(each) === null)) {
    const key = String(entity[KEY]);
    const user = await userOf(strapi, table, entity.id, attributeOfKey(key), transaction);
    for (const value of [entity[attributeOfKey(key)], user]) {
      if (typeof value === 'string') keys.set(entity, keys.get(entity) ?? restoredKey(key, value));
    }
  }
  return keys;
};

/** The value of an attribute of the user on which a record hangs. */
const userOf = async (
  strapi: Core.Strapi,
  { link }: RecordTable,
  id: number,
  attribute: string,
  transaction: Transaction
): Promise<unknown> => {
  if (!link || !recordTables(strapi).user.plain.includes(attribute)) return null;
  const { query, child, ofUser } = linkedUsers(strapi, link, transaction);
  const entity: { value: unknown } | undefined = await query
    .select({ value: ofUser(attribute) })
    .where(child, id)
    .first();
  return entity?.value;
};

/**
 * Gives keys the form that they have today. Of records that come to the same one, that has it whose
 * value it is; the others have none until a run finds them by their value, or until it is free.
 */
const renewKeys = async (
  strapi: Core.Strapi,
  table: RecordTable,
  ids: number[],
  transaction: Transaction
): Promise<void> => {
  const unique = uniqueAttributes(table.type);
  const entities: Cells[] = await from(strapi, table.table, transaction)
    .select(selected(table))
    .whereIn('id', ids)
    .whereNotNull(table.column(KEY))
    .whereNull(table.column(digestName(KEY)));
  const keys = await keysOf(strapi, table, entities, transaction);
  const keyOf = (entity: Cells): string | null => keys.get(entity) ?? null;
  const wanted = groupBy(entities, (entity) => placeOf(entity, keyOf(entity)));
  const holders: Cells[] = await from(strapi, table.table, transaction)
    .select({
      id: 'id',
      connectorProfile: table.column('connectorProfile'),
      [KEY]: table.column(KEY),
    })
    .whereIn(
      table.column(digestName(KEY)),
      entities.flatMap((entity) => keyOf(entity) ?? []).map(digestOf)
    );
  const taken = new Set(holders.map((entity) => placeOf(entity, String(entity[KEY]))));
  const updates = new Updates();
  for (const [place, claimants] of wanted) {
    const winner = taken.has(place) ? null : (claimants.find(hasValueOfKey) ?? claimants[0]);
    for (const entity of claimants) {
      const own = keyOf(entity);
      const key = entity === winner ? own : null;
      const mayReturn = own !== null && key === null && !unique.includes(attributeOfKey(own));
      updates.add(entity.id, {
        [KEY]: key,
        [digestName(KEY)]: key === null ? null : digestOf(key),
        ...(mayReturn && { connectorFormerKey: own }),
      });
    }
  }
  await updates.write(strapi, table, transaction);
};

/** Keys are told apart within a profile. */
const placeOf = ({ connectorProfile }: Cells, key: string | null): string =>
  `${String(connectorProfile)} ${key ?? ''}`;

const hasValueOfKey = (entity: Cells): boolean => {
  const key = String(entity[KEY]);
  const attribute = attributeOfKey(key);
  const value = digestOfValue(attribute, entity[attribute]);
  return value !== null && value === digestOfValue(attribute, key.slice(attribute.length + 1));
};

const identifySlice = async (
  strapi: Core.Strapi,
  table: RecordTable,
  ids: number[],
  transaction: Transaction
): Promise<void> => {
  const entities: Cells[] = await incomplete(strapi, table, transaction)
    .whereIn('id', ids)
    .forUpdate();
  const unique = uniqueAttributes(table.type);
  const updates = new Updates();
  for (const name of MATCHABLE[table.type].filter((each) => !unique.includes(each))) {
    for (const entity of entities.filter((each) => lacks(table, each, name))) {
      updates.add(entity.id, { [digestName(name)]: digestOfValue(name, entity[name]) });
    }
  }
  await updates.write(strapi, table, transaction);
  for (const name of unique) await identifyUnique(strapi, table, name, entities, transaction);
  await renewKeys(strapi, table, ids, transaction);
};

/** Gives identities to the values that have none: those of an older version, and those that were written without this plugin. */
const addMissing = async (strapi: Core.Strapi, table: RecordTable): Promise<void> => {
  const query = () => incomplete(strapi, table);
  for await (const entities of inBatches<Cells>(query, 'id', 'id')) {
    const ids = entities.map(({ id }) => id);
    await inTransaction(strapi, (transaction) =>
      identifySlice(strapi, table, ids, transaction)
    ).catch((error: unknown) => {
      // Another instance does the same at the same time; what is left is done by the next run.
      if (!isRefused(error)) throw error;
      strapi.log.warn(`${PLUGIN_ID}: ${ids.length} records of ${table.table} are not ready yet`);
    });
  }
};

/**
 * Brings the identities of all stored records up to date, slice by slice: each record itself tells
 * whether it is, so that this may break off and be done again. At start for what an older version
 * stored, before a run for what was written by SQL.
 * @returns how many records share a value that only one may have
 */
export const renewIdentities = async (strapi: Core.Strapi): Promise<number> => {
  for (const table of Object.values(recordTables(strapi))) {
    await dropStale(strapi, table);
    await addMissing(strapi, table);
  }
  return releaseShared(strapi);
};
