import type { Core } from '@strapi/strapi';

import { RECORD_TYPES } from '../../../../shared/records';
import { UIDS } from '../../constants';

/** Whether a profile has records that its source no longer has, and of which it may be that more is to happen. */
export const hasMissingPeople = async (
  strapi: Core.Strapi,
  connectorProfile: string
): Promise<boolean> => {
  for (const type of RECORD_TYPES) {
    const isMissing = [
      { connectorAbsence: { $notNull: true } },
      ...(type === 'user' ? [{ connectorMissingSinceMs: { $notNull: true } }] : []),
    ];
    const found: unknown = await strapi.db
      .query(UIDS[type])
      .findOne({ where: { connectorProfile, $or: isMissing }, select: ['id'] });
    if (found) return true;
  }
  return false;
};
