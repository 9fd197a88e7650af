import type { Core } from '@strapi/strapi';

import { chunked } from '../../utils/collections';
import { from, insertEntity, type Transaction } from '../database';
import { READING_BOUNDS } from '../statement-size';
import { modelTable } from '../tables';
import { PLAN_BLOCK_UID } from './models';
import type { PlanBlock, StoredBlock } from './plan-blocks';

const blocks = (strapi: Core.Strapi, transaction?: Transaction) =>
  from(strapi, modelTable(strapi, PLAN_BLOCK_UID), transaction);

/** Stores a block, of an older plan its filter alone, and returns its id. */
export const insertBlock = (
  strapi: Core.Strapi,
  runId: number,
  block: PlanBlock | Pick<PlanBlock, 'filter'>,
  transaction: Transaction
): Promise<number> =>
  insertEntity(
    strapi,
    modelTable(strapi, PLAN_BLOCK_UID),
    { run_id: runId, ...block },
    transaction
  );

/** Stores what has become of a block; null: it goes. */
export const replaceBlock = async (
  strapi: Core.Strapi,
  id: number,
  block: PlanBlock | null,
  transaction: Transaction
): Promise<void> => {
  const stored = blocks(strapi, transaction).where('id', id);
  await (block === null ? stored.delete() : stored.update(block));
};

export const WHOLE_BLOCK = ['id', 'size', 'shown', 'payload'] as const;

/** Blocks as far as they are there, with some of what they hold. */
export const readBlocks = <Column extends keyof StoredBlock>(
  strapi: Core.Strapi,
  ids: Iterable<number>,
  columns: readonly Column[],
  transaction?: Transaction
): Promise<Pick<StoredBlock, Column>[]> =>
  blocks(strapi, transaction)
    .select(...columns)
    .whereIn('id', [...new Set(ids)]);

/** What blocks hold, by their ids. */
export const sizesOfBlocks = async (
  strapi: Core.Strapi,
  ids: Iterable<number>
): Promise<Map<number, number>> => {
  const sizes = new Map<number, number>();
  for (const chunk of chunked(ids)) {
    const found = await readBlocks(strapi, chunk, ['id', 'size']);
    for (const { id, size } of found) sizes.set(id, size);
  }
  return sizes;
};

/**
 * Items in lists that are bounded in number and in what the blocks hold together that have to be read for
 * one; an item alone may need more.
 * @param blocksOf each block once
 */
export function* chunkedByBlocks<Item>(
  items: Iterable<Item>,
  most: number,
  blocksOf: (item: Item) => readonly number[],
  sizes: ReadonlyMap<number, number>
): Generator<Item[]> {
  let chunk: Item[] = [];
  let size = 0;
  const needed = new Set<number>();
  const sizeOf = (blocks: readonly number[]): number =>
    blocks.reduce((sum, block) => sum + (sizes.get(block) ?? 0), 0);
  for (const item of items) {
    const own = blocksOf(item);
    let more = own.filter((block) => !needed.has(block));
    if (chunk.length > 0 && (chunk.length >= most || size + sizeOf(more) > READING_BOUNDS.size)) {
      yield chunk;
      chunk = [];
      size = 0;
      needed.clear();
      more = [...own];
    }
    chunk.push(item);
    size += sizeOf(more);
    more.forEach((block) => needed.add(block));
  }
  if (chunk.length > 0) yield chunk;
}
