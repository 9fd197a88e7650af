import type { Core } from '@strapi/strapi';

import {
  MATCHABLE,
  RECORD_TYPES,
  type RecordType,
  uniqueAttributes,
} from '../../../../shared/records';
import { UIDS } from '../../constants';
import { partsOfStoredKey } from '../../plan/items';
import { chunked } from '../../utils/collections';
import { digestName, digestOf, digestOfValue, KEY, sharedName } from '../digests';
import { ownerColumns, sharedBy } from '../owners/store';
import { partsOfIdentity } from './identities';
import { isBelow, type Person } from './person';

/** So many keys are looked for in one statement. */
const KEYS_AT_ONCE = 50;

export interface Holder {
  id: number;
  userId: number | null;
}

const isMatchable = (type: RecordType, attribute: string): boolean =>
  (MATCHABLE[type] as readonly string[]).includes(attribute);

/** The stored records that have a value, in whatever spelling. */
export const holdersOfValue = async (
  strapi: Core.Strapi,
  type: RecordType,
  attribute: string,
  value: string
): Promise<Holder[]> => {
  const digest = digestOfValue(attribute, value);
  if (digest === null || !isMatchable(type, attribute)) return [];
  const isUnique = uniqueAttributes(type).includes(attribute);
  const names = [digestName(attribute), ...(isUnique ? [sharedName(attribute)] : [])];
  return holders(strapi, type, { $or: names.map((name) => ({ [name]: digest })) });
};

/** The stored records that a profile knows by a key. */
export const holdersOfKey = (
  strapi: Core.Strapi,
  type: RecordType,
  profile: string,
  key: string
): Promise<Holder[]> => {
  const digest = digestOf(key);
  const shared = sharedBy(strapi, type, profile).where(ownerColumns(strapi).keyDigest, digest);
  const own = { connectorProfile: profile, [digestName(KEY)]: digest };
  return holders(strapi, type, { $or: [own, { id: { $in: shared } }] });
};

const holders = async (
  strapi: Core.Strapi,
  type: RecordType,
  where: Record<string, unknown>
): Promise<Holder[]> => {
  const found: { id: number; user?: { id: number } | null }[] = await strapi.db
    .query(UIDS[type])
    .findMany({
      where,
      select: ['id'],
      ...(type !== 'user' && { populate: { user: { select: ['id'] } } }),
    });
  return found.map(({ id, user }) => ({ id, userId: user?.id ?? null }));
};

/** Tells what records of others have by now: a user name or a phone may have been given to somebody else. */
export const createHeldByOthers = (strapi: Core.Strapi, { records }: Person) => {
  const isOther = (type: RecordType, { id }: Holder): boolean =>
    !records.some((own) => own.type === type && own.id === id);

  const holdsValue = async (type: RecordType, attribute: string, value: string): Promise<boolean> =>
    (await holdersOfValue(strapi, type, attribute, value)).some((one) => isOther(type, one));

  const identity = (text: string): Promise<boolean> => {
    const { type, attribute, value } = partsOfIdentity(text);
    return holdsValue(type, attribute, value);
  };

  return {
    identity,

    async key(profile: string, key: string): Promise<boolean> {
      const parts = partsOfStoredKey(key);
      for (const type of RECORD_TYPES) {
        const found = await holdersOfKey(strapi, type, profile, key);
        if (found.some((one) => isOther(type, one))) return true;
        const isUnique = parts !== null && uniqueAttributes(type).includes(parts.by);
        if (isUnique && (await holdsValue(type, parts.by, parts.value))) return true;
      }
      return false;
    },
  };
};

/** Those of some records that are stored, with the users whose they are. */
export const storedOf = async (
  strapi: Core.Strapi,
  type: RecordType,
  ids: readonly number[]
): Promise<Holder[]> => {
  const stored: Holder[] = [];
  for (const $in of chunked(ids)) stored.push(...(await holders(strapi, type, { id: { $in } })));
  return stored;
};

/** The entries or phones of nobody that a profile knows by some keys or below them. */
export const orphansBelow = async (
  strapi: Core.Strapi,
  type: Exclude<RecordType, 'user'>,
  profile: string,
  keys: readonly string[]
): Promise<number[]> => {
  const orphans: number[] = [];
  for (const chunk of chunked(keys, KEYS_AT_ONCE)) {
    const $or = chunk.flatMap((key) => [
      { [digestName(KEY)]: digestOf(key) },
      { connectorKey: { $startsWith: `${key}/` } },
    ]);
    const found: { id: number; connectorKey: string; user?: unknown }[] = await strapi.db
      .query(UIDS[type])
      .findMany({
        where: { connectorProfile: profile, $or },
        select: ['id', 'connectorKey'],
        populate: { user: { select: ['id'] } },
      });
    const own = found.filter(({ connectorKey, user }) => !user && isBelow(chunk, connectorKey));
    orphans.push(...own.map(({ id }) => id));
  }
  return orphans;
};
