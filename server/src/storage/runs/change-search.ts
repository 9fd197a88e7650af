import type { Core } from '@strapi/strapi';

import { MASK, withNulShown } from '../../../../shared/text';
import type { ChangeView } from '../../../../shared/contracts/runs';
import { from, inBatches } from '../database';
import { modelTable } from '../tables';
import { PLAN_BLOCK_UID } from './models';
import { createFilterTest } from './search-filter';

/** The form in which texts are searched and searched for. */
export const searchable = (text: string): string => withNulShown(text).toLowerCase();

/** So many characters of a value are enough to find it by. */
const SEARCHED_LENGTH = 200;

const addTexts = (value: unknown, texts: Set<string>): void => {
  if (typeof value === 'string') {
    if (value !== MASK) texts.add(value.slice(0, SEARCHED_LENGTH));
  } else if (typeof value === 'object' && value !== null) {
    for (const part of Object.values(value)) addTexts(part, texts);
  }
};

/** What a change is found by: its label and key, and what people see of its values before and after. */
export const searchTextOf = ({
  label,
  key,
  difference,
}: Pick<ChangeView, 'label' | 'key' | 'difference'>): string => {
  const texts = new Set([label, key]);
  addTexts(difference, texts);
  return searchable([...texts].join('\n'));
};

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
  const table = modelTable(strapi, PLAN_BLOCK_UID);
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
