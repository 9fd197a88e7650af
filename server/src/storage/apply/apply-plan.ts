import type { RecordType } from '../../../../shared/records';
import type { Change } from '../../plan/types';
import {
  bytesOfChange,
  doOnce,
  fail,
  finish,
  sequencesOf,
  storeGenerated,
  clearColumns,
  type ApplyOptions,
  type Context,
} from './context';
import { createBulkWriter } from '../records/bulk-writer';
import { chunkedBySize } from '../../utils/collections';
import { giveWay } from '../../utils/turns';
import { inTransaction, type Transaction } from '../database';
import { createDocumentWriter } from '../records/document-writer';
import { createImageTaker, withImages } from '../images/take';
import { writeExchanges } from './exchange';
import { failure, withoutUser } from './failures';
import { retainDemanded } from './retain';
import { withOwners } from '../owners/write';
import { createIssueStore } from '../runs/issue-store';
import { createPlanStore, type Phase, type SpecialStep } from '../runs/plan-store';
import { prepareChanges, type PreparedChange } from './prepare';
import { withdrawAdministrators } from './withdraw';
import { statementBound } from '../statement-size';
import { lookAtNewTables } from '../statistics';
import { recordTables, type RecordTable } from '../tables';
import { removable, switchable, unwrittenSince } from '../records/writer';

const CHILDREN: RecordType[] = ['phonebookEntry', 'phone'];
const PARENTS_FIRST: RecordType[] = ['user', ...CHILDREN];

type Step = Phase | { type: RecordType; step: 'exchange' } | { step: 'keep' };

/**
 * What users bring along is taken over before they are, which needs values that others set null
 * before; else users come before what is theirs, which may move to a new one, and go after it. Who
 * takes a value comes after who gives it up. Nobody is removed or switched off before it is known what could not be
 * written. However far writing gets, a new run of the same source brings the rest.
 */
const STEPS: Step[] = [
  ...PARENTS_FIRST.map((type) => ({ type, step: 'clear' }) as const),
  ...CHILDREN.map((type) => ({ type, step: 'comeAlong' }) as const),
  ...PARENTS_FIRST.flatMap((type) => [
    { type, step: 'write', action: 'update' } as const,
    { type, step: 'exchange' } as const,
    { type, step: 'write', action: 'create' } as const,
  ]),
  { step: 'keep' },
  ...PARENTS_FIRST.toReversed().flatMap((type) => [
    { type, step: 'leave' } as const,
    { type, step: 'write', action: 'remove' } as const,
  ]),
];

/** Steps without changes are left out: to find none, a whole plan would be read for each. */
const isDue = (step: Step, special: ReadonlySet<SpecialStep>): boolean =>
  step.step === 'write' || step.step === 'keep' || special.has(`${step.step} ${step.type}`);

const clear = (context: Context, table: RecordTable, changes: Change[]): Promise<void> =>
  inTransaction(context.strapi, async (transaction) => {
    const { strapi } = context;
    const due = await unwrittenSince(strapi, table, changes, (change) => change, transaction);
    await clearColumns(context, table, due, transaction);
    await context.plan.markCleared(sequencesOf(changes), transaction);
  });

const remove = (context: Context, table: RecordTable, changes: Change[]): Promise<void> =>
  doOnce(context, changes, async (transaction) => {
    const { strapi, writer, profileId } = context;
    const targets = await removable(strapi, table, changes, profileId, transaction);
    const written = await writer.remove(table, targets, transaction);
    await finish(context, changes, written, transaction);
  });

/** Leaves out users who may no longer be switched off. */
const stillDue = async (
  { strapi, profileId }: Context,
  table: RecordTable,
  prepared: PreparedChange[],
  transaction: Transaction
): Promise<PreparedChange[]> => {
  const leaving = prepared.flatMap(({ change }) => (change.leaves ? [change] : []));
  if (table.type !== 'user' || leaving.length === 0) return prepared;
  const allowed = await switchable(strapi, table, leaving, profileId, transaction);
  return prepared.filter(({ change }) => !change.leaves || allowed.has(change.sequence));
};

const write = (
  context: Context,
  table: RecordTable,
  action: 'create' | 'update',
  prepared: PreparedChange[]
): Promise<void> => {
  const changes = prepared.map(({ change }) => change);
  return doOnce(context, changes, async (transaction) => {
    const due = await stillDue(context, table, prepared, transaction);
    const written = await context.writer[action](table, due, transaction);
    await giveWay();
    await storeGenerated(context, table, prepared, written, transaction);
    await finish(context, changes, written, transaction);
  });
};

/**
 * Writes a batch; when it fails for what is in it, each of its changes by itself, so that only those at fault
 * are left out.
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
    if (!context.writer.isRecordsFault(error)) throw error;
    if (batch.length > 1) {
      for (const item of batch) {
        context.signal.throwIfAborted();
        await writeOrSplit(context, table, [item], changeOf, work);
      }
    } else if (only !== undefined) {
      const change = changeOf(only);
      await doOnce(context, [change], (transaction) =>
        fail(context, [change], () => failure(change, error, table), transaction)
      );
    }
  }
};

const writeBatch = async (context: Context, phase: Phase, changes: Change[]): Promise<void> => {
  const table = context.tables[phase.type];
  if (phase.step === 'clear') {
    await clear(context, table, changes);
    return;
  }
  const action = phase.step === 'write' ? phase.action : 'update';
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
    await doOnce(context, orphans, (transaction) =>
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
  const { strapi, plan, signal, writer } = context;
  const size = await statementBound(strapi);
  let isFirst = true;
  for await (const changes of plan.pending(phase)) {
    const items = phase.step === 'clear' ? changes.length : writer.batchSize;
    for (const batch of chunkedBySize(changes, { items, size }, bytesOfChange)) {
      signal.throwIfAborted();
      await writeBatch(context, phase, batch);
      if (isFirst && phase.step === 'write' && phase.action === 'create') {
        await lookAtNewTables(context.strapi, context.tables[phase.type]);
      }
      isFirst = false;
      onWritten(phase.step === 'clear' ? 0 : batch.length);
      await giveWay();
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
  const { strapi, secrets, recordIndex, runId, mode, replaces, onProgress } = options;
  const images = options.keepsImages ? createImageTaker({ strapi, secrets, runId }) : null;
  const ofRecords =
    mode === 'bulk'
      ? createBulkWriter(strapi, recordIndex)
      : createDocumentWriter(strapi, recordIndex);
  const writer = withOwners(ofRecords, { strapi, profileId: options.profileId });
  const context: Context = {
    ...options,
    plan: createPlanStore({ strapi, secrets, runId }),
    issues: createIssueStore({ strapi, runId }),
    tables: recordTables(strapi),
    writer: images ? withImages(writer, images) : writer,
    images,
  };
  const before = await context.plan.progress();
  const { total, special } = before;
  let { done } = before;
  onProgress(done, total);

  const onWritten = (changes: number): void => {
    done += changes;
    onProgress(done, total);
  };
  // Once before values change hands, and once before anybody is removed.
  const spare = async (): Promise<void> => {
    if (replaces) await withdrawAdministrators({ strapi, secrets }, runId);
  };
  try {
    await spare();
    for (const step of STEPS.filter((each) => isDue(each, special))) {
      options.signal.throwIfAborted();
      if (step.step === 'keep') {
        await spare();
        await retainDemanded(context);
      } else if (step.step === 'exchange') await writeExchanges(context, step.type, onWritten);
      else await runPhase(context, step, onWritten);
    }
  } finally {
    await context.issues.end();
  }
};
