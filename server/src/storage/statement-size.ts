import type { Core } from '@strapi/strapi';

import { CHUNK_SIZE } from '../utils/collections';
import type { Transaction } from './database';
import { patiently } from './patience';

/** How many bytes one statement or one batch of reading holds at most, but for a single entity that has more. */
const MOST_BYTES = 1_000_000;

/** What one batch of reading holds at most, in entities and in bytes. */
export const READING_BOUNDS = { items: CHUNK_SIZE, size: MOST_BYTES };

/** So much of a packet values may take: text that is put into a statement may become twice as long. */
const SHARE_OF_VALUES = 0.4;
/** The same for one record: its change is kept with what was before and what comes after, and encrypted. */
const SHARE_OF_RECORD = 0.25;
/** What a cell takes besides its text. */
const CELL_BYTES = 8;

const known = new WeakMap<Core.Strapi, number>();

/**
 * How many bytes the database takes at a time. MySQL and MariaDB end the connection of who sends more; what
 * the others take is out of reach.
 */
const packetSize = async (strapi: Core.Strapi, transaction?: Transaction): Promise<number> => {
  if (strapi.db.dialect.client !== 'mysql') return Infinity;
  const found = known.get(strapi);
  if (found !== undefined) return found;
  const [[entity]] = await patiently(strapi, async () => {
    const query = strapi.db.connection.raw('select @@max_allowed_packet as bytes');
    return (await (transaction ? query.transacting(transaction) : query)) as [{ bytes: unknown }[]];
  });
  const bytes = Number(entity?.bytes);
  known.set(strapi, bytes);
  return bytes;
};

/** How many bytes the values of one statement have at most. */
export const statementBound = async (
  strapi: Core.Strapi,
  transaction?: Transaction
): Promise<number> =>
  Math.min(MOST_BYTES, Math.floor((await packetSize(strapi, transaction)) * SHARE_OF_VALUES));

/** How many bytes the values of one record may have, written as JSON within JSON. */
export const recordBound = async (strapi: Core.Strapi): Promise<number> =>
  Math.floor((await packetSize(strapi)) * SHARE_OF_RECORD);

/** How many bytes a value takes in a statement, about. */
export const bytesOf = (value: unknown): number => {
  if (typeof value === 'string') return Buffer.byteLength(value) + CELL_BYTES;
  if (typeof value !== 'object' || value === null || value instanceof Date) return 3 * CELL_BYTES;
  return Buffer.byteLength(JSON.stringify(value)) + CELL_BYTES;
};

/** The same for all values of an entity. */
export const bytesOfCells = (cells: Readonly<Record<string, unknown>>): number =>
  Object.values(cells).reduce<number>((sum, cell) => sum + bytesOf(cell), 0);
