import { setImmediate as nextTurn } from 'node:timers/promises';

import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';

import { CHUNK_SIZE, chunkedBySize } from '../utils/collections';

export type Transaction = Knex.Transaction;

/** SQLite allows 32,766 bound values in a statement, PostgreSQL and MySQL 65,535. */
const MAX_BINDINGS = 30_000;

/**
 * A query on a table, in the database's schema where it has one. Inside a transaction it must be
 * passed on: SQLite has one connection, and a query beside it would wait for ever.
 */
export const from = (
  strapi: Core.Strapi,
  table: string,
  transaction?: Transaction
): Knex.QueryBuilder => {
  const query = strapi.db.getConnection(table);
  return transaction ? query.transacting(transaction) : query;
};

/**
 * Lets requests have their turn. SQLite answers within the turn of the event loop that asks, so one
 * query after the other would keep everything else waiting.
 */
export const yieldToEventLoop = (): Promise<void> => nextTurn();

/** Runs `work` in a transaction of its own, or in the one that is open. */
export const inTransaction = async <Result>(
  strapi: Core.Strapi,
  work: (transaction: Transaction) => Promise<Result>
): Promise<Result> => {
  await yieldToEventLoop();
  return strapi.db.transaction(({ trx }) => work(trx));
};

/**
 * How many rows a statement can take that binds so many values a row; SQLite takes 500 rows at most
 * in an insert.
 */
export const entitiesPerStatement = (bindingsPerRow: number): number =>
  Math.max(1, Math.min(CHUNK_SIZE, Math.floor(MAX_BINDINGS / bindingsPerRow)));

/** How many characters one statement holds at most, but for a single row that has more: servers refuse packets of some megabytes. */
const MAX_CHARACTERS = 1_000_000;

/** What one statement or one batch of reading holds at most. */
export const BATCH_BOUNDS = { items: CHUNK_SIZE, size: MAX_CHARACTERS };

const charactersOf = (row: Record<string, unknown>): number =>
  Object.values(row).reduce<number>(
    (sum, cell) => sum + (typeof cell === 'string' ? cell.length : 8),
    0
  );

/** Inserts rows of columns, as many at a time as a statement takes, and gives way between them. */
export const insertEntities = async (
  strapi: Core.Strapi,
  table: string,
  rows: readonly Record<string, unknown>[],
  transaction: Transaction
): Promise<void> => {
  const columns = Object.keys(rows[0] ?? {}).length;
  const bounds = { ...BATCH_BOUNDS, items: entitiesPerStatement(Math.max(1, columns)) };
  for (const chunk of chunkedBySize(rows, bounds, charactersOf)) {
    await from(strapi, table, transaction).insert(chunk);
    await yieldToEventLoop();
  }
};

/** Inserts one row and returns its id. */
export const insertEntity = async (
  strapi: Core.Strapi,
  table: string,
  row: Record<string, unknown>,
  transaction: Transaction
): Promise<number> => {
  const insert = from(strapi, table, transaction).insert(row);
  const [inserted]: (number | { id: number })[] = await (strapi.db.dialect.useReturning()
    ? insert.returning('id')
    : insert);
  return Number(typeof inserted === 'object' ? inserted.id : inserted);
};

/** How much the columns of a row hold together, as the column `size` of a query. */
export const sizeOfColumns = (strapi: Core.Strapi, columns: readonly string[]): Knex.Raw => {
  const text = strapi.db.dialect.client === 'mysql' ? 'char' : 'text';
  const lengths = columns.map(() => `coalesce(length(cast(?? as ${text})), 0)`);
  return strapi.db.connection.raw(`${['0', ...lengths].join(' + ')} as size`, [...columns]);
};

/** The rows with the lowest numbers, as many of them as fit into one batch by what they hold. */
const firstThatFit = async <Row>(
  rows: () => Knex.QueryBuilder,
  column: string,
  sizes: Knex.Raw
): Promise<Row[]> => {
  const all: { batch_id: number; size: unknown }[] = await rows()
    .clearSelect()
    .select({ batch_id: column }, sizes);
  const [slice = []] = chunkedBySize(all, BATCH_BOUNDS, ({ size }) => Number(size));
  return slice.length === 0 ? [] : rows().where(column, '<=', Number(slice.at(-1)?.batch_id));
};

/**
 * Reads a query's rows in batches and in the order of a column that is a unique number.
 * @param options.sizes what rows hold that may be large, as `sizeOfColumns` has it: bounds the batches by that too
 */
export async function* inBatches<Row extends Record<string, unknown>>(
  query: () => Knex.QueryBuilder,
  column: string,
  nameInRow: string,
  { size = CHUNK_SIZE, sizes = null }: { size?: number; sizes?: Knex.Raw | null } = {}
): AsyncGenerator<Row[]> {
  let last = 0;
  for (;;) {
    const after = last;
    const next = () => query().where(column, '>', after).orderBy(column).limit(size);
    const rows: Row[] = sizes ? await firstThatFit(next, column, sizes) : await next();
    if (rows.length > 0) {
      yield rows;
    }
    if (rows.length === 0 || (sizes === null && rows.length < size)) {
      return;
    }
    await yieldToEventLoop();
    last = Number(rows[rows.length - 1]?.[nameInRow]);
  }
}

/** How many rows a statement changes at most that needs no list of values. */
export const SLICE_SIZE = 2000;

/** Deletes a query's rows some thousand at a time; a single statement for all would take seconds. */
export const deleteInSlices = async (query: () => Knex.QueryBuilder): Promise<void> => {
  for (;;) {
    const rows: { id: number }[] = await query().select('id').limit(SLICE_SIZE);
    if (rows.length === 0) return;
    await query()
      .whereIn(
        'id',
        rows.map(({ id }) => id)
      )
      .delete();
    await yieldToEventLoop();
  }
};
