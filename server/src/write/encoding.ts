import type { Core } from '@strapi/strapi';

import { PLUGIN_ID } from '../constants';
import { ConnectorError } from '../utils/errors';

/** The plugin's tables, those of relations aside, which hold numbers only. */
const tablesOf = (strapi: Core.Strapi): string[] =>
  [...strapi.db.metadata.values()]
    .filter(({ uid }) => uid.startsWith(`plugin::${PLUGIN_ID}.`))
    .map(({ tableName }) => tableName);

const postgresProblem = async (strapi: Core.Strapi): Promise<string | null> => {
  const { rows }: { rows: { server_encoding: string }[] } =
    await strapi.db.connection.raw('show server_encoding');
  const encoding = rows[0]?.server_encoding ?? 'unknown';
  if (encoding === 'UTF8') return null;
  return (
    `The database is in the encoding ${encoding}, which cannot hold every name; UTF8 was expected. ` +
    `Make a database with "create database … encoding 'UTF8' template template0", bring the data over with pg_dump and pg_restore, and set it in config/database.`
  );
};

const mysqlProblem = async (strapi: Core.Strapi): Promise<string | null> => {
  const rows: { name: string; charset: string }[] = await strapi.db
    .connection('information_schema.columns')
    .distinct({ name: 'table_name', charset: 'character_set_name' })
    .whereRaw('table_schema = database()')
    .whereIn('table_name', tablesOf(strapi))
    .whereNotNull('character_set_name')
    .whereNot('character_set_name', 'utf8mb4')
    .orderBy('name');
  const [first] = rows;
  if (!first) return null;
  const names = [...new Set(rows.map(({ name }) => name))];
  const convert = names.map((name) => `alter table ${name} convert to character set utf8mb4;`);
  return (
    `${names.length === 1 ? `The table ${first.name} is` : `${names.length} tables, the first of them ${first.name}, are`} in the character set ${first.charset}, which cannot hold every name; utf8mb4 was expected. ` +
    `Make a backup, then run: alter database … character set utf8mb4; ${convert.join(' ')}`
  );
};

/**
 * Why the database cannot take every text, and what to do about it; null where it can. SQLite always
 * can.
 */
export const encodingProblem = async (strapi: Core.Strapi): Promise<string | null> => {
  const { client } = strapi.db.dialect;
  if (client === 'postgres') return postgresProblem(strapi);
  return client === 'mysql' ? mysqlProblem(strapi) : null;
};

/** @throws ConnectorError `database-not-utf8` */
export const assertEncoding = async (strapi: Core.Strapi): Promise<void> => {
  const problem = await encodingProblem(strapi);
  if (problem === null) return;
  throw new ConnectorError('database-not-utf8', `No run can write here. ${problem}`);
};
