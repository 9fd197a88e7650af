import type { Core } from '@strapi/strapi';

import type { UIDS } from '../constants';
import { chunked } from '../utils/collections';
import { from, type Transaction } from '../storage/database';
import { modelTable } from '../storage/tables';

type Uid = (typeof UIDS)[keyof typeof UIDS];

/** Tells entities' ids, which differ between databases, from their document ids, which do not, and back. */
export const createDocuments = (strapi: Core.Strapi, transaction: Transaction) => {
  const found = async (uid: Uid, column: 'id' | 'document_id', values: readonly unknown[]) => {
    const entities: { id: number; document_id: string }[] = [];
    for (const chunk of chunked([...new Set(values)])) {
      const some = await from(strapi, modelTable(strapi, uid), transaction)
        .select('id', 'document_id')
        .whereIn(column, chunk as string[]);
      entities.push(...some);
    }
    return entities;
  };
  return {
    async documentsOf(uid: Uid, ids: readonly number[]): Promise<Map<number, string>> {
      const entities = await found(uid, 'id', ids);
      return new Map(entities.map(({ id, document_id }) => [id, document_id]));
    },
    async idsOf(uid: Uid, documents: readonly string[]): Promise<Map<string, number>> {
      const entities = await found(uid, 'document_id', documents);
      return new Map(entities.map(({ id, document_id }) => [document_id, id]));
    },
  };
};

export type Documents = ReturnType<typeof createDocuments>;
