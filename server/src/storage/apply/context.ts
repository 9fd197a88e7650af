import type { Core } from '@strapi/strapi';

import type { Issue } from '../../../../shared/contracts/issues';
import { shownKey } from '../../plan/secret-values';
import type { Change } from '../../plan/types';
import type { Secrets } from '../../secrets';
import type { ImageTaker } from '../images/take';
import type { RecordIndex } from '../lookup/record-index';
import { from, inTransaction, type Transaction } from '../database';
import { digestsOf } from '../digests';
import { toCells } from '../records/update-entities';
import type { RecordWriter, Written } from '../records/writer';
import { storeCredentials } from '../runs/credentials';
import type { IssueStore } from '../runs/issue-store';
import type { StoredPlan } from '../runs/plan-store';
import { bytesOfCells } from '../statement-size';
import type { RecordTable, RecordTables } from '../tables';
import { vanished } from './failures';
import type { PreparedChange } from './prepare';

export interface ApplyOptions {
  strapi: Core.Strapi;
  secrets: Secrets;
  recordIndex: RecordIndex;
  /** The id of the run's entity. */
  runId: number;
  profileId: string;
  mode: 'bulk' | 'documents';
  /** Whether users go whoever made them, but for Strapi's own administrators. */
  replaces: boolean;
  /** Whether the run can be undone. */
  keepsImages: boolean;
  /** Looked at between batches; what is written by then stays written. */
  signal: AbortSignal;
  onProgress(written: number, total: number): void;
}

export interface Context extends ApplyOptions {
  plan: StoredPlan;
  issues: IssueStore;
  tables: RecordTables;
  writer: RecordWriter;
  /** Null where nothing is kept of what records were. */
  images: ImageTaker | null;
}

/** What a record takes besides the values of its row: identities, bookkeeping, columns that are null. */
const RECORD_BYTES = 1500;

/** How many bytes writing a change takes, about. */
export const bytesOfChange = ({ attributes, secrets, restores }: Change): number =>
  RECORD_BYTES +
  bytesOfCells(attributes) +
  bytesOfCells(secrets) +
  bytesOfCells(restores?.hidden ?? {});

export const sequencesOf = (changes: Change[]): number[] => changes.map(({ sequence }) => sequence);

/** The ids of the stored records that changes are about. */
export const targetsOf = (changes: Change[]): number[] =>
  changes.flatMap(({ target }) => target?.id ?? []);

/**
 * Does some changes of a plan in a transaction that also marks them: none of them is open afterwards. What a
 * connection was lost over may have been committed, and is not done again then.
 */
export const doOnce = (
  { strapi, plan }: { strapi: Core.Strapi; plan: StoredPlan },
  changes: readonly Change[],
  work: (transaction: Transaction) => Promise<void>
): Promise<void> =>
  inTransaction(strapi, async (transaction, isUnsure) => {
    if (isUnsure && !(await plan.areOpen(changes, transaction))) return;
    await work(transaction);
  });

/** Sets the values null that changes give up beforehand. */
export const clearColumns = async (
  { strapi, recordIndex, images }: Context,
  table: RecordTable,
  changes: Change[],
  transaction: Transaction
): Promise<void> => {
  await images?.before(
    table,
    changes.filter((change) => change.clearFirst.length > 0),
    transaction
  );
  for (const attribute of new Set(changes.flatMap((change) => change.clearFirst))) {
    const targets = changes
      .filter((change) => change.clearFirst.includes(attribute))
      .flatMap(({ target }) => (target ? [target.id] : []));
    const given = { [attribute]: null };
    await from(strapi, table.table, transaction)
      .whereIn('id', targets)
      .update(toCells(table, { ...given, ...digestsOf(table.type, given) }));
    if (recordIndex.isNoted(table.type, [attribute])) {
      await recordIndex.renew(table.type, targets, transaction);
    }
  }
};

/** Marks changes as errors, each with its issue. */
export const fail = async (
  { plan, issues }: Context,
  changes: Change[],
  issueOf: (change: Change) => Issue,
  transaction: Transaction
): Promise<void> => {
  if (changes.length > 0) {
    await plan.markFailed(sequencesOf(changes), transaction);
    await issues.append(changes.map(issueOf), transaction);
  }
};

/** Marks changes as written; those that had lost their record are errors. */
export const finish = async (
  context: Context,
  changes: Change[],
  written: Written,
  transaction: Transaction
): Promise<void> => {
  const gone = changes.filter(({ sequence }) => !written.has(sequence));
  const done = changes.filter(({ sequence }) => written.has(sequence));
  const created = done.filter(({ target }) => target === null);
  const ids = created.map(({ sequence }) => [sequence, written.get(sequence)!] as const);
  await context.plan.markCreated(new Map(ids), transaction);
  await context.plan.markApplied(
    sequencesOf(done.filter(({ target }) => target !== null)),
    transaction
  );
  await fail(context, gone, vanished, transaction);
};

/** Keeps the secrets that were generated for records that are written. */
export const storeGenerated = async (
  context: Context,
  table: RecordTable,
  prepared: PreparedChange[],
  written: Written,
  transaction: Transaction
): Promise<void> => {
  const credentials = prepared
    .filter(({ change, generated }) => {
      return written.has(change.sequence) && Object.keys(generated).length > 0;
    })
    .map(({ change, generated }) => ({
      type: table.type,
      key: shownKey(change),
      label: change.label,
      record: written.get(change.sequence),
      ...(change.hiddenOfUser && { hidden: change.hiddenOfUser }),
      secrets: generated,
    }));
  await storeCredentials(context, credentials, transaction);
};
