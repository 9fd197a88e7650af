import type { Knex } from 'knex';

import type { Pagination } from '../../../../shared/contracts/reports';

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

/** A page of what a query matches, in the order of ids. */
export const paged = async <Cells, Item>(
  matching: () => Knex.QueryBuilder,
  columns: string[],
  { page, pageSize }: Page,
  read: (cells: Cells) => Item,
  order: 'asc' | 'desc' = 'asc'
): Promise<Paged<Item>> => {
  // Searching text is what costs: once for the page and the number of all.
  const found: { id: number; total: unknown }[] = await matching()
    .select('id', matching().client.raw('count(*) over () as total'))
    .orderBy('id', order)
    .offset((page - 1) * pageSize)
    .limit(pageSize);
  const [first] = found;
  const total =
    first || page === 1
      ? Number(first?.total ?? 0)
      : Number((await matching().count({ total: '*' }).first())?.total ?? 0);
  const entities: Cells[] =
    found.length === 0
      ? []
      : await matching()
          .clearWhere()
          .select(columns)
          .whereIn(
            'id',
            found.map(({ id }) => id)
          )
          .orderBy('id', order);
  return { results: entities.map(read), pagination: paginationOf({ page, pageSize }, total) };
};

export const paginationOf = ({ page, pageSize }: Page, total: number): Pagination => ({
  page,
  pageSize,
  pageCount: Math.ceil(total / pageSize),
  total,
});
