import type { Core } from '@strapi/strapi';
import type { Knex } from 'knex';

import type { RecordType } from '../../../../shared/records';
import type { Change } from '../../plan/types';
import { chunked, CHUNK_SIZE } from '../../utils/collections';
import { inBatches } from '../database';
import { chunkedByBlocks, sizesOfBlocks } from './block-table';

/** How many exchanges are held at a time: each may have several changes. */
const EXCHANGES_AT_A_TIME = CHUNK_SIZE / 5;

interface Member extends Record<string, unknown> {
  sequence: number;
  block: number;
  type: RecordType;
  exchange: number;
}

/** The changes of an exchange, as numbers, and the blocks that have them. */
interface Exchange {
  number: number;
  sequences: number[];
  blocks: Set<number>;
}

interface ExchangeReaderNeeds {
  strapi: Core.Strapi;
  /** A query for the changes that are still to be written. */
  open(): Knex.QueryBuilder;
  /** Those of these changes that are still to be written, in their order. */
  read(sequences: number[]): Promise<Change[]>;
}

/** Reads the changes of a plan that are written together. */
export const createExchangeReader = ({ strapi, open, read }: ExchangeReaderNeeds) => {
  const changesOf = async (sequences: number[]): Promise<Change[]> => {
    const changes: Change[] = [];
    for (const chunk of chunked(sequences)) changes.push(...(await read(chunk)));
    return changes;
  };

  /** All exchanges that have a change of a type, with their other changes, in the order of their numbers. */
  const find = async (type: RecordType): Promise<Exchange[]> => {
    const found = new Map<number, Exchange>();
    const ofType = new Set<number>();
    const query = () =>
      open().select('sequence', 'block', 'type', 'exchange').whereNotNull('exchange');
    for await (const members of inBatches<Member>(query, 'sequence', 'sequence')) {
      for (const member of members) {
        const number = Number(member.exchange);
        const exchange = found.get(number) ?? { number, sequences: [], blocks: new Set() };
        exchange.sequences.push(Number(member.sequence));
        exchange.blocks.add(member.block);
        found.set(number, exchange);
        if (member.type === type) ofType.add(number);
      }
    }
    return [...found.values()]
      .filter(({ number }) => ofType.has(number))
      .sort((one, other) => one.number - other.number);
  };

  return {
    /**
     * The exchanges of a type, some at a time. Which changes they have is found by one walk through the
     * plan, and kept as numbers: to look for the next ones each time would be as many walks.
     */
    async *ofType(type: RecordType): AsyncGenerator<Change[][]> {
      const all = await find(type);
      const sizes = await sizesOfBlocks(
        strapi,
        all.flatMap(({ blocks }) => [...blocks])
      );
      const blocksOf = ({ blocks }: Exchange): number[] => [...blocks];
      for (const few of chunkedByBlocks(all, EXCHANGES_AT_A_TIME, blocksOf, sizes)) {
        const groups = new Map(few.map(({ number }): [number, Change[]] => [number, []]));
        for (const change of await changesOf(few.flatMap(({ sequences }) => sequences))) {
          groups.get(change.exchange ?? 0)?.push(change);
        }
        yield [...groups.values()].filter((group) => group.length > 0);
      }
    },

    async one(number: number): Promise<Change[]> {
      const members: Pick<Member, 'sequence'>[] = await open()
        .select('sequence')
        .where('exchange', number)
        .orderBy('sequence');
      return changesOf(members.map(({ sequence }) => Number(sequence)));
    },
  };
};
