import type { Core } from '@strapi/strapi';

import type { Transaction } from './database';
import { patiently } from './patience';

/**
 * The milliseconds since 1970 in UTC, by what counts on as the database works. None of it depends on
 * the time zone of a server or session, nor stands still within a transaction.
 */
const NOW: Readonly<Record<string, string>> = {
  sqlite: "cast(round((julianday('now') - 2440587.5) * 86400000) as integer)",
  postgres: 'floor(extract(epoch from clock_timestamp()) * 1000)',
  mysql: "timestampdiff(microsecond, '1970-01-01 00:00:00', utc_timestamp(6)) div 1000",
};

/**
 * The time by the database's clock, the only one that all processes share: in milliseconds since
 * 1970. Everything that one process concludes from what another one wrote is compared with it.
 */
export const databaseNow = async (
  strapi: Core.Strapi,
  transaction?: Transaction
): Promise<number> => {
  const { connection, dialect } = strapi.db;
  const ask = async (): Promise<number> => {
    const query = connection.first(connection.raw(`${NOW[dialect.client]} as now`));
    const { now }: { now: unknown } = await (transaction ? query.transacting(transaction) : query);
    return Number(now);
  };
  return patiently(strapi, ask);
};

/** A stored time as reports show it. */
export const isoTime = (time: number): string => new Date(time).toISOString();

/** The same for one that may not be there, from whatever a driver gives for a number. */
export const isoTimeOrNull = (time: unknown): string | null =>
  time === null || time === undefined ? null : isoTime(Number(time));

/** A shown time as it is stored. */
export const storedTime = (time: string | null): number | null =>
  time === null ? null : Date.parse(time);
