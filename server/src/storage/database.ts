import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';

import { UIDS } from '../constants';
import { CHUNK_SIZE, chunkedBySize } from '../utils/collections';
import { giveWay } from '../utils/turns';
import { patiently, patientQuery } from './patience';
import { insertByColumns } from './postgres';
import { bytesOfCells, READING_BOUNDS, statementBound } from './statement-size';

export type Transaction = Knex.Transaction;

/** What Knex keeps connections in. */
type Pool = { max: number; numUsed(): number; numPendingAcquires(): number };

/** SQLite allows 32,766 bound values in a statement, PostgreSQL and MySQL 65,535. */
const MAX_BINDINGS = 30_000;

/**
 * A query on a table, in the database's schema where it has one. Inside a transaction it must be
 * passed on: SQLite has one connection, and a query beside it would wait for ever. One by itself is asked
 * patiently, so that it must be one that can be asked twice.
 */
export const from = (
  strapi: Core.Strapi,
  table: string,
  transaction?: Transaction
): Knex.QueryBuilder => {
  const query = strapi.db.getConnection(table);
  return transaction ? query.transacting(transaction) : patientQuery(strapi, query);
};

/**
 * What has one of some numbers in a column, which an index has after others. PostgreSQL may take these for
 * rare, as those of a new run, and read all that has them; a range keeps it near the numbers.
 */
export const among =
  (column: string, numbers: readonly number[]) =>
  (query: Knex.QueryBuilder): void => {
    query.whereIn(column, numbers);
    if (numbers.length > 0) {
      query.whereBetween(column, [Math.min(...numbers), Math.max(...numbers)]);
    }
  };

/** How long a transaction waits at most for the queries of others, in milliseconds. */
const MOST_COURTESY_MS = 30;
/** After so many turns of the event loop without a query, a request has none to follow the last one. */
const QUIET_TURNS = 3;

/**
 * Lets requests have the connection where there is only one. A request asks one query after the other, and
 * would else wait for a transaction before each of them.
 */
export const giveWayToQueries = async (strapi: Core.Strapi): Promise<void> => {
  await giveWay();
  const { pool } = strapi.db.connection.client as { pool: Pool };
  if (pool.max > 1 || strapi.db.inTransaction()) return;
  const end = performance.now() + MOST_COURTESY_MS;
  for (let quiet = 0; quiet < QUIET_TURNS && performance.now() < end; quiet += 1) {
    if (pool.numUsed() + pool.numPendingAcquires() > 0) quiet = -1;
    await giveWay();
  }
};

/**
 * Takes SQLite's lock for writing. A transaction that reads first gets it only if no other process is about
 * to write, and fails at once if one is; here it waits.
 */
const lockForWriting = async (strapi: Core.Strapi, transaction: Transaction): Promise<void> => {
  // Any table will do: nothing in it is looked at.
  const { tableName } = strapi.db.metadata.get(UIDS.profile);
  await transaction.raw('update ?? set id = id where id = 0', [tableName]);
};

/** What is to be done when a transaction has been committed. */
const effects = new WeakMap<Transaction, (() => void)[]>();

/** Does something once a transaction is committed: what is kept in memory of what it writes. */
export const onceCommitted = (transaction: Transaction, effect: () => void): void => {
  effects.set(transaction, [...(effects.get(transaction) ?? []), effect]);
};

/** Runs `work` in a transaction of its own, once, or in the one that is open. */
export const inOneTransaction = async <Result>(
  strapi: Core.Strapi,
  work: (transaction: Transaction) => Promise<Result>
): Promise<Result> => {
  await giveWayToQueries(strapi);
  const isOutermost = !strapi.db.inTransaction();
  const isSqlite = strapi.db.dialect.client === 'sqlite';
  const opened: Transaction[] = [];
  const result = await strapi.db.transaction(async ({ trx }) => {
    opened.push(trx);
    if (isOutermost && isSqlite) await lockForWriting(strapi, trx);
    return work(trx);
  });
  if (isOutermost) {
    for (const transaction of opened) {
      // Knex keeps to itself that a commit has failed, but for this.
      await transaction.executionPromise;
      effects.get(transaction)?.forEach((effect) => effect());
    }
  }
  return result;
};

/**
 * Runs `work` in a transaction of its own, or in the one that is open. One of its own begins anew where
 * others were in its way or the connection was lost: `work` must change nothing outside, see `onceCommitted`.
 * @param work told whether an earlier transaction of it may have been committed of which nobody has heard
 */
export const inTransaction = <Result>(
  strapi: Core.Strapi,
  work: (transaction: Transaction, isUnsure: boolean) => Promise<Result>
): Promise<Result> =>
  patiently(strapi, (isUnsure) =>
    inOneTransaction(strapi, (transaction) => work(transaction, isUnsure))
  );

/**
 * How many entities a statement can take that binds so many values for each; SQLite takes 500 at most
 * in an insert.
 */
export const entitiesPerStatement = (bindingsPerRow: number): number =>
  Math.max(1, Math.min(CHUNK_SIZE, Math.floor(MAX_BINDINGS / bindingsPerRow)));

