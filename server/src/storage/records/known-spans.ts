import { createHash } from 'node:crypto';

import type { Core } from '@strapi/strapi';

type Cells = Record<string, unknown> & { id: number };

/** How many ids a span has. */
const SPAN = 500;

/** By table and span, the hash of what this process has found to be right. */
const known = new WeakMap<Core.Strapi, Map<string, string>>();

/** The entities of a table by spans of their ids, in which they come. */
async function* inSpans(batches: AsyncIterable<Cells[]>): AsyncGenerator<[number, Cells[]]> {
  let number = 0;
  let entities: Cells[] = [];
  for await (const batch of batches) {
    for (const entity of batch) {
      const own = Math.floor(entity.id / SPAN);
      if (own !== number && entities.length > 0) {
        yield [number, entities];
        entities = [];
      }
      number = own;
      entities.push(entity);
    }
  }
  if (entities.length > 0) yield [number, entities];
}

const hashOf = (entities: Cells[]): string => {
  const hash = createHash('sha256');
  for (const entity of entities) hash.update(`${JSON.stringify(Object.values(entity))}\n`);
  return hash.digest('hex');
};

/**
 * Looks at entities, some hundred at a time, but for those that this process has looked at before and
 * found right as they are: what is asked of an entity must depend on nothing but its own cells. Reading
 * and hashing them as a whole costs a fraction of looking at each value.
 *
 * @param look tells whether all of them are right
 */
export const lookAtChanged = async (
  strapi: Core.Strapi,
  table: string,
  batches: AsyncIterable<Cells[]>,
  look: (entities: Cells[]) => Promise<boolean>
): Promise<void> => {
  const hashes = known.get(strapi) ?? new Map<string, string>();
  known.set(strapi, hashes);
  for await (const [number, entities] of inSpans(batches)) {
    const span = `${table} ${number}`;
    const hash = hashOf(entities);
    if (hashes.get(span) === hash) continue;
    if (await look(entities)) hashes.set(span, hash);
    else hashes.delete(span);
  }
};
