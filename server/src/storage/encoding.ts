import type { Core } from '@strapi/strapi';

import type { Problem } from '../../../shared/codes/kinds';
import { problem } from '../../../shared/codes/problems';
import type { EncodingProblem } from '../../../shared/contracts/database';
import { PLUGIN_ID } from '../constants';
import { ConnectorError } from '../utils/errors';

/** The plugin's tables, those of relations aside, which hold numbers only. */
const tablesOf = (strapi: Core.Strapi): string[] =>
  [...strapi.db.metadata.values()]
    .filter(({ uid }) => uid.startsWith(`plugin::${PLUGIN_ID}.`))
    .map(({ tableName }) => tableName);

const postgresProblem = async (strapi: Core.Strapi): Promise<EncodingProblem | null> => {
  const { rows }: { rows: { server_encoding: string }[] } =
    await strapi.db.connection.raw('show server_encoding');
  const characterSet = rows[0]?.server_encoding ?? 'unknown';
  if (characterSet === 'UTF8') return null;
  return {
    of: 'database',
    tables: [],
    characterSet,
    expected: 'UTF8',
    commands: [`create database … encoding 'UTF8' template template0`],
  };
};

const mysqlProblem = async (strapi: Core.Strapi): Promise<EncodingProblem | null> => {
  const entities: { name: string; charset: string }[] = await strapi.db
    .connection('information_schema.columns')
    .distinct({ name: 'table_name', charset: 'character_set_name' })
    .whereRaw('table_schema = database()')
    .whereIn('table_name', tablesOf(strapi))
    .whereNotNull('character_set_name')
    .whereNot('character_set_name', 'utf8mb4')
    .orderBy('name');
  const [first] = entities;
  if (!first) return null;
  const tables = [...new Set(entities.map(({ name }) => name))];
  return {
    of: 'tables',
    tables,
    characterSet: first.charset,
    expected: 'utf8mb4',
    commands: [
      'alter database … character set utf8mb4;',
      ...tables.map((name) => `alter table ${name} convert to character set utf8mb4;`),
    ],
  };
};

/** Why the database cannot take every text; null where it can. SQLite always can. */
export const encodingProblem = async (strapi: Core.Strapi): Promise<EncodingProblem | null> => {
  const { client } = strapi.db.dialect;
  if (client === 'postgres') return postgresProblem(strapi);
  return client === 'mysql' ? mysqlProblem(strapi) : null;
};

/** Why no run can write. */
export const encodingReason = (found: EncodingProblem): Problem => {
  const { of, tables, characterSet, expected, commands } = found;
  return problem('database-not-utf8', {
    of,
    table: tables[0] ?? null,
    count: tables.length,
    more: Math.max(0, tables.length - 1),
    characterSet,
    expected,
    commands: commands.join(' '),
  });
};

/** @throws ConnectorError `database-not-utf8` */
export const assertEncoding = async (strapi: Core.Strapi): Promise<void> => {
  const found = await encodingProblem(strapi);
  if (found !== null) throw new ConnectorError(encodingReason(found));
};
