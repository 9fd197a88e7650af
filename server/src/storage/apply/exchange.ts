import { shownDemands } from '../../plan/secret-values';
import { traitsOf, Demands } from '../../plan/leaving/departures';
import { type RecordType, uniqueAttributes } from '../../../../shared/records';
import { chunked, chunkedBySize, groupBy } from '../../utils/collections';
import { giveWay } from '../../utils/turns';
import type { Change } from '../../plan/types';
import {
  bytesOfChange,
  doOnce,
  fail,
  finish,
  storeGenerated,
  clearColumns,
  type Context,
} from './context';
import type { Transaction } from '../database';
import { failure, keptBack, vanished, withoutUser } from './failures';
import { retain, type Retained } from './retain';
import { prepareChanges, type PreparedChange } from './prepare';
import { createRecordReader } from '../records/reader';
import { statementBound } from '../statement-size';
import type { RecordTable } from '../tables';
import { removable, switchable, type Written } from '../records/writer';

/** Changes that are written in one transaction or not at all. */
interface Exchange {
  /** Who is removed, switched off, or was so before; none where values pass between people who stay. */
  leavers: PreparedChange[];
  /** Who takes their values over: updates, then creates. */
  heirs: PreparedChange[];
  /** What entries and phones of these users give up or get back with them. */
  followers: PreparedChange[];
  /** An heir that cannot be written, because its user was not. */
  orphan: Change | null;
}

const isRemoval = ({ change }: PreparedChange): boolean => change.action === 'remove';

/** The changes of an exchange but for those that follow them. */
const changesOf = ({ leavers, heirs, orphan }: Exchange): Change[] => [
  ...[...leavers, ...heirs].map(({ change }) => change),
  ...(orphan ? [orphan] : []),
];

const prepareFollowers = async (
  context: Context,
  table: RecordTable,
  changes: Change[]
): Promise<PreparedChange[]> => {
  const byType = groupBy(
    changes.filter(({ type }) => type !== table.type),
    ({ type }) => type
  );
  const prepared: PreparedChange[] = [];
  for (const [type, ofType] of byType) {
    prepared.push(...(await prepareChanges(context, context.tables[type], ofType)).ready);
  }
  return prepared;
};

const prepare = async (
  context: Context,
  table: RecordTable,
  groups: Change[][]
): Promise<Exchange[]> => {
  const changes = groups.flat();
  const ofType = changes.filter(({ type }) => type === table.type);
  const { ready, withoutUser: orphans } = await prepareChanges(context, table, ofType);
  const followers = await prepareFollowers(context, table, changes);
  const prepared = new Map(ready.map((item) => [item.change.sequence, item]));
  return groups.map((group) => {
    const items = group.flatMap(({ sequence }) => prepared.get(sequence) ?? []);
    const heirs = items.filter(({ change }) => change.row !== null);
    return {
      leavers: items.filter(({ change }) => change.row === null),
      heirs: [
        ...heirs.filter(({ change }) => change.action === 'update'),
        ...heirs.filter(({ change }) => change.action === 'create'),
      ],
      followers: followers.filter(({ change }) => group.includes(change)),
      orphan: orphans.find((orphan) => group.includes(orphan)) ?? null,
    };
  });
};

/** Frees the values of leavers; returns those who are switched off, or were so, and have a changed record now. */
const free = async (
  context: Context,
  table: RecordTable,
  leavers: PreparedChange[],
  transaction: Transaction
): Promise<Written> => {
  const { strapi, profileId, writer, plan } = context;
  if (leavers.length === 0) return new Map();
  const changes = leavers.map(({ change }) => change);
  const removals = changes.filter(({ action }) => action === 'remove');
  // Who may no longer be removed keeps what they have; whoever was to get it has a conflict.
  const goers = await removable(strapi, table, removals, profileId, transaction);
  await clearColumns(context, table, goers, transaction);
  await plan.endExchange(
    removals.map(({ sequence }) => sequence),
    transaction
  );
  const stayers = changes.filter(({ action }) => action !== 'remove');
  const allowed = await switchable(strapi, table, stayers, profileId, transaction);
  const due = leavers.filter((item) => !isRemoval(item) && allowed.has(item.change.sequence));
  return writer.update(table, due, transaction);
};

/**
 * Sets unique values null of which one of the heirs may take another one's: an index looks at each
 * record by itself.
 */
const clearMoving = async (
  context: Context,
  table: RecordTable,
  heirs: PreparedChange[],
  transaction: Transaction
): Promise<void> => {
  const updates = heirs.filter(({ change }) => change.action === 'update');
  if (updates.length < 2) return;
  const unique = uniqueAttributes(table.type);
  const moving = updates.map(({ change }) => ({
    ...change,
    clearFirst: unique.filter((attribute) => attribute in change.attributes),
  }));
  await clearColumns(context, table, moving, transaction);
};

