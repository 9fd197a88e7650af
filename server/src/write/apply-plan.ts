import { setImmediate as nextTurn } from 'node:timers/promises';

import type { Core } from '@strapi/strapi';

import type { Issue } from '../../../shared/contracts/issues';
import type { RecordType } from '../../../shared/records';
import type { Change } from '../plan/types';
import { createBulkWriter } from './bulk-writer';
import { storeCredentials } from './credentials';
import { chunksOf, from, inTransaction, type Transaction } from './database';
import { createDocumentWriter } from './document-writer';
import { failure, vanished, withoutUser } from './failures';
import { createIssueStore, type IssueStore } from './issue-store';
import { createPlanStore, type Phase, type StoredPlan } from './plan-store';
import { prepareChanges, type PreparedChange } from './prepare';
import { recordTables, type RecordTable, type RecordTables } from './tables';
import { removable, type RecordWriter, type Written } from './writer';

export interface ApplyOptions {
  strapi: Core.Strapi;
  /** The id of the run's row. */
  runId: number;
  profileId: string;
  mode: 'bulk' | 'documents';
  /** Looked at between batches; what is written by then stays written. */
  signal: AbortSignal;
  onProgress(written: number, total: number): void;
}

interface Context extends ApplyOptions {
  plan: StoredPlan;
  issues: IssueStore;
  tables: RecordTables;
  writer: RecordWriter;
}

const PARENTS_FIRST: RecordType[] = ['user', 'phonebookEntry', 'phone'];

/**
 * Values that others take are given up first; users come before what is theirs, which may move to a
 * new one, and go after it. However far writing gets, a new run of the same source brings the rest.
 */
const PHASES: Phase[] = [
  ...PARENTS_FIRST.map((type) => ({ type, step: 'vacate' }) as const),
  ...PARENTS_FIRST.flatMap((type) => [
    { type, step: 'write', action: 'update' } as const,
    { type, step: 'write', action: 'create' } as const,
  ]),
  ...PARENTS_FIRST.toReversed().map((type) => ({ type, step: 'write', action: 'remove' }) as const),
];

const sequences = (changes: Change[]): number[] => changes.map(({ sequence }) => sequence);

const vacate = async (context: Context, table: RecordTable, changes: Change[]): Promise<void> => {
  const { strapi, plan, profileId } = context;
  const attributes = new Set(changes.flatMap((change) => change.vacate));
  await inTransaction(strapi, async (transaction) => {
    const removals = changes.filter(({ action }) => action === 'remove');
    // Who may no longer be removed keeps what they have; whoever was to get it has a conflict.
    const holders = [
      ...changes.filter(({ action }) => action !== 'remove'),
      ...(await removable(strapi, table, removals, profileId, transaction)),
    ];
    for (const attribute of attributes) {
      const targets = holders
        .filter((change) => change.vacate.includes(attribute))
        .flatMap(({ target }) => (target ? [target.id] : []));
      await from(strapi, table.table, transaction)
        .whereIn('id', targets)
        .update({ [table.column(attribute)]: null });
    }
    await plan.markVacated(sequences(changes), transaction);
  });
};

const fail = async (
  { plan, issues }: Context,
  changes: Change[],
  issueOf: (change: Change) => Issue,
  transaction: Transaction
): Promise<void> => {
  if (changes.length > 0) {
    await plan.markFailed(sequences(changes), transaction);
    await issues.append(changes.map(issueOf), transaction);
  }
};

const finish = async (
  context: Context,
  changes: Change[],
  written: Written,
  transaction: Transaction
): Promise<void> => {
  const gone = changes.filter(({ sequence }) => !written.has(sequence));
  await context.plan.markApplied(written, transaction);
  await fail(context, gone, vanished, transaction);
};

const remove = (context: Context, table: RecordTable, changes: Change[]): Promise<void> =>
  inTransaction(context.strapi, async (transaction) => {
    const { strapi, writer, profileId } = context;
    const targets = await removable(strapi, table, changes, profileId, transaction);
    const written = await writer.remove(table, targets, transaction);
    await finish(context, changes, written, transaction);
  });

