import { setTimeout } from 'node:timers/promises';
import type { Core } from '@strapi/strapi';

import { from, inTransaction } from '../storage/database';
import { insertBlock } from '../storage/runs/block-table';
import { CHANGE_UID } from '../storage/runs/models';
import { filterOf } from '../storage/runs/search-filter';
import { modelTable } from '../storage/tables';
import { groupBy } from '../utils/collections';
import { ConnectorError, logFailure } from '../utils/errors';

/** How many changes are filed together. */
const SLICE = 50;
/** Milliseconds until a slice is tried again that others were in the way of. */
const PAUSE = 1000;

interface Unfiled {
  id: number;
  run_id: number;
  search_text: string | null;
}

/** Gives the first changes after one that have no block theirs, and returns the last of them; null where there are none. */
const fileSlice = (strapi: Core.Strapi, after: number): Promise<number | null> =>
  inTransaction(strapi, async (transaction) => {
    const changes = () => from(strapi, modelTable(strapi, CHANGE_UID), transaction);
    // Another instance may be about to do the same.
    const unfiled: Unfiled[] = await changes()
      .select('id', 'run_id', 'search_text')
      .where('id', '>', after)
      .whereNull('block')
      .orderBy('id')
      .limit(SLICE)
      .forUpdate();
    for (const [runId, ofRun] of groupBy(unfiled, ({ run_id }) => run_id)) {
      const texts = ofRun.map(({ search_text }) => search_text ?? '');
      const block = await insertBlock(strapi, runId, { filter: filterOf(texts) }, transaction);
      const ids = ofRun.map(({ id }) => id);
      await changes().whereIn('id', ids).update({ block });
    }
    return unfiled.at(-1)?.id ?? null;
  });

const fileAll = async (strapi: Core.Strapi, signal: AbortSignal): Promise<void> => {
  for (let last: number | null = 0; last !== null && !signal.aborted;) {
    try {
      last = await fileSlice(strapi, last);
    } catch (error) {
      if (!(error instanceof ConnectorError && error.transient)) throw error;
      await setTimeout(PAUSE, undefined, { signal }).catch(() => undefined);
    }
  }
};

/**
 * Gives changes that an older version stored their search blocks, slice by slice while Strapi is
 * there for others. What is left at its end is done after the next start; until then a search looks
 * at each change that has none.
 */
export const createFiling = (strapi: Core.Strapi) => {
  const controller = new AbortController();
  let work: Promise<void> = Promise.resolve();
  return {
    start(): Promise<void> {
      work = fileAll(strapi, controller.signal).catch((error: unknown) => {
        logFailure(strapi.log, 'filing older changes for the search', error);
      });
      return work;
    },

    async stop(): Promise<void> {
      controller.abort();
      await work;
    },
  };
};