/** @param onChange told of each change before it is written */
const write = async (
  context: Context,
  table: RecordTable,
  exchanges: Exchange[],
  onChange: (change: Change) => void = () => undefined
): Promise<void> => {
  const { writer } = context;
  const leavers = exchanges.flatMap((exchange) => exchange.leavers);
  const heirs = exchanges.flatMap((exchange) => exchange.heirs);
  const size = exchanges.length === 1 ? 1 : heirs.length;
  const followers = exchanges.flatMap((exchange) => exchange.followers);
  // Removals are left to the steps that follow.
  const done = [...leavers.filter((item) => !isRemoval(item)), ...heirs, ...followers].map(
    ({ change }) => change
  );
  await doOnce(context, done, async (transaction) => {
    const [leaver] = leavers;
    if (leaver) onChange(leaver.change);
    const written = await free(context, table, leavers, transaction);
    await clearMoving(context, table, heirs, transaction);
    for (const action of ['update', 'create'] as const) {
      const ofAction = heirs.filter(({ change }) => change.action === action);
      for (const batch of chunked(ofAction, size)) {
        if (batch[0]) onChange(batch[0].change);
        const made = await writer[action](table, batch, transaction);
        made.forEach((id, sequence) => written.set(sequence, id));
      }
    }
    for (const [type, ofType] of groupBy(followers, ({ change }) => change.type)) {
      const [first] = ofType;
      if (first) onChange(first.change);
      const followed = await writer.update(context.tables[type], ofType, transaction);
      followed.forEach((id, sequence) => written.set(sequence, id));
    }
    await storeGenerated(context, table, heirs, written, transaction);
    await finish(context, done, written, transaction);
  });
};

/** Leaves an exchange unwritten: its leavers stay as they are, with a warning that says why. */
const giveUp = async (
  context: Context,
  table: RecordTable,
  exchange: Exchange,
  culprit: Change,
  error: unknown
): Promise<void> => {
  const { strapi, profileId } = context;
  const leavers = exchange.leavers.map(({ change }) => change);
  const demands = new Demands();
  for (const change of changesOf(exchange)) {
    if (change.row === null) continue;
    demands.add(shownDemands(change, null));
  }
  const reader = createRecordReader({ strapi, viewer: context.profileId });
  const ids = leavers.flatMap(({ target }) => target?.id ?? []);
  const stored = new Map((await reader.byId(table.type, ids)).map((record) => [record.id, record]));

  await doOnce(context, [culprit], async (transaction) => {
    const reason = error === null ? withoutUser(culprit) : failure(culprit, error, table);
    await fail(context, [culprit], () => reason, transaction);
    const others = changesOf(exchange).filter(
      (change) => change.row !== null && change !== culprit
    );
    await fail(context, others, (change) => keptBack(change, culprit), transaction);
    const goers = await removable(strapi, table, leavers, profileId, transaction);
    const gone = leavers.filter((change) => !goers.includes(change) && change !== culprit);
    await fail(context, gone, vanished, transaction);
    const kept = goers.flatMap((change): Retained[] => {
      const record = change.target && stored.get(change.target.id);
      const leaves = change.action === 'remove' || change.leaves === true;
      const demand =
        record && leaves ? demands.find(table.type, traitsOf(table.type, record)) : null;
      return change === culprit ? [] : [{ change, demand, keptSince: record?.keptSince ?? null }];
    });
    await retain(context, table, kept, transaction);
    const followers = exchange.followers.map(({ change }) => change.sequence);
    await context.plan.drop(
      followers.filter((sequence) => sequence !== culprit.sequence),
      transaction
    );
  });
};

/** Writes exchanges together; when that fails, each by itself, so that only those at fault are left out. */
const writeOrGiveUp = async (
  context: Context,
  table: RecordTable,
  exchanges: Exchange[]
): Promise<void> => {
  const [only] = exchanges;
  let current: Change | null = null;
  try {
    await write(context, table, exchanges, (change) => {
      current = change;
    });
  } catch (error) {
    if (!context.writer.isRecordsFault(error)) throw error;
    if (exchanges.length > 1) {
      for (const exchange of exchanges) {
        context.signal.throwIfAborted();
        await writeOrGiveUp(context, table, [exchange]);
      }
    } else if (only && current) {
      await giveUp(context, table, only, current, error);
    } else {
      throw error;
    }
  }
};

/**
 * Writes the exchanges of a type: who leaves, who takes their values over, and what follows them, in
 * one transaction each.
 */
export const writeExchanges = async (
  context: Context,
  type: RecordType,
  onWritten: (changes: number) => void
): Promise<void> => {
  const { plan, tables, writer, signal } = context;
  const table = tables[type];
  const atOnce = Math.min(writer.batchSize, 100);
  const size = await statementBound(context.strapi);
  const bytesOfGroup = (group: Change[]): number =>
    group.reduce((sum, change) => sum + bytesOfChange(change), 0);
  for await (const groups of plan.exchanges(type)) {
    for (const batch of chunkedBySize(groups, { items: atOnce, size }, bytesOfGroup)) {
      signal.throwIfAborted();
      const exchanges = await prepare(context, table, batch);
      const whole = exchanges.filter(({ orphan }) => orphan === null);
      if (whole.length > 0) await writeOrGiveUp(context, table, whole);
      for (const exchange of exchanges) {
        if (exchange.orphan) await giveUp(context, table, exchange, exchange.orphan, null);
      }
      const removals = exchanges.flatMap(({ leavers }) => leavers.filter(isRemoval));
      onWritten(batch.flat().length - removals.length);
      await giveWay();
    }
  }
};
