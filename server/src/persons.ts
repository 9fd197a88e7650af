import type { Core } from '@strapi/strapi';

import { problem } from '../../shared/codes/problems';
import type { Person } from '../../shared/contracts/person';
import type { RecordType } from '../../shared/records';
import { UIDS } from './constants';
import { attributeOfKey, isPlaced, partsOfStoredKey } from './plan/items';
import type { Storage } from './storage';
import { ConnectorError } from './utils/errors';
import { keyValue, type PersonKey } from './utils/record-keys';

interface StoredPerson extends Record<string, unknown> {
  id: number;
  documentId: string;
  connectorProfile: string | null;
  connectorKey: string | null;
  user?: StoredPerson | null;
}

const notOfProfile = (): ConnectorError =>
  new ConnectorError(problem('person-not-found/not-of-profile'));

/** A record as a source may have it: by its key as it is stored, or by its values where that is cut. */
const personKeyOf = (type: RecordType, record: StoredPerson, key: string): PersonKey => {
  const by = attributeOfKey(key);
  const parts = partsOfStoredKey(key);
  const value = parts?.value ?? keyValue(by, record);
  if (value === null) throw notOfProfile();
  // What is known by its place is part of what a row says of a user.
  return { type: isPlaced(key) ? 'user' : type, by, value };
};

interface PersonsNeeds {
  strapi: Core.Strapi;
  storage: Pick<Storage, 'ownersOf'>;
}

/** Whom requests are about that are about one person. */
export const createPersons = ({ strapi, storage }: PersonsNeeds) => {
  /** By what a profile finds a record again, which it may own with others; null where it does not own it. */
  const keyIn = async (
    profileId: string,
    type: RecordType,
    { id, documentId, connectorProfile, connectorKey }: StoredPerson
  ): Promise<string | null> => {
    if (connectorProfile === profileId) return connectorKey;
    const owners = await storage.ownersOf(type, { id, documentId });
    return owners.find(({ profile }) => profile === profileId)?.key ?? null;
  };

  return {
    /**
     * By what a person is found in the source of a profile. An entry or phone is part of what it says of its user.
     * @throws ConnectorError `person-not-found/not-of-profile`
     */
    async keyOf(profileId: string, person: Person): Promise<PersonKey> {
      if ('key' in person) return { type: null, by: null, value: person.key };
      const { type, record: documentId } = person;
      const found: StoredPerson | null = await strapi.db.query(UIDS[type]).findOne({
        where: { documentId },
        ...(type !== 'user' && { populate: { user: true } }),
      });
      const key = found && (await keyIn(profileId, type, found));
      if (!found || key === null) throw notOfProfile();
      const { user } = found;
      const userKey = user ? await keyIn(profileId, 'user', user) : null;
      return user && userKey !== null
        ? personKeyOf('user', user, userKey)
        : personKeyOf(type, found, key);
    },
  };
};

export type Persons = ReturnType<typeof createPersons>;
