import type { Core } from '@strapi/strapi';

import type { Secrets } from '../../secrets';
import { chunked } from '../../utils/collections';
import { deleteInSlices, from } from '../database';
import type { RunEntity, RunTable } from '../runs/run-entities';
import { modelTable } from '../tables';
import { IMAGE_UID } from './model';
import { createImageReader } from './read';

interface ImagesNeeds {
  strapi: Core.Strapi;
  secrets: Secrets;
  runs: RunTable;
}

/** What is kept of records as they were before runs. */
export const createImages = ({ strapi, secrets, runs }: ImagesNeeds) => ({
  /** @param run the one that is undone */
  reader: (run: RunEntity, signal: AbortSignal) =>
    createImageReader({ strapi, secrets, signal }, run),

  /** Forgets the images of runs that ended before a time, in milliseconds: these cannot be undone any more. */
  async dropBefore(time: number): Promise<void> {
    const over = await runs.findAll({ keepsImages: true, finishedAtMs: { $lt: time } }, ['id']);
    for (const ids of chunked(over.map(({ id }) => id))) {
      await runs.forgetImages(ids);
      await deleteInSlices(() =>
        from(strapi, modelTable(strapi, IMAGE_UID)).whereIn('run_id', ids)
      );
    }
  },
});
