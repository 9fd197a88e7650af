import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';

import type { PhonebookContent } from '../../../../shared/contracts/remote-phonebooks';
import { EVERYBODY, nameModel } from '../lookup/models';
import { patiently } from '../patience';
import { labelsWith } from './chosen';
import { type Members, membersOf, memberTables } from './members';
import { type Person, placesOf, readMembers } from './records';

/** Whom a phonebook has. */
export type Content = Pick<PhonebookContent, 'labels' | 'conditions' | 'user'>;

/** A member of a phonebook, and its place in the order of names. */
export interface Key {
  id: number;
  term: string;
}

const { tableName: NAMES } = nameModel;
const [id, term] = [`${NAMES}.id`, `${NAMES}.term`];

const byName = (one: Key, other: Key): number =>
  one.term === other.term ? one.id - other.id : one.term < other.term ? -1 : 1;

/**
 * Reads whom phonebooks have, in the order of names. A page is read through the index of names from where it begins,
 * so that it takes no longer the more there are before and after.
 */
export const createPhonebookReader = (strapi: Core.Strapi) => {
  const partsOf = async ({ labels, conditions, user }: Content): Promise<Members[]> => {
    const choice = { labels, conditions };
    const parts = [{ owner: EVERYBODY, choice }];
    if (user === null) return parts;
    const { user: users } = memberTables(strapi);
    const [found]: { id: number }[] = await patiently(strapi, () =>
      strapi.db
        .getConnection(users.table)
        .select('id')
        .where(users.column('documentId'), user)
        .limit(1)
    );
    return found ? [...parts, { owner: Number(found.id), choice }] : parts;
  };

  const ask = async (query: () => Knex.QueryBuilder): Promise<Key[]> => {
    const found: Key[] = await patiently(strapi, () => query().select({ id, term }));
    return found.map((key) => ({ id: Number(key.id), term: key.term }));
  };

  /** Those of all parts together, in their order. */
  const merged = async (
    content: Content,
    text: string | undefined,
    narrow: (query: Knex.QueryBuilder) => Knex.QueryBuilder
  ): Promise<Key[]> => {
    const found: Key[] = [];
    for (const part of await partsOf(content)) {
      found.push(...(await ask(() => narrow(membersOf(strapi, part, text)))));
    }
    return found.sort(byName);
  };

  const countOf = async (part: Members, text: string | undefined): Promise<number> => {
    const [row]: { count: unknown }[] = await patiently(strapi, () =>
      membersOf(strapi, part, text).count({ count: '*' })
    );
    return Number(row?.count ?? 0);
  };

  const count = async (content: Content, text?: string): Promise<number> => {
    let total = 0;
    for (const part of await partsOf(content)) total += await countOf(part, text);
    return total;
  };

  /** Where somebody stands; null for the beginning, and for who is gone. */
  const keyOf = async (place: number): Promise<Key | null> => {
    if (place === 0) return null;
    const [key] = await ask(() => strapi.db.getConnection(NAMES).where(id, place));
    return key ?? null;
  };

  /** Private entries stand anywhere between the others: as many are read more as there may be before. */
  const slice = async (
    content: Content,
    text: string | undefined,
    { offset, limit }: { offset: number; limit: number },
    order: 'asc' | 'desc'
  ): Promise<Key[]> => {
    const compare = (one: Key, other: Key) => byName(one, other) * (order === 'asc' ? 1 : -1);
    const [shared, own] = await partsOf(content);
    if (!shared) return [];
    const privates = own ? await ask(() => membersOf(strapi, own, text)) : [];
    const start = Math.max(0, offset - privates.length);
    const others = await ask(() =>
      membersOf(strapi, shared, text)
        .orderBy([term, id].map((column) => ({ column, order })))
        .offset(start)
        .limit(limit + offset - start)
    );
    const [first] = others;
    if (start > 0 && !first) return [];
    const before = start > 0 && first ? privates.filter((key) => compare(key, first) < 0) : [];
    const within = [...others, ...privates.filter((key) => !before.includes(key))].sort(compare);
    const skipped = offset - start - before.length;
    return within.slice(skipped, skipped + limit);
  };

  return {
    count,

    /** What is shown of some. */
    members: (keys: readonly Key[]) =>
      readMembers(
        strapi,
        keys.map((key) => key.id)
      ),

    /** The names of labels that entries have, with a text in them, up to so many. */
    labels: (text: string, most: number): Promise<string[]> => labelsWith(strapi, text, most),

    /** The first ones from a place on, which is somebody's id or 0 for the beginning. */
    async from(
      content: Content,
      text: string | undefined,
      place: number,
      limit: number
    ): Promise<Key[]> {
      const first = await keyOf(place);
      const found = await merged(content, text, (query) => {
        if (first) {
          void query
            .where(term, '>=', first.term)
            .where(
              (either) => void either.where(term, '>', first.term).orWhere(id, '>=', first.id)
            );
        }
        return query.orderBy([term, id]).limit(limit);
      });
      return found.slice(0, limit);
    },

    /** The last ones before a place. */
    async before(
      content: Content,
      text: string | undefined,
      place: number,
      limit: number
    ): Promise<Key[]> {
      const end = await keyOf(place);
      if (!end) return [];
      const found = await merged(content, text, (query) =>
        query
          .where(term, '<=', end.term)
          .where((either) => void either.where(term, '<', end.term).orWhere(id, '<', end.id))
          .orderBy([term, id].map((column) => ({ column, order: 'desc' })))
          .limit(limit)
      );
      return found.slice(-limit);
    },

    /**
     * Those at places that are counted from 0, from whichever end is nearer.
     * @param total how many there are
     */
    async at(
      content: Content,
      text: string | undefined,
      { offset, limit }: { offset: number; limit: number },
      total: number
    ): Promise<Key[]> {
      const [all, some] = [Math.max(0, total - offset), Math.min(limit, total - offset)];
      if (some <= 0) return [];
      if (offset <= all) return slice(content, text, { offset, limit: some }, 'asc');
      return (await slice(content, text, { offset: all - some, limit: some }, 'desc')).reverse();
    },

    /** Those of some people who are in it, in the order in which these are given. */
    async among(content: Content, people: readonly Person[]): Promise<Key[]> {
      const places = await placesOf(strapi, people);
      if (places.length === 0) return [];
      const found = await merged(content, undefined, (query) => query.whereIn(id, places));
      return found.sort((one, other) => places.indexOf(one.id) - places.indexOf(other.id));
    },
  };
};

export type PhonebookReader = ReturnType<typeof createPhonebookReader>;
