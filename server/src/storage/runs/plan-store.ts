import type { Core } from '@strapi/strapi';

import type { ChangeKind } from '../../../../shared/contracts/runs';
import { RECORD_TYPES, type RecordType } from '../../../../shared/records';
import { CHANGE_UID } from './models';
import { createExchangeReader } from './plan-exchanges';
import { createPlanFiling } from './plan-filing';
import { createPlanReader } from './plan-reader';
import { countOf, sumChanges } from './sum-changes';
import type { Change, PlanStore } from '../../plan/types';
import type { Secrets } from '../../secrets';
import { CHUNK_SIZE, chunked } from '../../utils/collections';
import { among, from, inTransaction, type Transaction } from '../database';
import { modelTable } from '../tables';

type PlannedAction = 'create' | 'update' | 'remove';

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
  /** Whether any of some changes is still to be done; nobody else does it until the transaction ends. */
  areOpen(changes: readonly Pick<Change, 'sequence'>[], transaction: Transaction): Promise<boolean>;
  /** Leaves what remains of an exchange to the removals that follow. */
  endExchange(sequences: number[], transaction: Transaction): Promise<void>;
  /** As `discard`, in a transaction that is open. */
  drop(sequences: number[], transaction: Transaction): Promise<void>;
  markCleared(sequences: number[], transaction: Transaction): Promise<void>;
  /** Marks changes of records that are stored; their ids stand in the plan. */
  markApplied(sequences: number[], transaction: Transaction): Promise<void>;
  /** By sequence, the ids of the records that were created. */
  markCreated(records: ReadonlyMap<number, number>, transaction: Transaction): Promise<void>;
  markFailed(sequences: number[], transaction?: Transaction): Promise<void>;
  /** Notes that a person has said of all who are in question that they are the same. */
  decide(): Promise<void>;
  /**
   * How many changes there are to write in all, how many of them are done, written or not, how many are
   * written, and which types have any that are written in more than one step.
   */
  progress(): Promise<{
    total: number;
    done: number;
    applied: number;
    special: ReadonlySet<SpecialStep>;
  }>;
}

/** Of changes that could be written when they were planned. */
const PLANNED = "planned <> 'error'";

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
 * @param mostMegabytes how much the plan may take in the database
 */
