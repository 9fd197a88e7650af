import type { Core } from '@strapi/strapi';

import type { NumberedType } from '../../lookup/numbers';
import { chunked, groupBy } from '../../utils/collections';
import { giveWay } from '../../utils/turns';
import { readBoolean, readCell } from '../cells';
import { nameIds, recordOfName } from '../lookup/models';
import { patiently } from '../patience';
import { memberTables } from './members';

/** An entry or a user as phonebooks show them. */
export interface Member {
  type: NumberedType;
  displayName: string | null;
  firstName: string | null;
  lastName: string | null;
  organisation: string | null;
  email: string | null;
  /** Of a user, or of the user whose entry it is; a private one is of somebody else. */
  extension: string | null;
  phone: string | null;
  mobiles: string[];
  homePhone: string | null;
}

/** Somebody of whom a phonebook may have an entry, or a record of their own. */
export interface Person {
  type: NumberedType;
  documentId: string;
}

type Entity = Record<string, unknown> & { id: number };

const textOf = (cell: unknown): string | null => (typeof cell === 'string' ? cell : null);

const listed = (cell: unknown): string[] => {
  const value = readCell('list', cell);
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
};

const ofEntry = (entity: Entity): Member => ({
  type: 'phonebookEntry',
  displayName: textOf(entity.displayName),
  firstName: textOf(entity.firstName),
  lastName: textOf(entity.lastName),
  organisation: textOf(entity.organisation),
  email: textOf(entity.email),
  extension: readBoolean(entity.private) ? null : textOf(entity.extension),
  phone: textOf(entity.phone),
  mobiles: [textOf(entity.mobile)].filter((number) => number !== null),
  homePhone: textOf(entity.homePhone),
});

const ofUser = (entity: Entity): Member => ({
  type: 'user',
  displayName: textOf(entity.displayName),
  firstName: textOf(entity.firstName),
  lastName: textOf(entity.lastName),
  organisation: null,
  email: textOf(entity.email),
  extension: textOf(entity.extension),
  phone: null,
  mobiles: listed(entity.mobileNumbers),
  homePhone: null,
});

const NAMES = ['displayName', 'firstName', 'lastName', 'email'];

const read = async (
  strapi: Core.Strapi,
  type: NumberedType,
  ids: number[]
): Promise<[number, Member][]> => {
  const { entry, user, link } = memberTables(strapi);
  const isEntry = type === 'phonebookEntry';
  const table = isEntry ? entry : user;
  const columns = (of: typeof user, attributes: string[]) =>
    Object.fromEntries(attributes.map((name) => [name, `${of.table}.${of.column(name)}`]));
  const own = isEntry
    ? ['organisation', 'phone', 'mobile', 'homePhone', 'private']
    : ['mobileNumbers'];
  const entities: Entity[] = await patiently(strapi, () => {
    const query = strapi.db.getConnection(table.table);
    if (isEntry) {
      void query
        .leftJoin(link.table, `${link.table}.${link.child}`, `${entry.table}.id`)
        .leftJoin(user.table, `${user.table}.id`, `${link.table}.${link.user}`);
    }
    return query
      .select({
        id: `${table.table}.id`,
        ...columns(table, [...NAMES, ...own]),
        ...columns(user, ['extension']),
      })
      .whereIn(`${table.table}.id`, ids);
  });
  const memberOf = isEntry ? ofEntry : ofUser;
  return entities.map((entity) => [nameIds(type, Number(entity.id)).from, memberOf(entity)]);
};

/** What is shown of some by the ids of their names; gives way while there are many. */
export const readMembers = async (
  strapi: Core.Strapi,
  names: readonly number[]
): Promise<Map<number, Member>> => {
  const members = new Map<number, Member>();
  const records = groupBy(names.map(recordOfName), ({ type }) => type);
  for (const [type, ofType] of records) {
    for (const chunk of chunked(ofType.map(({ id }) => id))) {
      for (const [name, member] of await read(strapi, type, chunk)) members.set(name, member);
      await giveWay();
    }
  }
  return members;
};

type Place = [person: string, name: number];

const keyOf = ({ type, documentId }: Person): string => `${type} ${documentId}`;

const placesOfRecords = async (
  strapi: Core.Strapi,
  type: NumberedType,
  documentIds: string[]
): Promise<Place[]> => {
  const { entry, user } = memberTables(strapi);
  const { table, column } = type === 'user' ? user : entry;
  const found: { id: number; documentId: string }[] = await patiently(strapi, () =>
    strapi.db
      .getConnection(table)
      .select({ id: 'id', documentId: column('documentId') })
      .whereIn(column('documentId'), documentIds)
  );
  return found.map(({ id, documentId }) => [
    keyOf({ type, documentId }),
    nameIds(type, Number(id)).from,
  ]);
};

const placesOfSharedEntries = async (
  strapi: Core.Strapi,
  documentIds: string[]
): Promise<Place[]> => {
  const { entry, user, link } = memberTables(strapi);
  const hidden = `${entry.table}.${entry.column('private')}`;
  const document = `${user.table}.${user.column('documentId')}`;
  const found: { id: number; documentId: string }[] = await patiently(strapi, () =>
    strapi.db
      .getConnection(user.table)
      .select({ id: `${entry.table}.id`, documentId: document })
      .join(link.table, `${link.table}.${link.user}`, `${user.table}.id`)
      .join(entry.table, `${entry.table}.id`, `${link.table}.${link.child}`)
      .whereIn(document, documentIds)
      .where((either) => void either.whereNull(hidden).orWhere(hidden, false))
  );
  return found.map(({ id, documentId }) => [
    keyOf({ type: 'user', documentId }),
    nameIds('phonebookEntry', Number(id)).from,
  ]);
};

/** The ids of the names of people, in their order: of a user also those of the user's shared entries. */
export const placesOf = async (
  strapi: Core.Strapi,
  people: readonly Person[]
): Promise<number[]> => {
  const idsOf = (type: NumberedType) =>
    people.filter((person) => person.type === type).map(({ documentId }) => documentId);
  const places = groupBy(
    [
      ...(await placesOfRecords(strapi, 'user', idsOf('user'))),
      ...(await placesOfRecords(strapi, 'phonebookEntry', idsOf('phonebookEntry'))),
      ...(await placesOfSharedEntries(strapi, idsOf('user'))),
    ],
    ([person]) => person
  );
  const all = people.flatMap((person) => places.get(keyOf(person)) ?? []);
  return [...new Set(all.map(([, name]) => name))];
};
