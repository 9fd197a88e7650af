import { isDate } from 'node:util/types';

import type { Core } from '@strapi/strapi';

export type Cells = Record<string, unknown>;

/** JSON without blanks; PostgreSQL has some, and its own order of names. Any other text as it is. */
const compact = (text: string): string => {
  if (!/^[[{]/.test(text)) return text;
  try {
    return JSON.stringify(JSON.parse(text));
  } catch {
    return text;
  }
};

const isPlainObject = (value: unknown): boolean =>
  Object.prototype.toString.call(value) === '[object Object]';

const cell = (value: unknown): unknown => {
  if (typeof value === 'boolean') return Number(value);
  // The drivers' dates are none of the tests' own class.
  if (isDate(value)) return value.getTime();
  // MariaDB's driver has parsed it.
  if (Array.isArray(value) || isPlainObject(value)) return JSON.stringify(value);
  return typeof value === 'string' ? compact(value) : value;
};

/** A row as SQLite gives it, whatever the database: truth as 0 and 1, JSON as text, times in milliseconds. */
export const alike = (row: Cells): Cells =>
  Object.fromEntries(Object.entries(row).map(([column, value]) => [column, cell(value)]));

/** All rows of a table, each as every database has it. */
export const rowsOf = async (strapi: Core.Strapi, table: string): Promise<Cells[]> => {
  const rows: Cells[] = await strapi.db.connection(table).select('*').orderBy('id');
  return rows.map(alike);
};

/** The tables of an app's database. */
export const tablesOf = (strapi: Core.Strapi): Promise<string[]> =>
  strapi.db.dialect.schemaInspector.getTables();

/** Everything that is stored, table by table, as text. */
export const everythingStored = async (strapi: Core.Strapi): Promise<Map<string, string>> => {
  const stored = new Map<string, string>();
  for (const name of await tablesOf(strapi)) {
    stored.set(name, JSON.stringify(await strapi.db.connection(name).select('*')));
  }
  return stored;
};

/** How the tables are made, their indexes and references too. */
export const definitionsOf = (strapi: Core.Strapi): Promise<unknown> =>
  strapi.db.dialect.client === 'sqlite'
    ? strapi.db.connection('sqlite_master').select('name', 'sql').orderBy('name')
    : strapi.db.dialect.schemaInspector.getSchema();
