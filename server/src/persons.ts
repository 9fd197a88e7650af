import type { Core } from '@strapi/strapi';

import { problem } from '../../shared/codes/problems';
import type { Person } from '../../shared/contracts/person';
import type { RecordType } from '../../shared/records';
import { UIDS } from './constants';
import { attributeOfKey, isPlaced, partsOfStoredKey } from './plan/items';
import { ConnectorError } from './utils/errors';
import { keyValue, type PersonKey } from './utils/record-keys';

interface StoredPerson extends Record<string, unknown> {
  connectorProfile: string | null;
  connectorKey: string | null;
  user?: StoredPerson | null;
}

const notOfProfile = (): ConnectorError =>
  new ConnectorError(problem('person-not-found/not-of-profile'));

/** A record as a source may have it: by its key as it is stored, or by its values where that is cut. */
const keyOfRecord = (type: RecordType, record: StoredPerson): PersonKey => {
  const { connectorKey } = record;
  if (connectorKey === null) throw notOfProfile();
  const by = attributeOfKey(connectorKey);
  const parts = partsOfStoredKey(connectorKey);
  const value = parts?.value ?? keyValue(by, record);
  if (value === null) throw notOfProfile();
  // What is known by its place is part of what a row says of a user.
  return { type: isPlaced(connectorKey) ? 'user' : type, by, value };
};

/** Whom requests are about that are about one person. */
export const createPersons = ({ strapi }: { strapi: Core.Strapi }) => ({
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
    if (found?.connectorProfile !== profileId) throw notOfProfile();
    const { user } = found;
    const isOfUser = user?.connectorProfile === profileId && user.connectorKey !== null;
    return isOfUser && user ? keyOfRecord('user', user) : keyOfRecord(type, found);
  },
});

export type Persons = ReturnType<typeof createPersons>;
