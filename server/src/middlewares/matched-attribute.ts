import type { Core } from '@strapi/strapi';

import { problem } from '../../../shared/codes/texts';
import { identityOf } from '../../../shared/identity';
import type { RecordType } from '../../../shared/records';
import { UIDS } from '../constants';
import { invalidAt, type InvalidValue } from '../utils/validation';

type Values = Record<string, unknown>;

const isGiven = (attribute: string, value: unknown): boolean =>
  typeof value === 'string' && identityOf(attribute, value) !== null;

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
  const profile: { name: string; match: Record<RecordType, string> | null } | null = await strapi.db
    .query(UIDS.profile)
    .findOne({ select: ['name', 'match'], where: { documentId: connectorProfile } });
  const attribute = profile?.match?.[type];
  if (!profile || attribute === undefined || values[attribute] === undefined) return [];
  if (!isGiven(attribute, stored[attribute]) || isGiven(attribute, values[attribute])) return [];
  const what = problem('invalid-value/matched', { profile: profile.name });
  return [invalidAt([attribute], what)];
};
