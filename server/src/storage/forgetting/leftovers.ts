import type { Core } from '@strapi/strapi';

import type { KeyNames } from '../../utils/record-keys';
import { orphansBelow, storedOf } from './held-by-others';
import {
  type FormerRecord,
  idsOf,
  NOTHING_FORMER,
  type Person,
  personOf,
  recordsWith,
  tellingOf,
} from './person';

const PARTS = ['phonebookEntry', 'phone'] as const;

const unique = <Item>(...lists: readonly (readonly Item[])[]): Item[] => [...new Set(lists.flat())];

const joined = (
  one: Readonly<Record<string, string[]>>,
  other: Readonly<Record<string, string[]>>
): Record<string, string[]> =>
  Object.fromEntries(
    unique(Object.keys(one), Object.keys(other)).map((name) => [
      name,
      unique(one[name] ?? [], other[name] ?? []),
    ])
  );

/** The person with some records more. What profiles know them by themselves stays as it is. */
export const withRecords = async (
  strapi: Core.Strapi,
  person: Person,
  more: Person
): Promise<Person> => {
  const records = [...person.records, ...more.records];
  return {
    ...person,
    records,
    owners: unique(person.owners, more.owners),
    identities: unique(person.identities, more.identities),
    keys: joined(person.keys, more.keys),
    telling: await tellingOf(strapi, unique(person.telling, more.telling), records),
    values: unique(person.values, more.values),
  };
};

/**
 * The person with entries and phones that nobody has any more, as they stay behind when somebody deletes a user:
 * those that plans tell were the person's, and those that a profile knows by a key below the person's.
 */
export const withLeftovers = async (
  strapi: Core.Strapi,
  person: Person,
  former: readonly FormerRecord[],
  profiles: ReadonlyMap<string, KeyNames>
): Promise<Person> => {
  const own = idsOf({ ...person, ...NOTHING_FORMER });
  let next = person;
  for (const type of PARTS) {
    const told = former.flatMap((one) => (one.type === type ? [one.id] : []));
    const orphans = (await storedOf(strapi, type, unique(told)))
      .filter(({ userId }) => userId === null)
      .map(({ id }) => id);
    for (const [profile, keys] of Object.entries(person.keys)) {
      orphans.push(...(await orphansBelow(strapi, type, profile, keys)));
    }
    const fresh = unique(orphans).filter((id) => !own.get(type)?.has(id));
    if (fresh.length === 0) continue;
    const more = await personOf(strapi, await recordsWith(strapi, type, fresh), profiles);
    next = await withRecords(strapi, next, more);
  }
  return next;
};
