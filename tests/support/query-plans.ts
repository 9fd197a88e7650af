import type { Core } from '@strapi/strapi';

import { RECORD_TYPES } from '../../shared/records';

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

/** What is sent to the database while `work` goes on, of what `isMeant` says of its text. */
const sentBy = async (
  strapi: Core.Strapi,
  isMeant: (sql: string) => boolean,
  work: () => Promise<unknown>
): Promise<Sent[]> => {
  const sent: Sent[] = [];
  const note = ({ sql, bindings }: Sent): void => {
    if (isMeant(sql)) sent.push({ sql: sql.replace(/\$\d+/g, '?'), bindings });
  };
  const { connection } = strapi.db;
  connection.on('query', note);
  try {
    await work();
  } finally {
    connection.removeListener('query', note);
  }
  return sent;
};

/** The statements that are sent while `work` goes on and read the whole of a table, and how many read it at all. */
export const fullScansOf = async (
  strapi: Core.Strapi,
  table: string,
  work: () => Promise<unknown>
): Promise<{ asked: number; fullScans: string[] }> => {
  const isMeant = (sql: string): boolean => /^select/i.test(sql) && sql.includes(table);
  const sent = await sentBy(strapi, isMeant, work);
  const isFullScan = FULL_SCAN[strapi.db.dialect.client]!;
  const fullScans: string[] = [];
  for (const statement of sent) {
    const plan = await explain(strapi, statement);
    if (isFullScan(plan, table)) fullScans.push(`${statement.sql}\n${JSON.stringify(plan)}`);
  }
  return { asked: sent.length, fullScans };
};

/** Lists of values are no part of what a statement asks: they are as long as a batch is. */
const withoutLists = (sql: string): string => sql.replace(/\(\?(?:, \?)+\)/g, '(?)');

/**
 * The statement for the first two of each list, and of what it is to find: how it finds them must not
 * depend on how large a batch is beside the few records of a test.
 */
const forFew = ({ sql, bindings }: Sent): Sent => {
  const kept: unknown[] = [];
  let place = 0;
  const short = sql.replace(/\((\?(?:, \?)+)\)|limit \?|\?/g, (found) => {
    const count = found.split('?').length - 1;
    const few = found.startsWith('limit') ? [2] : bindings.slice(place, place + Math.min(count, 2));
    kept.push(...few);
    place += count;
    return count > 2 ? '(?, ?)' : found;
  });
  return { sql: short, bindings: kept };
};

/** What all entities of a profile, of a run or of a kind have in common: by these alone nothing is found. */
const COMMON = ['connector_profile', 'run_id', 'type', 'action', 'applied', 'payload'];

const isCommon = (column: string, sql: string): boolean =>
  COMMON.includes(column) || (column.endsWith('_shared') && !/_shared\W+ (?:in|=) /.test(sql));

/** The steps of SQLite's plan that read all of a table, or all that have something common. */
const sqliteWalks = (plan: Row[], sql: string): string[] =>
  plan
    .map(({ detail }) => String(detail))
    .filter((detail) => {
      if (/^SCAN (?!CONSTANT)/.test(detail)) return true;
      const conditions = /^SEARCH .*\((.+?)\)/.exec(detail)?.[1]?.split(' AND ') ?? [];
      return (
        conditions.length > 0 &&
        conditions.every((one) => one.endsWith('=?') && isCommon(one.slice(0, -2), sql))
      );
    });

interface PostgresNode extends Row {
  Plans?: PostgresNode[];
}

/** The first that an index leads to is all that is read of it. */
const isFirstOfIndex = ({ Plans: [below] = [], ...node }: PostgresNode): boolean =>
  node['Node Type'] === 'Limit' &&
  node['Plan Rows'] === 1 &&
  String(below?.['Node Type']).startsWith('Index') &&
  below?.Filter === undefined;

const nodesOf = (node: PostgresNode): PostgresNode[] =>
  isFirstOfIndex(node) ? [] : [node, ...(node.Plans ?? []).flatMap(nodesOf)];

const postgresWalks = (plan: Row[], sql: string): string[] => {
  const [{ Plan } = { Plan: null }] = plan[0]?.['QUERY PLAN'] as { Plan: PostgresNode }[];
  return nodesOf(Plan ?? {})
    .filter((node) => {
      const kind = String(node['Node Type']);
      if (kind === 'Seq Scan') return true;
      if (!kind.includes('Index')) return false;
      const columns = String(node['Index Cond'] ?? '').matchAll(/(\w+)(?:\)::\w+)? (?:=|>|<)/g);
      return [...columns].every(([, column = '']) => isCommon(column, sql));
    })
    .map((node) => JSON.stringify({ ...node, Plans: undefined }));
};

