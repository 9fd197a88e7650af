import type { Core } from '@strapi/strapi';

import { tablesOf } from './tables';

const RUNS = 'directory_connector_runs';
/** What belongs to a run, by its number. */
const OF_A_RUN = ['changes', 'search_blocks', 'issues', 'credentials'].map(
  (name) => `directory_connector_${name}`
);

/** What copies rows of a table, with another value in one of its columns. */
const copierOf = async ({ db: { connection } }: Core.Strapi, table: string, other: string) => {
  const columns = Object.keys(await connection(table).columnInfo());
  const same = columns.filter((name) => name !== 'id' && name !== other);
  const into = connection.raw('?? (??)', [table, [other, ...same]]);
  return (where: object, value: string | number) =>
    connection(into).insert(
      connection(table)
        .where(where)
        .select(connection.raw('?', [value]), ...same)
    );
};

/** Copies a run with all that is kept of it, so many times. */
export const copyRun = async (strapi: Core.Strapi, id: number, times: number): Promise<void> => {
  const copy = await copierOf(strapi, RUNS, 'document_id');
  for (let n = 1; n <= times; n += 1) await copy({ id }, `copy-${n}`);
  const copies: { id: number }[] = await strapi.db
    .connection(RUNS)
    .select('id')
    .where('document_id', 'like', 'copy-%');
  for (const table of OF_A_RUN) {
    const copyPart = await copierOf(strapi, table, 'run_id');
    for (const made of copies) await copyPart({ run_id: id }, made.id);
  }
};

/** How many rows each table has, those of what the plugin stores and those of Strapi itself. */
export const rowCounts = async (strapi: Core.Strapi): Promise<Record<string, number>> => {
  const counts: Record<string, number> = {};
  for (const table of await tablesOf(strapi)) {
    const found = await strapi.db.connection(table).count({ rows: '*' }).first();
    counts[table] = Number(found?.rows);
  }
  return counts;
};
