import type { Core } from '@strapi/strapi';

import { PLUGIN_ID } from '../constants';
import { tableInSql } from './postgres';
import type { RecordTable } from './tables';

/** PostgreSQL has seen something in it. */
const isKnown = async (strapi: Core.Strapi, name: string): Promise<boolean> => {
  const { rows }: { rows: { entities: unknown }[] } = await strapi.db.connection.raw(
    'select reltuples as entities from pg_class where oid = to_regclass(?)',
    [name]
  );
  return rows.every(({ entities }) => Number(entities) > 0);
};

/**
 * Has PostgreSQL look at tables in which it has never seen anything, once they have something. Until then,
 * which may be a minute later, it takes one with so many columns for empty and any index for as good as
 * another: whether the user of a link is there, it asks by walking all users of a profile.
 */
export const lookAtNewTables = async (
  strapi: Core.Strapi,
  { table, link }: RecordTable
): Promise<void> => {
  if (strapi.db.dialect.client !== 'postgres') return;
  for (const name of link ? [table, link.table] : [table]) {
    const quoted = tableInSql(strapi, name);
    try {
      // Whoever may not do it gets a warning, and nobody waits for who does it already.
      if (!(await isKnown(strapi, quoted)))
        await strapi.db.connection.raw(`analyze (skip_locked) ${quoted}`);
    } catch (error) {
      strapi.log.warn(`${PLUGIN_ID}: ${name} is not analyzed: ${String(error)}`);
    }
  }
};
