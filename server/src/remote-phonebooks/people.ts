import type { Core } from '@strapi/strapi';

import { readCell } from '../storage/cells';
import { patiently } from '../storage/patience';
import { type RecordTable, recordTables } from '../storage/tables';
import { chunked } from '../utils/collections';
import { createLimiter } from '../utils/limiter';
import { giveWay } from '../utils/turns';
import { contactOf, type Person } from './contacts';
import { type Content, entriesWithUsers, ENTRY, peopleIn, PERSON } from './selection';
import type { Contact, Found, PlacedContact, Range, Search } from './types';

/** How many requests are answered at a time: all phones of a company may ask at the same hour. */
const AT_A_TIME = 2;
/** Whose number is looked for: more than these have none that is so similar. */
const MOST_SIMILAR = 200;

interface Key {
  kind: number;
  id: number;
}

type Entity = Record<string, string | null> & { id: number };

const texts = (table: RecordTable, names: readonly string[]): Record<string, string> =>
  Object.fromEntries(names.map((name) => [name, `${table.table}.${table.column(name)}`]));

const NAMES = ['displayName', 'firstName', 'lastName', 'email'];

const entryPerson = (entity: Entity): Person => ({
  ...entity,
  id: `e${entity.id}`,
  numbers: [
    { kind: 'extension', number: entity['extension'] },
    { kind: 'work', number: entity['phone'] },
    { kind: 'mobile', number: entity['mobile'] },
    { kind: 'home', number: entity['homePhone'] },
  ],
});

const listed = (cell: unknown): string[] => {
  const value = readCell('list', cell);
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
};

const userPerson = (entity: Entity): Person => ({
  ...entity,
  id: `u${entity.id}`,
  numbers: [
    { kind: 'extension', number: entity['extension'] },
    ...listed(entity['mobileNumbers']).map((number) => ({ kind: 'mobile' as const, number })),
  ],
});

/** What a number ends with, whatever way it is dialled. */
const coreOf = (number: string): string => number.replace(/\D/g, '').replace(/^0+/, '');

/** Shorter ones are extensions, which have to be the same. */
const FEWEST_COMMON = 6;

const isSameNumber = (one: string, other: string): boolean => {
  const [short = '', long = ''] = [coreOf(one), coreOf(other)].sort((a, b) => a.length - b.length);
  return short.length >= FEWEST_COMMON ? long.endsWith(short) : short !== '' && short === long;
};

const hasNumber = ({ numbers }: Contact, asked: string): boolean =>
  numbers.some(({ number }) => isSameNumber(number, asked));

/** Whom phonebooks have, read from the database. */
export const createPeople = (strapi: Core.Strapi) => {
  const limited = createLimiter(AT_A_TIME);

  const keysOf = (content: Content, search: Search, { offset, limit }: Range): Promise<Key[]> =>
    patiently(strapi, () =>
      peopleIn(strapi, content, search)
        .select('kind', 'id')
        .orderBy(['sort_name', 'kind', 'id'])
        .offset(offset)
        .limit(limit)
    );

  const readOf = async (kind: number, ids: number[]): Promise<[string, Contact | null][]> => {
    const { phonebookEntry: entry, user } = recordTables(strapi);
    const table = kind === ENTRY ? entry : user;
    const entities: Entity[] = await patiently(strapi, () =>
      (kind === ENTRY ? entriesWithUsers(strapi) : strapi.db.getConnection(user.table))
        .select({
          id: `${table.table}.id`,
          ...texts(table, NAMES),
          ...texts(user, ['extension']),
          ...(kind === ENTRY
            ? texts(entry, ['organisation', 'phone', 'mobile', 'homePhone'])
            : texts(user, ['mobileNumbers'])),
        })
        .whereIn(`${table.table}.id`, ids)
    );
    const personOf = kind === ENTRY ? entryPerson : userPerson;
    return entities.map((entity) => [`${kind} ${entity.id}`, contactOf(personOf(entity))]);
  };

  /** Those of the keys, in their order, that have a name and a number; gives way while there are many. */
  const read = async (keys: Key[], offset: number): Promise<PlacedContact[]> => {
    const contacts = new Map<string, Contact | null>();
    for (const kind of [ENTRY, PERSON]) {
      const ids = keys.filter((key) => Number(key.kind) === kind).map(({ id }) => id);
      for (const chunk of chunked(ids)) {
        for (const [key, contact] of await readOf(kind, chunk)) contacts.set(key, contact);
        await giveWay();
      }
    }
    return keys.flatMap(({ kind, id }, place) => {
      const contact = contacts.get(`${kind} ${id}`);
      return contact ? [{ ...contact, place: offset + place }] : [];
    });
  };

  const count = async (content: Content, search: Search): Promise<number> => {
    const [row]: { count: unknown }[] = await patiently(strapi, () =>
      peopleIn(strapi, content, search).count({ count: '*' })
    );
    return Number(row?.count ?? 0);
  };

  /** Which of the similar numbers are the same, a database cannot tell. */
  const owners = async (content: Content, number: string): Promise<PlacedContact[]> => {
    const similar = await keysOf(content, { number }, { offset: 0, limit: MOST_SIMILAR });
    const same = (await read(similar, 0)).filter((contact) => hasNumber(contact, number));
    return same.map((contact, place) => ({ ...contact, place }));
  };

  return {
    count: (content: Content) => count(content, {}),

    /** @param rangeOf which of them are asked for, when it is known how many there are */
    find: (content: Content, search: Search, rangeOf: (total: number) => Range): Promise<Found> =>
      limited(
        async () => {
          if (search.number !== undefined) {
            const found = await owners(content, search.number);
            const range = rangeOf(found.length);
            const contacts = found.slice(range.offset, range.offset + range.limit);
            return { ...range, contacts, total: found.length };
          }
          const total = await count(content, search);
          const range = rangeOf(total);
          const keys = await keysOf(content, search, range);
          return { ...range, contacts: await read(keys, range.offset), total };
        },
        { of: {} }
      ),
  };
};

export type People = ReturnType<typeof createPeople>;
