import type { Core } from '@strapi/strapi';

import { problem } from '../../../shared/codes/problems';
import { NotFoundError } from '../utils/errors';
import { UIDS } from '../constants';
import { inTransaction } from './database';

/**
 * Works while nobody can delete the profile, nor work in the same way: what is checked first still
 * holds when it is acted upon. All in one transaction, which begins anew as `inTransaction` has it.
 * @throws NotFoundError when the profile is gone already
 */
export const holdingProfile = <Result>(
  strapi: Core.Strapi,
  documentId: string,
  work: (isUnsure: boolean) => Promise<Result>
): Promise<Result> =>
  inTransaction(strapi, async (transaction, isUnsure) => {
    await strapi.db
      .queryBuilder(UIDS.profile)
      .where({ documentId })
      .update({ documentId })
      .transacting(transaction)
      .execute();
    const held: { id: number } | null = await strapi.db
      .queryBuilder(UIDS.profile)
      .where({ documentId })
      .select(['id'])
      .first()
      .transacting(transaction)
      .forUpdate()
      .execute();
    if (held) return work(isUnsure);
    throw new NotFoundError(problem('profile-not-found', { profile: documentId }));
  });
