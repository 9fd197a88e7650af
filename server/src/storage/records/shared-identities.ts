import type { Core } from '@strapi/strapi';

import { RECORD_TYPES, uniqueAttributes, type RecordType } from '../../../../shared/records';
import { attributeKey, attributeOfKey, movedKey } from '../../plan/items';
import { chunked, groupBy } from '../../utils/collections';
import { from, inTransaction, type Transaction } from '../database';
import { digestName, digestOf, digestOfValue, KEY, sharedName } from '../digests';
import { linkedUsers, recordTables, type RecordTable } from '../tables';
import { toCells, updateEntities, type EntityUpdate } from './update-entities';

/**
 * Stored records may share a value that only one of them may have: they were stored before spelling
 * counted for nothing, or by SQL without this plugin. Nobody can tell them apart, so none of them has the digest
 * of that value or a key made of it; a mark holds the digest instead, until one is renamed.
 */

type Cells = Record<string, unknown>;

/** Runs in pieces that a list in a statement holds. */
const inLists = async <Item, Found>(
  items: readonly Item[],
  read: (list: Item[]) => Promise<Found[]>
): Promise<Found[]> => {
  const found: Found[] = [];
  for (const list of chunked(items)) found.push(...(await read(list)));
  return found;
};

/** The unique attributes of which any value is shared: mostly none, which the ends of their indexes tell. */
const attributesWithMarks = async (
  strapi: Core.Strapi,
  { type, table, column }: RecordTable,
  transaction: Transaction
): Promise<string[]> => {
  const names = uniqueAttributes(type);
  if (names.length === 0) return [];
  const lasts = names.map((name) =>
    from(strapi, table)
      .max(column(sharedName(name)))
      .as(name)
  );
  const found: Record<string, unknown> | undefined = await strapi.db.connection
    .first(lasts)
    .transacting(transaction);
  return names.filter((name) => (found?.[name] ?? null) !== null);
};

/**
 * Of the digests in some cells those that marked records share, by their attribute.
 * @param read gives the cells; not asked where nobody shares anything
 */
export const sharedDigests = async (
  strapi: Core.Strapi,
  table: RecordTable,
  read: () => readonly Cells[],
  transaction: Transaction
): Promise<Map<string, Set<string>>> => {
  const shared = new Map<string, Set<string>>();
  const names = await attributesWithMarks(strapi, table, transaction);
  const list = names.length > 0 ? read() : [];
  for (const name of names) {
    const column = table.column(sharedName(name));
    const digests = list.flatMap((cells) => (cells[digestName(name)] as string | null) ?? []);
    const entities = await inLists(digests, (some): Promise<{ shared: string }[]> =>
      from(strapi, table.table, transaction).select({ shared: column }).whereIn(column, some)
    );
    if (entities.length > 0) shared.set(name, new Set(entities.map((entity) => entity.shared)));
  }
  return shared;
};

/**
 * Puts a mark in the place of each digest that marked records share, in what is about to be written.
 */
export const markShared = async (
  strapi: Core.Strapi,
  table: RecordTable,
  list: Cells[],
  transaction: Transaction
): Promise<Cells[]> => {
  const shared = await sharedDigests(strapi, table, () => list, transaction);
  return list.map((data) => {
    const marked = { ...data };
    for (const name of uniqueAttributes(table.type)) {
      const digest = data[digestName(name)];
      if (digest === undefined) continue;
      const isShared = typeof digest === 'string' && shared.get(name)?.has(digest) === true;
      Object.assign(marked, identityCells(name, isShared, digest));
    }
    return marked;
  });
};

/** Digest and mark of a unique value. */
export const identityCells = (attribute: string, isShared: boolean, digest: unknown): Cells => ({
  [digestName(attribute)]: isShared ? null : digest,
  [sharedName(attribute)]: isShared ? digest : null,
});

