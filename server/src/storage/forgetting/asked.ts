import type { Core } from '@strapi/strapi';

import { problem } from '../../../../shared/codes/problems';
import { MATCHABLE, RECORD_TYPES, type RecordType } from '../../../../shared/records';
import { UIDS } from '../../constants';
import { attributeKey, attributeOfKey, partsOfStoredKey } from '../../plan/items';
import type { StoredRecord } from '../../plan/types';
import { ConnectorError } from '../../utils/errors';
import { isCompound, type KeyNames, keyValue, partsOfValue } from '../../utils/record-keys';
import { type Holder, holdersOfKey, holdersOfValue } from './held-by-others';
import { askable, identityText } from './identities';
import { withRecords } from './leftovers';
import type { Past } from './past';
import {
  isOnesOwn,
  NOTHING_FORMER,
  type Person,
  personOf,
  recordsOf,
  recordsWith,
  tellingOf,
} from './person';

/** Whom somebody asks for who may have no record any more. */
export interface Asked {
  /** The profile that knows people by the value; null: it is a user name, an external id or an e-mail. */
  profile: string | null;
  value: string;
}

/** Who that is, as far as anything tells it. */
export interface AskedPerson {
  type: RecordType;
  person: Person;
}

interface AskedNeeds {
  strapi: Core.Strapi;
  look(person: Person, profiles: ReadonlyMap<string, KeyNames>): Promise<Past>;
}

/** One reading of what is asked for: the attribute by whose value, and the names of keys, by type. */
interface Reading {
  value: string;
  /** The profile whose keys it may be, and what that knows records by. */
  keys: { profile: string; names: ReadonlySet<string> } | null;
  attributes: ReadonlyMap<RecordType, readonly string[]>;
}

const byAttributes = (value: string): Reading => ({
  value,
  keys: null,
  attributes: new Map(RECORD_TYPES.map((type) => [type, askable(type)])),
});

const ATTRIBUTES_OF_KEYS: ReadonlySet<string> = new Set(Object.values(MATCHABLE).flat());

/** What may be meant: the value of what the profile knows people by, the whole key, or a value that tells anybody. */
const readingsOf = (
  { profile, value }: Asked,
  profiles: ReadonlyMap<string, KeyNames>
): Reading[] => {
  const match = profile === null ? undefined : profiles.get(profile);
  const plain = byAttributes(value);
  if (profile === null || match === undefined) return [plain];
  const attributes = new Map(
    RECORD_TYPES.map((type) => [
      type,
      askable(type).filter((name) => name === match[type] && isOnesOwn(type, name)),
    ])
  );
  const names = new Set([match.user, match.phonebookEntry]);
  const by = attributeOfKey(value);
  const own = { profile, names };
  const whole = ATTRIBUTES_OF_KEYS.has(by)
    ? [
        {
          value: value.slice(by.length + 1),
          keys: { profile, names: new Set([by]) },
          attributes: new Map<RecordType, string[]>(),
        },
      ]
    : [];
  return [...whole, { value, keys: own, attributes }, plain];
};

const keyOf = (name: string, value: string): string | null => {
  const found = isCompound(name) ? keyValue(name, partsOfValue(name, value)) : value;
  return found === null ? null : attributeKey(name, found);
};

const keysOf = ({ keys, value }: Reading): string[] =>
  keys === null ? [] : [...keys.names].flatMap((name) => keyOf(name, value) ?? []);

/** The users that are meant, and the entries and phones of nobody. */
const recordsMeant = async (
  strapi: Core.Strapi,
  reading: Reading
): Promise<ReadonlyMap<RecordType, ReadonlySet<number>>> => {
  const meant = new Map(RECORD_TYPES.map((type) => [type, new Set<number>()]));
  for (const type of RECORD_TYPES) {
    const holders: Holder[] = [];
    for (const key of keysOf(reading)) {
      if (!reading.keys) continue;
      holders.push(...(await holdersOfKey(strapi, type, reading.keys.profile, key)));
    }
    for (const attribute of reading.attributes.get(type) ?? []) {
      holders.push(...(await holdersOfValue(strapi, type, attribute, reading.value)));
    }
    for (const { id, userId } of holders) {
      if (userId === null) meant.get(type)?.add(id);
      else meant.get('user')?.add(userId);
    }
  }
  return meant;
};

