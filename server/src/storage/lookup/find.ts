import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';

import { UIDS } from '../../constants';
import { MOST_WORDS } from '../../lookup/names';
import type { NumberedType, StoredNumber } from '../../lookup/numbers';
import { from } from '../database';
import { modelTable } from '../tables';
import { EVERYBODY, NAME_UID, NUMBER_UID, recordOfName } from './models';

/** Which record. */
export interface RecordPlace {
  type: NumberedType;
  id: number;
}

type NumberEntity = StoredNumber & { record_type: NumberedType; record_id: number };

const placeOf = ({
  record_type: type,
  record_id: id,
}: Pick<NumberEntity, 'record_type' | 'record_id'>): RecordPlace => ({
  type,
  id: Number(id),
});

export const keyOfPlace = ({ type, id }: RecordPlace): string => `${type} ${id}`;

/** Comes after every folded text that begins with what it is put behind. */
export const END = '~';
/** The same for numbers: in the order of a language, signs come before digits, and no number is longer. */
const LAST_DIGITS = '9'.repeat(20);
/** How many names are counted to tell which part of a search is the rarest: more only where all parts have as many. */
const COUNTED = [1000, 10_000];

const eachOnce = (places: RecordPlace[]): RecordPlace[] => [
  ...new Map(places.map((place) => [keyOfPlace(place), place])).values(),
];

/** Finds people by the tables of numbers and names; private entries only for their user. */
export const createFinder = (strapi: Core.Strapi) => {
  const numbers = () => from(strapi, modelTable(strapi, NUMBER_UID));
  const names = () => from(strapi, modelTable(strapi, NAME_UID));

  const some = (query: Knex.QueryBuilder, owners: number[], most: number) =>
    query
      .select('record_type', 'record_id', 'kind', 'number', 'e164', 'internal', 'extension')
      .whereIn('owner_id', owners)
      .limit(most);

  const ownersOf = (user: number | null): number[] => [EVERYBODY, ...(user === null ? [] : [user])];

  const withPlace = (entities: NumberEntity[]) =>
    entities.map((entity) => ({ place: placeOf(entity), number: entity }));

  /** How many names have a word that begins so, counted up to a number. */
  const countUpTo = async (column: string, beginning: string, most: number): Promise<number> => {
    const first = names()
      .select('id')
      .where('owner_id', EVERYBODY)
      .where(column, '>=', beginning)
      .where(column, '<', `${beginning}${END}`)
      .limit(most);
    const [found]: { count: unknown }[] = await strapi.db.connection
      .count({ count: '*' })
      .from(first.as('first'));
    return Number(found?.count);
  };

  /** Which of some parts the fewest names have; of those that too many have to be counted, the longest. */
  const rarest = async (column: string, parts: string[]): Promise<string> => {
    const [first = '', ...others] = parts.toSorted((one, other) => other.length - one.length);
    if (others.length === 0) return first;
    for (const most of COUNTED) {
      const counts = await Promise.all(
        [first, ...others].map((part) => countUpTo(column, part, most))
      );
      const least = Math.min(...counts);
      if (least < most) return [first, ...others][counts.indexOf(least)] ?? first;
    }
    return first;
  };

  return {
    /** The database's id of a user. */
    async userId(documentId: string): Promise<number | null> {
      const found = await strapi.db
        .query(UIDS.user)
        .findOne({ where: { documentId }, select: ['id'] });
      return found ? Number(found.id) : null;
    },

    /** Stored numbers that are one of some in E.164. */
    async byE164(e164: string[], user: number | null, most: number) {
      if (e164.length === 0) return [];
      return withPlace(await some(numbers().whereIn('e164', e164), ownersOf(user), most));
    },

    /** Stored numbers that are dialled like this inside. */
    async byInternal(internal: string[], user: number | null, most: number) {
      if (internal.length === 0) return [];
      return withPlace(await some(numbers().whereIn('internal', internal), ownersOf(user), most));
    },

    /** Whose numbers begin so, each once and in the order of the numbers. */
    async byBeginning(
      column: 'e164' | 'internal',
      beginning: string,
      user: number | null,
      most: number
    ) {
      const found: Pick<NumberEntity, 'record_type' | 'record_id'>[] = await numbers()
        .select('record_type', 'record_id')
        .whereIn('owner_id', ownersOf(user))
        .where(column, '>=', beginning)
        .where(column, '<=', `${beginning}${LAST_DIGITS}`)
        .orderBy(column)
        .limit(MOST_WORDS * most);
      return eachOnce(found.map(placeOf)).slice(0, most);
    },

    /**
     * Whose names have a word for each of some beginnings, each once.
     * @param parts folded words, or keys of a keypad
     */
    async byName(column: 'term' | 'keypad', parts: string[], user: number | null, most: number) {
      if (parts.length === 0) return [];
      const first = await rarest(column, parts);
      const place = parts.indexOf(first);
      const others = parts.filter((_, other) => other !== place);
      const found = await Promise.all(
        ownersOf(user).map(async (owner): Promise<{ id: number; text: string }[]> => {
          const query = names()
            .select({ id: 'id', text: column })
            .where('owner_id', owner)
            .where(column, '>=', first)
            .where(column, '<', `${first}${END}`)
            .orderBy(column)
            .limit(MOST_WORDS * most);
          others.forEach((part) => query.where(column, 'like', `% ${part}%`));
          return query;
        })
      );
      const sorted = found.flat().sort((one, other) => (one.text < other.text ? -1 : 1));
      return eachOnce(sorted.map(({ id }) => recordOfName(Number(id)))).slice(0, most);
    },
  };
};

export type Finder = ReturnType<typeof createFinder>;
