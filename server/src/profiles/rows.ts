import type { Core } from '@strapi/strapi';

import { problem } from '../../../shared/codes/problems';
import { UIDS } from '../constants';
import { digestOf } from '../storage/digests';
import { patientRepository } from '../storage/patience';
import { NotFoundError } from '../utils/errors';
import type { ProfileRow } from './stored';

/** The table of profiles. */
export const createProfileRows = (strapi: Core.Strapi) => {
  const query = () => patientRepository(strapi, UIDS.profile);

  const findRow = (where: object): Promise<ProfileRow | null> => query().findOne({ where });

  /** By its name as it is, whatever a database takes for the same. */
  const findNamed = (name: string): Promise<ProfileRow | null> =>
    findRow({ nameDigest: digestOf(name) });

  /** @throws NotFoundError */
  const rowOf = async (id: string): Promise<ProfileRow> => {
    const row = await findRow({ documentId: id });
    if (row) return row;
    throw new NotFoundError(problem('profile-not-found', { profile: id }));
  };

  return { query, findNamed, rowOf };
};

export type ProfileRows = ReturnType<typeof createProfileRows>;
