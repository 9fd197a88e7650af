import type { Core } from '@strapi/strapi';

import { ATTRIBUTES, type RecordType } from '../../../../shared/records';
import type { Secrets } from '../../secrets/secrets';
import { from } from '../database';
import { recordTables } from '../tables';

/**
 * The encrypted secrets of a record in clear, null where one is not set; a password stays what it
 * is, a hash nobody reads. Null when there is no such record.
 * @throws ConnectorError `cannot-decrypt`
 */
export const readSecrets = async (
  { strapi, secrets }: { strapi: Core.Strapi; secrets: Secrets },
  type: RecordType,
  documentId: string
): Promise<Record<string, string | null> | null> => {
  const table = recordTables(strapi)[type];
  const names = table.secret.filter((name) => ATTRIBUTES[type][name]?.kind === 'encrypted');
  const row: Record<string, string | null> | undefined = await from(strapi, table.table)
    .select(Object.fromEntries(names.map((name) => [name, table.column(name)])))
    .where(table.column('documentId'), documentId)
    .first();
  if (!row) {
    return null;
  }
  return Object.fromEntries(
    names.map((name) => {
      const value = row[name] ?? null;
      return [name, value === null ? null : secrets.decrypt(value)];
    })
  );
};
