import type { Core } from '@strapi/strapi';

import { chunksOf, from, insertRows, LIST_SIZE, type Transaction } from '../database';
import type { LinkTable } from '../tables';

const lastPlaces = async (
  strapi: Core.Strapi,
  link: LinkTable,
  userIds: number[],
  transaction: Transaction
): Promise<Map<number, number>> => {
  const places = new Map<number, number>();
  for (const chunk of chunksOf(userIds, LIST_SIZE)) {
    const rows: { user: number; last: number | null }[] = await from(
      strapi,
      link.table,
      transaction
    )
      .select({ user: link.user })
      .max({ last: link.order })
      .whereIn(link.user, chunk)
      .groupBy(link.user);
    rows.forEach(({ user, last }) => places.set(Number(user), Number(last ?? 0)));
  }
  return places;
};

/**
 * Gives entries or phones to users, by their ids; null takes them from whoever has them.
 * Each comes after those that its user has, as Strapi's own relations do it.
 */
export const writeLinks = async (
  strapi: Core.Strapi,
  link: LinkTable,
  users: Map<number, number | null>,
  transaction: Transaction
): Promise<void> => {
  for (const chunk of chunksOf([...users.keys()], LIST_SIZE)) {
    await from(strapi, link.table, transaction).whereIn(link.child, chunk).delete();
  }
  const given = [...users].flatMap(([child, user]) => (user === null ? [] : [{ child, user }]));
  const userIds = [...new Set(given.map(({ user }) => user))];
  const places = await lastPlaces(strapi, link, userIds, transaction);
  const rows = given.map(({ child, user }) => {
    const place = (places.get(user) ?? 0) + 1;
    places.set(user, place);
    return { [link.child]: child, [link.user]: user, [link.order]: place };
  });
  await insertRows(strapi, link.table, rows, transaction);
};
