import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';

import { chunked, chunkedBySize, groupBy } from '../../utils/collections';
import { from, entitiesPerStatement, type Transaction, insertEntities } from '../database';
import { bytesOfCells, statementBound } from '../statement-size';
import type { RecordTable, LinkTable } from '../tables';

/** What to write to one entity, by column. */
export interface EntityUpdate {
  id: number;
  cells: Record<string, unknown>;
}

/**
 * PostgreSQL takes what it cannot tell in a CASE for text, and does not turn that into these by
 * itself.
 */
const POSTGRES_CASTS: Record<string, string> = {
  json: 'jsonb',
  boolean: 'boolean',
  integer: 'integer',
  biginteger: 'bigint',
  decimal: 'numeric',
  float: 'double precision',
  date: 'date',
  time: 'time',
  datetime: 'timestamp',
};

/** A value as Strapi's own fields put it into a column. */
const toCell = (type: string, value: unknown): unknown => {
  if (value === null || value === undefined) {
    return null;
  }
  if (type === 'json') {
    return JSON.stringify(value);
  }
  return type === 'datetime' ? new Date(value as string | Date) : value;
};

/** Attributes by their names as cells by their columns. */
export const toCells = (
  table: RecordTable,
  attributes: Record<string, unknown>
): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => {
      const column = table.column(name);
      return [column, toCell(table.typeOf(column), value)];
    })
  );

const newValue = (
  strapi: Core.Strapi,
  table: RecordTable,
  column: string,
  updates: EntityUpdate[]
): unknown => {
  const first = updates[0]?.cells[column];
  if (updates.every(({ cells }) => cells[column] === first)) {
    return first;
  }
  const cases = updates.map(() => 'when ? then ?').join(' ');
  const bindings = updates.flatMap(({ id, cells }) => [id, cells[column]]);
  const cast =
    strapi.db.dialect.client === 'postgres' ? POSTGRES_CASTS[table.typeOf(column)] : undefined;
  const expression = `case ?? ${cases} end`;
  const sql = cast ? `cast(${expression} as ${cast})` : expression;
  return strapi.db.connection.raw(sql, ['id', ...bindings] as Knex.RawBinding[]);
};

/** What says of a cell whose it is: `when 1234567 then `. */
const CASE_BYTES = 24;

const bytesOfUpdate = ({ cells }: EntityUpdate): number =>
  bytesOfCells(cells) + Object.keys(cells).length * CASE_BYTES;

/**
 * Writes different values to many entities: one statement for those that the same columns change in.
 */
export const updateEntities = async (
  strapi: Core.Strapi,
  table: RecordTable,
  updates: EntityUpdate[],
  transaction: Transaction
): Promise<void> => {
  const size = await statementBound(strapi, transaction);
  const columnsOf = ({ cells }: EntityUpdate): string => Object.keys(cells).sort().join();
  for (const group of groupBy(updates, columnsOf).values()) {
    const columns = Object.keys(group[0]?.cells ?? {});
    const items = entitiesPerStatement(2 * columns.length + 1);
    for (const chunk of chunkedBySize(group, { items, size }, bytesOfUpdate)) {
      const values = columns.map((column) => [column, newValue(strapi, table, column, chunk)]);
      await from(strapi, table.table, transaction)
        .whereIn(
          'id',
          chunk.map(({ id }) => id)
        )
        .update(Object.fromEntries(values));
    }
  }
};

const lastPlaces = async (
  strapi: Core.Strapi,
  link: LinkTable,
  userIds: number[],
  transaction: Transaction
): Promise<Map<number, number>> => {
  const places = new Map<number, number>();
  for (const chunk of chunked(userIds)) {
    const entities: { user: number; last: number | null }[] = await from(
      strapi,
      link.table,
      transaction
    )
      .select({ user: link.user })
      .max({ last: link.order })
      .whereIn(link.user, chunk)
      .groupBy(link.user);
    entities.forEach(({ user, last }) => places.set(Number(user), Number(last ?? 0)));
  }
  return places;
};

/**
 * Gives entries or phones to users, by their ids, that have none; null leaves them without.
 * Each comes after those that its user has, as Strapi's own relations do it.
 */
export const addLinks = async (
  strapi: Core.Strapi,
  link: LinkTable,
  users: Map<number, number | null>,
  transaction: Transaction
): Promise<void> => {
  const given = [...users].flatMap(([child, user]) => (user === null ? [] : [{ child, user }]));
  const userIds = [...new Set(given.map(({ user }) => user))];
  const places = await lastPlaces(strapi, link, userIds, transaction);
  const entities = given.map(({ child, user }) => {
    const place = (places.get(user) ?? 0) + 1;
    places.set(user, place);
    return { [link.child]: child, [link.user]: user, [link.order]: place };
  });
  await insertEntities(strapi, link.table, entities, transaction);
};

/** Takes entries or phones from whoever has them, and gives them to users as `addLinks` does. */
export const replaceLinks = async (
  strapi: Core.Strapi,
  link: LinkTable,
  users: Map<number, number | null>,
  transaction: Transaction
): Promise<void> => {
  for (const chunk of chunked(users.keys())) {
    await from(strapi, link.table, transaction).whereIn(link.child, chunk).delete();
  }
  await addLinks(strapi, link, users, transaction);
};
