import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';

import { chunksOf, from, rowsPerStatement, type Transaction } from '../database';
import type { RecordTable } from '../tables';

/** What to write to one row, by column. */
export interface RowUpdate {
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

const groupByColumns = (updates: RowUpdate[]): RowUpdate[][] => {
  const groups = new Map<string, RowUpdate[]>();
  for (const update of updates) {
    const columns = Object.keys(update.cells).sort().join();
    const group = groups.get(columns);
    if (group) {
      group.push(update);
    } else {
      groups.set(columns, [update]);
    }
  }
  return [...groups.values()];
};

const newValue = (
  strapi: Core.Strapi,
  table: RecordTable,
  column: string,
  updates: RowUpdate[]
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

/**
 * Writes different values to many rows: one statement for those that the same columns change in.
 */
export const updateRows = async (
  strapi: Core.Strapi,
  table: RecordTable,
  updates: RowUpdate[],
  transaction: Transaction
): Promise<void> => {
  for (const group of groupByColumns(updates)) {
    const columns = Object.keys(group[0]?.cells ?? {});
    for (const chunk of chunksOf(group, rowsPerStatement(2 * columns.length + 1))) {
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
