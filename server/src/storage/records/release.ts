import type { Core } from '@strapi/strapi';

import { UIDS } from '../../constants';
import { leaveToOthers } from '../owners/release';

const RECORD_UIDS = [UIDS.user, UIDS.phonebookEntry, UIDS.phone];

/** What is noted of a record that a profile owned and that is nobody's. */
export const RELEASED = {
  connectorProfile: null,
  connectorKey: null,
  connectorFormerKey: null,
  connectorHandEdits: null,
};

/** Makes the records that a profile owns nobody's, or those of their other owners; they stay as they are. */
export const releaseRecords = async (strapi: Core.Strapi, profileId: string): Promise<void> => {
  await leaveToOthers(strapi, profileId);
  for (const uid of RECORD_UIDS) {
    await strapi.db.query(uid).updateMany({
      where: { connectorProfile: profileId },
      data: RELEASED,
    });
  }
};
