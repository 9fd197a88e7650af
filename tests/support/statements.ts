import type { Core } from '@strapi/strapi';

/** A statement as SQLite and MariaDB have it: PostgreSQL puts names in other quotes. */
export const withSameQuotes = (sql: string): string => sql.replaceAll('"', '`');

/** The statements that are sent to the database while `work` goes on. */
export const statementsOf = async (
  strapi: Core.Strapi,
  work: () => Promise<unknown>
): Promise<string[]> => {
  const statements: string[] = [];
  const note = ({ sql }: { sql: string }): void => {
    statements.push(withSameQuotes(sql));
  };
  const { connection } = strapi.db;
  connection.on('query', note);
  try {
    await work();
  } finally {
    connection.removeListener('query', note);
  }
  return statements;
};
