import type { Core } from '@strapi/strapi';

import { chunked, chunkedBySize, CHUNK_SIZE } from '../../utils/collections';
import { giveWay } from '../../utils/turns';
import { deleteInSlices, from, SLICE_SIZE } from '../database';
import { modelTable } from '../tables';
import { CHANGE_UID, PLAN_BLOCK_UID } from './models';

/** How many blocks are emptied in one statement, and what they hold together. */
const EMPTIED = { items: CHUNK_SIZE, size: 4_000_000 };
/** How many blocks are deleted in one statement. */
const DELETED_AT_A_TIME = 50;

/** The same for a plan up to form 2, of which each change has a payload of its own. */
const dropPayloadsOfChanges = async (strapi: Core.Strapi, runId: number): Promise<void> => {
  const changes = () => from(strapi, modelTable(strapi, CHANGE_UID)).where('run_id', runId);
  const entity: { last: unknown } | undefined = await changes().max({ last: 'sequence' }).first();
  const last = Number(entity?.last ?? 0);
  for (let first = 1; first <= last; first += SLICE_SIZE) {
    await changes()
      .whereBetween('sequence', [first, first + SLICE_SIZE - 1])
      .whereNotNull('payload')
      .update({ payload: null });
    await giveWay();
  }
};

/** Forgets what the run was to write, secrets and all. What it changed stays to be looked at. */
export const dropPayloads = async (strapi: Core.Strapi, runId: number): Promise<void> => {
  const blocks = () => from(strapi, modelTable(strapi, PLAN_BLOCK_UID)).where('run_id', runId);
  const filled: { id: number; size: number }[] = await blocks()
    .select('id', 'size')
    .whereNotNull('shown');
  if (filled.length === 0) return dropPayloadsOfChanges(strapi, runId);
  for (const slice of chunkedBySize(filled, EMPTIED, ({ size }) => size)) {
    const ids = slice.map(({ id }) => id);
    await blocks().whereIn('id', ids).update({ payload: null });
    await giveWay();
  }
};

/** Deletes the plans of runs, by the ids of their entities. */
export const deletePlans = async (
  strapi: Core.Strapi,
  runIds: readonly number[]
): Promise<void> => {
  for (const chunk of chunked(runIds)) {
    const ofRuns = (uid: string) => () =>
      from(strapi, modelTable(strapi, uid)).whereIn('run_id', chunk);
    await deleteInSlices(ofRuns(CHANGE_UID));
    await deleteInSlices(ofRuns(PLAN_BLOCK_UID), DELETED_AT_A_TIME);
  }
};
