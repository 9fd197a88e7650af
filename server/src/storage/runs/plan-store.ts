import type { Core } from '@strapi/strapi';

import type { ChangeKind } from '../../../../shared/contracts/runs';
import type { RecordType } from '../../../../shared/records';
import { CHANGE_UID, SEARCH_BLOCK_UID } from './models';
import { createExchangeReader } from './plan-exchanges';
import { insertBlock, searchTextOf } from './search-blocks';
import { shownKey } from '../../plan/secret-values';
import type { Change, PlanStore } from '../../plan/types';
import type { Secrets } from '../../secrets';
import { CHUNK_SIZE, chunked, chunkedBySize } from '../../utils/collections';
import {
  among,
  deleteInSlices,
  from,
  yieldToEventLoop,
  inTransaction,
  insertEntities,
  SLICE_SIZE,
  type Transaction,
  BATCH_BOUNDS,
} from '../database';
import { storable } from '../cells';
import { modelTable } from '../tables';

/** How many changes are read in one go: each may hold texts of 64 kB. */
const CHANGES_AT_A_TIME = 50;

/** How many changes a search block has, and how many are encrypted and inserted in one go. */
const BLOCK_SIZE = 50;
const INSERTED_AT_A_TIME = 4 * BLOCK_SIZE;

type PlannedAction = 'create' | 'update' | 'remove';

interface ChangeEntity {
  sequence: number;
  difference: string;
  payload: string;
  record_id: number | null;
}

/** Which changes one phase of writing is about. */
export type Phase = { type: RecordType } & (
  { step: 'clear' | 'comeAlong' | 'leave' } | { step: 'write'; action: PlannedAction }
);

const SPECIAL = ['clear', 'comeAlong', 'exchange', 'leave'] as const;

/** A step that few plans have changes for, and their type. */
export type SpecialStep = `${(typeof SPECIAL)[number]} ${RecordType}`;

/**
 * What the writer needs of a stored plan, besides what the planner does. Lists come in batches and in
 * the order of the plan; each batch is read when the one before it has been worked off.
 */
export interface StoredPlan extends PlanStore {
  /** The changes of a phase that are still to be done. */
  pending(phase: Phase): AsyncIterable<Change[]>;
  /** The changes that are still to be done, of whatever phase. */
  open(): AsyncIterable<Change[]>;
  /** The exchanges of a type that are still to be written, in the order of their numbers. */
  exchanges(type: RecordType): AsyncIterable<Change[][]>;
  /** What is still to be written of an exchange. */
  exchange(number: number): Promise<Change[]>;
  /** The changes that could not be written. */
  failed(): AsyncIterable<Change[]>;
  /** The ids of the records that changes have made or are about; absent where there is none yet. */
  recordIds(sequences: number[]): Promise<Map<number, number>>;
  /** Leaves what remains of an exchange to the removals that follow. */
  endExchange(sequences: number[], transaction: Transaction): Promise<void>;
  /** As `discard`, in a transaction that is open. */
  drop(sequences: number[], transaction: Transaction): Promise<void>;
  markCleared(sequences: number[], transaction: Transaction): Promise<void>;
  /** By sequence, the ids of the records that were written. */
  markApplied(records: Map<number, number>, transaction: Transaction): Promise<void>;
  markFailed(sequences: number[], transaction?: Transaction): Promise<void>;
  /** Notes that a person has said of all who are in question that they are the same. */
  decide(): Promise<void>;
  /**
   * How many changes there are to write in all, how many of them are done, and which types have any that
   * are written in more than one step.
   */
  progress(): Promise<{ total: number; written: number; special: ReadonlySet<SpecialStep> }>;
}

const integerName = (strapi: Core.Strapi): string =>
  strapi.db.dialect.client === 'mysql' ? 'signed' : 'integer';

/** Reads batch after batch, each from where the one before it has ended. */
async function* inTurn<Item>(
  read: (after: number) => Promise<Item[]>,
  placeOf: (item: Item) => number
): AsyncGenerator<Item[]> {
  for (let after = 0; ;) {
    const batch = await read(after);
    const last = batch.at(-1);
    if (last === undefined) return;
    yield batch;
    after = placeOf(last);
  }
}

/**
 * Keeps the plan of one run in the database. What is to be written is encrypted as a whole, since
 * it may hold passwords; the difference that is shown has them masked already.
 * @param runId the id of the run's entity
 * @param signal once it is aborted, the planner is refused what it asks for
 */
