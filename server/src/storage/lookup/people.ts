import type { Core } from '@strapi/strapi';

import {
  NUMBER_KINDS,
  type NumberKind,
  type PersonView,
} from '../../../../shared/contracts/lookup';
import { UIDS } from '../../constants';
import type { StoredNumber } from '../../lookup/numbers';
import { groupBy } from '../../utils/collections';
import { readEnabled } from '../cells';
import { from } from '../database';
import { modelTable, recordTables } from '../tables';
import { keyOfPlace, type RecordPlace } from './find';
import { NUMBER_UID } from './models';

type Person = Omit<PersonView, 'numbers'>;

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);

const orderOf = (kind: NumberKind): number => NUMBER_KINDS.indexOf(kind);

/** Reads what is shown of users and entries; those that are gone are left out. */
export const createPeopleReader = (strapi: Core.Strapi) => {
  const ofUsers = async (ids: number[]): Promise<[string, Person][]> => {
    const { table, column } = recordTables(strapi).user;
    const entities: Record<string, unknown>[] = await from(strapi, table)
      .select({
        id: 'id',
        documentId: column('documentId'),
        displayName: column('displayName'),
        firstName: column('firstName'),
        lastName: column('lastName'),
        enabled: column('enabled'),
      })
      .whereIn('id', ids);
    return entities.map((entity) => [
      keyOfPlace({ type: 'user', id: Number(entity.id) }),
      {
        type: 'user',
        documentId: String(entity.documentId),
        displayName: textOf(entity.displayName),
        firstName: textOf(entity.firstName),
        lastName: textOf(entity.lastName),
        organisation: null,
        private: false,
        enabled: readEnabled(entity.enabled),
        user: null,
      },
    ]);
  };

  const ofEntries = async (ids: number[]): Promise<[string, Person][]> => {
    const entries: Record<string, unknown>[] = await strapi.db.query(UIDS.phonebookEntry).findMany({
      where: { id: { $in: ids } },
      select: ['documentId', 'displayName', 'firstName', 'lastName', 'organisation', 'private'],
      populate: { user: { select: ['documentId', 'displayName'] } },
    });
    return entries.map((entry) => {
      const user = entry.user as Record<string, unknown> | null;
      return [
        keyOfPlace({ type: 'phonebookEntry', id: Number(entry.id) }),
        {
          type: 'phonebookEntry',
          documentId: String(entry.documentId),
          displayName: textOf(entry.displayName),
          firstName: textOf(entry.firstName),
          lastName: textOf(entry.lastName),
          organisation: textOf(entry.organisation),
          private: entry.private === true,
          enabled: true,
          user: user && {
            documentId: String(user.documentId),
            displayName: textOf(user.displayName),
          },
        },
      ];
    });
  };

  const numbersOf = async (ids: number[]): Promise<Map<string, StoredNumber[]>> => {
    const entities: (StoredNumber & { record_type: RecordPlace['type']; record_id: number })[] =
      await from(strapi, modelTable(strapi, NUMBER_UID))
        .select('record_type', 'record_id', 'kind', 'number', 'e164', 'internal', 'extension')
        .whereIn('record_id', ids);
    return groupBy(entities, ({ record_type: type, record_id: id }) =>
      keyOfPlace({ type, id: Number(id) })
    );
  };

  return async (places: RecordPlace[]): Promise<Map<string, PersonView>> => {
    const idsOf = (type: RecordPlace['type']): number[] =>
      places.filter((place) => place.type === type).map(({ id }) => id);
    const [users, entries] = [idsOf('user'), idsOf('phonebookEntry')];
    const [found, numbers] = await Promise.all([
      Promise.all([
        users.length > 0 ? ofUsers(users) : [],
        entries.length > 0 ? ofEntries(entries) : [],
      ]),
      places.length > 0 ? numbersOf([...new Set([...users, ...entries])]) : new Map(),
    ]);
    return new Map(
      found.flat().map(([key, person]) => [
        key,
        {
          ...person,
          numbers: ((numbers.get(key) ?? []) as StoredNumber[])
            .sort((one, other) => orderOf(one.kind) - orderOf(other.kind))
            .map(({ kind, number, e164, extension }) => ({ kind, number, e164, extension })),
        },
      ])
    );
  };
};

export type ReadPeople = ReturnType<typeof createPeopleReader>;