const documentOf = async (strapi: Core.Strapi, id: number): Promise<string> => {
  const user: { documentId: string } | null = await strapi.db
    .query(UIDS.user)
    .findOne({ where: { id }, select: ['documentId'] });
  return user?.documentId ?? '';
};

const several = (): ConnectorError => new ConnectorError(problem('forget-several'));

/** Somebody of whom there is no record, as far as what is asked for tells. */
const withoutRecord = async (
  strapi: Core.Strapi,
  reading: Reading,
  profiles: ReadonlyMap<string, KeyNames>
): Promise<Person> => {
  const { value } = reading;
  const identities = [...reading.attributes].flatMap(([type, names]) =>
    names.flatMap((name) => identityText(type, name, value) ?? [])
  );
  const known = [...new Set([...reading.attributes.values()].flat())].flatMap(
    (name) => keyOf(name, value) ?? []
  );
  const keys = Object.fromEntries(
    [...profiles.keys()].map((profile): [string, string[]] => [
      profile,
      [...new Set([...(reading.keys?.profile === profile ? keysOf(reading) : []), ...known])],
    ])
  );
  return {
    ...NOTHING_FORMER,
    records: [],
    identities,
    owners: [],
    keys,
    roots: keys,
    telling: await tellingOf(strapi, [value], []),
    values: [value],
    rows: {},
  };
};

/** What tells that entries and phones of nobody were one person's, or are one contact. */
const wholeOf = ([type, { id, owner, key }]: [RecordType, StoredRecord]): string => {
  if (owner === null || key === null) return `${type} ${id}`;
  const parts = partsOfStoredKey(key);
  return parts === null ? `${owner} ${key}` : `${owner} ${parts.by}:${parts.value}`;
};

/**
 * Finds whom somebody asks for: as a record, or as what is left of one. The first reading by which there is
 * anything is the one that is meant; where none finds any, the first one is, of whom a file may still tell.
 * @throws ConnectorError `forget-several`
 */
export const findAsked = async (
  { strapi, look }: AskedNeeds,
  asked: Asked,
  profiles: ReadonlyMap<string, KeyNames>
): Promise<AskedPerson> => {
  const asUser = async (id: number): Promise<AskedPerson> => {
    const records = await recordsOf(strapi, 'user', await documentOf(strapi, id));
    const { person } = await look(await personOf(strapi, records, profiles), profiles);
    return { type: 'user', person };
  };

  /** Null where there is nothing. */
  const byReading = async (reading: Reading): Promise<AskedPerson | null> => {
    const meant = await recordsMeant(strapi, reading);
    const [user, otherUser] = meant.get('user') ?? [];
    if (otherUser !== undefined) throw several();
    if (user !== undefined) return asUser(user);

    const orphans = [];
    for (const [type, ids] of meant) orphans.push(...(await recordsWith(strapi, type, [...ids])));
    if (new Set(orphans.map(wholeOf)).size > 1) throw several();
    const nobody = await withoutRecord(strapi, reading, profiles);
    const known =
      orphans.length === 0
        ? nobody
        : await withRecords(strapi, nobody, await personOf(strapi, orphans, profiles));
    const { person, people, users } = await look(known, profiles);
    const [renamed, ...others] = users;
    if (people > 1 || others.length > 0) throw several();
    if (renamed !== undefined) return asUser(renamed);

    const { records, former, names, rows } = person;
    const all = [...former, ...records];
    const root = all.find(({ type }) => type === 'user') ?? all[0];
    const isAnything = root !== undefined || names.length + Object.keys(rows).length > 0;
    return isAnything ? { type: root?.type ?? 'user', person } : null;
  };

  const readings = readingsOf(asked, profiles);
  for (const reading of readings) {
    const found = await byReading(reading);
    if (found) return found;
  }
  const [first = byAttributes(asked.value)] = readings;
  return { type: 'user', person: await withoutRecord(strapi, first, profiles) };
};