export const createPlanStore = ({
  strapi,
  secrets,
  runId,
  signal,
}: {
  strapi: Core.Strapi;
  secrets: Secrets;
  runId: number;
  signal?: AbortSignal | undefined;
}): StoredPlan => {
  const table = modelTable(strapi, CHANGE_UID);
  const changes = (transaction?: Transaction) =>
    from(strapi, table, transaction).where('run_id', runId);

  const toEntity = ({ difference: shown, ...change }: Change) => {
    const { key, label, difference, renaming } = storable({
      key: shownKey(change),
      label: change.label,
      difference: shown,
      renaming: change.renaming ?? null,
    });
    return {
      run_id: runId,
      sequence: change.sequence,
      row_number: change.row,
      type: change.type,
      action: change.action,
      planned: change.action,
      kind: change.kind ?? null,
      renaming: renaming && JSON.stringify(renaming),
      record_key: key,
      label,
      record_id: change.target?.id ?? null,
      vacates: change.clearFirst.length > 0 && change.action !== 'remove',
      comes_along: change.comesAlong === true,
      leaves: change.leaves === true,
      exchange: change.exchange ?? null,
      applied: false,
      difference: JSON.stringify(difference),
      payload: secrets.encrypt(JSON.stringify(change)),
      search_text: searchTextOf({ ...change, difference: shown }),
    };
  };

  /** One by one, as they are asked for: encrypting all of them at once would keep requests waiting. */
  function* toEntities(batch: Change[]) {
    for (const change of batch) yield toEntity(change);
  }

  const insert = async (batch: Change[], transaction: Transaction): Promise<void> => {
    const bounds = { ...BATCH_BOUNDS, items: INSERTED_AT_A_TIME };
    const sizeOf = ({ payload, difference }: ReturnType<typeof toEntity>) =>
      payload.length + difference.length;
    for (const entities of chunkedBySize(toEntities(batch), bounds, sizeOf)) {
      const filed: ReturnType<typeof toEntity>[] = [];
      for (const part of chunked(entities, BLOCK_SIZE)) {
        const texts = part.map(({ search_text }) => search_text);
        const block = await insertBlock(strapi, runId, texts, transaction);
        filed.push(...part.map((entity) => ({ ...entity, block })));
      }
      await insertEntities(strapi, table, filed, transaction);
    }
  };

  const fromEntity = (entity: ChangeEntity): Change => ({
    ...(JSON.parse(secrets.decrypt(entity.payload)) as Omit<Change, 'difference'>),
    difference: JSON.parse(entity.difference) as Change['difference'],
  });

  const unwritten = (query: ReturnType<typeof changes>) =>
    query.whereNotNull('payload').where('applied', false).whereNot('action', 'error');

  const drop = async (sequences: number[], transaction: Transaction): Promise<void> => {
    for (const chunk of chunked(sequences)) {
      await changes(transaction).where(among('sequence', chunk)).delete();
    }
  };

  const columns = ['sequence', 'difference', 'payload'];
  const sizeOfPayload = strapi.db.connection.raw('length(??) as size', ['payload']);

  const ofPhase = (query: ReturnType<typeof changes>, phase: Phase) => {
    if (phase.step === 'clear') return query.where('vacates', true);
    const alone = query.whereNull('exchange');
    if (phase.step === 'write') return alone.where({ action: phase.action, leaves: false });
    return alone.where(phase.step === 'leave' ? 'leaves' : 'comes_along', true);
  };

  /** As many changes of a query as may be held at a time, in the order of the plan. */
  const next = async (query: ReturnType<typeof changes>, after: number): Promise<Change[]> => {
    const sizes: { sequence: number; size: unknown }[] = await query
      .select('sequence', sizeOfPayload)
      .where('sequence', '>', after)
      .orderBy('sequence')
      .limit(CHUNK_SIZE);
    const [slice = []] = chunkedBySize(sizes, BATCH_BOUNDS, ({ size }) => Number(size));
    if (slice.length === 0) return [];
    const entities: ChangeEntity[] = await changes()
      .select(columns)
      .where(
        among(
          'sequence',
          slice.map(({ sequence }) => sequence)
        )
      )
      .orderBy('sequence');
    return entities.map(fromEntity);
  };

  const exchanges = createExchangeReader({
    open: () => unwritten(changes()),
    size: sizeOfPayload,
    async read(sequences) {
      const entities: ChangeEntity[] = await unwritten(changes())
        .select(columns)
        .where(among('sequence', sequences))
        .orderBy('sequence');
      return entities.map(fromEntity);
    },
  });

  const plan = async (work: (transaction: Transaction) => Promise<void>): Promise<void> => {
    signal?.throwIfAborted();
    await inTransaction(strapi, work);
  };

  return {
    append: (batch) => plan((transaction) => insert(batch, transaction)),

    replace: (batch) =>
      plan(async (transaction) => {
        for (const chunk of chunked(batch)) {
          await changes(transaction)
            .where(
              among(
                'sequence',
                chunk.map(({ sequence }) => sequence)
              )
            )
            .delete();
        }
        await insert(batch, transaction);
      }),

    discard: (sequences) => plan((transaction) => drop(sequences, transaction)),

    drop,

    async bySequence(sequences) {
      const found: Change[] = [];
      for (const chunk of chunked(sequences, CHANGES_AT_A_TIME)) {
        await yieldToEventLoop();
        signal?.throwIfAborted();
        const entities: ChangeEntity[] = await changes()
          .select(columns)
          .whereNotNull('payload')
          .where(among('sequence', chunk))
          .orderBy('sequence');
        found.push(...entities.map(fromEntity));
      }
      return found;
    },

    pending: (phase) =>
      inTurn(
        (after) => next(ofPhase(unwritten(changes()).where('type', phase.type), phase), after),
        ({ sequence }) => sequence
      ),

    open: () =>
      inTurn(
        (after) => next(unwritten(changes()), after),
        ({ sequence }) => sequence
      ),

    exchanges: exchanges.ofType,
    exchange: exchanges.one,

    failed: () =>
      inTurn(
        (after) =>
          next(
            changes().whereNotNull('payload').where('action', 'error').whereNot('planned', 'error'),
            after
          ),
        ({ sequence }) => sequence
      ),

    async endExchange(sequences, transaction) {
      await changes(transaction).where(among('sequence', sequences)).update({ exchange: null });
    },

    async recordIds(sequences) {
      const ids = new Map<number, number>();
      for (const chunk of chunked(sequences)) {
        const entities: Pick<ChangeEntity, 'sequence' | 'record_id'>[] = await changes()
          .select('sequence', 'record_id')
          .where(among('sequence', chunk))
          .whereNotNull('record_id');
        entities.forEach((entity) => ids.set(entity.sequence, Number(entity.record_id)));
      }
      return ids;
    },

    async markCleared(sequences, transaction) {
      await changes(transaction).where(among('sequence', sequences)).update({ vacates: false });
    },

    async markApplied(records, transaction) {
      if (records.size === 0) {
        return;
      }
      const cases = [...records].map(() => 'when ? then ?').join(' ');
      // PostgreSQL takes what it cannot tell for text.
      const recordId = strapi.db.connection.raw(
        `cast(case ?? ${cases} end as ${integerName(strapi)})`,
        ['sequence', ...[...records].flat()]
      );
      await changes(transaction)
        .where(among('sequence', [...records.keys()]))
        .update({ applied: true, record_id: recordId });
    },

    async markFailed(sequences, transaction) {
      await changes(transaction).where(among('sequence', sequences)).update({ action: 'error' });
    },

    async decide() {
      const kinds = { asked: 'perhaps-renamed', decided: 'renamed' } satisfies Record<
        string,
        ChangeKind
      >;
      await changes().where('kind', kinds.asked).update({ kind: kinds.decided });
    },

    async progress() {
      const raw = (sql: string, bindings: (string | boolean)[] = []) =>
        strapi.db.connection.raw(sql, bindings);
      const any = (condition: string, step: string) =>
        raw(`max(case when ${condition} then 1 else 0 end) as ??`, [step]);
      const done = "sum(case when applied = ? or action = 'error' then 1 else 0 end) as written";
      const entities: ({ type: RecordType } & Record<string, unknown>)[] = await changes()
        .whereNot('planned', 'error')
        .groupBy('type')
        .select('type', raw('count(*) as total'), raw(done, [true]))
        .select(any('vacates', 'clear'), any('comes_along', 'comeAlong'))
        .select(any('exchange is not null', 'exchange'), any('leaves', 'leave'));
      const sum = (name: string): number =>
        entities.reduce((total, entity) => total + Number(entity[name]), 0);
      const special = entities.flatMap((entity) =>
        SPECIAL.filter((step) => Number(entity[step]) === 1).map(
          (step): SpecialStep => `${step} ${entity.type}`
        )
      );
      return { total: sum('total'), written: sum('written'), special: new Set(special) };
    },
  };
};

/** Forgets what the run was to write, secrets and all. What it changed stays to be looked at. */
export const dropPayloads = async (strapi: Core.Strapi, runId: number): Promise<void> => {
  const changes = () => from(strapi, modelTable(strapi, CHANGE_UID)).where('run_id', runId);
  const entity: { last: unknown } | undefined = await changes().max({ last: 'sequence' }).first();
  const last = Number(entity?.last ?? 0);
  for (let first = 1; first <= last; first += SLICE_SIZE) {
    await changes()
      .whereBetween('sequence', [first, first + SLICE_SIZE - 1])
      .whereNotNull('payload')
      .update({ payload: null });
    await yieldToEventLoop();
  }
};

/** Forgets a plan that was not made to its end. */
export const dropPlan = async (strapi: Core.Strapi, runId: number): Promise<void> => {
  for (const uid of [CHANGE_UID, SEARCH_BLOCK_UID]) {
    await deleteInSlices(() => from(strapi, modelTable(strapi, uid)).where('run_id', runId));
  }
};
