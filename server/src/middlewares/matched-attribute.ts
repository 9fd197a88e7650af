import type { Core } from '@strapi/strapi';

import { problem } from '../../../shared/codes/problems';
import { partsOfKey } from '../../../shared/identity';
import type { RecordType } from '../../../shared/records';
import { UIDS } from '../constants';
import type { ProfileRow } from '../profiles/stored';
import { ownersOf } from '../storage/owners/store';
import { keyNames, keyValue } from '../utils/record-keys';
import { invalidAt, type InvalidValue } from '../utils/validation';

type Values = Record<string, unknown>;

type Found = Pick<ProfileRow, 'name' | 'match' | 'pinnedMatching'>;

/** What is wrong with clearing the value by which a profile finds a record again. */
const clearedFor = (
  { name: profile, match, pinnedMatching }: Found,
  type: RecordType,
  stored: Values,
  values: Values
): InvalidValue[] => {
  if (!match) return [];
  const name = keyNames({ ...match, ...pinnedMatching?.preset?.match })[type];
  const [attribute] = partsOfKey(name).filter((part) => values[part] !== undefined);
  if (attribute === undefined || keyValue(name, stored) === null) return [];
  if (keyValue(name, { ...stored, ...values }) !== null) return [];
  return [invalidAt([attribute], problem('invalid-value/matched', { profile }))];
};

/**
 * What is wrong with clearing the value by which a profile that owns a record finds it again: its
 * next run would bring the person a second time.
 */
export const clearedMatch = async (
  strapi: Core.Strapi,
  type: RecordType,
  stored: Values,
  values: Values
): Promise<InvalidValue[]> => {
  const { id, documentId, connectorProfile } = stored;
  if (typeof connectorProfile !== 'string') return [];
  const record = { id: Number(id), documentId: String(documentId) };
  const owners = await ownersOf(strapi, type, record);
  const ids = [connectorProfile, ...owners.map(({ profile }) => profile)];
  const profiles: Found[] = await strapi.db.query(UIDS.profile).findMany({
    select: ['name', 'match', 'pinnedMatching'],
    where: { documentId: { $in: ids } },
    orderBy: { id: 'asc' },
  });
  return profiles.flatMap((profile) => clearedFor(profile, type, stored, values)).slice(0, 1);
};
