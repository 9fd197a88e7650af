import type { Core } from '@strapi/strapi';

import { problem } from '../../../shared/codes/problems';
import { partsOfKey } from '../../../shared/identity';
import type { RecordType } from '../../../shared/records';
import { UIDS } from '../constants';
import type { ProfileRow } from '../profiles/stored';
import { keyNames, keyValue } from '../utils/record-keys';
import { invalidAt, type InvalidValue } from '../utils/validation';

type Values = Record<string, unknown>;

/**
 * What is wrong with clearing the value by which the profile that owns a record finds it again: its
 * next run would bring the person a second time.
 */
export const clearedMatch = async (
  strapi: Core.Strapi,
  type: RecordType,
  stored: Values,
  values: Values
): Promise<InvalidValue[]> => {
  const { connectorProfile } = stored;
  if (typeof connectorProfile !== 'string') return [];
  const profile: Pick<ProfileRow, 'name' | 'match' | 'pinnedMatching'> | null = await strapi.db
    .query(UIDS.profile)
    .findOne({
      select: ['name', 'match', 'pinnedMatching'],
      where: { documentId: connectorProfile },
    });
  if (!profile?.match) return [];
  const name = keyNames({ ...profile.match, ...profile.pinnedMatching?.preset?.match })[type];
  const [attribute] = partsOfKey(name).filter((part) => values[part] !== undefined);
  if (attribute === undefined || keyValue(name, stored) === null) return [];
  if (keyValue(name, { ...stored, ...values }) !== null) return [];
  const what = problem('invalid-value/matched', { profile: profile.name });
  return [invalidAt([attribute], what)];
};
