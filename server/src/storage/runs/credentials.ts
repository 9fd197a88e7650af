import type { Core } from '@strapi/strapi';

import type { RecordType } from '../../../../shared/records';
import { CREDENTIAL_UID } from './models';
import type { Secrets } from '../../secrets';
import { chunked } from '../../utils/collections';
import { from, inTransaction, insertEntities, type Transaction } from '../database';
import { modelTable } from '../tables';

/** The secrets that a run generated for one record, in clear. */
export interface Credential {
  type: RecordType;
  key: string;
  label: string;
  /** By attribute: `password`, `sipPassword`, `pin`. */
  secrets: Record<string, string>;
}

/** Keeps generated secrets, encrypted, until they are fetched. */
export const storeCredentials = async (
  { strapi, secrets, runId }: { strapi: Core.Strapi; secrets: Secrets; runId: number },
  credentials: Credential[],
  transaction: Transaction
): Promise<void> => {
  const entities = credentials.map((credential) => ({
    run_id: runId,
    payload: secrets.encrypt(JSON.stringify(credential)),
  }));
  await insertEntities(strapi, modelTable(strapi, CREDENTIAL_UID), entities, transaction);
};

/** How many records have generated secrets of the run that nobody has fetched yet. */
export const countCredentials = async (strapi: Core.Strapi, runId: number): Promise<number> => {
  const entity: { count: unknown } | undefined = await from(
    strapi,
    modelTable(strapi, CREDENTIAL_UID)
  )
    .where('run_id', runId)
    .count({ count: '*' })
    .first();
  return Number(entity?.count ?? 0);
};

/**
 * Gives the secrets that a run generated, once: they are gone from the database then, and a second
 * call gets none.
 */
export const takeCredentials = (
  strapi: Core.Strapi,
  secrets: Secrets,
  runId: number
): Promise<Credential[]> =>
  inTransaction(strapi, async (transaction) => {
    const table = modelTable(strapi, CREDENTIAL_UID);
    const entities: { id: number; payload: string }[] = await from(strapi, table, transaction)
      .select('id', 'payload')
      .where('run_id', runId)
      .orderBy('id')
      .forUpdate();
    for (const chunk of chunked(entities)) {
      await from(strapi, table, transaction)
        .whereIn(
          'id',
          chunk.map(({ id }) => id)
        )
        .delete();
    }
    return entities.map(({ payload }) => JSON.parse(secrets.decrypt(payload)) as Credential);
  });
