import type { Core } from '@strapi/strapi';

import { MASK, withNulShown } from '../../../../shared/text';
import { shownKey } from '../../plan/secret-values';
import type { Change } from '../../plan/types';
import { from, inBatches, insertEntity, type Transaction } from '../database';
import { modelTable } from '../tables';
import { SEARCH_BLOCK_UID } from './models';
import { createFilterTest, filterOf } from './search-filter';

/** Makes a block of changes of a run that are about to be stored, and returns its id. */
export const insertBlock = (
  strapi: Core.Strapi,
  runId: number,
  searchTexts: Iterable<string>,
  transaction: Transaction
): Promise<number> =>
  insertEntity(
    strapi,
    modelTable(strapi, SEARCH_BLOCK_UID),
    { run_id: runId, filter: filterOf(searchTexts) },
    transaction
  );

/** The form in which texts are searched and searched for. */
export const searchable = (text: string): string => withNulShown(text).toLowerCase();

/** So many characters of a value are enough to find it by. */
const SEARCHED_LENGTH = 200;

const textsIn = (value: unknown): string[] => {
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(textsIn);
  return typeof value === 'string' && value !== MASK ? [value.slice(0, SEARCHED_LENGTH)] : [];
};

/** What a change is found by: its label and key, and what people see of its values before and after. */
export const searchTextOf = (change: Change): string =>
  searchable(
    [...new Set([change.label, shownKey(change), ...textsIn(change.difference)])].join('\n')
  );

/** More blocks than these are not worth being named: most of all changes have to be looked at. */
const MOST_BLOCKS = 10_000;

/**
 * The blocks with changes that a search may find, of a run or, with `runId` null, of all; null where
 * they are too many to be named.
 */
export const findBlocks = async (
  strapi: Core.Strapi,
  runId: number | null,
  search: string
): Promise<number[] | null> => {
  const table = modelTable(strapi, SEARCH_BLOCK_UID);
  const mayHold = createFilterTest(searchable(search));
  const query = () => {
    const blocks = from(strapi, table).select('id', 'filter');
    return runId === null ? blocks : blocks.where('run_id', runId);
  };
  const found: number[] = [];
  for await (const blocks of inBatches<{ id: number; filter: string }>(query, 'id', 'id')) {
    for (const { id, filter } of blocks) if (mayHold(filter)) found.push(id);
    if (found.length > MOST_BLOCKS) return null;
  }
  return found;
};
