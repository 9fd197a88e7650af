import type { Core } from '@strapi/strapi';

import { MASK } from '../../../../shared/text';
import type { RECORD_TYPES } from '../../../../shared/records';
import type { Secrets } from '../../secrets';
import { giveWay } from '../../utils/turns';
import { from, inBatches, inTransaction, type Transaction } from '../database';
import { readBlocks, WHOLE_BLOCK } from '../runs/block-table';
import { searchable, searchTextOf } from '../runs/change-search';
import { CHANGE_UID, PLAN_BLOCK_UID } from '../runs/models';
import { isPlaced } from '../../plan/items';
import { changesIn, type ShownChange } from '../runs/plan-blocks';
import { createFilterTest, filterOf } from '../runs/search-filter';
import { modelTable } from '../tables';
import type { FoundRecord } from './found-records';
import { hasIdentity, identitiesOf, partsOfIdentity } from './identities';
import {
  type FormerRecord,
  idsOf,
  isBelow,
  isTellingAttribute,
  type Person,
  textsIn,
} from './person';
import type { Traces } from './traces';

/** A run whose plan is gone through. */
export interface PastRun {
  id: number;
  profileId: string;
}

interface Entity {
  id: number;
  sequence: number;
  type: (typeof RECORD_TYPES)[number];
  record_id: number | null;
  row_number: number | null;
  block: number | null;
  search_text: string | null;
  /** Of changes up to form 2 of plans, which say by themselves what they are about. */
  record_key: string | null;
  label: string | null;
  difference: string | null;
  renaming: string | null;
}

const COLUMNS = [
  ...['id', 'sequence', 'type', 'record_id', 'row_number', 'block', 'search_text'],
  ...['record_key', 'label', 'difference', 'renaming'],
];

/** What a run's plan has of a person. */
export interface FoundChanges {
  changes: number;
  mentions: number;
  /** Rows that were about the person. */
  rows: number[];
  /** What the person had: keys, telling texts and all texts. */
  keys: string[];
  texts: string[];
  values: string[];
  /** What tells the person's records, and which they were. */
  identities: string[];
  former: FormerRecord[];
  records: FoundRecord[];
}

export const nothingFound = (): FoundChanges => ({
  changes: 0,
  mentions: 0,
  rows: [],
  keys: [],
  texts: [],
  values: [],
  identities: [],
  former: [],
  records: [],
});

/** What stays of a change: that there was one. */
const BLANK = { key: MASK, label: MASK, difference: {} };

const blankCells = {
  record_id: null,
  row_number: null,
  kind: null,
  search_text: searchTextOf(BLANK),
};

/** The same for one that says by itself what it is about. */
const blankOldCells = {
  ...blankCells,
  record_key: MASK,
  label: MASK,
  difference: '{}',
  renaming: null,
  payload: null,
};

const toldByItself = ({ sequence, record_key, label, difference, renaming }: Entity): ShownChange =>
  ({
    sequence,
    key: record_key ?? '',
    label: label ?? '',
    difference: JSON.parse(difference ?? '{}') as ShownChange['difference'],
    ...(renaming !== null && { renaming: JSON.parse(renaming) as ShownChange['renaming'] }),
  }) as ShownChange;

/** What stands in the place of a key where there is none: a row of another run has the same number. */
const STANDING_IN = /^(?:row|id):/;

/** The values that a change has found, and those that it has written. */
const sidesOf = (difference: ShownChange['difference']): Record<string, unknown>[] => {
  const sides = Object.entries(difference).map(
    ([name, { before, after }]) => [name, before, after] as const
  );
  return [
    Object.fromEntries(sides.map(([name, before]) => [name, before])),
    Object.fromEntries(sides.map(([name, , after]) => [name, after])),
  ];
};

interface Pass {
  strapi: Core.Strapi;
  run: PastRun;
  person: Person;
  traces: Traces;
  /** Whether what is found is taken out. */
  erases: boolean;
}

