import type { Knex } from 'knex';

import type { Pagination } from '../../../../shared/contracts/reports';
import { among } from '../database';

export interface Page {
  /** From 1. */
  page: number;
  pageSize: number;
}

/** One page of a list, with Strapi's account of it. */
export interface Paged<Item> {
  results: Item[];
  pagination: Pagination;
}

interface Sorting {
  /** A column that tells the entities of the query apart; an index that begins with what the query asks for should go on with it. */
  by?: 'id' | 'sequence';
  order?: 'asc' | 'desc';
  /** Whether each entity has to be looked at to tell that it matches. */
  isCostly?: boolean;
}

const countOf = async (query: Knex.QueryBuilder): Promise<number> =>
  Number((await query.count({ total: '*' }).first())?.total ?? 0);

/** What the entities of a page have in the column that sorts, and how many match in all. */
const find = async (
  matching: () => Knex.QueryBuilder,
  { page, pageSize }: Page,
  { by, order, isCostly }: Required<Sorting>
): Promise<{ keys: number[]; total: number }> => {
  const start = (page - 1) * pageSize;
  const ofPage = () => matching().orderBy(by, order).offset(start).limit(pageSize);
  const keysOf = (found: Record<string, unknown>[]) => found.map((entity) => Number(entity[by]));
  if (isCostly) {
    // One look for both.
    const all = matching().client.raw('count(*) over () as total');
    const found: Record<string, unknown>[] = await ofPage().select(by, all);
    const [first] = found;
    const isKnown = first !== undefined || page === 1;
    const total = isKnown ? Number(first?.total ?? 0) : await countOf(matching());
    return { keys: keysOf(found), total };
  }
  // By itself, each is told by an index alone.
  const total = await countOf(matching());
  return { keys: start < total ? keysOf(await ofPage().select(by)) : [], total };
};

/** A page of what a query matches. */
export const paged = async <Cells, Item>(
  matching: () => Knex.QueryBuilder,
  columns: string[],
  page: Page,
  read: (cells: Cells) => Item,
  { by = 'id', order = 'asc', isCostly = false }: Sorting = {}
): Promise<Paged<Item>> => {
  const { keys, total } = await find(matching, page, { by, order, isCostly });
  const query = () => (by === 'id' ? matching().clearWhere() : matching());
  const entities: Cells[] =
    keys.length === 0
      ? []
      : await query().select(columns).where(among(by, keys)).orderBy(by, order);
  return { results: entities.map(read), pagination: paginationOf(page, total) };
};

export const paginationOf = ({ page, pageSize }: Page, total: number): Pagination => ({
  page,
  pageSize,
  pageCount: Math.ceil(total / pageSize),
  total,
});