const credentialsOf = (table: RecordTable, prepared: PreparedChange[], written: Written) =>
  prepared
    .filter(({ change, generated }) => {
      return written.has(change.sequence) && Object.keys(generated).length > 0;
    })
    .map(({ change, generated }) => ({
      type: table.type,
      key: change.key,
      label: change.label,
      secrets: generated,
    }));

const write = (
  context: Context,
  table: RecordTable,
  action: 'create' | 'update',
  prepared: PreparedChange[]
): Promise<void> =>
  inTransaction(context.strapi, async (transaction) => {
    const { strapi, runId, writer } = context;
    const written = await writer[action](table, prepared, transaction);
    const credentials = credentialsOf(table, prepared, written);
    await storeCredentials(strapi, runId, credentials, transaction);
    await finish(
      context,
      prepared.map(({ change }) => change),
      written,
      transaction
    );
  });

/**
 * Writes a batch; when it fails, each of its changes by itself, so that only those at fault are
 * left out.
 */
const writeOrSplit = async <Item>(
  context: Context,
  table: RecordTable,
  batch: Item[],
  changeOf: (item: Item) => Change,
  work: (items: Item[]) => Promise<void>
): Promise<void> => {
  try {
    await work(batch);
  } catch (error) {
    const [only] = batch;
    if (batch.length > 1) {
      for (const item of batch) {
        context.signal.throwIfAborted();
        await writeOrSplit(context, table, [item], changeOf, work);
      }
    } else if (only !== undefined && context.writer.isRecordsFault(error)) {
      await inTransaction(context.strapi, (transaction) =>
        fail(context, [changeOf(only)], (change) => failure(change, error, table), transaction)
      );
    } else {
      throw error;
    }
  }
};

const writeBatch = async (context: Context, phase: Phase, changes: Change[]): Promise<void> => {
  const table = context.tables[phase.type];
  if (phase.step === 'vacate') {
    await vacate(context, table, changes);
    return;
  }
  const { action } = phase;
  if (action === 'remove') {
    await writeOrSplit(
      context,
      table,
      changes,
      (change) => change,
      (batch) => remove(context, table, batch)
    );
    return;
  }
  const { ready, withoutUser: orphans } = await prepareChanges(context, table, changes);
  if (orphans.length > 0) {
    await inTransaction(context.strapi, (transaction) =>
      fail(context, orphans, withoutUser, transaction)
    );
  }
  if (ready.length > 0) {
    await writeOrSplit(
      context,
      table,
      ready,
      ({ change }) => change,
      (batch) => write(context, table, action, batch)
    );
  }
};

const runPhase = async (
  context: Context,
  phase: Phase,
  onWritten: (changes: number) => void
): Promise<void> => {
  const { plan, signal, writer } = context;
  let after = 0;
  for (;;) {
    const changes = await plan.pending(phase, after);
    const last = changes.at(-1);
    if (!last) {
      return;
    }
    after = last.sequence;
    const size = phase.step === 'vacate' ? changes.length : writer.batchSize;
    for (const batch of chunksOf(changes, size)) {
      signal.throwIfAborted();
      await writeBatch(context, phase, batch);
      onWritten(phase.step === 'vacate' ? 0 : batch.length);
      await nextTurn();
    }
  }
};

/**
 * Writes the stored plan of a run, batch by batch, each in a transaction of its own that also marks
 * its changes as applied: called again after it broke off, it goes on where it was. A change that
 * cannot be written becomes an `error`, with an issue in the run's issues (`write-conflict`,
 * `write-refused`, `changed-meanwhile` or `user-not-written`); the others go on.
 *
 * @throws the signal's reason when it is aborted, and what keeps the database from writing at all
 */
export const applyPlan = async (options: ApplyOptions): Promise<void> => {
  const { strapi, runId, mode, onProgress } = options;
  const context: Context = {
    ...options,
    plan: createPlanStore({ strapi, runId }),
    issues: createIssueStore({ strapi, runId }),
    tables: recordTables(strapi),
    writer: mode === 'bulk' ? createBulkWriter(strapi) : createDocumentWriter(strapi),
  };
  const { total, written } = await context.plan.progress();
  let done = written;
  onProgress(done, total);

  for (const phase of PHASES) {
    await runPhase(context, phase, (changes) => {
      done += changes;
      onProgress(done, total);
    });
  }
};
