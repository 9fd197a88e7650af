import type { Core } from '@strapi/strapi';

import { UIDS } from '../../constants';

const RECORD_UIDS = [UIDS.user, UIDS.phonebookEntry, UIDS.phone];

/** Makes the records that a profile owns nobody's; they stay as they are. */
export const releaseRecords = async (strapi: Core.Strapi, profileId: string): Promise<void> => {
  for (const uid of RECORD_UIDS) {
    await strapi.db.query(uid).updateMany({
      where: { connectorProfile: profileId },
      data: { connectorProfile: null, connectorKey: null, connectorFormerKey: null },
    });
  }
};
