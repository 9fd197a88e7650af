import type { Core } from '@strapi/strapi';

import { tableInSql } from '../postgres';
import { modelTable } from '../tables';
import { FOLDED_COLUMNS, NAME_UID } from './models';
import { TERM_LENGTH } from '../../lookup/names';

type Names = { rows: { name: string }[] };

/** The columns of the table that are compared in another way than byte by byte. */
const ofLanguage = async (strapi: Core.Strapi, table: string): Promise<string[]> => {
  const { connection } = strapi.db;
  if (strapi.db.dialect.client === 'postgres') {
    const { rows }: Names = await connection.raw(
      `select attname as name from pg_attribute join pg_collation on pg_collation.oid = attcollation
       where attrelid = to_regclass(?) and attname = any(?) and collname <> 'C'`,
      [tableInSql(strapi, table), FOLDED_COLUMNS]
    );
    return rows.map(({ name }) => name);
  }
  const [rows = []]: { name: string }[][] = await connection.raw(
    `select column_name as name from information_schema.columns
     where table_schema = database() and table_name = ? and column_name in (?, ?) and collation_name <> 'utf8mb4_bin'`,
    [table, ...FOLDED_COLUMNS]
  );
  return rows.map(({ name }) => name);
};

/**
 * Has folded names compared byte by byte: in the order of a language, what begins alike need not stand together,
 * as Danish puts `aa` behind `z`. Strapi's schema knows no collations; it is done once, while the table is empty.
 */
export const compareBytewise = async (strapi: Core.Strapi): Promise<void> => {
  const { client } = strapi.db.dialect;
  if (client === 'sqlite') return;
  const table = modelTable(strapi, NAME_UID);
  for (const column of await ofLanguage(strapi, table)) {
    const change =
      client === 'postgres'
        ? `alter table ${tableInSql(strapi, table)} alter column ?? type varchar(${TERM_LENGTH}) collate "C"`
        : `alter table ?? modify ?? varchar(${TERM_LENGTH}) character set utf8mb4 collate utf8mb4_bin`;
    await strapi.db.connection.raw(change, client === 'postgres' ? [column] : [table, column]);
  }
};
