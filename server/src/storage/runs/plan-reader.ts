import type { Core } from '@strapi/strapi';

import type { Change } from '../../plan/types';
import type { Secrets } from '../../secrets';
import { CHUNK_SIZE } from '../../utils/collections';
import { giveWay } from '../../utils/turns';
import { chunkedByBlocks, readBlocks, sizesOfBlocks, WHOLE_BLOCK } from './block-table';
import { changesIn } from './plan-blocks';

/** Where a change is. */
export interface Place {
  sequence: number;
  block: number;
}

/** Reads changes from their blocks, each block once for as many changes as may be held at a time. */
export const createPlanReader = ({
  strapi,
  secrets,
  signal,
}: {
  strapi: Core.Strapi;
  secrets: Secrets;
  signal?: AbortSignal | undefined;
}) => {
  const read = async (places: Place[]): Promise<Change[]> => {
    const wanted = new Set(places.map(({ sequence }) => sequence));
    const found = new Map<number, Change>();
    const ids = places.map(({ block }) => block);
    for (const block of await readBlocks(strapi, ids, WHOLE_BLOCK)) {
      await giveWay();
      signal?.throwIfAborted();
      for (const change of changesIn(block, secrets)) {
        if (wanted.has(change.sequence)) found.set(change.sequence, change);
      }
    }
    return places.flatMap(({ sequence }) => found.get(sequence) ?? []);
  };

  /** The changes in the order of their places, as many at a time as may be held; later ones are read when they are asked for. */
  async function* inParts(places: Place[]): AsyncGenerator<Change[]> {
    const sizes = await sizesOfBlocks(
      strapi,
      places.map(({ block }) => block)
    );
    for (const part of chunkedByBlocks(places, CHUNK_SIZE, ({ block }) => [block], sizes)) {
      yield await read(part);
    }
  }

  return {
    /** The first of some changes, as many as may be held. */
    async first(places: Place[]): Promise<Change[]> {
      for await (const part of inParts(places)) return part;
      return [];
    },

    async all(places: Place[]): Promise<Change[]> {
      const changes: Change[] = [];
      for await (const part of inParts(places)) changes.push(...part);
      return changes;
    },
  };
};

export type PlanReader = ReturnType<typeof createPlanReader>;