/** Takes the keys that are made of a shared value from those who share it, and from what is below them. */
export const giveUpKeys = async (
  strapi: Core.Strapi,
  table: RecordTable,
  attribute: string,
  ids: number[],
  transaction: Transaction
): Promise<void> => {
  const entities = await inLists(ids, (list): Promise<{ id: number; key: string }[]> =>
    from(strapi, table.table, transaction)
      .select({ id: 'id', key: table.column(KEY) })
      .whereIn('id', list)
      .whereNotNull(table.column(KEY))
  );
  const holders = entities.filter(({ key }) => attributeOfKey(key) === attribute);
  await giveUp(strapi, table, holders, transaction);
  if (table.type !== 'user') return;
  const keys = new Map(holders.map(({ id, key }) => [Number(id), key]));
  for (const child of childTables(strapi)) {
    const children = await childrenOf(strapi, child, [...keys.keys()], KEY, transaction);
    const below = children.filter(
      ({ key, userId }) => movedKey(key, keys.get(userId) ?? '', '') !== null
    );
    await giveUp(strapi, child, below, transaction);
  }
};

const giveUp = async (
  strapi: Core.Strapi,
  table: RecordTable,
  entities: { id: number; key: string }[],
  transaction: Transaction
): Promise<void> => {
  const updates = entities.map(({ id, key }) => ({
    id: Number(id),
    cells: keyCells(table, null, key),
  }));
  await updateEntities(strapi, table, updates, transaction);
};

const keyCells = (table: RecordTable, key: string | null, former: string | null): Cells =>
  toCells(table, {
    [KEY]: key,
    [digestName(KEY)]: key === null ? null : digestOf(key),
    connectorFormerKey: former,
  });

const childTables = (strapi: Core.Strapi): RecordTable[] => {
  const { phonebookEntry, phone } = recordTables(strapi);
  return [phonebookEntry, phone];
};

interface Child {
  id: number;
  profile: string | null;
  key: string;
  userId: number;
}

/** What belongs to users and has a key in the attribute. */
const childrenOf = async (
  strapi: Core.Strapi,
  { table, link, column }: RecordTable,
  userIds: number[],
  attribute: string,
  transaction: Transaction
): Promise<Child[]> => {
  if (!link) return [];
  const entities = await inLists(userIds, (list): Promise<Child[]> =>
    from(strapi, table, transaction)
      .join(link.table, `${link.table}.${link.child}`, `${table}.id`)
      .select({
        id: `${table}.id`,
        profile: `${table}.${column('connectorProfile')}`,
        key: `${table}.${column(attribute)}`,
        userId: `${link.table}.${link.user}`,
      })
      .whereIn(`${link.table}.${link.user}`, list)
      .whereNotNull(`${table}.${column(attribute)}`)
  );
  return entities.map(({ id, userId, ...rest }) => ({
    ...rest,
    id: Number(id),
    userId: Number(userId),
  }));
};

interface Marked extends Cells {
  id: number;
  profile: string | null;
  former: string | null;
}

/** The records that share a value, or did so until now, and those whose key another one has. */
const readMarked = async (
  strapi: Core.Strapi,
  table: RecordTable,
  transaction: Transaction
): Promise<Marked[]> => {
  const unique = uniqueAttributes(table.type);
  const former = table.column('connectorFormerKey');
  const names = unique.flatMap((name) => [name, sharedName(name)]);
  return from(strapi, table.table, transaction)
    .select({
      id: 'id',
      profile: table.column('connectorProfile'),
      former,
      ...Object.fromEntries(names.map((name) => [name, table.column(name)])),
    })
    .where((any) => {
      any.whereNotNull(former);
      for (const name of unique) any.orWhereNotNull(table.column(sharedName(name)));
    });
};

/**
 * Gives identity and keys back to those whose value nobody shares any more.
 * @returns how many records still share one
 */
export const releaseShared = (
  strapi: Core.Strapi,
  types: readonly RecordType[] = RECORD_TYPES
): Promise<number> =>
  inTransaction(strapi, async (transaction) => {
    let left = 0;
    for (const type of types) {
      left += await releaseOfType(strapi, recordTables(strapi)[type], transaction);
    }
    return left;
  });

