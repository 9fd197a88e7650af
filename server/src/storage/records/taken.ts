import type { Core } from '@strapi/strapi';

import { uniqueAttributes } from '../../../../shared/records';
import { from, type Transaction } from '../database';
import { digestName, digestOfValue, sharedName } from '../digests';
import type { RecordTable } from '../tables';

/** The unique attributes of those given whose value another record than the named one has. */
export const takenAttributes = async (
  strapi: Core.Strapi,
  table: RecordTable,
  values: Record<string, unknown>,
  own: string | null,
  transaction: Transaction
): Promise<string[]> => {
  const taken: string[] = [];
  for (const name of uniqueAttributes(table.type)) {
    const digest = digestOfValue(name, values[name]);
    if (digest === null) continue;
    const query = from(strapi, table.table, transaction)
      .select('id')
      .where((either) =>
        either
          .where(table.column(digestName(name)), digest)
          .orWhere(table.column(sharedName(name)), digest)
      );
    if (own !== null) query.whereNot(table.column('documentId'), own);
    if (await query.first()) taken.push(name);
  }
  return taken;
};
