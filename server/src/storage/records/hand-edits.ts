import type { Core } from '@strapi/strapi';

import { RECORD_TYPES, type RecordType } from '../../../../shared/records';
import { UIDS } from '../../constants';
import { sharedBy } from '../owners/store';

/** Which records, of those that people have changed. */
interface Slice {
  start: number;
  limit: number;
}

/** A record of a profile that a person has changed by hand, as Strapi reads it. */
export interface EditedRecord {
  type: RecordType;
  record: Record<string, unknown>;
}

/** Records of a profile that people have changed by hand: users first, then entries and phones, each in the order of ids. */
export const editedByHand = async (
  strapi: Core.Strapi,
  connectorProfile: string,
  { start, limit }: Slice
): Promise<{ total: number; found: EditedRecord[] }> => {
  const found: EditedRecord[] = [];
  let total = 0;
  for (const type of RECORD_TYPES) {
    const query = strapi.db.query(UIDS[type]);
    const shared = { id: { $in: sharedBy(strapi, type, connectorProfile) } };
    const where = {
      $or: [{ connectorProfile }, shared],
      connectorHandEdits: { $notNull: true },
    };
    const count = await query.count({ where });
    const offset = Math.max(0, start - total);
    total += count;
    const wanted = limit - found.length;
    if (offset >= count || wanted <= 0) continue;
    const records = await query.findMany({ where, orderBy: { id: 'asc' }, offset, limit: wanted });
    found.push(...records.map((record) => ({ type, record })));
  }
  return { total, found };
};