/** Goes through the plan of one run. Blocks that cannot have anything of the person are not looked at. */
export const passOverChanges = async (pass: Pass): Promise<FoundChanges> => {
  const { strapi, run, person, traces, erases } = pass;
  const keys = person.keys[run.profileId] ?? [];
  const found = nothingFound();
  const changes = (transaction?: Transaction) =>
    from(strapi, modelTable(strapi, CHANGE_UID), transaction).where('run_id', run.id);
  const blocks = (transaction?: Transaction) =>
    from(strapi, modelTable(strapi, PLAN_BLOCK_UID), transaction).where('run_id', run.id);
  const ids = idsOf(person);
  const identities = new Set(person.identities);
  const rows = new Set(person.rows[run.id] ?? []);
  const called = new Set([...person.values, ...person.names].map(searchable));

  /** Whether it makes an entry or phone, on a row of the person, of a user who is called as the person is. */
  const isOfPersonsRow = (
    { type, row_number: row }: Entity,
    { difference: { user } }: ShownChange
  ): boolean =>
    type !== 'user' &&
    row !== null &&
    rows.has(Number(row)) &&
    typeof user?.after === 'string' &&
    called.has(searchable(user.after));

  const isTold = ({ type }: Entity, { key, difference }: ShownChange): boolean =>
    (type === 'user' || !isPlaced(key)) &&
    sidesOf(difference).some((attributes) => hasIdentity(identities, type, attributes));

  const isOwn = (entity: Entity, told: ShownChange): boolean =>
    (entity.record_id !== null && ids.get(entity.type)?.has(Number(entity.record_id)) === true) ||
    isBelow(keys, told.key) ||
    isTold(entity, told) ||
    isOfPersonsRow(entity, told);

  const note = (entity: Entity, { key, label, difference }: ShownChange): void => {
    const { type, record_id: id, row_number: row } = entity;
    found.changes += 1;
    if (row !== null) found.rows.push(Number(row));
    if (id !== null) found.former.push({ type, id: Number(id), documentId: null });
    const isKey = key !== MASK && !key.includes(`:${MASK}`) && !STANDING_IN.test(key);
    if (isKey) found.keys.push(key);
    const name = label === MASK || label === key ? null : label;
    if (name !== null) found.texts.push(name);
    const identities = sidesOf(difference).flatMap((attributes) => identitiesOf(type, attributes));
    found.identities.push(...identities);
    found.records.push({
      type,
      isPart: type !== 'user' && (isPlaced(key) || 'user' in difference),
      profile: run.profileId,
      key: isKey ? key : null,
      name,
      identities,
      ids: id === null ? [] : [`${type} ${id}`],
    });
    for (const [name, { before, after }] of Object.entries(difference)) {
      const texts = textsIn([before, after]).filter((text) => text !== MASK);
      found.values.push(...texts);
      if (isTellingAttribute(type, name)) found.texts.push(...texts);
    }
  };

  /** The blocks that may have something of the person. */
  const candidates = async (): Promise<Set<number>> => {
    const blockIds = new Set<number>();
    for (const [type, own] of ids) {
      if (own.size === 0) continue;
      const places: { block: number | null }[] = await changes()
        .distinct('block')
        .where('type', type)
        .whereIn('record_id', [...own])
        .whereNotNull('block');
      for (const { block } of places) blockIds.add(Number(block));
    }
    if (rows.size > 0) {
      const places: { block: number | null }[] = await changes()
        .distinct('block')
        .whereIn('row_number', [...rows])
        .whereNotNull('block');
      for (const { block } of places) blockIds.add(Number(block));
    }
    const values = person.identities.map((text) => partsOfIdentity(text).value);
    const sought = new Set([...keys, ...traces.texts, ...values].map(searchable));
    const tests = [...sought].map((text) => createFilterTest(text));
    const query = () => blocks().select('id', 'filter');
    for await (const batch of inBatches<{ id: number; filter: string }>(query, 'id', 'id')) {
      for (const { id, filter } of batch) {
        if (tests.some((mayHold) => mayHold(filter))) blockIds.add(id);
      }
    }
    return blockIds;
  };

  const entitiesOf = (block: number, transaction?: Transaction): Promise<Entity[]> =>
    changes(transaction).select(COLUMNS).where('block', block).orderBy('sequence');

  const renewFilter = async (block: number, transaction: Transaction): Promise<void> => {
    const entities = await entitiesOf(block, transaction);
    const filter = filterOf(entities.map(({ search_text: text }) => text ?? ''));
    await blocks(transaction).where('id', block).update({ filter });
  };

  /** What becomes of a change; itself where it has nothing of the person. */
  const without = (entity: Entity | undefined, told: ShownChange): ShownChange => {
    if (entity && isOwn(entity, told)) {
      note(entity, told);
      return { sequence: told.sequence, ...BLANK };
    }
    const masked = traces.masked(told);
    if (masked !== told) found.mentions += 1;
    return masked;
  };

  const passOverBlock = async (id: number): Promise<void> => {
    const [block] = await readBlocks(strapi, [id], WHOLE_BLOCK);
    if (!block?.shown) return;
    const entities = new Map((await entitiesOf(id)).map((one) => [one.sequence, one]));
    const told = JSON.parse(block.shown) as ShownChange[];
    const next = told.map((change) => without(entities.get(change.sequence), change));
    const changed = next.filter((change, place) => change !== told[place]);
    if (!erases || changed.length === 0) return;
    const shown = JSON.stringify(next);
    const size = block.size - Buffer.byteLength(block.shown) + Buffer.byteLength(shown);
    await inTransaction(strapi, async (transaction) => {
      for (const change of changed) {
        const cells = change.key === MASK ? blankCells : { search_text: searchTextOf(change) };
        await changes(transaction).where('sequence', change.sequence).update(cells);
      }
      await blocks(transaction).where('id', id).update({ shown, size });
      await renewFilter(id, transaction);
    });
  };

  const passOverOld = async (): Promise<void> => {
    const query = () => changes().select(COLUMNS).whereNotNull('difference');
    for await (const batch of inBatches<Entity & Record<string, unknown>>(query, 'id', 'id')) {
      for (const entity of batch) {
        const told = toldByItself(entity);
        const next = without(entity, told);
        if (next === told || !erases) continue;
        const cells =
          next.key === MASK
            ? blankOldCells
            : {
                search_text: searchTextOf(next),
                record_key: next.key,
                label: next.label,
                difference: JSON.stringify(next.difference),
                renaming: next.renaming ? JSON.stringify(next.renaming) : null,
              };
        await inTransaction(strapi, async (transaction) => {
          await changes(transaction).where('id', entity.id).update(cells);
          if (entity.block !== null) await renewFilter(entity.block, transaction);
        });
      }
    }
  };

  for (const id of await candidates()) {
    await passOverBlock(id);
    await giveWay();
  }
  await passOverOld();
  return found;
};

/** Whether the plan of a held run, which is still to be written, has anything of a person. */
export const isInPlan = async (
  { strapi, secrets }: { strapi: Core.Strapi; secrets: Secrets },
  run: PastRun,
  person: Person,
  traces: Traces
): Promise<boolean> => {
  const keys = person.keys[run.profileId] ?? [];
  const ids = idsOf(person);
  const query = () =>
    from(strapi, modelTable(strapi, PLAN_BLOCK_UID)).select(WHOLE_BLOCK).where('run_id', run.id);
  const batches = inBatches<Record<string, unknown> & Parameters<typeof changesIn>[0]>(
    query,
    'id',
    'id',
    { size: 10 }
  );
  for await (const blocks of batches) {
    for (const block of blocks) {
      if (!block.shown) continue;
      for (const change of changesIn(block, secrets)) {
        const isAbout = change.target !== null && ids.get(change.type)?.has(change.target.id);
        if (isAbout || isBelow(keys, change.key) || traces.isIn(change)) return true;
      }
      await giveWay();
    }
  }
  return false;
};
