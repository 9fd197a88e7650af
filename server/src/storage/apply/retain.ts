import { RECORD_TYPES, type RecordType } from '../../../../shared/records';
import { Demands, traitsOf } from '../../plan/leaving/departures';
import { IssueWriter } from '../../plan/issues';
import { shownDemands, SecretMask } from '../../plan/secret-values';
import type { Change, Demand } from '../../plan/types';
import { databaseNow, isoTime } from '../clock';
import { chunked } from '../../utils/collections';
import { from, type Transaction } from '../database';
import { createRecordReader } from '../records/reader';
import type { Phase } from '../runs/plan-store';
import { holdersOf, type RecordTable } from '../tables';
import { doOnce, targetsOf, type Context } from './context';

/** A change that would have removed or switched off a record, and the demand that keeps it. */
export interface Retained {
  change: Change;
  /** Null for what stays because its user does. */
  demand: Demand | null;
  /** Since when earlier runs have kept the record. */
  keptSince: string | null;
}

/** What demands and changes show was masked when they were planned. */
const write = new IssueWriter({}, new SecretMask([]));

/** Takes changes out of the plan, with a warning for each record that a failed change refers to. */
export const retain = async (
  { strapi, plan, issues }: Context,
  table: RecordTable,
  kept: Retained[],
  transaction: Transaction
): Promise<void> => {
  const now = isoTime(await databaseNow(strapi, transaction));
  const wanted = kept.flatMap(({ change, demand, keptSince }) =>
    demand ? [{ change, demand, keptSince }] : []
  );
  const fresh = wanted.filter(({ keptSince }) => keptSince === null);
  for (const chunk of chunked(fresh)) {
    await from(strapi, table.table, transaction)
      .whereIn(
        'id',
        chunk.flatMap(({ change }) => change.target?.id ?? [])
      )
      .update({ [table.column('connectorKeptSince')]: now });
  }
  await issues.append(
    wanted.map(({ change: { type, label, action }, demand, keptSince }) =>
      write.kept(type, label, action === 'remove' ? 'remove' : 'disable', keptSince ?? now, demand)
    ),
    transaction
  );
  await plan.drop(
    kept.map(({ change }) => change.sequence),
    transaction
  );
};

/** What the changes of this run that could not be written refer to, and the stored users among them. */
const failures = async (context: Context): Promise<{ demands: Demands; users: Set<number> }> => {
  const { plan, strapi, tables } = context;
  const demands = new Demands();
  const users = new Set<number>();
  for await (const changes of plan.failed()) {
    for (const type of RECORD_TYPES) {
      const ofType = changes.filter((change) => change.type === type);
      const holders = await holdersOf(strapi, tables[type], targetsOf(ofType));
      for (const change of ofType) {
        if (type === 'user' && change.target) users.add(change.target.id);
        for (const userId of userIdsOf(change, holders)) {
          demands.add(shownDemands(change, userId));
        }
      }
    }
  }
  return { demands, users };
};

/** The stored users that a change belongs to, or was to; one null where there is none. */
const userIdsOf = (
  { target, user }: Change,
  holders: ReadonlyMap<number, number>
): (number | null)[] => {
  const ids = [target && holders.get(target.id), user && 'id' in user ? user.id : null];
  const known = ids.filter((id): id is number => typeof id === 'number');
  return known.length > 0 ? known : [null];
};

const LEAVING: Record<RecordType, Phase[]> = {
  user: leavingPhases('user'),
  phonebookEntry: leavingPhases('phonebookEntry'),
  phone: leavingPhases('phone'),
};

function leavingPhases(type: RecordType): Phase[] {
  return [
    { type, step: 'leave' },
    { type, step: 'write', action: 'remove' },
  ];
}

/**
 * Looks at who is to be removed or switched off once everything else has been written: nobody is of
 * whom a change that could not be written refers to, nor what belongs to such users.
 */
export const retainDemanded = async (context: Context): Promise<void> => {
  const { strapi, tables } = context;
  const { demands, users } = await failures(context);
  if (demands.isEmpty) return;
  const reader = createRecordReader({ strapi, viewer: context.profileId });

  const look = async (type: RecordType, changes: Change[]): Promise<void> => {
    const ids = changes.flatMap(({ target }) => target?.id ?? []);
    const stored = new Map((await reader.byId(type, ids)).map((record) => [record.id, record]));
    const kept = changes.flatMap((change): Retained[] => {
      const record = change.target && stored.get(change.target.id);
      if (!record) return [];
      const { userId, keptSince } = record;
      const isUnlinked = change.leaves === true && type !== 'user';
      const demand = isUnlinked ? null : demands.find(type, traitsOf(type, record));
      if (demand) return [{ change, demand, keptSince }];
      return userId !== null && users.has(userId) ? [{ change, demand: null, keptSince }] : [];
    });
    if (kept.length === 0) return;
    if (type === 'user') kept.forEach(({ change }) => change.target && users.add(change.target.id));
    await doOnce(
      context,
      kept.map(({ change }) => change),
      (transaction) => retain(context, tables[type], kept, transaction)
    );
  };

  // Users first: what becomes of them decides on their entries and phones.
  for (const type of RECORD_TYPES) {
    for (const phase of LEAVING[type]) {
      for await (const changes of context.plan.pending(phase)) await look(type, changes);
    }
  }
};
