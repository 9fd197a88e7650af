import type { Core } from '@strapi/strapi';

interface Sent {
  sql: string;
  bindings: unknown[];
}

type Row = Record<string, unknown>;

/** How a database says that it reads a table from one end to the other. */
const FULL_SCAN: Record<string, (plan: Row[], table: string) => boolean> = {
  sqlite: (plan, table) => plan.some(({ detail }) => String(detail).startsWith(`SCAN ${table}`)),
  postgres: (plan, table) =>
    plan.some((line) => String(line['QUERY PLAN']).includes(`Seq Scan on ${table}`)),
  mysql: (plan, table) =>
    plan.some((step) => step.table === table && ['ALL', 'index'].includes(String(step.type))),
};

const explain = async (strapi: Core.Strapi, { sql, bindings }: Sent): Promise<Row[]> => {
  const { client } = strapi.db.dialect;
  const how = client === 'sqlite' ? 'explain query plan' : 'explain';
  const answer = await strapi.db.connection.raw(`${how} ${sql}`, bindings as string[]);
  if (client === 'postgres') return answer.rows;
  return client === 'mysql' ? answer[0] : answer;
};

/** The statements that are sent while `work` goes on and read the whole of a table, and how many read it at all. */
export const fullScansOf = async (
  strapi: Core.Strapi,
  table: string,
  work: () => Promise<unknown>
): Promise<{ asked: number; fullScans: string[] }> => {
  const sent: Sent[] = [];
  const note = ({ sql, bindings }: Sent): void => {
    if (/^select/i.test(sql) && sql.includes(table)) {
      sent.push({ sql: sql.replace(/\$\d+/g, '?'), bindings });
    }
  };
  const { connection, dialect } = strapi.db;
  connection.on('query', note);
  try {
    await work();
  } finally {
    connection.removeListener('query', note);
  }
  const isFullScan = FULL_SCAN[dialect.client]!;
  const fullScans: string[] = [];
  for (const statement of sent) {
    const plan = await explain(strapi, statement);
    if (isFullScan(plan, table)) fullScans.push(`${statement.sql}\n${JSON.stringify(plan)}`);
  }
  return { asked: sent.length, fullScans };
};
