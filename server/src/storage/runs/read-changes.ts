import type { Core } from '@strapi/strapi';

import type { ChangeView, Renaming } from '../../../../shared/contracts/runs';
import { CHUNK_SIZE } from '../../utils/collections';
import { readBoolean } from '../cells';
import { chunkedByBlocks, readBlocks, sizesOfBlocks } from './block-table';
import { type ShownChange, shownIn } from './plan-blocks';

/** A change, and the ids of the entities of its run and its record. */
export type RunChange = ChangeView & { runId: number; recordId: number | null };

/** An entity; what its change says is here up to form 2 of plans, since then in its block. */
export interface ChangeCells {
  id: number;
  run_id: number;
  sequence: number;
  block: number | null;
  record_id: number | null;
  row_number: number | null;
  type: ChangeView['type'];
  action: ChangeView['action'];
  kind: ChangeView['kind'];
  renaming: string | null;
  record_key: string;
  label: string;
  difference: string | null;
  applied: unknown;
}

export const CHANGE_COLUMNS = [
  'id',
  'run_id',
  'sequence',
  'block',
  'record_id',
  'row_number',
  'type',
  'action',
  'kind',
  'renaming',
  'record_key',
  'label',
  'difference',
  'applied',
];

type Told = Pick<ChangeView, 'key' | 'label' | 'difference' | 'renaming'>;

const changeOf = (entity: ChangeCells, told: Told): RunChange => ({
  id: entity.id,
  runId: entity.run_id,
  recordId: entity.record_id,
  row: entity.row_number,
  type: entity.type,
  action: entity.action,
  kind: entity.kind,
  ...told,
  applied: readBoolean(entity.applied),
});

const toldByItself = (entity: ChangeCells, difference: string): Told => ({
  renaming: entity.renaming === null ? null : (JSON.parse(entity.renaming) as Renaming),
  key: entity.record_key,
  label: entity.label,
  difference: JSON.parse(difference) as ChangeView['difference'],
});

const toldByBlock = ({ key, label, difference, renaming }: ShownChange): Told => ({
  renaming: renaming ?? null,
  key,
  label,
  difference,
});

const blocksOf = ({ block, difference }: ChangeCells): number[] =>
  difference === null && block !== null ? [block] : [];

const readPart = async (strapi: Core.Strapi, entities: ChangeCells[]): Promise<RunChange[]> => {
  const shown = new Map<number, ReadonlyMap<number, ShownChange>>();
  const blocks = await readBlocks(strapi, entities.flatMap(blocksOf), ['id', 'shown']);
  for (const block of blocks) shown.set(block.id, shownIn(block.shown));
  return entities.flatMap((entity) => {
    if (entity.difference !== null) {
      return [changeOf(entity, toldByItself(entity, entity.difference))];
    }
    const inBlock = shown.get(entity.block ?? 0)?.get(entity.sequence);
    return inBlock ? [changeOf(entity, toldByBlock(inBlock))] : [];
  });
};

/**
 * The changes of entities in their order, but for those that are being deleted meanwhile, as many at a time
 * as may be held.
 */
export async function* readInParts(
  strapi: Core.Strapi,
  entities: ChangeCells[]
): AsyncGenerator<RunChange[]> {
  const sizes = await sizesOfBlocks(strapi, entities.flatMap(blocksOf));
  for (const part of chunkedByBlocks(entities, CHUNK_SIZE, blocksOf, sizes)) {
    yield await readPart(strapi, part);
  }
}
