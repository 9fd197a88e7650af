import type { Core } from '@strapi/strapi';

import { problem } from '../../../shared/codes/problems';
import { NotFoundError } from '../utils/errors';
import { UIDS } from '../constants';

/**
 * Works while nobody can delete the profile, nor work in the same way: what is checked first still
 * holds when it is acted upon. All in one transaction.
 * @throws NotFoundError when the profile is gone already
 */
export const holdingProfile = async <Result>(
  strapi: Core.Strapi,
  documentId: string,
  work: () => Promise<Result>
): Promise<Result> =>
  await strapi.db.transaction(async ({ trx }) => {
    // SQLite waits for its turn to write only where a transaction begins by writing.
    await strapi.db
      .queryBuilder(UIDS.profile)
      .where({ documentId })
      .update({ documentId })
      .transacting(trx)
      .execute();
    const held: { id: number } | null = await strapi.db
      .queryBuilder(UIDS.profile)
      .where({ documentId })
      .select(['id'])
      .first()
      .transacting(trx)
      .forUpdate()
      .execute();
    if (held) return work();
    throw new NotFoundError(problem('profile-not-found', { profile: documentId }));
  });