/**
 * Inserts entities with the same columns. For SQLite, Knex writes a `union` of as many selects, which
 * takes more than twice as long to be made and understood.
 */
const insert = async (
  strapi: Core.Strapi,
  table: string,
  entities: readonly Record<string, unknown>[],
  transaction: Transaction
): Promise<void> => {
  const { client } = strapi.db.dialect;
  if (client === 'postgres') {
    await insertByColumns(strapi, table, entities, transaction);
    return;
  }
  if (client !== 'sqlite') {
    await from(strapi, table, transaction).insert(entities);
    return;
  }
  const columns = Object.keys(entities[0] ?? {});
  const names = columns.map(() => '??').join(', ');
  const values = entities.map(() => `(${columns.map(() => '?').join(', ')})`).join(', ');
  const cells = entities.flatMap((entity) => columns.map((name) => entity[name] ?? null));
  await strapi.db.connection
    .raw(`insert into ?? (${names}) values ${values}`, [table, ...columns, ...cells] as string[])
    .transacting(transaction);
};

/** Inserts entities, as many at a time as a statement takes, and gives way between them. */
export const insertEntities = async (
  strapi: Core.Strapi,
  table: string,
  entities: readonly Record<string, unknown>[],
  transaction: Transaction
): Promise<void> => {
  const columns = Object.keys(entities[0] ?? {}).length;
  const size = await statementBound(strapi, transaction);
  const bounds = { size, items: entitiesPerStatement(Math.max(1, columns)) };
  for (const chunk of chunkedBySize(entities, bounds, bytesOfCells)) {
    await insert(strapi, table, chunk, transaction);
    await giveWay();
  }
};

/** Inserts one entity and returns its id. */
export const insertEntity = async (
  strapi: Core.Strapi,
  table: string,
  entity: Record<string, unknown>,
  transaction: Transaction
): Promise<number> => {
  const insert = from(strapi, table, transaction).insert(entity);
  const [inserted]: (number | { id: number })[] = await (strapi.db.dialect.useReturning()
    ? insert.returning('id')
    : insert);
  return Number(typeof inserted === 'object' ? inserted.id : inserted);
};

/** How much the columns of an entity hold together, as the column `size` of a query. */
export const sizeOfColumns = (strapi: Core.Strapi, columns: readonly string[]): Knex.Raw => {
  const text = strapi.db.dialect.client === 'mysql' ? 'char' : 'text';
  const lengths = columns.map(() => `coalesce(length(cast(?? as ${text})), 0)`);
  return strapi.db.connection.raw(`${['0', ...lengths].join(' + ')} as size`, [...columns]);
};

/** The entities with the lowest numbers, as many of them as fit into one batch by what they hold. */
const firstThatFit = async <Entity>(
  entities: () => Knex.QueryBuilder,
  column: string,
  sizes: Knex.Raw
): Promise<Entity[]> => {
  const all: { batch_id: number; size: unknown }[] = await entities()
    .clearSelect()
    .select({ batch_id: column }, sizes);
  const [slice = []] = chunkedBySize(all, READING_BOUNDS, ({ size }) => Number(size));
  return slice.length === 0 ? [] : entities().where(column, '<=', Number(slice.at(-1)?.batch_id));
};

/**
 * Reads a query's entities in batches and in the order of a column that is a unique number.
 * @param options.sizes what entities hold that may be large, as `sizeOfColumns` has it: bounds the batches by that too
 */
export async function* inBatches<Entity extends Record<string, unknown>>(
  query: () => Knex.QueryBuilder,
  column: string,
  nameInRow: string,
  {
    size = CHUNK_SIZE,
    sizes = null,
    signal,
  }: { size?: number; sizes?: Knex.Raw | null; signal?: AbortSignal | undefined } = {}
): AsyncGenerator<Entity[]> {
  let last = 0;
  for (;;) {
    signal?.throwIfAborted();
    const after = last;
    const next = () => query().where(column, '>', after).orderBy(column).limit(size);
    const entities: Entity[] = sizes ? await firstThatFit(next, column, sizes) : await next();
    if (entities.length > 0) {
      yield entities;
    }
    if (entities.length === 0 || (sizes === null && entities.length < size)) {
      return;
    }
    await giveWay();
    last = Number(entities[entities.length - 1]?.[nameInRow]);
  }
}

/** How many entities a statement changes at most that needs no list of values. */
export const SLICE_SIZE = 2000;

/**
 * Deletes a query's entities some thousand at a time; a single statement for all would take seconds. They
 * are deleted by their ids alone: with the query's conditions, a database may look at all that match for each slice.
 */
export const deleteInSlices = async (
  query: () => Knex.QueryBuilder,
  size = SLICE_SIZE
): Promise<void> => {
  for (;;) {
    const entities: { id: number }[] = await query().select('id').limit(size);
    if (entities.length === 0) return;
    await query()
      .clearWhere()
      .whereIn(
        'id',
        entities.map(({ id }) => id)
      )
      .delete();
    await giveWay();
  }
};
