import type { Core } from '@strapi/strapi';

import { problem } from '../../../../shared/codes/problems';
import type { Change } from '../../plan/types';
import type { Secrets } from '../../secrets';
import { chunked, groupBy } from '../../utils/collections';
import { ConnectorError } from '../../utils/errors';
import { giveWay } from '../../utils/turns';
import { among, from, insertEntities, onceCommitted, type Transaction } from '../database';
import { statementBound } from '../statement-size';
import { modelTable } from '../tables';
import { insertBlock, readBlocks, replaceBlock, WHOLE_BLOCK } from './block-table';
import { CHANGE_UID } from './models';
import { blockOf, blockWithout, divided, type FiledChange, type PlanBlock } from './plan-blocks';

const MEGABYTE = 1024 * 1024;

/** Whether a change switches a user off who was on, or of whom nobody had said. */
const disables = ({ type, action, difference: { enabled } }: Change): boolean =>
  type === 'user' && action === 'update' && enabled?.after === false && enabled.before !== false;

/** A removal within an exchange sets its values null there. */
const vacates = ({ clearFirst, action, exchange }: Change): boolean =>
  clearFirst.length > 0 && (action !== 'remove' || exchange === undefined);

/** Null for a no, as most have it: what is null throughout is not inserted at all. */
const flag = (isSet: boolean): true | null => isSet || null;

const toEntity = (runId: number, block: number, { change, searchText }: FiledChange) => ({
  run_id: runId,
  sequence: change.sequence,
  block,
  row_number: change.row,
  type: change.type,
  action: change.action,
  planned: change.action,
  kind: change.kind ?? null,
  record_id: change.target?.id ?? null,
  vacates: flag(vacates(change)),
  comes_along: flag(change.comesAlong === true),
  leaves: flag(change.leaves === true),
  exchange: change.exchange ?? null,
  disables: flag(disables(change)),
  search_text: searchText,
});

type Entity = Record<string, string | number | boolean | null>;

/** The entities without the columns that are null in all of them. */
const withoutEmptyColumns = (entities: Entity[]): Entity[] => {
  const columns = Object.keys(entities[0] ?? {}).filter((name) =>
    entities.some((entity) => entity[name] !== null)
  );
  return entities.map((entity) =>
    Object.fromEntries(columns.map((name) => [name, entity[name] ?? null]))
  );
};

/** A block that is to be stored, and its changes. */
export interface SealedBlock {
  block: PlanBlock;
  changes: FiledChange[];
}

/** How a run's changes are put into its plan and taken out of it. */
export interface PlanFiling {
  /**
   * Makes blocks of changes, outside of a transaction: others would wait for it.
   * @throws ConnectorError `plan-too-large`
   */
  seal(changes: readonly Change[]): Promise<SealedBlock[]>;
  /** @param ids those that the changes' entities had before, by sequence: a plan is shown in their order */
  file(
    blocks: readonly SealedBlock[],
    transaction: Transaction,
    ids?: ReadonlyMap<number, number>
  ): Promise<void>;
  /** Takes changes out of their blocks; those without any others go. Returns the ids of their entities. */
  take(sequences: number[], transaction: Transaction): Promise<ReadonlyMap<number, number>>;
}

/** @param mostMegabytes how much the changes that it files may take in the database */
export const createPlanFiling = ({
  strapi,
  secrets,
  runId,
  mostMegabytes = Infinity,
}: {
  strapi: Core.Strapi;
  secrets: Secrets;
  runId: number;
  mostMegabytes?: number | undefined;
}): PlanFiling => {
  const table = modelTable(strapi, CHANGE_UID);
  const changes = (transaction: Transaction) =>
    from(strapi, table, transaction).where('run_id', runId);
  let size = 0;

  const grow = (bytes: number, planned: number): void => {
    size += bytes;
    if (size <= mostMegabytes * MEGABYTE) return;
    throw new ConnectorError(problem('plan-too-large', { planned, most: mostMegabytes }));
  };

  const takeFrom = async (
    id: number,
    gone: ReadonlySet<number>,
    transaction: Transaction
  ): Promise<void> => {
    const [stored] = await readBlocks(strapi, [id], WHOLE_BLOCK, transaction);
    if (!stored) return;
    const rest = blockWithout(stored, gone, secrets);
    await replaceBlock(strapi, id, rest, transaction);
    onceCommitted(transaction, () => {
      size += (rest?.size ?? 0) - stored.size;
    });
    await giveWay();
  };

  return {
    async seal(changes) {
      const blocks: SealedBlock[] = [];
      for (const part of divided(changes, await statementBound(strapi))) {
        const block = blockOf(part, secrets);
        grow(block.size, Math.max(...part.map(({ change }) => change.sequence)));
        blocks.push({ block, changes: part });
        await giveWay();
      }
      return blocks;
    },

    async file(blocks, transaction, ids) {
      const entities: (Entity & { sequence: number })[] = [];
      for (const { block, changes: part } of blocks) {
        const id = await insertBlock(strapi, runId, block, transaction);
        entities.push(...part.map((change) => toEntity(runId, id, change)));
      }
      entities.sort((one, other) => one.sequence - other.sequence);
      const known = ids
        ? entities.map((entity) => ({ id: ids.get(entity.sequence) ?? null, ...entity }))
        : entities;
      await insertEntities(strapi, table, withoutEmptyColumns(known), transaction);
    },

    async take(sequences, transaction) {
      const places: { id: number; sequence: number; block: number }[] = [];
      for (const chunk of chunked(sequences)) {
        const found = await changes(transaction)
          .select('id', 'sequence', 'block')
          .where(among('sequence', chunk));
        places.push(...found);
        await changes(transaction).where(among('sequence', chunk)).delete();
      }
      for (const [block, ofBlock] of groupBy(places, (place) => place.block)) {
        const gone = new Set(ofBlock.map(({ sequence }) => sequence));
        await takeFrom(block, gone, transaction);
      }
      return new Map(places.map(({ sequence, id }) => [sequence, id]));
    },
  };
};
