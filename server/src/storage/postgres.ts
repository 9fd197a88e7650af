import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';

type Entity = Readonly<Record<string, unknown>>;
type Types = ReadonlyMap<string, string>;

/** The types of a table's columns, as long as Strapi runs on the same schema. */
const known = new WeakMap<Core.Strapi, Map<string, Types>>();

/** A table's name in SQL, in its schema where there is one. */
export const tableInSql = (strapi: Core.Strapi, table: string): string => {
  const schema = strapi.db.getSchemaName();
  return [...(schema ? [schema] : []), table].map((part) => `"${part}"`).join('.');
};

/** Lengths are left out: a cast would cut what is longer, and the column refuses it. */
const readTypes = async (
  strapi: Core.Strapi,
  table: string,
  transaction: Knex.Transaction
): Promise<Types> => {
  const { rows }: { rows: { name: string; type: string }[] } = await strapi.db.connection
    .raw(
      `select attname as name, format_type(atttypid, null) as type from pg_attribute
       where attrelid = to_regclass(?) and attnum > 0 and not attisdropped`,
      [tableInSql(strapi, table)]
    )
    .transacting(transaction);
  return new Map(rows.map(({ name, type }) => [name, type]));
};

const typesOf = async (
  strapi: Core.Strapi,
  table: string,
  transaction: Knex.Transaction
): Promise<Types> => {
  const ofTables = known.get(strapi) ?? new Map<string, Types>();
  known.set(strapi, ofTables);
  const types = ofTables.get(table) ?? (await readTypes(strapi, table, transaction));
  ofTables.set(table, types);
  return types;
};

/**
 * Inserts entities with the same columns by a list of values for each column. The statement is as short for
 * a thousand as for one, and takes the server less than half as long as one with each value by itself.
 */
export const insertByColumns = async (
  strapi: Core.Strapi,
  table: string,
  entities: readonly Entity[],
  transaction: Knex.Transaction
): Promise<void> => {
  const types = await typesOf(strapi, table, transaction);
  const columns = Object.keys(entities[0] ?? {});
  const names = columns.map(() => '??').join(', ');
  const lists = columns.map((name) => `?::${types.get(name) ?? 'text'}[]`).join(', ');
  const cells = columns.map((name) => entities.map((entity) => entity[name] ?? null));
  await strapi.db.connection
    .raw(`insert into ${tableInSql(strapi, table)} (${names}) select * from unnest(${lists})`, [
      ...columns,
      ...cells,
    ] as Knex.RawBinding[])
    .transacting(transaction);
};
