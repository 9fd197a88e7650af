import type { Knex } from 'knex';

import type { RecordType } from '../../../../shared/records';
import type { Change } from '../../plan/types';
import { chunked, chunkedBySize, CHUNK_SIZE } from '../../utils/collections';
import { BATCH_BOUNDS, inBatches } from '../database';

/** How many exchanges are held at a time: each may have several changes. */
const BOUNDS = { ...BATCH_BOUNDS, items: CHUNK_SIZE / 5 };

interface Member extends Record<string, unknown> {
  sequence: number;
  type: RecordType;
  exchange: number;
  size: unknown;
}

/** The changes of an exchange, as numbers, and how much they hold together. */
interface Exchange {
  number: number;
  sequences: number[];
  size: number;
}

interface ExchangeReaderNeeds {
  /** A query for the changes that are still to be written. */
  open(): Knex.QueryBuilder;
  /** What a change holds, as the column `size`. */
  size: Knex.Raw;
  /** Those of these changes that are still to be written, in their order. */
  read(sequences: number[]): Promise<Change[]>;
}

/** Reads the changes of a plan that are written together. */
export const createExchangeReader = ({ open, size, read }: ExchangeReaderNeeds) => {
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
      open().select('sequence', 'type', 'exchange', size).whereNotNull('exchange');
    for await (const members of inBatches<Member>(query, 'sequence', 'sequence')) {
      for (const member of members) {
        const number = Number(member.exchange);
        const exchange = found.get(number) ?? { number, sequences: [], size: 0 };
        exchange.sequences.push(Number(member.sequence));
        exchange.size += Number(member.size);
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
      for (const few of chunkedBySize(await find(type), BOUNDS, (exchange) => exchange.size)) {
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
