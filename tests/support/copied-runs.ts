import type { Core } from '@strapi/strapi';

const RUNS = 'directory_connector_runs';
/** What belongs to a run, by its number. */
const OF_A_RUN = ['changes', 'search_blocks', 'issues', 'credentials'].map(
  (name) => `directory_connector_${name}`
);

/** Fills a table with copies of rows of its own, of which some columns are other ones. */
const copyRows = async (
  strapi: Core.Strapi,
  table: string,
  where: object,
  other: Record<string, string | number>
): Promise<void> => {
  const { connection } = strapi.db;
  const columns = Object.keys(await connection(table).columnInfo());
  const same = columns.filter((name) => name !== 'id' && !(name in other));
  const values = Object.values(other).map((value) => connection.raw('?', [value]));
  await connection(connection.raw('?? (??)', [table, [...Object.keys(other), ...same]])).insert(
    connection(table)
      .where(where)
      .select(...values, ...same)
  );
};

/** Copies a run with all that is kept of it, so many times. */
export const copyRun = async (strapi: Core.Strapi, id: number, times: number): Promise<void> => {
  for (let copy = 1; copy <= times; copy += 1) {
    const documentId = `copy-${copy}`;
    await copyRows(strapi, RUNS, { id }, { document_id: documentId });
    const made = await strapi.db.connection(RUNS).where({ document_id: documentId }).first('id');
    for (const table of OF_A_RUN) {
      await copyRows(strapi, table, { run_id: id }, { run_id: Number(made?.id) });
    }
  }
};

/** How many rows the tables have, those of what the plugin stores and those of Strapi itself. */
export const rowCounts = async (strapi: Core.Strapi): Promise<Record<string, number>> => {
  const counts: Record<string, number> = {};
  for (const table of await strapi.db.dialect.schemaInspector.getTables()) {
    const found = await strapi.db.connection(table).count({ rows: '*' }).first();
    counts[table] = Number(found?.rows);
  }
  return counts;
};