const releaseOfType = async (
  strapi: Core.Strapi,
  table: RecordTable,
  transaction: Transaction
): Promise<number> => {
  const unique = uniqueAttributes(table.type);
  const entities = await readMarked(strapi, table, transaction);
  for (const name of unique) {
    const groups = groupBy(entities, (entity) => entity[sharedName(name)]);
    groups.delete(null);
    const alone = [...groups.values()].flatMap((group) => (group.length === 1 ? group : []));
    await returnDigests(strapi, table, name, alone, transaction);
  }
  const isMarked = (entity: Marked): boolean =>
    unique.some((name) => entity[sharedName(name)] !== null);
  for (const entity of entities.filter((each) => !isMarked(each))) {
    const key = keyOf(entity, unique);
    if (key === null || (await waitsForUser(strapi, table, entity.id, transaction))) continue;
    if (await isFree(strapi, table, entity.profile, key, transaction)) {
      await returnKey(strapi, table, entity, key, transaction);
    }
  }
  return entities.filter(isMarked).length;
};

/** Turns the marks of entities that are alone with a value into its digests. */
const returnDigests = async (
  strapi: Core.Strapi,
  table: RecordTable,
  name: string,
  entities: Marked[],
  transaction: Transaction
): Promise<void> => {
  const updates = entities.map((entity) => {
    const cells = identityCells(name, false, entity[sharedName(name)]);
    entity[sharedName(name)] = null;
    return { id: entity.id, cells: toCells(table, cells) };
  });
  await updateEntities(strapi, table, updates, transaction);
};

/** The key that a record has by its value of today; one that another record came first for is as it was. */
const keyOf = (entity: Marked, unique: string[]): string | null => {
  const attribute = attributeOfKey(entity.former ?? '');
  if (!unique.includes(attribute)) return entity.former;
  const value = entity[attribute];
  return digestOfValue(attribute, value) === null ? null : attributeKey(attribute, String(value));
};

/** True for what belongs to a user who has no key: it gets its own back with theirs. */
const waitsForUser = async (
  strapi: Core.Strapi,
  { link }: RecordTable,
  id: number,
  transaction: Transaction
): Promise<boolean> => {
  if (!link) return false;
  const { query, child, user, ofUser } = linkedUsers(strapi, link, transaction);
  const waiting: unknown = await query
    .select(user)
    .where(child, id)
    .whereNotNull(ofUser('connectorFormerKey'))
    .whereNull(ofUser(KEY))
    .first();
  return waiting !== undefined;
};

const isFree = async (
  strapi: Core.Strapi,
  table: RecordTable,
  profile: string | null,
  key: string,
  transaction: Transaction
): Promise<boolean> => {
  const holder: unknown = await from(strapi, table.table, transaction)
    .select('id')
    .where(table.column('connectorProfile'), profile)
    .where(table.column(digestName(KEY)), digestOf(key))
    .first();
  return holder === undefined;
};

const returnKey = async (
  strapi: Core.Strapi,
  table: RecordTable,
  { id, former }: Marked,
  key: string,
  transaction: Transaction
): Promise<void> => {
  await updateEntities(strapi, table, [{ id, cells: keyCells(table, key, null) }], transaction);
  if (table.type !== 'user') return;
  for (const child of childTables(strapi)) {
    const children = await childrenOf(strapi, child, [id], 'connectorFormerKey', transaction);
    const updates: EntityUpdate[] = [];
    for (const below of children) {
      const moved = movedKey(below.key, former ?? '', key);
      if (moved === null || !(await isFree(strapi, child, below.profile, moved, transaction))) {
        continue;
      }
      updates.push({ id: below.id, cells: keyCells(child, moved, null) });
    }
    await updateEntities(strapi, child, updates, transaction);
  }
};

/** The unique attributes of those given whose value another record than the named one has. */
export const takenAttributes = async (
  strapi: Core.Strapi,
  table: RecordTable,
  values: Record<string, unknown>,
  own: string | null,
  transaction: Transaction
): Promise<string[]> => {
  const taken: string[] = [];
  for (const name of uniqueAttributes(table.type)) {
    const digest = digestOfValue(name, values[name]);
    if (digest === null) continue;
    const query = from(strapi, table.table, transaction)
      .select('id')
      .where((either) =>
        either
          .where(table.column(digestName(name)), digest)
          .orWhere(table.column(sharedName(name)), digest)
      );
    if (own !== null) query.whereNot(table.column('documentId'), own);
    if (await query.first()) taken.push(name);
  }
  return taken;
};