const mysqlWalks = (plan: Row[]): string[] =>
  plan
    .filter(({ type, key, ref }) => {
      if (['ALL', 'index'].includes(String(type))) return true;
      return ref === 'const' && /_profile_id_index$|_run_/.test(String(key));
    })
    .map((step) => JSON.stringify(step));

/** What is asked once for each type of record is one statement for each. */
const typeAmong = (bindings: unknown[]): string =>
  RECORD_TYPES.find((type) => bindings.includes(type)) ?? '';

/** PostgreSQL reads the few records of a test as a whole, unless that is made dear. */
const explainOnPostgres = async (strapi: Core.Strapi, { sql, bindings }: Sent): Promise<Row[]> =>
  strapi.db.connection.transaction(async (transaction) => {
    await transaction.raw('set local enable_seqscan = off');
    const answer = await transaction.raw(`explain (format json) ${sql}`, bindings as string[]);
    return answer.rows;
  });

/** How a statement reads more than it is to find, if it does. */
const walksIn = async (strapi: Core.Strapi, statement: Sent): Promise<string[]> => {
  const { client } = strapi.db.dialect;
  // SQLite knows nothing of its tables, and goes by how long a list is.
  if (client === 'sqlite') return sqliteWalks(await explain(strapi, statement), statement.sql);
  const few = forFew(statement);
  if (client === 'mysql') return mysqlWalks(await explain(strapi, few));
  return postgresWalks(await explainOnPostgres(strapi, few), few.sql);
};

/** The greatest of the values in an index is the last of them, which no plan says. */
const ofRecordsOrPlans = (sql: string): boolean =>
  /^(?:select (?!max\()|update|delete)/i.test(sql) && sql.includes('directory_');

/** What is sent again and again while `work` goes on, for one batch after the other; counts are for none. */
export const repeatedIn = async (
  strapi: Core.Strapi,
  work: () => Promise<unknown>
): Promise<Sent[]> => {
  const sent = await sentBy(strapi, ofRecordsOrPlans, work);
  const ofKind = new Map<string, Sent[]>();
  for (const one of sent.filter(({ sql }) => !sql.includes('count('))) {
    const kind = withoutLists(one.sql) + typeAmong(one.bindings);
    ofKind.set(kind, [...(ofKind.get(kind) ?? []), one]);
  }
  return [...ofKind.values()].flatMap(([first, second]) => (first && second ? [first] : []));
};

/** Which of some statements read more than what they are to find, and how. */
export const walksOf = async (strapi: Core.Strapi, statements: Sent[]): Promise<string[]> => {
  const walks: string[] = [];
  for (const statement of statements) {
    const found = await walksIn(strapi, statement);
    if (found.length > 0) walks.push([withoutLists(statement.sql), ...found].join('\n'));
  }
  return walks;
};

/** Has a database look at what its tables hold. */
export const analyze = async (strapi: Core.Strapi, tables: string[]): Promise<void> => {
  const { client } = strapi.db.dialect;
  if (client === 'sqlite') return;
  const how = client === 'mysql' ? 'analyze table' : 'analyze';
  for (const table of tables) await strapi.db.connection.raw(`${how} ??`, [table]);
};

/** Which of some tables PostgreSQL takes for empty, since it has never looked at them. */
export const unknownTables = async (strapi: Core.Strapi, tables: string[]): Promise<string[]> => {
  if (strapi.db.dialect.client !== 'postgres') return [];
  const entities: { name: string }[] = await strapi.db
    .connection('pg_class')
    .select({ name: 'relname' })
    .whereIn('relname', tables)
    .where('reltuples', '<=', 0);
  return entities.map(({ name }) => name);
};

/** As `walksOf`, of what is asked of a table whose values PostgreSQL knows nothing of. Lists are as long as they are. */
export const walksOfUnknown = async (
  strapi: Core.Strapi,
  table: string,
  statements: Sent[]
): Promise<string[]> => {
  if (strapi.db.dialect.client !== 'postgres') return [];
  const { connection } = strapi.db;
  await connection.raw('delete from pg_statistic where starelid = ?::regclass', [table]);
  const walks: string[] = [];
  for (const statement of statements.filter(({ sql }) => sql.includes(table))) {
    const plan = await explainOnPostgres(strapi, statement);
    walks.push(...postgresWalks(plan, statement.sql));
  }
  return walks;
};