export const createPlanStore = ({
  strapi,
  secrets,
  runId,
  signal,
  mostMegabytes,
}: {
  strapi: Core.Strapi;
  secrets: Secrets;
  runId: number;
  signal?: AbortSignal | undefined;
  mostMegabytes?: number;
}): StoredPlan => {
  const table = modelTable(strapi, CHANGE_UID);
  const changes = (transaction?: Transaction) =>
    from(strapi, table, transaction).where('run_id', runId);
  const filing = createPlanFiling({ strapi, secrets, runId, mostMegabytes });
  const reader = createPlanReader({ strapi, secrets, signal });

  const unwritten = (query: ReturnType<typeof changes>) =>
    query.whereNull('applied').whereNot('action', 'error');

  const drop = async (sequences: number[], transaction: Transaction): Promise<void> => {
    await filing.take(sequences, transaction);
  };

  const ofPhase = (query: ReturnType<typeof changes>, phase: Phase) => {
    if (phase.step === 'clear') return query.where('vacates', true);
    const alone = query.whereNull('exchange');
    if (phase.step === 'write') return alone.where('action', phase.action).whereNull('leaves');
    return alone.where(phase.step === 'leave' ? 'leaves' : 'comes_along', true);
  };

  /** As many changes of a query as may be held at a time, in the order of the plan. */
  const next = async (query: ReturnType<typeof changes>, after: number): Promise<Change[]> =>
    reader.first(
      await query
        .select('sequence', 'block')
        .where('sequence', '>', after)
        .orderBy('sequence')
        .limit(CHUNK_SIZE)
    );

  const exchanges = createExchangeReader({
    strapi,
    open: () => unwritten(changes()),
    read: async (sequences) =>
      reader.all(
        await unwritten(changes())
          .select('sequence', 'block')
          .where(among('sequence', sequences))
          .orderBy('sequence')
      ),
  });

  /** One of some changes, where the plan has any of them. */
  const first = (
    batch: readonly Pick<Change, 'sequence'>[],
    transaction: Transaction
  ): ReturnType<typeof changes> =>
    changes(transaction)
      .select('sequence')
      .where(
        among(
          'sequence',
          batch.map(({ sequence }) => sequence)
        )
      )
      .first();

  const plan = async (
    work: (transaction: Transaction, isUnsure: boolean) => Promise<void>
  ): Promise<void> => {
    signal?.throwIfAborted();
    await inTransaction(strapi, work);
  };

  return {
    async append(batch) {
      const blocks = await filing.seal(batch);
      await plan(async (transaction, isUnsure) => {
        if (isUnsure && (await first(batch, transaction))) return;
        await filing.file(blocks, transaction);
      });
    },

    async replace(batch) {
      const blocks = await filing.seal(batch);
      const sequences = batch.map(({ sequence }) => sequence);
      await plan(async (transaction) => {
        await filing.file(blocks, transaction, await filing.take(sequences, transaction));
      });
    },

    discard: (sequences) => plan((transaction) => drop(sequences, transaction)),

    drop,

    async bySequence(sequences) {
      const found: Change[] = [];
      for (const chunk of chunked(sequences)) {
        const places = changes().select('sequence', 'block').where(among('sequence', chunk));
        found.push(...(await reader.all(await places.orderBy('sequence'))));
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

    async *failed() {
      const failed = () => changes().where('action', 'error').whereNot('planned', 'error');
      // For each type there is an index; without one the whole plan would be read.
      for (const type of RECORD_TYPES) {
        yield* inTurn(
          (after) => next(failed().where('type', type), after),
          ({ sequence }) => sequence
        );
      }
    },

    async areOpen(batch, transaction) {
      // An earlier transaction may not have come to its end yet.
      return Boolean(await unwritten(first(batch, transaction)).forUpdate());
    },

    async endExchange(sequences, transaction) {
      await changes(transaction).where(among('sequence', sequences)).update({ exchange: null });
    },

    async recordIds(sequences) {
      const ids = new Map<number, number>();
      for (const chunk of chunked(sequences)) {
        const entities: { sequence: number; record_id: unknown }[] = await changes()
          .select('sequence', 'record_id')
          .where(among('sequence', chunk))
          .whereNotNull('record_id');
        entities.forEach((entity) => ids.set(entity.sequence, Number(entity.record_id)));
      }
      return ids;
    },

    async markCleared(sequences, transaction) {
      await changes(transaction).where(among('sequence', sequences)).update({ vacates: null });
    },

    async markApplied(sequences, transaction) {
      if (sequences.length === 0) return;
      await changes(transaction).where(among('sequence', sequences)).update({ applied: true });
    },

    async markCreated(records, transaction) {
      if (records.size === 0) return;
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
      const groups = await sumChanges(strapi, runId, ['type'], {
        total: countOf(strapi, PLANNED),
        done: countOf(strapi, `${PLANNED} and (applied or action = 'error')`),
        applied: countOf(strapi, 'applied'),
        clear: countOf(strapi, `${PLANNED} and vacates`),
        comeAlong: countOf(strapi, `${PLANNED} and comes_along`),
        exchange: countOf(strapi, `${PLANNED} and exchange is not null`),
        leave: countOf(strapi, `${PLANNED} and leaves`),
      });
      const sum = (name: 'total' | 'done' | 'applied'): number =>
        groups.reduce((all, group) => all + group[name], 0);
      const special = groups.flatMap((group) =>
        SPECIAL.filter((step) => group[step] > 0).map(
          (step) => `${step} ${group.type}` as SpecialStep
        )
      );
      return {
        total: sum('total'),
        done: sum('done'),
        applied: sum('applied'),
        special: new Set(special),
      };
    },
  };
};
